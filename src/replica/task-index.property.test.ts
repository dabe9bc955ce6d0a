// The index against a twin that sorts and counts everything anew at every question.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { compareLists, type ListFields } from "../model/list-row.ts";
import { compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "../model/task-row.ts";
import type { TaskQuery } from "./face.ts";
import { TaskIndex, type RowChange } from "./task-index.ts";
import { arbitraryRow, itemNumber, listNumber, rowNumber } from "./task-row.suite.ts";

const LISTS = [itemNumber(200), itemNumber(201), itemNumber(202)];
const KEYS = ["a0", "a1", "a15", "b", "z"];

class Twin {
  readonly tasks = new Map<ItemId, TaskRow>();
  readonly lists = new Map<ItemId, ListFields>();

  change(changes: readonly RowChange[]): void {
    for (const { id, row } of changes) {
      this.tasks.delete(id);
      this.lists.delete(id);
      if (row?.kind === "task") this.tasks.set(id, row);
      if (row?.kind === "list") this.lists.set(id, row);
    }
  }

  get rows(): readonly TaskRow[] {
    return [...this.tasks.values()];
  }

  get shown(): readonly ItemId[] {
    return [...this.lists.values()].filter(({ trashed }) => !trashed).toSorted(compareLists).map(({ id }) => id); // prettier-ignore
  }

  homeOf({ list }: TaskRow): ItemId | null {
    return list !== null && this.lists.get(list)?.trashed === false ? list : null;
  }

  openIn(home: ItemId | null): readonly TaskRow[] {
    return this.rows.filter((row) => !row.trashed && !row.done && this.homeOf(row) === home).toSorted(compareByPlace);
  }

  query(query: TaskQuery): readonly TaskRow[] {
    const { tag } = query;
    const hasTag = (row: TaskRow): boolean => tag === undefined || row.tags.some((other) => other.toLowerCase() === tag.toLowerCase());
    return this.#view(query).filter(hasTag);
  }

  #view(query: TaskQuery): readonly TaskRow[] {
    switch (query.view) {
      case "open":
        return [null, ...this.shown].flatMap((home) => this.openIn(home));
      case "inbox":
        return this.openIn(null);
      case "list":
        return this.shown.includes(query.list) ? this.openIn(query.list) : [];
      case "done":
        return this.rows.filter((row) => row.done && !row.trashed).toSorted(compareByDone);
      case "trash":
        return this.rows.filter((row) => row.trashed).toSorted(compareByTrashed);
    }
  }

  orderKeysOf(home: ItemId | null): readonly string[] {
    return this.rows.filter((row) => this.homeOf(row) === home && row.order !== "").toSorted(compareByPlace).map((row) => row.order); // prettier-ignore
  }

  /** Keys of the tags in use with how many tasks have them, open and all. */
  uses(): ReadonlySet<string> {
    const present = this.rows.filter((row) => !row.trashed);
    const keys = new Set(present.flatMap((row) => row.tags.map((tag) => tag.toLowerCase())));
    return new Set(
      [...keys].map((key) => {
        const tagged = present.filter((row) => row.tags.some((tag) => tag.toLowerCase() === key));
        return `${key} ${tagged.filter((row) => !row.done).length} ${tagged.length}`;
      }),
    );
  }
}

const QUERIES: readonly TaskQuery[] = [
  ...(["open", "inbox", "done", "trash"] as const).flatMap((view): TaskQuery[] => [{ view }, { view, tag: "HOME" }]),
  ...LISTS.map((list): TaskQuery => ({ view: "list", list })),
  { view: "open", tag: "nowhere" },
];

function expectAlike(index: TaskIndex, twin: Twin): void {
  for (const query of QUERIES) {
    const rows = index.query(query);
    const expected = twin.query(query);
    expect([rows.length, rows.slice(0, 99), rows.slice(3, 9)]).toEqual([expected.length, expected, expected.slice(3, 9)]);
  }
  expect([index.size, new Set(index.rows())]).toEqual([twin.tasks.size, new Set(twin.rows)]);
  expect(index.listRows().filter(({ trashed }) => !trashed).map(({ id, openTasks }) => [id, openTasks])).toEqual(twin.shown.map((id) => [id, twin.openIn(id).length])); // prettier-ignore
  expect(index.listRows().length).toBe(twin.lists.size);
  expect(new Set(index.tags.uses().map(({ tag, open, all }) => `${tag.toLowerCase()} ${open} ${all}`))).toEqual(twin.uses());
  for (const home of [null, ...LISTS]) expectOrdersAlike(index, twin, home);
  for (const list of LISTS) {
    expect(new Set(index.tasksIn(list))).toEqual(new Set(twin.rows.filter((row) => row.list === list).map(({ id }) => id)));
  }
  for (const row of twin.rows)
    expect([index.row(row.id), index.placeOf(row.id)]).toEqual([row, { list: twin.homeOf(row), order: row.order }]);
  expect([index.row(itemNumber(99)), index.placeOf(itemNumber(99))]).toEqual([null, null]);
}

