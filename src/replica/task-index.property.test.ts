// The index against a twin that sorts and counts everything anew at every question.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { compareLists, type ListFields } from "../model/list-row.ts";
import { compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "../model/task-row.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { TaskIndex, type RowChange } from "./task-index.ts";
import { arbitraryRow, itemNumber, listNumber, rowNumber, SECTIONS, TODAY } from "./task-row.suite.ts";

const LISTS = [itemNumber(200), itemNumber(201), itemNumber(202)];
const KEYS = ["a0", "a1", "a15", "b", "z"];

const within = (a: TaskRow, b: TaskRow): number => (a.priority ?? 4) - (b.priority ?? 4) || compareByPlace(a, b);
const timeOf = (row: TaskRow): string => row.time ?? "untimed";

const sorted = (rows: readonly TaskRow[], keyOf: (row: TaskRow) => string): readonly TaskRow[] =>
  rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))) || within(a, b));

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

  /** Archived ones last. */
  get listed(): readonly ItemId[] {
    return this.shown.toSorted((a, b) => Number(this.lists.get(a)?.archived) - Number(this.lists.get(b)?.archived));
  }

  #namedBy(row: TaskRow | undefined): TaskRow | undefined {
    const parent = row?.parent === null || row === undefined ? undefined : this.tasks.get(row.parent);
    return parent?.trashed === false ? parent : undefined;
  }

  /** Follows what is named as often as there are tasks: whoever comes back to itself is in a ring. */
  parentOf(row: TaskRow): TaskRow | undefined {
    const passed: TaskRow[] = [];
    for (let at = this.#namedBy(row); at !== undefined && passed.length <= this.tasks.size; at = this.#namedBy(at)) passed.push(at);
    const back = passed.indexOf(row);
    const isFirstOfRing = back >= 0 && passed.slice(0, back).every(({ id }) => id > row.id);
    return isFirstOfRing ? undefined : passed[0];
  }

  homeOf(row: TaskRow): ItemId | null {
    const parent = this.parentOf(row);
    if (parent !== undefined) return this.homeOf(parent);
    return row.list !== null && this.lists.get(row.list)?.trashed === false ? row.list : null;
  }

  sectionOf(row: TaskRow): string | null {
    const list = this.homeOf(row);
    const sections = list === null ? [] : (this.lists.get(list)?.sections ?? []);
    return sections.some(({ id }) => id === row.section) ? row.section : null;
  }

  openIn(home: ItemId | null): readonly TaskRow[] {
    const open = this.rows.filter((row) => !row.trashed && !row.done && this.homeOf(row) === home).toSorted(compareByPlace);
    const sections = home === null ? [] : (this.lists.get(home)?.sections ?? []);
    const topOf = (row: TaskRow): TaskRow | undefined => {
      const parent = this.parentOf(row);
      return parent === undefined || !open.includes(parent) ? undefined : parent;
    };
    const withParts = (row: TaskRow): readonly TaskRow[] => [row, ...open.filter((part) => topOf(part) === row).flatMap(withParts)];
    const tops = open.filter((row) => topOf(row) === undefined);
    return [null, ...sections.map(({ id }) => id)].flatMap((section) => tops.filter((row) => this.sectionOf(row) === section).flatMap(withParts)); // prettier-ignore
  }

  /** By the task at the top. */
  listNamedBy(row: TaskRow): ItemId | null {
    const parent = this.parentOf(row);
    return parent === undefined ? row.list : this.listNamedBy(parent);
  }

  partsUnder(task: ItemId): readonly TaskRow[] {
    const own = this.rows.filter((row) => !row.trashed && this.parentOf(row)?.id === task).toSorted(compareByPlace);
    return own.flatMap((row) => [row, ...this.partsUnder(row.id)]);
  }

  query(query: TaskQuery): readonly TaskRow[] {
    const { tag } = query;
    const hasTag = (row: TaskRow): boolean => tag === undefined || row.tags.some((other) => other.toLowerCase() === tag.toLowerCase());
    return this.#view(query).filter(hasTag);
  }

  /** What each day asks for, told one after another; earlier tasks of a group first, by the words of their keys. */
  groups({ view, today }: { readonly view: "today" | "upcoming"; readonly today: string }): readonly (readonly TaskRow[])[] {
    const open = this.rows.filter((row) => !row.done && !row.trashed && this.lists.get(this.homeOf(row) ?? row.id)?.archived !== true);
    const inSight = open.filter(({ start }) => start === null || start <= today);
    const isLater = (day: string | null): boolean => day !== null && day > today;
    if (view === "today") {
      const started = inSight.filter(({ day, start }) => start !== null && (day === null || isLater(day)));
      return [
        sorted(inSight.filter(({ day }) => day !== null && day < today), (row) => `${row.day} ${timeOf(row)}`), // prettier-ignore
        sorted(inSight.filter(({ day }) => day === today), timeOf), // prettier-ignore
        sorted(started, ({ start }) => start ?? ""),
      ];
    }
    const coming = [
      ...open.filter(({ start }) => isLater(start)).map((row) => ({ row, on: row.start ?? "" })),
      ...inSight.filter(({ day }) => isLater(day)).map((row) => ({ row, on: row.day ?? "" })),
    ];
    const days = [...new Set(coming.map(({ on }) => on))].sort();
    return days.map((day) => {
      const rows = coming.filter(({ on }) => on === day).map(({ row }) => row);
      return sorted(rows, (row) => (row.day === day ? timeOf(row) : "untimed"));
    });
  }

  #view(query: TaskQuery): readonly TaskRow[] {
    switch (query.view) {
      case "today":
      case "upcoming":
        return this.groups(query).flat();
      case "open":
        return [null, ...this.shown.filter((id) => this.lists.get(id)?.archived === false)].flatMap((home) => this.openIn(home));
      case "either":
        return [...this.#view({ view: "open" }), ...this.#view({ view: "done" })];
      case "inbox":
        return this.openIn(null);
      case "list":
        return this.shown.includes(query.list) ? this.openIn(query.list) : [];
      case "done":
        return this.rows.filter((row) => row.done && !row.trashed).toSorted(compareByDone);
      case "parts":
        return this.partsUnder(query.task);
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
  ...(["open", "inbox", "done", "either", "trash"] as const).flatMap((view): TaskQuery[] => [{ view }, { view, tag: "HOME" }]),
  ...LISTS.map((list): TaskQuery => ({ view: "list", list })),
  { view: "open", tag: "nowhere" },
  { view: "today", today: TODAY },
  { view: "today", today: "2026-11-21" },
  { view: "today", today: TODAY, tag: "home" },
  { view: "upcoming", today: TODAY },
  ...[1, 7, 20].map((number): TaskQuery => ({ view: "parts", task: itemNumber(number) })),
];

function expectAlike(index: TaskIndex, twin: Twin): void {
  for (const query of QUERIES) {
    const rows = index.query(query);
    const expected = twin.query(query);
    expect([rows.length, rows.slice(0, 99), rows.slice(3, 9)]).toEqual([expected.length, expected, expected.slice(3, 9)]);
  }
  for (const query of [
    { view: "today", today: TODAY },
    { view: "upcoming", today: TODAY },
  ] as const) {
    const groups = twin.groups(query).filter((rows) => rows.length > 0);
    const starts = groups.map((_, at) => groups.slice(0, at).flat().length);
    expect(index.query(query).headings?.map(({ at }) => at)).toEqual(starts);
  }
  expect([index.size, new Set(index.rows())]).toEqual([twin.tasks.size, new Set(twin.rows)]);
  expect(index.listRows().filter(({ trashed }) => !trashed).map(({ id, openTasks }) => [id, openTasks])).toEqual(twin.listed.map((id) => [id, twin.openIn(id).length])); // prettier-ignore
  expect(index.listRows().length).toBe(twin.lists.size);
  expect(new Set(index.tags.uses().map(({ tag, open, all }) => `${tag.toLowerCase()} ${open} ${all}`))).toEqual(twin.uses());
  for (const home of [null, ...LISTS]) expectOrdersAlike(index, twin, home);
  for (const list of LISTS) {
    expect(new Set(index.tasksIn(list))).toEqual(new Set(twin.rows.filter((row) => twin.listNamedBy(row) === list).map(({ id }) => id)));
  }
  for (const row of twin.rows) {
    const parent = twin.parentOf(row);
    const section = parent === undefined ? twin.sectionOf(row) : null;
    const place = { list: twin.homeOf(row), section, parent: parent?.id ?? null, order: row.order };
    expect([index.row(row.id), index.placeOf(row.id)]).toEqual([row, place]);
  }
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
  const sections = fc.subarray(SECTIONS.map((id) => ({ id, name: `section ${id}` })));
  const list = fc.record({
    number: fc.integer({ min: 200, max: 202 }),
    trashed: fc.boolean(),
    archived: fc.boolean(),
    order: fc.constantFrom("", "a0", "a1"),
    sections,
  });
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

const row = (number: number, parts: Partial<TaskRow> = {}): RowChange => ({ id: itemNumber(number), row: rowNumber(number, parts) });

test("a list is told with its sections, and each task below the one that it is a part of", () => {
  const index = new TaskIndex();
  const [garden, early, late] = [itemNumber(200), SECTIONS[0] ?? "", SECTIONS[1] ?? ""];
  const sections = [
    { id: late, name: "Late" },
    { id: early, name: "Early" },
  ];
  index.change([
    { id: garden, row: listNumber(200, { sections }) },
    row(1, { list: garden, section: early }),
    row(2, { list: garden, parent: itemNumber(1) }),
    row(3, { list: garden }),
    row(4, { list: garden, parent: itemNumber(2) }),
    row(5, { list: garden, section: "00000000000000ff" }),
  ]);
  const told = index.query({ view: "list", list: garden });
  expect(told.slice(0, 9).map(({ title }) => title)).toEqual(["task 3", "task 5", "task 1", "task 2", "task 4"]);
  expect(told.depths).toEqual([0, 0, 0, 1, 2]);
  expect(told.parts).toEqual([null, null, { done: 0, total: 1 }, { done: 0, total: 1 }, null]);
  expect(told.headings).toEqual([
    { at: 2, kind: "section", section: late, name: "Late" },
    { at: 2, kind: "section", section: early, name: "Early" },
  ]);
  index.change([row(1, { list: garden, section: late, done: true, doneMs: 5 })]);
  const after = index.query({ view: "list", list: garden });
  expect([after.slice(0, 9).map(({ title }) => title), after.depths]).toEqual([["task 2", "task 4", "task 3", "task 5"], [0, 1, 0, 0]]); // prettier-ignore
});

test("parts go along with the task that they are parts of, and stand by themselves without it", () => {
  const index = new TaskIndex();
  const list = itemNumber(200);
  index.change([row(2, { parent: itemNumber(1) })]);
  index.change([{ id: list, row: listNumber(200) }, row(1, { list })]);
  expect(index.query({ view: "list", list }).slice(0, 9)).toMatchObject([{ title: "task 1" }, { title: "task 2" }]);
  expect(index.partsOf([itemNumber(1)])).toEqual([itemNumber(2)]);
  index.change([row(1, { list, trashed: true, trashedMs: 1 })]);
  expect(index.query({ view: "inbox" }).slice(0, 9)).toMatchObject([{ title: "task 2" }]);
});

test("today asks for what is overdue, due and begun, and keeps out of sight what may not be begun yet", () => {
  const index = new TaskIndex();
  const archived = itemNumber(200);
  index.change([
    { id: archived, row: listNumber(200, { archived: true }) },
    row(1, { day: TODAY }),
    row(2, { day: TODAY, time: "09:00", zone: "Europe/Berlin" }),
    row(3, { day: TODAY, priority: 1 }),
    row(4, { day: "2026-11-01" }),
    row(5, { start: "2026-11-10" }),
    row(6, { day: "2026-12-24", start: TODAY }),
    row(7, { day: "2026-11-01", start: "2026-11-21" }),
    row(8, { day: TODAY, list: archived }),
    row(9, { day: TODAY, done: true, doneMs: 1 }),
    row(10, { day: "2027-03-01", start: "2027-01-02" }),
    row(11, { day: "2030-03-01" }),
  ]);
  const today = index.query({ view: "today", today: TODAY });
  expect(today.slice(0, 99).map(({ title }) => title)).toEqual(["task 4", "task 2", "task 3", "task 1", "task 5", "task 6"]);
  expect(today.headings).toEqual([{ at: 0, kind: "overdue" }, { at: 1, kind: "today" }, { at: 4, kind: "started" }]); // prettier-ignore
  const upcoming = index.query({ view: "upcoming", today: TODAY });
  expect(upcoming.slice(0, 99).map(({ title }) => title)).toEqual(["task 7", "task 6", "task 10", "task 11"]);
  expect(upcoming.headings).toEqual([
    { at: 0, kind: "day", day: "2026-11-21" },
    { at: 1, kind: "day", day: "2026-12-24" },
    { at: 2, kind: "month", month: "2027-01" },
    { at: 3, kind: "year", year: "2030" },
  ]);
});

test("of a ring the task with the smallest id stands by itself", () => {
  const index = new TaskIndex();
  index.change([row(1, { parent: itemNumber(2) }), row(2, { parent: itemNumber(3) }), row(3, { parent: itemNumber(1) })]);
  const told = index.query({ view: "inbox" });
  expect(told.slice(0, 9).map(({ title }) => title)).toEqual(["task 1", "task 3", "task 2"]);
  expect(told.depths).toEqual([0, 1, 2]);
});

test("a task that is folded stands for its parts, and says how many of them are done", () => {
  const index = new TaskIndex();
  const [garden, early] = [itemNumber(200), SECTIONS[0] ?? ""];
  index.change([
    { id: garden, row: listNumber(200, { sections: [{ id: early, name: "Early" }] }) },
    row(1, { list: garden }),
    row(2, { list: garden, parent: itemNumber(1) }),
    row(3, { list: garden, parent: itemNumber(2) }),
    row(4, { list: garden, parent: itemNumber(1), done: true, doneMs: 5 }),
    row(5, { list: garden, parent: itemNumber(1), trashed: true, trashedMs: 5 }),
    row(6, { list: garden }),
    row(7, { list: garden, section: early }),
  ]);
  const told = index.query({ view: "list", list: garden, folded: [itemNumber(1), itemNumber(7)] });
  expect(told.slice(0, 9).map(({ title }) => title)).toEqual(["task 1", "task 6", "task 7"]);
  expect([told.parts, told.headings]).toMatchObject([[{ done: 1, total: 2 }, null, null], [{ at: 2 }]]);
  expect(index.query({ view: "parts", task: itemNumber(1) }).slice(0, 9).map(({ title }) => title)).toEqual(["task 2", "task 3", "task 4"]); // prettier-ignore
});
