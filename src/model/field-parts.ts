// Composite field values: objects of parts of which only those that are set are there. Readers ignore parts they do not know, and a write that
// changes one part carries the others over, so that later versions can add parts without a new schema version.

import type { ItemId } from "../base/ids.ts";
import { parseIdText } from "../base/ids.ts";
import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import { isOrderKey } from "../items/order-key.ts";

/** Where an item stands; `list` null: in none. */
export type Place = { readonly list: ItemId | null; readonly order: string };

/** Null where it is not set. */
export const partOf = (value: FieldValue, part: string): FieldValue =>
  isRecordValue(value) && Object.hasOwn(value, part) ? (value[part] ?? null) : null;

/** `value` with `part` set (null: taken out), its other parts carried over; null when nothing is left. */
export function withPart(value: FieldValue, part: string, set: FieldValue): FieldValue {
  const others = isRecordValue(value) ? Object.entries(value).filter(([name]) => name !== part) : [];
  const parts = set === null ? others : [...others, [part, set] as const];
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

export function parsePlace(value: FieldValue): Place | null {
  const order = partOf(value, "order");
  const list = partOf(value, "list");
  if (typeof order !== "string" || !isOrderKey(order)) return null;
  if (list === null) return { list: null, order };
  const listId = typeof list === "string" ? parseIdText("item", list) : null;
  return listId === null ? null : { list: listId, order };
}

export const placeValue = (present: FieldValue, list: ItemId | null, order: string): FieldValue =>
  withPart(withPart(present, "list", list), "order", order);
