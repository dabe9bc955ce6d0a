// Looking for tasks in an earlier month, and what has become of them since.

import type { TaskRow } from "../../model/task-row.ts";
import type { SinceThen } from "../face/months.ts";
import type { ItemSet } from "../item-set.ts";
import type { MonthEntry } from "./read-month.ts";

/** Of what was typed. */
const MAX_QUERY_LENGTH = 200;

/** Without case and accents: "Überweisung" is found by "uberw". */
const folded = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

export const wordsOf = (query: string): readonly string[] =>
  folded(query.slice(0, MAX_QUERY_LENGTH))
    .split(/\s+/u)
    .filter((word) => word !== "");

export function isFound({ row, list, notesStart }: MonthEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded([row.title, list?.name ?? "", ...row.tags, notesStart].join("\n"));
  return words.every((word) => text.includes(word));
}

/** `row`: as it was. */
export function sinceThen(items: ItemSet, row: TaskRow): SinceThen {
  const present = items.index.row(row.id);
  if (present === null) return "gone";
  if (present.trashed && !row.trashed) return "trashed";
  return present.changedMs === row.changedMs ? "same" : "changed";
}
