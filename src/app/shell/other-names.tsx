// What else something was called, when two devices named it at once. Loaded on first use, with the sheet it stands in.

import { createMemo, For, Show, type JSX } from "solid-js";
import type { FieldConflict } from "../../model/field-conflict.ts";
import { Button } from "../../ui/button/button.tsx";
import styles from "../lists/lists.module.css";
import { t } from "../texts/messages.ts";

export type OtherNamesProps = {
  readonly of: { readonly name: string; readonly conflicts: readonly FieldConflict[] };
  readonly onChoose: (name: string) => void;
};

export function OtherNames(props: OtherNamesProps): JSX.Element {
  /** Each once. */
  const names = createMemo(() => [
    ...new Set(props.of.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== props.of.name)),
  ]);
  return (
    <Show when={names().length > 0}>
      <p class={styles["heading"]}>{t("lists.conflict")}</p>
      <div class={styles["buttons"]}>
        <For each={names()}>
          {(other) => (
            <Button look="quiet" translate="no" onClick={() => props.onChoose(other)}>
              {other}
            </Button>
          )}
        </For>
      </div>
    </Show>
  );
}
