// The tables of lines as rows, and the world that they are read in.

import { makeId, type ItemId } from "../../base/ids.ts";
import { ENGLISH_ESCAPES, ENGLISH_LINES, ENGLISH_PROSE } from "./english-lines.suite.ts";
import { GERMAN_LINES, GERMAN_PROSE } from "./german-lines.suite.ts";
import { addDays } from "../day-number.ts";
import type { PlainDay } from "../plain-day.ts";
import type { PlainTime } from "../plain-time.ts";
import type { QuickAddWorld } from "./line.ts";
import type { KnownList, KnownNames } from "./marks.ts";
import { minutesToTime } from "./times.ts";

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

/** Where no clock is ever put forward or back. */
export const laterThan =
  (today: PlainDay, now: PlainTime): QuickAddWorld["later"] =>
  (minutes) => {
    const [hour = 0, minute = 0] = now.split(":").map(Number);
    const all = hour * 60 + minute + minutes;
    return { day: addDays(today, Math.floor(all / 1_440)) ?? today, time: minutesToTime(all % 1_440) };
  };

const NOW = { today: "2026-11-27", now: "14:00" } as const;
export const ENGLISH: QuickAddWorld = { ...NOW, later: laterThan(NOW.today, NOW.now), weekStart: 0, language: "en", monthFirst: true };
export const GERMAN: QuickAddWorld = { ...ENGLISH, language: "de", monthFirst: false };

export const ENGLISH_ROWS: readonly Row[] = [ENGLISH_LINES, ENGLISH_PROSE, ENGLISH_ESCAPES].flatMap(rowsOf);
export const GERMAN_ROWS: readonly Row[] = [GERMAN_LINES, GERMAN_PROSE].flatMap(rowsOf);

const listId = (byte: number): ItemId => makeId("item", new Uint8Array(16).fill(byte));

const section = (byte: number, name: string) => ({ id: String(byte).padStart(16, "0"), name });

/** The list that is written in. */
const HERE: KnownList = { id: listId(3), name: "Trip", sections: [section(1, "To pack"), section(2, "Visa"), section(3, "and")] };

export const KNOWN: KnownNames = {
  here: HERE,
  lists: [
    { id: null, name: "Inbox" },
    { id: null, name: "Eingang" },
    { id: listId(1), name: "Home", sections: [section(4, "Garden"), section(5, "Living room")] },
    { id: listId(2), name: "Home office" },
    HERE,
  ],
  tags: ["shop", "home", "very urgent"],
};
