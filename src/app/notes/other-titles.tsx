// What else the note was called, when two devices named it at once: choosing one settles it everywhere.

import { For, Show, type JSX } from "solid-js";
import type { NoteRow } from "../../model/note-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { resolveTitle } from "./note-commands.ts";
import styles from "./notes.module.css";

/** Each once. */
const otherTitles = (row: NoteRow): readonly string[] => [
  ...new Set(row.conflicts.flatMap(({ values }) => values.map(({ value }) => value)).filter((value) => value !== row.title)),
];

export function OtherTitles(props: { readonly row: NoteRow }): JSX.Element {
  const { actions, canWriteIn } = useApp();
  const choose = (title: string): void => void resolveTitle(actions, props.row.id, title);
  return (
    <Show when={props.row.conflicts.length > 0 && !props.row.newer}>
      <ul class={styles["others"]}>
        <For each={otherTitles(props.row)}>
          {(title) => (
            <li>
              <span class={styles["quiet"]}>{t("conflict.also")}</span> <span translate="no">{title}</span>
              <Button
                look="quiet"
                aria-label={t("conflict.useLabel", title)}
                disabled={!canWriteIn(props.row)}
                onClick={() => choose(title)}
              >
                {t("conflict.use")}
              </Button>
            </li>
          )}
        </For>
        <li>
          <Button look="quiet" disabled={!canWriteIn(props.row)} onClick={() => choose(props.row.title)}>
            {t("conflict.keep")}
          </Button>
        </li>
      </ul>
    </Show>
  );
}
