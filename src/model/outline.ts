// A list as it is read: its tasks without a section first, then section by section, and below each task those that are parts of it, all by place.

import type { ItemId } from "../base/ids.ts";
import type { Section, SectionId } from "./sections.ts";
import type { TaskRow } from "./task-row.ts";

/** What stands above the row at `at`, and above nothing where `at` is the number of all rows. */
export type RowHeading = { readonly at: number; readonly kind: "section"; readonly section: SectionId; readonly name: string };

/** Of a window of rows, beside these: how deep each is, where any is part of another; and all headings of the whole result, if it has some. */
export type Shape = { readonly depths?: readonly number[]; readonly headings?: readonly RowHeading[] };

export type Outline = {
  readonly rows: readonly TaskRow[];
  /** Of each row: how many of the rows above it it is a part of, in turn. */
  readonly depths: readonly number[];
  /** In their order. */
  readonly headings: readonly RowHeading[];
};

/** `rows` by place. `parentOf`: undefined of what stands by itself; one that is not among the rows is as none. */
export function outlineOf(
  rows: readonly TaskRow[],
  sections: readonly Section[],
  parentOf: (row: TaskRow) => TaskRow | undefined,
): Outline {
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
  const outline = { rows: [] as TaskRow[], depths: [] as number[], headings: [] as RowHeading[] };
  const append = (tops: readonly TaskRow[]): void => {
    const waiting = tops.map((row) => ({ row, depth: 0 })).toReversed();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { row, depth } = next;
      outline.rows.push(row);
      outline.depths.push(depth);
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

function addTo<Key>(rowsByKey: Map<Key, TaskRow[]>, key: Key, row: TaskRow): void {
  const rows = rowsByKey.get(key);
  if (rows === undefined) rowsByKey.set(key, [row]);
  else rows.push(row);
}
