// The content of one row page: items in columns, so that a hundred thousand rows are read back in the time that a screen may take. What nearly every row
// has is a list with a place for each; what few have names the rows it is about. Text of JSON, since no reader written here is as fast as the platform's.
// Changing any of it, or what rows say, raises the number in row-pages.ts: pages of another number are made again from packs.

import type { ItemId } from "../base/ids.ts";
import type { ListFields } from "../model/list-row.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { ItemRow } from "./item-row.ts";

export type PageItem = ItemRow & {
  /** This replica's numbers of the packs with copies of it, newest last. */
  readonly packs: readonly number[];
  readonly isPurged: boolean;
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Values by the place of their item in the page. */
type Sparse<T> = readonly (readonly [place: number, value: T])[];

type RareFields = Pick<TaskRow, "time" | "zone" | "conflicts" | "newer" | "checklist" | "trashedMs">;

type Columns = {
  /** One after another. */
  readonly ids: string;
  /** The different lists of packs, and which each item has. */
  readonly packs: readonly (readonly number[])[];
  readonly pack: readonly number[];
  readonly purged: readonly number[];
  readonly samples: Sparse<boolean>;
  readonly lists: Sparse<ListFields>;
  /** Places of those with a row. */
  readonly tasks: readonly number[];
  readonly title: readonly string[];
  readonly order: readonly string[];
  readonly homes: readonly ItemId[];
  /** Index into `homes`, -1: the inbox. */
  readonly home: readonly number[];
  readonly created: readonly number[];
  readonly changed: readonly number[];
  readonly day: readonly (string | null)[];
  readonly done: Sparse<number>;
  readonly priority: Sparse<NonNullable<TaskRow["priority"]>>;
  readonly tags: Sparse<readonly string[]>;
  readonly notes: readonly number[];
  readonly rare: Sparse<RareFields>;
};

const ID_LENGTH = 32;

/** Gives each different value a number. */
function numbered<T>(keyOf: (value: T) => string): { readonly values: T[]; readonly numberOf: (value: T) => number } {
  const values: T[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (value: T): number => {
    const key = keyOf(value);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, values.length);
    return values.push(value) - 1;
  };
  return { values, numberOf };
}

function isRare({ time, conflicts, newer, checklist, trashed }: TaskRow): boolean {
  return time !== null || conflicts.length > 0 || newer || checklist.total > 0 || trashed;
}

function taskColumns(rows: readonly TaskRow[]): Omit<Columns, "ids" | "packs" | "pack" | "purged" | "samples" | "lists" | "tasks"> {
  const homes = numbered<ItemId>((id) => id);
  const sparse = <T>(pick: (row: TaskRow) => T | null): [number, T][] =>
    rows.flatMap((row, place) => {
      const value = pick(row);
      return value === null ? [] : [[place, value] satisfies [number, T]];
    });
  return {
    title: rows.map(({ title }) => title),
    order: rows.map(({ order }) => order),
    home: rows.map(({ list }) => (list === null ? -1 : homes.numberOf(list))),
    homes: homes.values,
    created: rows.map(({ createdMs }) => createdMs),
    changed: rows.map(({ changedMs }) => changedMs),
    day: rows.map(({ day }) => day),
    done: sparse(({ doneMs }) => doneMs),
    priority: sparse(({ priority }) => priority),
    tags: sparse(({ tags }) => (tags.length === 0 ? null : tags)),
    notes: rows.flatMap(({ hasNotes }, place) => (hasNotes ? [place] : [])),
    rare: sparse((row) => {
      const { time, zone, conflicts, newer, checklist, trashedMs } = row;
      return isRare(row) ? { time, zone, conflicts, newer, checklist, trashedMs } : null;
    }),
  };
}

export function pageToText(items: readonly PageItem[]): string {
  const packs = numbered<readonly number[]>((numbers) => numbers.join(" "));
  const tasks: number[] = [];
  const rows: TaskRow[] = [];
  const lists: [number, ListFields][] = [];
  for (const [place, { row }] of items.entries()) {
    if (row?.kind === "list") lists.push([place, row]);
    if (row?.kind !== "task") continue;
    tasks.push(place);
    rows.push(row);
  }
  const columns: Columns = {
    ids: items.map(({ id }) => id).join(""),
    pack: items.map((item) => packs.numberOf(item.packs)),
    packs: packs.values,
    purged: items.flatMap(({ isPurged }, place) => (isPurged ? [place] : [])),
    samples: items.flatMap(({ sample }, place) => (sample === null ? [] : [[place, sample.edited] satisfies [number, boolean]])),
    lists,
    tasks,
    ...taskColumns(rows),
  };
  return JSON.stringify(columns);
}

const NO_TAGS: readonly string[] = [];
const NO_CHECKLIST: TaskRow["checklist"] = { done: 0, total: 0 };
const NO_CONFLICTS: TaskRow["conflicts"] = [];

/** All rows have their fields in the order in which task-row.ts makes them. */
function textToRows(columns: Columns, ids: readonly ItemId[]): readonly Writable<TaskRow>[] {
  const { tasks, title, order, homes, home, created, changed, day } = columns;
  const rows: Writable<TaskRow>[] = [];
  for (const [index, place] of tasks.entries()) {
    const id = ids[place];
    if (id === undefined) continue;
    rows.push({
      id,
      kind: "task",
      title: title[index] ?? "",
      done: false,
      doneMs: null,
      day: day[index] ?? null,
      time: null,
      zone: null,
      priority: null,
      list: homes[home[index] ?? -1] ?? null,
      order: order[index] ?? "",
      tags: NO_TAGS,
      hasNotes: false,
      checklist: NO_CHECKLIST,
      trashed: false,
      trashedMs: null,
      conflicts: NO_CONFLICTS,
      createdMs: created[index] ?? 0,
      changedMs: changed[index] ?? 0,
      newer: false,
    });
  }
  fillSparse(columns, rows);
  return rows;
}

function fillSparse({ done, priority, tags, notes, rare }: Columns, rows: readonly Writable<TaskRow>[]): void {
  const fill = <T>(values: Sparse<T>, put: (row: Writable<TaskRow>, value: T) => void): void => {
    for (const [place, value] of values) {
      const row = rows[place];
      if (row !== undefined) put(row, value);
    }
  };
  fill(done, (row, doneMs) => {
    row.done = true;
    row.doneMs = doneMs;
  });
  fill(priority, (row, value) => {
    row.priority = value;
  });
  fill(tags, (row, value) => {
    row.tags = value;
  });
  for (const place of notes) {
    const row = rows[place];
    if (row !== undefined) row.hasNotes = true;
  }
  fill(rare, (row, { time, zone, conflicts, newer, checklist, trashedMs }) => {
    Object.assign(row, { time, zone, conflicts, newer, checklist, trashedMs, trashed: trashedMs !== null });
  });
}

/** `text` must be one that `pageToText` made. */
export function textToPage(text: string): readonly PageItem[] {
  // Sealed by this device with a key of its space, under the number of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const columns = JSON.parse(text) as Columns;
  const ids: ItemId[] = [];
  for (let at = 0; at < columns.ids.length; at += ID_LENGTH) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id when it was written
    ids.push(columns.ids.slice(at, at + ID_LENGTH) as ItemId);
  }
  const items = ids.map((id, place): Writable<PageItem> => {
    const packs = columns.packs[columns.pack[place] ?? 0] ?? [];
    return { id, row: null, sample: null, packs, isPurged: false };
  });
  const set = <T>(values: Sparse<T>, put: (item: Writable<PageItem>, value: T) => void): void => {
    for (const [place, value] of values) {
      const item = items[place];
      if (item !== undefined) put(item, value);
    }
  };
  const rows = textToRows(columns, ids);
  for (const [index, place] of columns.tasks.entries()) {
    const item = items[place];
    if (item !== undefined) item.row = rows[index] ?? null;
  }
  set(columns.lists, (item, row) => {
    item.row = row;
  });
  set(columns.samples, (item, edited) => {
    item.sample = { edited };
  });
  for (const place of columns.purged) {
    const item = items[place];
    if (item !== undefined) item.isPurged = true;
  }
  return items;
}
