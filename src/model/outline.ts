// A list as it is read: its tasks without a section first, then section by section, and below each task those that are parts of it, all by place.

import type { ItemId } from "../base/ids.ts";
import type { DayHeading } from "./day-heading.ts";
import type { Section, SectionId } from "./sections.ts";
import type { TaskRow } from "./task-row.ts";

/** What stands above the row at `at`, and above nothing where `at` is the number of all rows. */
export type RowHeading = { readonly at: number } & (
  | { readonly kind: "section"; readonly section: SectionId; readonly name: string }
  | DayHeading
);

/** How many of the parts of a task are done: of those that are its own, not of theirs. */
export type PartsProgress = { readonly done: number; readonly total: number };

/**
 * Of a window of rows, beside these: how deep each is, and what parts it has (null: none), where any has some; and all headings of the whole result, if it has
 * some.
 */
export type Shape = {
  readonly depths?: readonly number[];
  readonly parts?: readonly (PartsProgress | null)[];
  readonly headings?: readonly RowHeading[];
};

export type Outline = {
  readonly rows: readonly TaskRow[];
  /** Of each row: how many of the rows above it it is a part of, in turn. */
  readonly depths: readonly number[];
  readonly parts: readonly (PartsProgress | null)[];
  /** In their order. */
  readonly headings: readonly RowHeading[];
};

type Tree = {
  /** undefined of what stands by itself; one that is not among the rows is as none. */
  readonly parentOf: (row: TaskRow) => TaskRow | undefined;
  readonly progressOf: (row: TaskRow) => PartsProgress | null;
};

/** `rows` by place. */
export function outlineOf(rows: readonly TaskRow[], sections: readonly Section[], { parentOf, progressOf }: Tree): Outline {
  const shown = new Set(rows.map(({ id }) => id));
  const known = new Set(sections.map(({ id }) => id));
  const partsById = new Map<ItemId, TaskRow[]>();
  const topsBySection = new Map<SectionId | null, TaskRow[]>();
  for (const row of rows) {
    const parent = parentOf(row);
    const section = row.section !== null && known.has(row.section) ? row.section : null;
    if (parent !== undefined && shown.has(parent.id)) addTo(partsById, parent.id, row);
    else addTo(topsBySection, section, row);
  }
  const outline = { rows: [] as TaskRow[], depths: [] as number[], parts: [] as (PartsProgress | null)[], headings: [] as RowHeading[] };
  const append = (tops: readonly TaskRow[]): void => {
    const waiting = tops.map((row) => ({ row, depth: 0 })).toReversed();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { row, depth } = next;
      outline.rows.push(row);
      outline.depths.push(depth);
      outline.parts.push(progressOf(row));
      for (const part of (partsById.get(row.id) ?? []).toReversed()) waiting.push({ row: part, depth: depth + 1 });
    }
  };
  append(topsBySection.get(null) ?? []);
  for (const { id, name } of sections) {
    outline.headings.push({ at: outline.rows.length, kind: "section", section: id, name });
    append(topsBySection.get(id) ?? []);
  }
  return outline;
}

/** Without what is part of `folded`, in turn: these stand for it. */
export function foldedOutline(outline: Outline, folded: ReadonlySet<ItemId>): Outline {
  const left = { rows: [] as TaskRow[], depths: [] as number[], parts: [] as (PartsProgress | null)[], headings: [] as RowHeading[] };
  let under = Number.POSITIVE_INFINITY;
  let heading = 0;
  for (const [index, row] of outline.rows.entries()) {
    for (let next = outline.headings[heading]; next !== undefined && next.at <= index; next = outline.headings[heading]) {
      left.headings.push({ ...next, at: left.rows.length });
      heading += 1;
    }
    const depth = outline.depths[index] ?? 0;
    if (depth > under) continue;
    under = folded.has(row.id) ? depth : Number.POSITIVE_INFINITY;
    left.rows.push(row);
    left.depths.push(depth);
    left.parts.push(outline.parts[index] ?? null);
  }
  left.headings.push(...outline.headings.slice(heading).map((next) => ({ ...next, at: left.rows.length })));
  return left;
}

function addTo<Key>(rowsByKey: Map<Key, TaskRow[]>, key: Key, row: TaskRow): void {
  const rows = rowsByKey.get(key);
  if (rows === undefined) rowsByKey.set(key, [row]);
  else rows.push(row);
}
