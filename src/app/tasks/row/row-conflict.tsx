// The titles another device wrote at the same time. Choosing one of them, or the one above, settles it everywhere.

import { For, Show, type JSX } from "solid-js";
import type { TaskRow } from "../../../model/task-row.ts";
import { Button } from "../../../ui/button/button.tsx";
import { t } from "../../texts/messages.ts";
import styles from "./row-conflict.module.css";

export type RowConflictProps = { readonly row: TaskRow; readonly tabIndex: number; readonly onResolve: (value: string) => void };

/** The other values kept for the title, each once. */
const otherTitles = (row: TaskRow): readonly string[] => [
  ...new Set(row.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== row.title)),
];

export function RowConflict(props: RowConflictProps): JSX.Element {
  return (
    <Show when={props.row.conflicts.length > 0}>
      <ul class={styles["conflict"]}>
        <For each={otherTitles(props.row)}>
          {(value) => (
            <li class={styles["other"]}>
              <span class={styles["also"]}>{t("conflict.also")}</span>
              <span class={styles["otherTitle"]} translate="no" dir="auto">
                {value}
              </span>
              <Button
                look="quiet"
                aria-label={t("conflict.useLabel", value)}
                tabIndex={props.tabIndex}
                onClick={() => props.onResolve(value)}
              >
                {t("conflict.use")}
              </Button>
            </li>
          )}
        </For>
        <li>
          <Button look="quiet" tabIndex={props.tabIndex} onClick={() => props.onResolve(props.row.title)}>
            {t("conflict.keep")}
          </Button>
        </li>
      </ul>
    </Show>
  );
}
