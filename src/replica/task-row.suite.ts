// For tests: rows of made-up tasks, lists and notes.

import * as fc from "fast-check";
import { makeId, type ItemId } from "../base/ids.ts";
import type { ListFields } from "../model/list-row.ts";
import type { NoteRow } from "../model/note-row.ts";
import type { TaskRow } from "../model/task-row.ts";

export const itemNumber = (number: number): ItemId => makeId("item", new Uint8Array(16).fill(number));

/** Open, in the inbox, at the place of its number. */
export const rowNumber = (number: number, parts: Partial<TaskRow> = {}): TaskRow => ({
  id: itemNumber(number),
  kind: "task",
  title: `task ${number}`,
  done: false,
  doneMs: null,
  day: null,
  time: null,
  zone: null,
  start: null,
  repeat: null,
  reminders: [],
  priority: null,
  list: null,
  section: null,
  parent: null,
  order: `a${number}`,
  tags: [],
  hasNotes: false,
  checklist: { done: 0, total: 0 },
  trashed: false,
  trashedMs: null,
  conflicts: [],
  createdMs: 0,
  changedMs: 0,
  newer: false,
  ...parts,
});

export const listNumber = (number: number, parts: Partial<ListFields> = {}): ListFields => ({
  id: itemNumber(number),
  kind: "list",
  name: `list ${number}`,
  color: "blue",
  order: `a${number}`,
  sections: [],
  archived: false,
  template: false,
  trashed: false,
  trashedMs: null,
  conflicts: [],
  createdMs: 0,
  changedMs: 0,
  newer: false,
  ...parts,
});

export const noteNumber = (number: number, parts: Partial<NoteRow> = {}): NoteRow => ({
  id: itemNumber(number),
  kind: "note",
  title: `note ${number}`,
  excerpt: "",
  mirror: null,
  trashed: false,
  trashedMs: null,
  conflicts: [],
  createdMs: 0,
  changedMs: 0,
  newer: false,
  ...parts,
});

/** Around TODAY: some before it, some after it, near and far. */
const DAYS = ["2025-01-31", "2026-11-19", "2026-11-20", "2026-11-21", "2027-02-28", "2031-05-01"];
export const TODAY = "2026-11-20";

export const SECTIONS = ["0000000000000001", "0000000000000002"];

/** One of 40 tasks in some state; orders and times collide often, and tasks are parts of each other, also in rings. */
export const arbitraryRow: fc.Arbitrary<TaskRow> = fc
  .record({
    number: fc.integer({ min: 0, max: 39 }),
    doneMs: fc.option(fc.integer({ min: 0, max: 5 })),
    trashedMs: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 2 }),
    list: fc.constantFrom(null, itemNumber(200), itemNumber(201)),
    order: fc.constantFrom("", "a0", "a1", "a2", "b", "c"),
    tags: fc.constantFrom([], [], ["home"], ["Home", "work"]),
    section: fc.constantFrom(null, null, ...SECTIONS),
    parent: fc.option(fc.integer({ min: 0, max: 12 }).map(itemNumber), { freq: 2 }),
    day: fc.constantFrom(null, ...DAYS),
    start: fc.constantFrom(null, null, ...DAYS),
    time: fc.constantFrom(null, null, "09:00", "18:30"),
    priority: fc.constantFrom(null, null, 1, 2, 3),
  })
  .map(({ number, doneMs, trashedMs, day, time, ...parts }) => {
    const when = { day, time: day === null ? null : time, zone: day === null || time === null ? null : "Europe/Berlin" };
    return rowNumber(number, { doneMs, done: doneMs !== null, trashedMs, trashed: trashedMs !== null, ...when, ...parts });
  });
