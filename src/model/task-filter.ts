// Which of the tasks of a view are shown: those that fit all that is asked for. What is not asked for is absent.

import type { ItemId } from "../base/ids.ts";
import type { PlainDay } from "./plain-day.ts";
import { tagKey } from "./tag.ts";
import type { TaskRow } from "./task-row.ts";
import type { Priority } from "./task-schema.ts";

/** In UTF-16 units. */
export const MAX_FILTER_TEXT = 200;

/** `soon`: today and the six days after it, and what is overdue. */
export type FilterDue = "overdue" | "today" | "soon" | "none";

export type TaskFilter = {
  /** Words that the title has, each somewhere, in whatever case. */
  readonly text?: string;
  readonly tag?: string;
  /** null: none. */
  readonly priority?: Priority | null;
  /** null: the inbox, or a list that is not there. */
  readonly list?: ItemId | null;
  /** `today`, and the last day that is soon, as they are where it is asked. */
  readonly due?: { readonly kind: FilterDue; readonly today: PlainDay; readonly last: PlainDay };
  readonly repeats?: true;
};

/** What a filter looks at. */
export type FilteredRow = Pick<TaskRow, "title" | "day" | "repeat" | "priority" | "tags">;

type IsFit<Row extends FilteredRow = TaskRow> = (row: Row) => boolean;

const wordsOf = (text: string): readonly string[] =>
  text.slice(0, MAX_FILTER_TEXT).toLowerCase().split(/\s+/u).filter((word) => word !== ""); // prettier-ignore

function isDue({ day }: FilteredRow, { kind, today, last }: NonNullable<TaskFilter["due"]>): boolean {
  if (kind === "none" || day === null) return kind === "none" && day === null;
  if (kind === "overdue") return day < today;
  return kind === "today" ? day === today : day <= last;
}

/** `homeOf`: the list that a task shows in. */
export function fitsIn<Row extends FilteredRow>(filter: TaskFilter, homeOf: (row: Row) => ItemId | null): IsFit<Row> {
  const { text = "", tag, priority, list, due, repeats } = filter;
  const words = wordsOf(text);
  const key = tag === undefined ? null : tagKey(tag);
  const asked: readonly (IsFit<Row> | null)[] = [
    priority === undefined ? null : (row) => row.priority === priority,
    repeats === undefined ? null : ({ repeat }) => repeat !== null,
    due === undefined ? null : (row) => isDue(row, due),
    key === null ? null : ({ tags }) => tags.some((one) => tagKey(one) === key),
    list === undefined ? null : (row) => homeOf(row) === list,
    words.length === 0 ? null : ({ title }) => hasAll(title.toLowerCase(), words),
  ];
  const tests = asked.filter((test) => test !== null);
  return (row) => tests.every((test) => test(row));
}

const hasAll = (title: string, words: readonly string[]): boolean => words.every((word) => title.includes(word));