function expectOrdersAlike(index: TaskIndex, twin: Twin, home: ItemId | null): void {
  const keys = twin.orderKeysOf(home);
  expect(index.orderAfter(home, null)).toBe(keys[0] ?? null);
  expect(index.orderBefore(home, null)).toBe(keys.at(-1) ?? null);
  for (const key of KEYS) {
    expect(index.orderAfter(home, key)).toBe(keys.find((other) => other > key) ?? null);
    expect(index.orderBefore(home, key)).toBe(keys.findLast((other) => other < key) ?? null);
  }
}

function fill(index: TaskIndex, batch: readonly RowChange[]): void {
  const rows = batch.map(({ row }) => row);
  index.fill(
    rows.filter((row) => row?.kind === "task"),
    rows.filter((row) => row?.kind === "list"),
    [],
  );
}

test("the index answers like a list that is sorted anew each time", () => {
  const list = fc.record({ number: fc.integer({ min: 200, max: 202 }), trashed: fc.boolean(), order: fc.constantFrom("", "a0", "a1") });
  const change = fc.oneof(
    { weight: 8, arbitrary: arbitraryRow.map((row): RowChange => ({ id: row.id, row })) },
    { weight: 2, arbitrary: list.map(({ number, ...parts }): RowChange => ({ id: itemNumber(number), row: listNumber(number, parts) })) },
    { weight: 2, arbitrary: fc.constantFrom(...LISTS, ...Array.from({ length: 40 }, (_, number) => itemNumber(number))).map((id): RowChange => ({ id, row: null })) }, // prettier-ignore
  );
  const batches = fc.array(fc.uniqueArray(change, { selector: ({ id }) => id, maxLength: 25 }), { maxLength: 8 });
  fc.assert(
    fc.property(batches, fc.boolean(), fc.boolean(), (changes, isFilled, isAskedInBetween) => {
      const index = new TaskIndex();
      const twin = new Twin();
      for (const [number, batch] of changes.entries()) {
        if (isFilled && number === 0) fill(index, batch);
        else index.change(batch);
        twin.change(batch);
        if (isAskedInBetween) expectAlike(index, twin);
      }
      expectAlike(index, twin);
      expect(index.size).toBe(twin.tasks.size);
    }),
    { numRuns: 200 },
  );
});

const tagged = (number: number, ...tags: string[]): RowChange => ({ id: itemNumber(number), row: rowNumber(number, { tags }) });

test("a tag is told, and given to more tasks, in the spelling that most tasks have", () => {
  const index = new TaskIndex();
  index.change([tagged(1, "home"), tagged(2, "Home"), tagged(3, "Home", "Garden")]);
  expect(index.tags.uses()).toEqual([{ tag: "Garden", open: 1, all: 1 }, { tag: "Home", open: 3, all: 3 }]); // prettier-ignore
  expect(["HOME", "garden", "new"].map((tag) => index.tags.spellingOf(tag))).toEqual(["Home", "Garden", "new"]);
  index.change([tagged(2), tagged(3)]);
  expect(index.tags.uses()).toEqual([{ tag: "home", open: 1, all: 1 }]);
});

test("the row of a list stays the same object while nothing in it changes", () => {
  const index = new TaskIndex();
  index.change([{ id: itemNumber(200), row: listNumber(200) }, { id: itemNumber(201), row: listNumber(201) }]); // prettier-ignore
  const [first, second] = index.listRows();
  index.change([{ id: itemNumber(1), row: { ...rowNumber(1), list: itemNumber(201) } }]);
  const [firstAgain, secondAgain] = index.listRows();
  expect(firstAgain).toBe(first);
  expect([second?.openTasks, secondAgain?.openTasks]).toEqual([0, 1]);
});
