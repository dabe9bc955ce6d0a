// The content of one row page: items in columns, so that a hundred thousand rows are read back in the time that a screen may take. What nearly every row
// has is a list with a place for each; what few have names the rows it is about. Text of JSON, since no reader written here is as fast as the platform's.
// Changing any of it, or what rows say, raises the number in row-pages.ts: pages of another number are made again from packs.

import type { ItemId } from "../base/ids.ts";
import type { ListFields } from "../model/list-row.ts";
import type { NoteRow } from "../model/note-row.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { ViewRow } from "../model/view-row.ts";
import type { ItemRow } from "./item-row.ts";

export type PageItem = ItemRow & {
  /** This replica's numbers of the packs with copies of it, newest last. */
  readonly packs: readonly number[];
  readonly isPurged: boolean;
};

/** What a start takes over of many items at once. */
export type BaseRows = {
  readonly tasks: readonly TaskRow[];
  /** With the views. */
  readonly lists: readonly (ListFields | ViewRow)[];
  readonly notes: readonly NoteRow[];
  readonly samples: readonly (readonly [ItemId, NonNullable<ItemRow["sample"]>])[];
  readonly purged: readonly ItemId[];
  /** When the last of them was changed; 0: there is none. */
  readonly changedMs: number;
};

export type PageContent = BaseRows & {
  /** Every item of the page in its order; made anew at each call. */
  readonly items: () => readonly PageItem[];
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Values, and by the side the place of each in the page. */
export type Sparse<T> = { readonly at: readonly number[]; readonly is: readonly T[] };

export type PlannedFields = Pick<TaskRow, "start" | "repeat" | "reminders">;
export type NestedFields = Pick<TaskRow, "section" | "parent">;
export type RareFields = Pick<TaskRow, "time" | "zone" | "conflicts" | "newer" | "checklist" | "trashedMs">;

export type Columns = {
  /** One after another. */
  readonly ids: string;
  /** The different lists of packs; and of how many items in a row each is the one: count, index, count, index. */
  readonly packs: readonly (readonly number[])[];
  readonly pack: readonly number[];
  readonly purged: readonly number[];
  readonly samples: Sparse<boolean>;
  readonly lists: Sparse<ListFields | ViewRow>;
  readonly noteRows: Sparse<NoteRow>;
  /** Places, ascending, of those that are no tasks. All below is of tasks, whose places are counted without these. */
  readonly others: readonly number[];
  readonly title: readonly string[];
  readonly order: readonly string[];
  readonly homes: readonly ItemId[];
  /** Index into `homes`, -1: the inbox. */
  readonly home: readonly number[];
  /** When the first was made: `created` and `done` count from then, `changed` from when the task was made. */
  readonly since: number;
  readonly created: readonly number[];
  readonly changed: readonly number[];
  readonly days: readonly string[];
  /** Index into `days`, -1: none. */
  readonly day: readonly number[];
  readonly done: Sparse<number>;
  readonly priority: Sparse<NonNullable<TaskRow["priority"]>>;
  readonly tags: Sparse<readonly string[]>;
  readonly notes: readonly number[];
  readonly planned: Sparse<PlannedFields>;
  readonly nested: Sparse<NestedFields>;
  readonly rare: Sparse<RareFields>;
};

const ID_LENGTH = 32;

export const isTask = (row: ItemRow["row"]): row is TaskRow => row?.kind === "task";

const NO_TAGS: readonly string[] = [];
const NO_CHECKLIST: TaskRow["checklist"] = { done: 0, total: 0 };
const NO_CONFLICTS: TaskRow["conflicts"] = [];

/** The task at `index`, with what nearly every one has; its fields in the order in which task-row.ts makes them. */
function rowAt({ title, order, homes, home, since, created, changed, days, day }: Columns, id: ItemId, index: number): Writable<TaskRow> {
  const createdMs = since + (created[index] ?? 0);
  return {
    id,
    kind: "task",
    title: title[index] ?? "",
    done: false,
    doneMs: null,
    day: days[day[index] ?? -1] ?? null,
    time: null,
    zone: null,
    start: null,
    repeat: null,
    reminders: NO_TAGS,
    priority: null,
    list: homes[home[index] ?? -1] ?? null,
    section: null,
    parent: null,
    order: order[index] ?? "",
    tags: NO_TAGS,
    hasNotes: false,
    checklist: NO_CHECKLIST,
    trashed: false,
    trashedMs: null,
    conflicts: NO_CONFLICTS,
    createdMs,
    changedMs: createdMs + (changed[index] ?? 0),
    newer: false,
  };
}

function columnsToRows(columns: Columns, ids: readonly ItemId[]): readonly Writable<TaskRow>[] {
  const { others } = columns;
  const rows: Writable<TaskRow>[] = [];
  let passed = 0;
  for (const [place, id] of ids.entries()) {
    if (others[passed] === place) passed += 1;
    else rows.push(rowAt(columns, id, place - passed));
  }
  fillSparse(columns, rows);
  return rows;
}

function fillSparse({ since, done, priority, tags, notes, planned, nested, rare }: Columns, rows: readonly Writable<TaskRow>[]): void {
  const fill = <T>({ at, is }: Sparse<T>, put: (row: Writable<TaskRow>, value: T) => void): void => {
    for (const [index, value] of is.entries()) {
      const row = rows[at[index] ?? -1];
      if (row !== undefined) put(row, value);
    }
  };
  fill(done, (row, after) => {
    row.done = true;
    row.doneMs = since + after;
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
  fill(planned, (row, values) => Object.assign(row, values));
  fill(nested, (row, values) => Object.assign(row, values));
  fill(rare, (row, { time, zone, conflicts, newer, checklist, trashedMs }) => {
    Object.assign(row, { time, zone, conflicts, newer, checklist, trashedMs, trashed: trashedMs !== null });
  });
}

function columnsToItems(columns: Columns, ids: readonly ItemId[], tasks: readonly TaskRow[]): readonly PageItem[] {
  const items: Writable<PageItem>[] = [];
  for (let run = 0; run < columns.pack.length; run += 2) {
    const packs = columns.packs[columns.pack[run + 1] ?? 0] ?? [];
    for (const id of ids.slice(items.length, items.length + (columns.pack[run] ?? 0))) {
      items.push({ id, row: null, sample: null, packs, isPurged: false });
    }
  }
  const set = (places: readonly number[], put: (item: Writable<PageItem>, index: number) => void): void => {
    for (const [index, place] of places.entries()) {
      const item = items[place];
      if (item !== undefined) put(item, index);
    }
  };
  const { others, lists, noteRows, samples, purged } = columns;
  const noTasks = new Set(others);
  const places = [...ids.keys()].filter((place) => !noTasks.has(place));
  set(places, (item, index) => {
    item.row = tasks[index] ?? null;
  });
  set(lists.at, (item, index) => {
    item.row = lists.is[index] ?? null;
  });
  set(noteRows.at, (item, index) => {
    item.row = noteRows.is[index] ?? null;
  });
  set(samples.at, (item, index) => {
    item.sample = { edited: samples.is[index] === true };
  });
  set(purged, (item) => {
    item.isPurged = true;
  });
  return items;
}

function idsIn({ ids }: Columns): readonly ItemId[] {
  const all: ItemId[] = [];
  for (let at = 0; at < ids.length; at += ID_LENGTH) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id when it was written
    all.push(ids.slice(at, at + ID_LENGTH) as ItemId);
  }
  return all;
}

/** `text` must be one that `pageToText` (engine/page-to-text.ts) made. */
export function textToPage(text: string): PageContent {
  // Sealed by this device with a key of its space, under the number of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const columns = JSON.parse(text) as Columns;
  const ids = idsIn(columns);
  const tasks = columnsToRows(columns, ids);
  const { lists, noteRows, samples, purged } = columns;
  const at = (place: number): readonly ItemId[] => ids.slice(place, place + 1);
  return {
    tasks,
    lists: lists.is,
    notes: noteRows.is,
    samples: samples.at.flatMap((place, index) => at(place).map((id) => [id, { edited: samples.is[index] === true }] as const)),
    purged: purged.flatMap(at),
    changedMs: lastChanged(tasks, lists.is, noteRows.is),
    items: () => columnsToItems(columns, ids, tasks),
  };
}

function lastChanged(...rows: readonly (readonly Pick<TaskRow, "changedMs">[])[]): number {
  let last = 0;
  for (const part of rows) for (const { changedMs } of part) if (changedMs > last) last = changedMs;
  return last;
}

/** Of items that were not read from pages. */
export function itemsToRows(items: Iterable<PageItem>): BaseRows {
  const living: PageItem[] = [];
  const purged: ItemId[] = [];
  for (const item of items) {
    if (item.isPurged) purged.push(item.id);
    else living.push(item);
  }
  const rows = living.map(({ row }) => row);
  const tasks = rows.filter(isTask);
  const lists = rows.filter((row) => row?.kind === "list" || row?.kind === "view");
  const notes = rows.filter((row) => row?.kind === "note");
  const samples = living.flatMap(({ id, sample }) => (sample === null ? [] : [[id, sample] as const]));
  return { tasks, lists, notes, samples, purged, changedMs: lastChanged(tasks, lists, notes) };
}

export function joinBaseRows(parts: readonly BaseRows[]): BaseRows {
  return {
    tasks: parts.flatMap(({ tasks }) => tasks),
    lists: parts.flatMap(({ lists }) => lists),
    notes: parts.flatMap(({ notes }) => notes),
    samples: parts.flatMap(({ samples }) => samples),
    purged: parts.flatMap(({ purged }) => purged),
    changedMs: parts.reduce((last, { changedMs }) => Math.max(last, changedMs), 0),
  };
}
