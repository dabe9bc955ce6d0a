// The first tasks of a file, as they will be.

import { For, Show, type JSX } from "solid-js";
import type { Found, FoundRow } from "../../../imports/tasks/import-desk.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import { useApp } from "../../shell/app-context.ts";
import page from "../../shell/page.module.css";
import { dayText } from "../../texts/day-texts.ts";
import { t } from "../../texts/messages.ts";
import { timeText } from "../../texts/time-texts.ts";
import styles from "./tasks.module.css";

/** Deeper ones stand no further in: there is an end to the width. */
const MOST_DEPTH = 4;

function whenText({ day, time, start }: FoundRow, today: PlainDay): readonly string[] {
  const due = day === null ? [] : [[dayText(day, today), ...(time === null ? [] : [timeText(time)])].join(" ")];
  return start === null ? due : [...due, t("taskImport.startsOn", dayText(start, today))];
}

const MARKS = [
  ["repeats", "taskImport.repeats"],
  ["reminds", "taskImport.reminds"],
  ["hasNotes", "taskImport.hasNotes"],
] as const;

function detailsOf(row: FoundRow, today: PlainDay): string {
  const { isDone, list, section, priority, tags } = row;
  const place = [list, section].filter((name) => name !== null);
  const marks = MARKS.flatMap(([mark, key]) => (row[mark] ? [t(key)] : []));
  const priorities = priority === null ? [] : [t(`mark.priority${priority}`)];
  return [
    ...(isDone ? [t("taskImport.isDone")] : []),
    ...place,
    ...whenText(row, today),
    ...priorities,
    ...tags.map((tag) => `#${tag}`),
    ...(row.entries === 0 ? [] : [t("taskImport.steps", row.entries)]),
    ...marks,
  ].join(" · ");
}

export function FoundRows(props: { readonly found: Found }): JSX.Element {
  const { today } = useApp();
  const more = (): number => props.found.open + props.found.done - props.found.rows.length;
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("taskImport.preview")}</h3>
      <ul class={styles["rows"]}>
        <For each={props.found.rows}>
          {(row) => (
            <li class={styles["row"]} data-depth={Math.min(row.depth, MOST_DEPTH)} data-done={row.isDone}>
              <span class={styles["title"]} translate="no" dir="auto">
                {row.title}
              </span>
              <Show when={detailsOf(row, today())}>
                {(details) => (
                  <span class={page["quiet"]} translate="no" dir="auto">
                    {details()}
                  </span>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={more() > 0}>
        <p class={page["quiet"]}>{t("taskImport.more", more())}</p>
      </Show>
    </section>
  );
}
