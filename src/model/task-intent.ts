// What a user can mean to do with tasks, lists and notes, as plain serialisable data: intents cross postMessage, and a change that lost the race for its
// log's head is built again from them. They are checked in parse-intent.ts; what an intent does to items is in plan-intent.ts. Ids of what
// is made (tasks, lists, checklist entries) are in the intent, so that building again makes the same.

import type { ItemId } from "../base/ids.ts";
import type { Tree } from "../items/tree/tree.ts";
import type { ChecklistEntry, EntryId } from "./checklist.ts";
import type { ConflictField } from "./field-conflict.ts";
import type { ListColor } from "./list-schema.ts";
import type { NoteMirror } from "./mirror-field.ts";
import type { PlainDay } from "./plain-day.ts";
import type { PlainTime, ZoneName } from "./plain-time.ts";
import type { ReminderKey } from "./reminder.ts";
import type { Repeat } from "./repeat.ts";
import type { SectionId } from "./sections.ts";
import type { Priority } from "./task-schema.ts";
import type { Asked } from "./view-asks.ts";

/** Items one intent may touch: 10,000 pasted lines are a list, more is an import. */
export const MAX_INTENT_ITEMS = 10_000;

/**
 * Where a task goes: an end of a list (`list` null: the inbox), above its sections or in one of them, or among the parts of a task of it; or next to another
 * task, where that one shows, in its section and beside it as a part of the same.
 */
export type TaskPosition =
  | {
      readonly at: "start" | "end";
      readonly list: ItemId | null;
      readonly section?: SectionId | null;
      readonly parent?: ItemId | null;
    }
  | { readonly at: "before" | "after"; readonly task: ItemId };

/** Where a section goes in its list. Next to a section that is gone is the end. */
export type SectionPosition = { readonly at: "start" | "end" } | { readonly at: "before" | "after"; readonly section: SectionId };

/** Where a list goes among the lists. */
export type ListPosition = { readonly at: "start" | "end" } | { readonly at: "before" | "after"; readonly list: ItemId };

/** Where a view goes among the views. */
export type ViewPosition = { readonly at: "start" | "end" } | { readonly at: "before" | "after"; readonly view: ItemId };

/** Where an entry goes in its checklist. Next to an entry that is gone is the end. */
export type EntryPosition = { readonly at: "start" | "end" } | { readonly at: "before" | "after"; readonly entry: EntryId };

/** Parts that are absent are not set. A time needs a day and a zone. */
export type NewTask = {
  readonly id: ItemId;
  readonly title: string;
  readonly day: PlainDay | null;
  readonly time?: PlainTime | null;
  readonly zone?: ZoneName | null;
  readonly start?: PlainDay | null;
  readonly repeat?: Repeat | null;
  readonly reminders?: readonly ReminderKey[];
  readonly priority?: Priority | null;
  readonly tags?: readonly string[];
  /** Plain text of many lines, at most `MAX_NOTES_LENGTH`. */
  readonly notes?: string;
};

/** What another task said, to be said by a new one. Without a title where that one had none. */
export type CopiedTask = NewTask & {
  /** Where it goes if that list is known; null: the inbox. */
  readonly list: ItemId | null;
  /** Of that list; none where the list is not known. */
  readonly section?: SectionId | null;
  /** A task that is there, or one of those that are made with this one; none where it is neither. */
  readonly parent?: ItemId | null;
  readonly doneMs: number | null;
  readonly checklist: readonly ChecklistEntry[];
  /** Instead of `notes`, of one whose notes have formatting. */
  readonly formatted?: Tree;
};

/** A list that imported tasks go into. */
export type ImportedList = {
  readonly id: ItemId;
  readonly name: string;
  readonly color: ListColor;
  readonly archived: boolean;
  /** Those that it is to have, in their order. */
  readonly sections: readonly { readonly id: SectionId; readonly name: string }[];
};

export type ImportIntent = {
  readonly kind: "import";
  readonly lists: readonly ImportedList[];
  readonly tasks: readonly CopiedTask[];
};

