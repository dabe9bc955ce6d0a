// What all spaces show together against a twin that takes all rows, leaves out those that stand in an earlier space, and sorts them anew.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeId, type ItemId, type SpaceId } from "../../base/ids.ts";
import { compareByChanged, compareNotesByTrashed, type NoteRow } from "../../model/note-row.ts";
import { compareByDone, compareByTrashed, type TaskRow } from "../../model/task-row.ts";
import { compareIn, dayHeadings } from "../../model/today.ts";
import type { TaskQuery } from "../face/task-query.ts";
import type { NoteQuery } from "../face/notes.ts";
import { QueryWindows } from "../query-windows.ts";
import { TaskIndex, type RowChange } from "../task-index.ts";
import { arbitraryRow, itemNumber, listNumber, noteNumber, TODAY } from "../task-row.suite.ts";
import { TogetherIndex, type SpaceItems } from "./together.ts";

const LISTS = [itemNumber(200), itemNumber(201)];
const idOf = (number: number): SpaceId => makeId("space", new Uint8Array(32).fill(number));

/** Of one space: what is in it, and the index of it. */
class Shelf implements SpaceItems {
  readonly id: SpaceId;
  readonly rows = new Map<ItemId, NonNullable<RowChange["row"]>>();
  readonly items = { index: new TaskIndex(), has: (id: ItemId): boolean => this.rows.has(id) };

  constructor(number: number) {
    this.id = idOf(number);
  }

  change(changes: readonly RowChange[]): void {
    for (const { id, row } of changes) {
      if (row === null) this.rows.delete(id);
      else this.rows.set(id, row);
    }
    this.items.index.change(changes);
  }
}

type Shown = { readonly id: ItemId; readonly space?: SpaceId };

/** Of all shelves, as what is in an earlier one leaves them. */
class Twin {
  readonly #shelves: readonly Shelf[];

  constructor(shelves: readonly Shelf[]) {
    this.#shelves = shelves;
  }

  #visible<Row extends { readonly id: ItemId }>(at: number, rows: readonly Row[]): readonly (Row & Shown)[] {
    const before = this.#shelves.slice(0, at);
    const space = this.#shelves[at]?.id ?? idOf(0);
    const left = rows.filter(({ id }) => !before.some((shelf) => shelf.rows.has(id)));
    return left.map((row) => (at === 0 ? row : { ...row, space }));
  }

  tasks(query: TaskQuery): readonly TaskRow[] {
    const all = this.#shelves.flatMap((shelf, at) => {
      const rows = shelf.items.index.query(query);
      const isOf = query.view !== "list" || this.#shelves.find(({ rows: has }) => has.has(query.list)) === shelf;
      return isOf ? this.#visible(at, rows.slice(0, rows.length)) : [];
    });
    if (query.view === "done") return all.toSorted(compareByDone);
    if (query.view === "today" || query.view === "upcoming") return all.toSorted(compareIn(query));
    return query.view === "trash" ? all.toSorted(compareByTrashed) : all;
  }

  notes(query: NoteQuery): readonly NoteRow[] {
    const all = this.#shelves.flatMap((shelf, at) => {
      const rows = shelf.items.index.notes.query(query);
      return this.#visible(at, rows.slice(0, rows.length));
    });
    return all.toSorted(query === "trashed" ? compareNotesByTrashed : compareByChanged);
  }

  /** Each by its key with how many tasks have it, open and all. */
  uses(): ReadonlySet<string> {
    const counts = new Map<string, readonly [number, number]>();
    for (const use of this.#shelves.flatMap((shelf) => shelf.items.index.tags.uses())) {
      const [open, all] = counts.get(use.tag.toLowerCase()) ?? [0, 0];
      counts.set(use.tag.toLowerCase(), [open + use.open, all + use.all]);
    }
    return new Set([...counts].map(([key, [open, all]]) => `${key} ${open} ${all}`));
  }
}

const arbitraryNote = fc
  .record({ number: fc.integer({ min: 50, max: 60 }), changedMs: fc.integer({ min: 0, max: 4 }), isTrashed: fc.boolean() })
  .map(({ number, changedMs, isTrashed }) =>
    noteNumber(number, { changedMs, trashed: isTrashed, trashedMs: isTrashed ? changedMs : null }),
  );
