// Plans for the fields of tasks (plan.ts says what a plan is).

import type { ItemId } from "../base/ids.ts";
import type { FieldValue } from "../items/field-value.ts";
import { TRASH_FIELD } from "../items/item-schema.ts";
import { setMembersOf, type Item } from "../items/read-item.ts";
import { withPart } from "./part-values.ts";
import { edit, editAll, fieldOf, planEach, type Edit, type PlanContext, type Planned } from "./plan.ts";
import { MAX_TASK_REMINDERS, reminderField, remindersOf, type ReminderKey } from "./reminder.ts";
import { isSameRepeat, repeatValue } from "./repeat-value.ts";
import { repeatOf, type Repeat } from "./repeat.ts";
import { distinctTags, MAX_TASK_TAGS, tagKey } from "./tag.ts";
import { dayOf, taskSchema, whenOf, type When } from "./task-schema.ts";

export function planTasks(ids: readonly ItemId[], context: PlanContext, plan: (item: Item) => Edit | "too-many" | null): Planned {
  return planEach(taskSchema, ids, context, plan);
}

export const trashEdit = ({ isTrashed }: Item, after: true | null): Edit | null => edit(TRASH_FIELD, isTrashed ? true : null, after);

export function doneEdit(item: Item, done: boolean, nowMs: number): Edit | null {
  const before = fieldOf(item, "done");
  return (before !== null) === done ? null : edit("done", before, done ? nowMs : null);
}

export function dayEdit(item: Item, day: When["day"]): Edit | null {
  const when = fieldOf(item, "when");
  if (dayOf(when) === day) return null;
  return edit("when", when, day === null ? whenValue(when, { day, time: null, zone: null }) : withPart(when, "day", day));
}

export function whenEdit(item: Item, after: When): Edit | null {
  const when = fieldOf(item, "when");
  const { day, time, zone } = whenOf(when);
  return day === after.day && time === after.time && zone === after.zone ? null : edit("when", when, whenValue(when, after));
}

export const whenValue = (present: FieldValue, { day, time, zone }: When): FieldValue =>
  withPart(withPart(withPart(present, "day", day), "time", time), "zone", zone);

export const tagField = (tag: string): string => `tags.${tag}`;

export function addTagEdit(item: Item, tag: string): Edit | "too-many" | null {
  const tags = setMembersOf(item, "tags");
  if (tags.some((present) => tagKey(present) === tagKey(tag))) return null;
  return distinctTags(tags).length < MAX_TASK_TAGS ? edit(tagField(tag), null, true) : "too-many";
}

export function removeTagEdit(item: Item, tag: string): Edit | null {
  const spellings = setMembersOf(item, "tags").filter((present) => tagKey(present) === tagKey(tag));
  return editAll(item, Object.fromEntries(spellings.map((present) => [tagField(present), null])));
}

/** By the calendar a task has a day: where it had none, the rule's first. */
export function repeatEdit(item: Item, after: Repeat | null): Edit | null {
  const [present, when] = [fieldOf(item, "repeat"), fieldOf(item, "when")];
  if (isSameRepeat(repeatOf(present), after)) return null;
  const repeat = after === null ? null : repeatValue(present, after);
  const first = after !== null && dayOf(when) === null && fieldOf(item, "start") === null ? after.base : null;
  return editAll(item, first === null ? { repeat } : { repeat, when: withPart(when, "day", first) });
}

export function addReminderEdit(item: Item, reminder: ReminderKey): Edit | "too-many" | null {
  const reminders = remindersOf(item);
  if (reminders.includes(reminder)) return null;
  return reminders.length < MAX_TASK_REMINDERS ? edit(reminderField(reminder), null, true) : "too-many";
}

export const removeReminderEdit = (item: Item, reminder: ReminderKey): Edit | null =>
  remindersOf(item).includes(reminder) ? edit(reminderField(reminder), true, null) : null;
