// The tables of lines as rows, and the world that they are read in.

import { makeId, type ItemId } from "../../base/ids.ts";
import { ENGLISH_ESCAPES, ENGLISH_LINES, ENGLISH_PROSE } from "./english-lines.suite.ts";
import { GERMAN_LINES, GERMAN_PROSE } from "./german-lines.suite.ts";
import type { QuickAddWorld } from "./line.ts";
import type { KnownNames } from "./marks.ts";

export type Row = readonly [line: string, expected: string];

/** What stands for itself is expected to be only a title. */
const rowsOf = (table: string): Row[] =>
  table
    .trim()
    .split("\n")
    .map((row) => {
      const [line = "", expected = ""] = row.split(/ =(?: |$)/u);
      return [line, expected === "" ? `${line} |` : expected];
    });

export const ENGLISH: QuickAddWorld = { today: "2026-11-27", now: "14:00", weekStart: 0, language: "en", monthFirst: true };
export const GERMAN: QuickAddWorld = { ...ENGLISH, language: "de", monthFirst: false };

export const ENGLISH_ROWS: readonly Row[] = [ENGLISH_LINES, ENGLISH_PROSE, ENGLISH_ESCAPES].flatMap(rowsOf);
export const GERMAN_ROWS: readonly Row[] = [GERMAN_LINES, GERMAN_PROSE].flatMap(rowsOf);

const listId = (byte: number): ItemId => makeId("item", new Uint8Array(16).fill(byte));

export const KNOWN: KnownNames = {
  lists: [
    { id: null, name: "Inbox" },
    { id: null, name: "Eingang" },
    { id: listId(1), name: "Home" },
    { id: listId(2), name: "Home office" },
  ],
  tags: ["shop", "home", "very urgent"],
};