const arbitraryList = fc
  .record({ number: fc.constantFrom(200, 201), isTrashed: fc.boolean() })
  .map(({ number, isTrashed }) => listNumber(number, { trashed: isTrashed, trashedMs: isTrashed ? number : null }));
const arbitraryChange: fc.Arbitrary<RowChange> = fc.oneof(
  { weight: 5, arbitrary: arbitraryRow.map((row) => ({ id: row.id, row })) },
  { weight: 2, arbitrary: arbitraryNote.map((row) => ({ id: row.id, row })) },
  { weight: 1, arbitrary: arbitraryList.map((row) => ({ id: row.id, row })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 39 }).map((number) => ({ id: itemNumber(number), row: null })) },
);
const onePerItem = (changes: readonly RowChange[]): readonly RowChange[] => [
  ...new Map(changes.map((change) => [change.id, change])).values(),
];
const arbitrarySteps = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.array(arbitraryChange, { maxLength: 12 }).map(onePerItem)), {
  maxLength: 10,
});

const QUERIES: readonly TaskQuery[] = [
  { view: "open" },
  { view: "inbox" },
  { view: "done" },
  { view: "either" },
  { view: "trash" },
  { view: "today", today: TODAY },
  { view: "upcoming", today: TODAY },
  { view: "open", tag: "HOME" },
  { view: "done", tag: "work" },
  ...LISTS.map((list) => ({ view: "list", list }) as const),
];
const NOTES: readonly NoteQuery[] = ["notes", "trashed"];

test("all spaces together show what they hold in one order, in any window, each item once", () => {
  fc.assert(
    fc.property(
      arbitrarySteps,
      fc.array(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 20 })), { minLength: 1, maxLength: 4 }),
      (steps, windows) => {
        const shelves = [1, 2, 3].map((number) => new Shelf(number));
        const [index, twin] = [new TogetherIndex(shelves), new Twin(shelves)];
        const told = new Map<number, readonly ItemId[]>();
        const shown = new QueryWindows<TaskQuery, TaskRow>(
          (rows, query) => rows.query(query),
          (watch, { ids }) => told.set(watch, ids),
        );
        QUERIES.forEach((query, watch) => shown.watch(index, watch, query, { start: 3, count: 5 }));
        let revision = index.tags.revision;
        for (const [at, changes] of steps) {
          const before = [...twin.uses()].join();
          shelves[at]?.change(changes);
          shown.refresh(index);
          for (const [watch, query] of QUERIES.entries()) {
            const expected = twin.tasks(query);
            const rows = index.query(query);
            expect(rows.length).toBe(expected.length);
            const isOfDays = query.view === "today" || query.view === "upcoming";
            if (isOfDays) expect(rows.headings).toEqual(dayHeadings(expected, query));
            for (const [start, count] of windows) expect(rows.slice(start, start + count)).toEqual(expected.slice(start, start + count));
            expect(told.get(watch)).toEqual(expected.slice(3, 8).map(({ id }) => id));
            expect(rows.slice(0, 9).every((row, i) => row === index.query(query).slice(i, i + 1)[0])).toBe(true);
          }
          for (const query of NOTES) {
            const rows = index.notes.query(query);
            for (const [start, count] of windows) {
              expect(rows.slice(start, start + count)).toEqual(twin.notes(query).slice(start, start + count));
            }
          }
          expect(new Set(index.tags.uses().map(({ tag, open, all }) => `${tag.toLowerCase()} ${open} ${all}`))).toEqual(twin.uses());
          if (before !== [...twin.uses()].join()) expect(index.tags.revision).toBeGreaterThan(revision);
          ({ revision } = index.tags);
        }
      },
    ),
    { numRuns: 60 },
  );
});

const named = (number: number, name: string): RowChange => ({ id: itemNumber(number), row: listNumber(number, { name }) });

test("a list of a shared space says which one it is of, and one in the place of a list of the user's own is not shown", () => {
  const shelves = [new Shelf(1), new Shelf(2)] as const;
  const [own, shared] = shelves;
  const index = new TogetherIndex(shelves);
  own.change([named(200, "mine")]);
  shared.change([named(200, "not mine"), named(201, "ours")]);
  expect(index.listRows()).toMatchObject([{ name: "mine" }, { name: "ours", space: shared.id }]);
  expect(index.listRows()[0]).not.toHaveProperty("space");
  expect(index.listRows()[1]).toBe(index.listRows()[1]);
});