type FieldIntent =
  /** Makes tasks that stand together in the order given. */
  | { readonly kind: "create"; readonly tasks: readonly NewTask[]; readonly position: TaskPosition }
  /** Made by the replica alone, out of what is stored: not to be asked for by a window. */
  | { readonly kind: "copy"; readonly tasks: readonly CopiedTask[] }
  /**
   * What another program's file says, under ids derived from what it is there: what is here already stays as it is, but that a list in the trash comes back for
   * what goes into it, and has the sections it lacks. By the replica alone as well (model/parse-import.ts).
   */
  | ImportIntent
  | { readonly kind: "rename"; readonly id: ItemId; readonly title: string }
  /** Done: with those of their parts that are open; those that come again move on from `today`, the window's day (left out: UTC's), and are not done. */
  | { readonly kind: "set-done"; readonly ids: readonly ItemId[]; readonly done: boolean; readonly today?: PlainDay }
  /** Those that come again, on to their next day without having been done. */
  | { readonly kind: "skip"; readonly ids: readonly ItemId[]; readonly today?: PlainDay }
  /** The day alone: a time stays with its task's new day, and goes when there is no day any more. */
  | { readonly kind: "set-day"; readonly ids: readonly ItemId[]; readonly day: PlainDay | null }
  /** Day and time. A time needs a day and a zone (this device's); without a time the zone is null. */
  | {
      readonly kind: "set-when";
      readonly ids: readonly ItemId[];
      readonly day: PlainDay | null;
      readonly time: PlainTime | null;
      readonly zone: ZoneName | null;
    }
  | { readonly kind: "set-start"; readonly ids: readonly ItemId[]; readonly start: PlainDay | null }
  | { readonly kind: "set-repeat"; readonly ids: readonly ItemId[]; readonly repeat: Repeat | null }
  | { readonly kind: "add-reminder"; readonly ids: readonly ItemId[]; readonly reminder: ReminderKey }
  | { readonly kind: "remove-reminder"; readonly ids: readonly ItemId[]; readonly reminder: ReminderKey }
  | { readonly kind: "set-priority"; readonly ids: readonly ItemId[]; readonly priority: Priority | null }
  /** In the spelling that most tasks have, if there is one. */
  | { readonly kind: "add-tag"; readonly ids: readonly ItemId[]; readonly tag: string }
  /** In whatever spelling. */
  | { readonly kind: "remove-tag"; readonly ids: readonly ItemId[]; readonly tag: string }
  /** What was typed: what differs between `before`, as the window had it, and `after` is done to the notes as they are now. */
  | { readonly kind: "set-notes"; readonly id: ItemId; readonly before: string; readonly after: string }
  /** What an editor has done to the notes (items/edit-body.ts): a Yjs update V1 of its document. */
  | { readonly kind: "edit-notes"; readonly id: ItemId; readonly update: Uint8Array }
  /** Tasks, notes and views, as their restoring: tasks with their parts, of which those are restored that went into the trash with them. */
  | { readonly kind: "trash"; readonly ids: readonly ItemId[] }
  | { readonly kind: "restore"; readonly ids: readonly ItemId[] }
  /** Deletes tasks, notes, lists and views for good that are in the trash; those that are not (any more) are left alone. There is no way back. */
  | { readonly kind: "purge"; readonly ids: readonly ItemId[] }
  /** `ids` in the order they shall stand in. Next to one of them: around it, where it stands. A task does not become a part of itself or of its own parts. */
  | { readonly kind: "move"; readonly ids: readonly ItemId[]; readonly position: TaskPosition }
  /** Chooses among the values kept for a field, or another one. */
  | { readonly kind: "resolve"; readonly id: ItemId; readonly field: ConflictField; readonly value: string };

export type ChecklistIntent =
  /** Adds entries that stand together in the order given. */
  | {
      readonly kind: "add-entries";
      readonly id: ItemId;
      readonly entries: readonly { readonly id: EntryId; readonly text: string }[];
      readonly position: EntryPosition;
    }
  /** An entry that was removed meanwhile is there again. */
  | { readonly kind: "edit-entry"; readonly id: ItemId; readonly entry: EntryId; readonly text: string }
  | { readonly kind: "check-entries"; readonly id: ItemId; readonly entries: readonly EntryId[]; readonly checked: boolean }
  | { readonly kind: "move-entry"; readonly id: ItemId; readonly entry: EntryId; readonly position: EntryPosition }
  | { readonly kind: "remove-entries"; readonly id: ItemId; readonly entries: readonly EntryId[] };

export type ListIntent =
  | {
      readonly kind: "create-list";
      readonly id: ItemId;
      readonly name: string;
      readonly color: ListColor;
      readonly position: ListPosition;
    }
  | { readonly kind: "rename-list"; readonly id: ItemId; readonly name: string }
  | { readonly kind: "color-list"; readonly id: ItemId; readonly color: ListColor }
  | { readonly kind: "move-list"; readonly id: ItemId; readonly position: ListPosition }
  | { readonly kind: "archive-list"; readonly id: ItemId; readonly archived: boolean }
  /** The list and the tasks in it, open and done. */
  | { readonly kind: "trash-list"; readonly id: ItemId }
  /** The list and those of its tasks that went into the trash with it. */
  | { readonly kind: "restore-list"; readonly id: ItemId };

/** Of a list's sections. */
export type SectionIntent =
  | {
      readonly kind: "add-section";
      readonly id: ItemId;
      readonly section: SectionId;
      readonly name: string;
      readonly position: SectionPosition;
    }
  /** A section that was removed meanwhile is there again. */
  | { readonly kind: "rename-section"; readonly id: ItemId; readonly section: SectionId; readonly name: string }
  | { readonly kind: "move-section"; readonly id: ItemId; readonly section: SectionId; readonly position: SectionPosition }
  /** Its tasks stay in the list, above all sections. */
  | { readonly kind: "remove-section"; readonly id: ItemId; readonly section: SectionId };

/** A title may be empty. */
export type NoteIntent =
  | { readonly kind: "create-note"; readonly id: ItemId; readonly title: string }
  | { readonly kind: "rename-note"; readonly id: ItemId; readonly title: string }
  /** With which room its text is mirrored, and by which device; null: with none any more. */
  | { readonly kind: "set-mirror"; readonly id: ItemId; readonly mirror: NoteMirror | null };

/**
 * Saved views. `asks`: what is asked for, "" whatever it is; of what is left out nothing is said. `beyond`: what another view asks for besides, that only
 * a later version knows.
 */
export type ViewIntent =
  | {
      readonly kind: "create-view";
      readonly id: ItemId;
      readonly name: string;
      readonly asks: Partial<Asked>;
      readonly beyond?: Readonly<Record<string, string>>;
      readonly color?: ListColor;
      readonly position: ViewPosition;
    }
  | { readonly kind: "rename-view"; readonly id: ItemId; readonly name: string }
  | { readonly kind: "set-asks"; readonly id: ItemId; readonly asks: Partial<Asked> }
  | { readonly kind: "color-view"; readonly id: ItemId; readonly color: ListColor }
  | { readonly kind: "move-view"; readonly id: ItemId; readonly position: ViewPosition };

export type TaskIntent = FieldIntent | ChecklistIntent | ListIntent | SectionIntent | NoteIntent | ViewIntent;
