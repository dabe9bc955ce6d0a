// Looks for words in the titles of tasks and notes on screen: in memory, all of them.

import { matchWords, wordsOf } from "../../model/match-words.ts";
import { MAX_FOUND, NOTHING_FOUND, type Found } from "../face/find.ts";
import type { ShownItems } from "../screen.ts";
import type { RowList } from "../sorted-rows.ts";

/** In UTF-16 units: more is no search. */
const MAX_WORDS_LENGTH = 200;

/** Equally good ones as they come. */
function best<Row extends { readonly title: string }>(lists: readonly RowList<Row>[], words: readonly string[]): readonly Row[] {
  const found: { readonly row: Row; readonly rank: number }[] = [];
  for (const list of lists)
    for (const row of list.slice(0, list.length)) {
      const rank = matchWords(row.title, words);
      if (rank !== null) found.push({ row, rank });
    }
  return found
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MAX_FOUND)
    .map(({ row }) => row);
}

/** Open tasks come before done ones. */
export function findIn({ index }: Pick<ShownItems, "index">, typed: string): Found {
  const words = wordsOf(typed.slice(0, MAX_WORDS_LENGTH));
  if (words.length === 0) return NOTHING_FOUND;
  const open = best([index.query({ view: "open" })], words);
  const done = open.length < MAX_FOUND ? best([index.query({ view: "done" })], words) : [];
  return { tasks: [...open, ...done].slice(0, MAX_FOUND), notes: best([index.notes.query("notes")], words) };
}
