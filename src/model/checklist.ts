// The checklist of a task: entries of one line each, which can be ticked and put in order. An entry's text, tick and order are fields of their own, so
// that ticking, editing and moving one entry on several devices at once all survive:
//   check.<id>       text, null once removed; keeping wins over concurrent removal (policy `kept`)
//   checked.<id>     true while ticked
//   checkorder.<id>  an order key; entries without one come last, by id
// id = 8 random bytes in hex.

import type { FieldSchema } from "../items/item-schema.ts";
import { compareOrderKeys, isOrderKey } from "../items/order-key.ts";
import { kept, latest, member } from "../items/policy.ts";
import type { Item } from "../items/read-item.ts";
import { isLine } from "./one-line.ts";

/** Of one task. More may come together when devices write at once: all are shown. */
export const MAX_CHECKLIST_ENTRIES = 200;
/** In UTF-16 units. */
export const MAX_ENTRY_LENGTH = 500;

/** 8 random bytes in lower-case hex, made by the window. */
export type EntryId = string;

export type ChecklistEntry = { readonly id: EntryId; readonly text: string; readonly checked: boolean };

/** `order` is "" where none was written. */
export type PlacedEntry = ChecklistEntry & { readonly order: string };

export type ChecklistProgress = { readonly done: number; readonly total: number };

const ENTRY_ID = /^[0-9a-f]{16}$/;
const TEXT = "check.";

export const isEntryId = (value: unknown): value is EntryId => typeof value === "string" && ENTRY_ID.test(value);

export const isEntryText = (text: string): boolean => isLine(text, MAX_ENTRY_LENGTH);

export const entryFields = (id: EntryId) => ({ text: TEXT + id, checked: `checked.${id}`, order: `checkorder.${id}` }) as const;

export const checklistSets: { readonly [name: string]: FieldSchema } = {
  check: { policy: kept, isValid: (value) => typeof value === "string" && isEntryText(value) },
  checked: { policy: member, isValid: (value) => value === true },
  checkorder: { policy: latest, isValid: (value) => typeof value === "string" && isOrderKey(value) },
};

/** The entries in their order. */
export function checklistOf(item: Item): PlacedEntry[] {
  const entries: PlacedEntry[] = [];
  for (const [field, text] of item.fields) {
    if (!field.startsWith(TEXT) || typeof text !== "string") continue;
    const id = field.slice(TEXT.length);
    if (!isEntryId(id)) continue;
    const order = item.fields.get(entryFields(id).order);
    entries.push({ id, text, checked: item.fields.has(entryFields(id).checked), order: typeof order === "string" ? order : "" });
  }
  return entries.sort(compareEntries);
}

function compareEntries(a: PlacedEntry, b: PlacedEntry): number {
  if ((a.order === "") !== (b.order === "")) return a.order === "" ? 1 : -1;
  return compareOrderKeys(a.order, b.order) || compareOrderKeys(a.id, b.id);
}
