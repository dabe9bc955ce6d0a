// The row of a task: the plain projection that lists, search and windows read, and its orders. Made only from the item, so that the same
// records give the same rows everywhere; what depends on the present day ("overdue") is computed, never stored.

import { equalityDeep } from "../base/equal.ts";
import type { ItemId, SpaceId } from "../base/ids.ts";
import type { FieldValue } from "../items/field-value.ts";
import type { Item } from "../items/read-item.ts";
import { compareOrderKeys } from "../items/order-key.ts";
import { setMembersOf } from "../items/read-item.ts";
import { stampToMs } from "../items/stamp.ts";
import { checklistOf, type ChecklistProgress } from "./checklist.ts";
import { conflictsOf, type FieldConflict } from "./field-conflict.ts";
import { parsePlace, type Place } from "./field-parts.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import type { PlainTime, ZoneName } from "./plain-time.ts";
import { remindersOf, type ReminderKey } from "./reminder.ts";
import { repeatOf, type Repeat } from "./repeat.ts";
import type { SectionId } from "./sections.ts";
import { distinctTags, isTag } from "./tag.ts";
import { isInstantMs, isPriority, taskSchema, whenOf, type Priority } from "./task-schema.ts";

export type TaskRow = {
  readonly id: ItemId;
  readonly kind: "task";
  /** Where rows of several spaces are shown together: the shared one it is of; absent: the user's own. */
  readonly space?: SpaceId;
  /** Empty when no valid title was ever written. */
  readonly title: string;
  readonly done: boolean;
  /** Milliseconds since 1970, as all times here; null while open. */
  readonly doneMs: number | null;
  readonly day: PlainDay | null;
  /** Of that day, on the clock of whoever looks; null without a day. */
  readonly time: PlainTime | null;
  /** The zone that the time was written in; null without a time. */
  readonly zone: ZoneName | null;
  /** Not before: until then it is out of sight of what is to be done. */
  readonly start: PlainDay | null;
  readonly repeat: Repeat | null;
  /** Ascending. */
  readonly reminders: readonly ReminderKey[];
  readonly priority: Priority | null;
  /** The list as it was written, null: the inbox. While that list is in the trash or unknown the task shows in the inbox all the same. */
  readonly list: ItemId | null;
  /** As it was written; one that its list does not have (any more) is none. */
  readonly section: SectionId | null;
  /** The task that it is a part of, as it was written: the index knows whether there is such a task, and where it shows (task-tree.ts). */
  readonly parent: ItemId | null;
  /** An order key; "" where none was written, which sorts last. */
  readonly order: string;
  /** Each tag once, ascending. Compared by `tagKey`. */
  readonly tags: readonly string[];
  readonly hasNotes: boolean;
  readonly checklist: ChecklistProgress;
  readonly trashed: boolean;
  readonly trashedMs: number | null;
  readonly conflicts: readonly FieldConflict[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** Written by a newer version of Daybook: shown as far as it is understood, read-only. */
  readonly newer: boolean;
};

/** Whether nobody who sees rows would know one from the other: when a task was last changed is not shown. */
export const looksSame = (a: TaskRow, b: TaskRow): boolean => equalityDeep({ ...a, changedMs: 0 }, { ...b, changedMs: 0 });

/** Without a place. */
const NOWHERE: Place = { list: null, section: null, parent: null, order: "" };

/** `null` when the item is not a task. */
export function taskRow(id: ItemId, item: Item): TaskRow | null {
  if (item.kind !== taskSchema.kind) return null;
  const field = (name: string): FieldValue => item.fields.get(name) ?? null;
  const title = field("title");
  const done = field("done");
  const doneMs = isInstantMs(done) ? done : null;
  const place = parsePlace(field("place")) ?? NOWHERE;
  const priority = field("priority");
  const start = field("start");
  return {
    id,
    kind: "task",
    title: typeof title === "string" ? title : "",
    done: doneMs !== null,
    doneMs,
    ...whenOf(field("when")),
    start: isPlainDay(start) ? start : null,
    repeat: repeatOf(field("repeat")),
    reminders: remindersOf(item),
    priority: isPriority(priority) ? priority : null,
    list: place.list,
    section: place.section,
    parent: place.parent,
    order: place.order,
    tags: distinctTags(setMembersOf(item, "tags").filter(isTag)),
    hasNotes: item.hasBody,
    checklist: progressOf(item),
    trashed: item.isTrashed,
    trashedMs: item.trashedStamp === null ? null : stampToMs(item.trashedStamp),
    conflicts: conflictsOf(item, "title"),
    createdMs: stampToMs(item.createdStamp),
    changedMs: stampToMs(item.changedStamp),
    newer: item.status === "newer",
  };
}

function progressOf(item: Item): ChecklistProgress {
  const entries = checklistOf(item);
  return { done: entries.filter(({ checked }) => checked).length, total: entries.length };
}

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const compareNewest = (a: number | null, b: number | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
};

/** The user's order within a list; tasks without a place last, equal places by id. */
export function compareByPlace(a: TaskRow, b: TaskRow): number {
  if ((a.order === "") !== (b.order === "")) return a.order === "" ? 1 : -1;
  return compareOrderKeys(a.order, b.order) || compareText(a.id, b.id);
}

/** Newest completion first; open ones last. */
export const compareByDone = (a: TaskRow, b: TaskRow): number => compareNewest(a.doneMs, b.doneMs) || compareText(a.id, b.id);

/** Newest in the trash first. */
export const compareByTrashed = (a: TaskRow, b: TaskRow): number => compareNewest(a.trashedMs, b.trashedMs) || compareText(a.id, b.id);

/** Earliest day first, then by place; tasks without a day last. */
export function compareByDay(a: TaskRow, b: TaskRow): number {
  if ((a.day === null) !== (b.day === null)) return a.day === null ? 1 : -1;
  return compareText(a.day ?? "", b.day ?? "") || compareByPlace(a, b);
}
