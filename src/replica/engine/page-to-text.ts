// The other half of page-columns.ts: items as the content of a row page. No start needs it.

import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { isTask, type Columns, type PageItem, type Sparse } from "../page-columns.ts";

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

function sparse<From, T>(all: readonly From[], pick: (one: From) => T | null): Sparse<T> {
  const [at, is]: [number[], T[]] = [[], []];
  for (const [place, one] of all.entries()) {
    const value = pick(one);
    if (value === null) continue;
    at.push(place);
    is.push(value);
  }
  return { at, is };
}

type ItemColumn = "ids" | "packs" | "pack" | "purged" | "samples" | "lists" | "noteRows" | "others";

function taskColumns(rows: readonly TaskRow[]): Omit<Columns, ItemColumn> {
  const homes = numbered<ItemId>((id) => id);
  const days = numbered<string>((day) => day);
  const since = rows.reduce((first, { createdMs }) => Math.min(first, createdMs), rows[0]?.createdMs ?? 0);
  return {
    title: rows.map(({ title }) => title),
    order: rows.map(({ order }) => order),
    home: rows.map(({ list }) => (list === null ? -1 : homes.numberOf(list))),
    homes: homes.values,
    since,
    created: rows.map(({ createdMs }) => createdMs - since),
    changed: rows.map(({ createdMs, changedMs }) => changedMs - createdMs),
    day: rows.map(({ day }) => (day === null ? -1 : days.numberOf(day))),
    days: days.values,
    done: sparse(rows, ({ doneMs }) => (doneMs === null ? null : doneMs - since)),
    priority: sparse(rows, ({ priority }) => priority),
    tags: sparse(rows, ({ tags }) => (tags.length === 0 ? null : tags)),
    notes: sparse(rows, ({ hasNotes }) => (hasNotes ? true : null)).at,
    planned: sparse(rows, ({ start, repeat, reminders }) =>
      start === null && repeat === null && reminders.length === 0 ? null : { start, repeat, reminders },
    ),
    nested: sparse(rows, ({ section, parent }) => (section === null && parent === null ? null : { section, parent })),
    rare: sparse(rows, (row) => {
      const { time, zone, conflicts, newer, checklist, trashedMs } = row;
      return isRare(row) ? { time, zone, conflicts, newer, checklist, trashedMs } : null;
    }),
  };
}

/** How often each value comes in a row, and the value. */
function runsOf(values: readonly number[]): readonly number[] {
  const runs: number[] = [];
  let [count, last] = [0, 0];
  for (const value of values) {
    if (count > 0 && value !== last) runs.push(count, last);
    count = value === last ? count + 1 : 1;
    last = value;
  }
  return count > 0 ? [...runs, count, last] : runs;
}

export function pageToText(items: readonly PageItem[]): string {
  const packs = numbered<readonly number[]>((numbers) => numbers.join(" "));
  const columns: Columns = {
    ids: items.map(({ id }) => id).join(""),
    pack: runsOf(items.map((item) => packs.numberOf(item.packs))),
    packs: packs.values,
    purged: sparse(items, ({ isPurged }) => (isPurged ? true : null)).at,
    samples: sparse(items, ({ sample }) => sample?.edited ?? null),
    lists: sparse(items, ({ row }) => (row?.kind === "list" || row?.kind === "view" ? row : null)),
    noteRows: sparse(items, ({ row }) => (row?.kind === "note" ? row : null)),
    others: sparse(items, ({ row }) => (isTask(row) ? null : true)).at,
    ...taskColumns(items.map(({ row }) => row).filter(isTask)),
  };
  return JSON.stringify(columns);
}
