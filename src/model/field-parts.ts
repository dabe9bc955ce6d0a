// Composite field values: objects of parts of which only those that are set are there. Readers ignore parts they do not know, and a write that
// changes one part carries the others over, so that later versions can add parts without a new schema version.

import type { ItemId } from "../base/ids.ts";
import { parseIdText } from "../base/ids.ts";
import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import { isOrderKey } from "../items/order-key.ts";
import { isSectionId, type SectionId } from "./sections.ts";

/**
 * Where an item stands; `list` null: in none. `section` of that list, null: above all of them; `parent`: the task that it is a part of, null: of none.
 */
export type Place = {
  readonly list: ItemId | null;
  readonly section: SectionId | null;
  readonly parent: ItemId | null;
  readonly order: string;
};

/** Null where it is not set. */
export const partOf = (value: FieldValue, part: string): FieldValue =>
  isRecordValue(value) && Object.hasOwn(value, part) ? (value[part] ?? null) : null;

export function parsePlace(value: FieldValue): Place | null {
  const order = partOf(value, "order");
  const list = partOf(value, "list");
  if (typeof order !== "string" || !isOrderKey(order)) return null;
  const listId = readId(list);
  if (list !== null && listId === null) return null;
  const section = partOf(value, "section");
  return { list: listId, section: isSectionId(section) ? section : null, parent: readId(partOf(value, "parent")), order };
}

const readId = (value: FieldValue): ItemId | null => (typeof value === "string" ? parseIdText("item", value) : null);
