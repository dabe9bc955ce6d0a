// Fields that keep concurrent values for the user to choose from, as rows show them.

import type { LogTag } from "../base/ids.ts";
import type { Item } from "../items/read-item.ts";
import { stampToMs } from "../items/stamp.ts";

/** `title` of tasks and notes, `name` of lists and views. */
export type ConflictField = "title" | "name";

export type FieldConflict = {
  readonly field: ConflictField;
  /** The shown one first; values are different devices' and may be equal. */
  readonly values: readonly { readonly value: string; readonly writer: LogTag; readonly writtenMs: number }[];
};

export function conflictsOf(item: Item, field: ConflictField): FieldConflict[] {
  const siblings = item.conflicts.get(field);
  if (siblings === undefined) return [];
  const values = siblings.flatMap(({ value, writer, stamp }) =>
    typeof value === "string" ? [{ value, writer, writtenMs: stampToMs(stamp) }] : [],
  );
  return [{ field, values }];
}
