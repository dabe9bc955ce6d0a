// The schema of tasks, version 1. Composite fields hold only what is set, so that parts can be added to them without a new version: readers
// ignore parts they do not know, and a write that changes one part carries the others over.
//   title  text                          both kept on concurrent change; the user chooses
//   done   ms since 1970 of completion   or null
//   when   { day? }                      plain date; room for time, duration, zone
//   place  { list?, order }              item id of the list (absent: the inbox) and an order key; room for section and parent
//   tags.<id>  true                      a set
// The trash flag is common to all kinds.

import { parseIdText, type ItemId } from "../base/ids.ts";
import { isRecordValue, type FieldValue } from "../items/field-value.ts";
import type { ItemSchema, ItemSchemas } from "../items/item-schema.ts";
import { isOrderKey } from "../items/order-key.ts";
import { ask, latest, member } from "../items/policy.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import { isTitle } from "./task-title.ts";

/** Where a task stands; `list` null is the inbox. */
export type TaskPlace = { readonly list: ItemId | null; readonly order: string };

/** The last instant an ECMAScript date can name. */
const MAX_MS = 8.64e15;

const partOf = (value: FieldValue, part: string): FieldValue =>
  isRecordValue(value) && Object.hasOwn(value, part) ? (value[part] ?? null) : null;

export const isInstantMs = (value: FieldValue): value is number => Number.isSafeInteger(value) && Math.abs(Number(value)) <= MAX_MS;

export function parsePlace(value: FieldValue): TaskPlace | null {
  const order = partOf(value, "order");
  const list = partOf(value, "list");
  if (typeof order !== "string" || !isOrderKey(order)) return null;
  if (list === null) return { list: null, order };
  const listId = typeof list === "string" ? parseIdText("item", list) : null;
  return listId === null ? null : { list: listId, order };
}

export function dayOf(when: FieldValue): PlainDay | null {
  const day = partOf(when, "day");
  return isPlainDay(day) ? day : null;
}

function isWhen(value: FieldValue): boolean {
  return isRecordValue(value) && (partOf(value, "day") === null || dayOf(value) !== null);
}

/** `value` with `part` set (null: taken out), its other parts carried over; null when nothing is left. */
export function withPart(value: FieldValue, part: string, set: FieldValue): FieldValue {
  const others = isRecordValue(value) ? Object.entries(value).filter(([name]) => name !== part) : [];
  const parts = set === null ? others : [...others, [part, set] as const];
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

export const taskSchema: ItemSchema = {
  kind: "task",
  version: 1,
  fields: {
    title: { policy: ask, isValid: (value) => typeof value === "string" && isTitle(value) },
    done: { policy: latest, isValid: isInstantMs },
    when: { policy: latest, isValid: isWhen },
    place: { policy: latest, isValid: (value) => parsePlace(value) !== null },
  },
  sets: { tags: { policy: member, isValid: (value) => value === true } },
};

/** All kinds this version of Daybook knows. */
export const itemSchemas: ItemSchemas = new Map([[taskSchema.kind, taskSchema]]);
