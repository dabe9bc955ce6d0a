// When a task reminds: a set, of which each member says when in relation to the task's day, so that reminders go along when the day moves.
//   remind.b<minutes>        so many minutes before the task's time, 0 to 40,320 (four weeks)
//   remind.d<days>T<HH:MM>   at that time, so many days before the task's day, 0 to 366
// A task without a day, or without a time for the first, does not remind.

import type { FieldSchema } from "../items/item-schema.ts";
import { member } from "../items/policy.ts";
import type { Item } from "../items/read-item.ts";
import { setMembersOf } from "../items/read-item.ts";
import { isPlainTime, type PlainTime } from "./plain-time.ts";

/** A member of the set. */
export type ReminderKey = string;

export type Reminder =
  | { readonly kind: "before"; readonly minutes: number }
  | { readonly kind: "at"; readonly daysBefore: number; readonly time: PlainTime };

/** Of one task. More may come together when devices write at once: all ring. */
export const MAX_TASK_REMINDERS = 10;
const MAX_MINUTES_BEFORE = 40_320;
const MAX_DAYS_BEFORE = 366;

const BEFORE = /^b(0|[1-9]\d{0,4})$/;
const AT = /^d(0|[1-9]\d{0,2})T(\d\d:\d\d)$/;

/** null: not a key, or one of a later version. */
export function parseReminder(key: unknown): Reminder | null {
  if (typeof key !== "string") return null;
  const minutes = Number(BEFORE.exec(key)?.[1] ?? Number.NaN);
  if (minutes <= MAX_MINUTES_BEFORE) return { kind: "before", minutes };
  const [, days, time] = AT.exec(key) ?? [];
  const daysBefore = Number(days ?? Number.NaN);
  return daysBefore <= MAX_DAYS_BEFORE && isPlainTime(time) ? { kind: "at", daysBefore, time } : null;
}

export const reminderKey = (reminder: Reminder): ReminderKey =>
  reminder.kind === "before" ? `b${reminder.minutes}` : `d${reminder.daysBefore}T${reminder.time}`;

export const isReminderKey = (key: unknown): key is ReminderKey => parseReminder(key) !== null;

export const reminderSets: { readonly [name: string]: FieldSchema } = {
  remind: { policy: member, isValid: (value) => value === true },
};

export const reminderField = (key: ReminderKey): string => `remind.${key}`;

/** Those that are understood here, in plain text order. */
export const remindersOf = (item: Item): readonly ReminderKey[] => setMembersOf(item, "remind").filter(isReminderKey).sort();
