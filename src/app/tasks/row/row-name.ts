// What a row is called aloud: its title, then each of its marks in words.

import type { PlainDay } from "../../../model/plain-day.ts";
import type { PartsProgress } from "../../../model/outline.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { dayText } from "../../texts/day-texts.ts";
import { t } from "../../texts/messages.ts";
import { timeText } from "../../texts/time-texts.ts";
import { rowTitle } from "./row-title.ts";

export const whenText = ({ day, time }: Pick<TaskRow, "day" | "time">, today: PlainDay): string | null => {
  if (day === null) return null;
  return time === null ? dayText(day, today) : `${dayText(day, today)} ${timeText(time)}`;
};

/** What is left to say where the row stands under the heading of `said`; null: nothing. */
export const whenTextUnder = (row: Pick<TaskRow, "day" | "time">, today: PlainDay, said: PlainDay | null): string | null => {
  if (row.day === null || row.day !== said) return whenText(row, today);
  return row.time === null ? null : timeText(row.time);
};

/** While it is still to come. */
export const startText = ({ start, done }: Pick<TaskRow, "start" | "done">, today: PlainDay): string | null =>
  start === null || start <= today || done ? null : t("mark.start", dayText(start, today));

const MARKS = { 1: "mark.priority1", 2: "mark.priority2", 3: "mark.priority3" } as const;

export const priorityName = (priority: 1 | 2 | 3): string => t(MARKS[priority]);

export const tagsText = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join(" ");

/** What is done, or has no day any more, will not. */
export const reminds = ({ reminders, done, day }: Pick<TaskRow, "reminders" | "done" | "day">): boolean =>
  reminders.length > 0 && !done && day !== null;

const smallMarks = (row: TaskRow): readonly string[] => [
  ...(row.repeat === null ? [] : [t("mark.repeat")]),
  ...(reminds(row) ? [t("mark.reminds")] : []),
  ...(row.hasNotes ? [t("mark.notes")] : []),
];

/** `list`: the name of its list, where the view shows several; `space`: its space in words, likewise. */
export function rowName(
  row: TaskRow,
  today: PlainDay,
  list: string | null,
  space: string | null = null,
  ownParts: PartsProgress | null = null,
): string {
  const { done, total } = row.checklist;
  const parts = [
    rowTitle(row),
    whenText(row, today),
    startText(row, today),
    row.priority === null ? null : priorityName(row.priority),
    list === null ? null : t("mark.list", list),
    space,
    row.tags.length === 0 ? null : t("mark.tags", row.tags.join(", ")),
    total === 0 ? null : t("mark.checklist", done, total),
    ownParts === null ? null : t("mark.parts", ownParts.done, ownParts.total),
    ...smallMarks(row),
  ];
  const name = parts.filter((part) => part !== null).join(", ");
  return row.conflicts.length === 0 ? name : t("task.name.conflict", name);
}
