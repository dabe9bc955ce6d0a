// The row of a saved view: its plain projection, made only from the item.

import type { ItemId, SpaceId } from "../base/ids.ts";
import type { Item } from "../items/read-item.ts";
import { stampToMs } from "../items/stamp.ts";
import { conflictsOf, type FieldConflict } from "./field-conflict.ts";
import { parsePlace } from "./field-parts.ts";
import { isListColor, type ListColor } from "./list-schema.ts";
import { MAX_ASKS, viewSchema } from "./view-schema.ts";

export type ViewRow = {
  readonly id: ItemId;
  readonly kind: "view";
  /** Empty when no valid name was ever written. */
  readonly name: string;
  /** null: none, or one that only a later version knows. */
  readonly color: ListColor | null;
  /** An order key; "" where none was written, which sorts last. */
  readonly order: string;
  /** What is asked for, by condition: also what only a later version knows (view-asks.ts). */
  readonly asks: Readonly<Record<string, string>>;
  readonly trashed: boolean;
  /** Milliseconds since 1970, as all times here. */
  readonly trashedMs: number | null;
  readonly conflicts: readonly FieldConflict[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** Written by a newer version of Daybook: shown as far as it is understood, read-only. */
  readonly newer: boolean;
  /** Where views of several spaces are shown together: the shared one it is of; absent: the user's own. */
  readonly space?: SpaceId;
};

const ASK_PREFIX = "asks.";

/** `null` when the item is not a view. */
export function viewRow(id: ItemId, item: Item): ViewRow | null {
  if (item.kind !== viewSchema.kind) return null;
  const name = item.fields.get("name");
  const color = item.fields.get("color");
  const asks: Record<string, string> = {};
  const asked = [...item.fields.keys()].filter((field) => field.startsWith(ASK_PREFIX)).toSorted();
  for (const field of asked.slice(0, MAX_ASKS)) {
    const value = item.fields.get(field);
    if (typeof value === "string") asks[field.slice(ASK_PREFIX.length)] = value;
  }
  return {
    id,
    kind: "view",
    name: typeof name === "string" ? name : "",
    color: isListColor(color) ? color : null,
    order: parsePlace(item.fields.get("place") ?? null)?.order ?? "",
    asks,
    trashed: item.isTrashed,
    trashedMs: item.trashedStamp === null ? null : stampToMs(item.trashedStamp),
    conflicts: conflictsOf(item, "name"),
    createdMs: stampToMs(item.createdStamp),
    changedMs: stampToMs(item.changedStamp),
    newer: item.status === "newer",
  };
}
