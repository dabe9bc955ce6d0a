// The boundary at which an intent comes in from a window: checks its form, normalises its texts, and bounds sizes.

import { parseIdText, type ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { isFieldValue } from "../items/field-value.ts";
import { isEntryId, isEntryText, MAX_CHECKLIST_ENTRIES, type EntryId } from "./checklist.ts";
import { isListColor, isListName, type ListColor } from "./list-schema.ts";
import { parseMirror, type NoteMirror } from "./mirror-field.ts";
import { normaliseLine } from "./normalise-line.ts";
import { MAX_NOTES_LENGTH, normaliseNotes } from "./notes.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import { isPlainTime, isZoneName } from "./plain-time.ts";
import { isReminderKey, MAX_TASK_REMINDERS, type ReminderKey } from "./reminder.ts";
import { repeatOf, type Repeat } from "./repeat.ts";
import { isRule } from "./repeat-rule.ts";
import { isSectionId, isSectionName, type SectionId } from "./sections.ts";
import { isTag, MAX_TASK_TAGS } from "./tag.ts";
import {
  MAX_INTENT_ITEMS,
  type EntryPosition,
  type ListPosition,
  type NewTask,
  type SectionPosition,
  type TaskIntent,
  type TaskPosition,
  type ViewPosition,
} from "./task-intent.ts";
import { isPriority, type Priority, type When } from "./task-schema.ts";
import { isTitle } from "./task-title.ts";
import { normaliseTag } from "./typed-tag.ts";
import { areAsks, isAskName, isKnownAsk, type Asked } from "./view-asks.ts";

export type BadIntent =
  | { readonly kind: "malformed-intent"; readonly part: string }
  /** A text that is empty or too long. */
  | { readonly kind: "bad-text"; readonly part: string }
  /** Nothing, more than `MAX_INTENT_ITEMS` (of entries `MAX_CHECKLIST_ENTRIES`), or the same twice. */
  | { readonly kind: "bad-items" };

/** Devices that write at once may make notes longer than anybody may write. */
const MAX_MERGED_NOTES_LENGTH = 10 * MAX_NOTES_LENGTH;

type Parts = { readonly [part: string]: unknown };

/** Ends the parsing below with its error; never leaves this file. */
class Refused extends Error {
  readonly error: BadIntent;

  constructor(error: BadIntent) {
    super(error.kind);
    this.error = error;
  }
}

function refuse(error: BadIntent): never {
  throw new Refused(error);
}

const malformed = (part: string): never => refuse({ kind: "malformed-intent", part });

export function parseTaskIntent(value: unknown): Result<TaskIntent, BadIntent> {
  try {
    return ok(readIntent(value));
  } catch (error) {
    if (error instanceof Refused) return err(error.error);
    throw error;
  }
}

function isParts(value: unknown): value is Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const readParts = (value: unknown, part: string): Parts => (isParts(value) ? value : malformed(part));

function readId(value: unknown, part: string): ItemId {
  const id = typeof value === "string" ? parseIdText("item", value) : null;
  return id ?? malformed(part);
}

const readEntry = (value: unknown): EntryId => (isEntryId(value) ? value : malformed("entry"));

const readText = (value: unknown, part: string): string => (typeof value === "string" ? value : malformed(part));

function readLine(value: unknown, part: string, isGood: (text: string) => boolean, normalise = normaliseLine): string {
  const text = normalise(readText(value, part));
  return isGood(text) ? text : refuse({ kind: "bad-text", part });
}

const readTitle = (value: unknown): string => readLine(value, "title", isTitle);

const readTag = (value: unknown): string => readLine(value, "tag", isTag, normaliseTag);

function readNotes(value: unknown, maxLength = MAX_NOTES_LENGTH): string {
  const notes = normaliseNotes(readText(value, "notes"));
  return notes.length <= maxLength ? notes : refuse({ kind: "bad-text", part: "notes" });
}

/** Notes that are too long already may be edited as long as they do not grow. */
function readNotesEdit(parts: Parts): { readonly before: string; readonly after: string } {
  const before = readNotes(parts["before"], MAX_MERGED_NOTES_LENGTH);
  return { before, after: readNotes(parts["after"], Math.max(MAX_NOTES_LENGTH, before.length)) };
}

const readDay = (value: unknown): PlainDay | null => (value === null || isPlainDay(value) ? value : malformed("day"));

function readToday({ today }: Parts): { readonly today?: PlainDay } {
  if (today === undefined) return {};
  return { today: isPlainDay(today) ? today : malformed("today") };
}

function readWhen({ day, time = null, zone = null }: Parts): When {
  if (time === null && zone === null) return { day: readDay(day), time, zone };
  if (day === null || !isPlainTime(time)) return malformed("time");
  return { day: readDay(day), time, zone: isZoneName(zone) ? zone : malformed("zone") };
}

const readPriority = (value: unknown): Priority | null => (value === null || isPriority(value) ? value : malformed("priority"));

const readColor = (value: unknown): ListColor => (isListColor(value) ? value : malformed("color"));

const readFlag = (value: unknown, part: string): boolean => (typeof value === "boolean" ? value : malformed(part));

function readList<T>(value: unknown, part: string, read: (element: unknown) => T, keyOf: (element: T) => string, max: number): T[] {
  if (!isList(value)) return malformed(part);
  if (value.length === 0 || value.length > max) refuse({ kind: "bad-items" });
  const elements = value.map(read);
  if (new Set(elements.map(keyOf)).size < elements.length) refuse({ kind: "bad-items" });
  return elements;
}

const itself = (id: string): string => id;

const readIds = (value: unknown): ItemId[] => readList(value, "ids", (id) => readId(id, "ids"), itself, MAX_INTENT_ITEMS);

const readEntries = (value: unknown): EntryId[] => readList(value, "entries", readEntry, itself, MAX_CHECKLIST_ENTRIES);

function readTags(value: unknown): readonly string[] {
  if (!isList(value)) return malformed("tags");
  return value.length > MAX_TASK_TAGS ? refuse({ kind: "bad-items" }) : value.map(readTag);
}

const readReminder = (value: unknown): ReminderKey => (isReminderKey(value) ? value : malformed("reminder"));

const readReminders = (value: unknown): readonly ReminderKey[] =>
  isList(value) && value.length === 0 ? [] : readList(value, "reminders", readReminder, itself, MAX_TASK_REMINDERS);

/** What is said here is a rule that has a meaning; what others have written need only have the form of one. */
function readRepeat(value: unknown): Repeat | null {
  if (value === null) return null;
  const repeat = isFieldValue(value) ? repeatOf(value) : null;
  return repeat !== null && isRule(repeat.rule) ? repeat : malformed("repeat");
}

const readSection = (value: unknown): SectionId => (isSectionId(value) ? value : malformed("section"));

/** Parts that are absent stay absent. */
function readTask(value: unknown): NewTask {
  const parts = readParts(value, "tasks");
  const { time, zone, start, repeat, reminders, priority, tags, notes } = parts;
  const { day, ...clock } = readWhen(parts);
  return {
    id: readId(parts["id"], "tasks"),
    title: readTitle(parts["title"]),
    day,
    ...(time === undefined ? {} : { time: clock.time }),
    ...(zone === undefined ? {} : { zone: clock.zone }),
    ...(start === undefined ? {} : { start: readDay(start) }),
    ...(repeat === undefined ? {} : { repeat: readRepeat(repeat) }),
    ...(reminders === undefined ? {} : { reminders: readReminders(reminders) }),
    ...(priority === undefined ? {} : { priority: readPriority(priority) }),
    ...(tags === undefined ? {} : { tags: readTags(tags) }),
    ...(notes === undefined ? {} : { notes: readNotes(notes) }),
  };
}

function readTaskPosition(value: unknown): TaskPosition {
  const { at, list, section = null, parent = null, task } = readParts(value, "position");
  const id = (part: unknown): ItemId | null => (part === null ? null : readId(part, "position"));
  if (at === "start" || at === "end")
    return {
      at,
      list: id(list),
      ...(section === null ? {} : { section: readSection(section) }),
      ...(parent === null ? {} : { parent: id(parent) }),
    };
  if (at === "before" || at === "after") return { at, task: readId(task, "position") };
  return malformed("position");
}

function readListPosition(value: unknown): ListPosition {
  const { at, list } = readParts(value, "position");
  if (at === "start" || at === "end") return { at };
  return at === "before" || at === "after" ? { at, list: readId(list, "position") } : malformed("position");
}

function readSectionPosition(value: unknown): SectionPosition {
  const { at, section } = readParts(value, "position");
  if (at === "start" || at === "end") return { at };
  return at === "before" || at === "after" ? { at, section: readSection(section) } : malformed("position");
}

function readEntryPosition(value: unknown): EntryPosition {
  const { at, entry } = readParts(value, "position");
  if (at === "start" || at === "end") return { at };
  return at === "before" || at === "after" ? { at, entry: readEntry(entry) } : malformed("position");
}

function readNewEntry(value: unknown): { readonly id: EntryId; readonly text: string } {
  const { id, text } = readParts(value, "entries");
  return { id: readEntry(id), text: readLine(text, "text", isEntryText) };
}

function readResolve(parts: Parts): TaskIntent {
  const { field, value } = parts;
  const id = readId(parts["id"], "id");
  if (field === "title") return { kind: "resolve", id, field, value: readTitle(value) };
  if (field === "name") return { kind: "resolve", id, field, value: readLine(value, "name", isListName) };
  return malformed("field");
}

function readIntent(value: unknown): TaskIntent {
  const parts = readParts(value, "intent");
  return (
    readTasksIntent(parts) ??
    readTaskIntent(parts) ??
    readListIntent(parts) ??
    readSectionIntent(parts) ??
    readNoteIntent(parts) ??
    readViewIntent(parts) ??
    malformed("kind")
  );
}

/** About many tasks. */
function readTasksIntent(parts: Parts): TaskIntent | null {
  const { kind } = parts;
  switch (kind) {
    case "create": {
      const tasks = readList(parts["tasks"], "tasks", readTask, ({ id }) => id, MAX_INTENT_ITEMS);
      return { kind, tasks, position: readTaskPosition(parts["position"]) };
    }
    case "set-done":
      return { kind, ids: readIds(parts["ids"]), done: readFlag(parts["done"], "done"), ...readToday(parts) };
    case "skip":
      return { kind, ids: readIds(parts["ids"]), ...readToday(parts) };
    case "set-day":
      return { kind, ids: readIds(parts["ids"]), day: readDay(parts["day"]) };
    case "set-when":
      return { kind, ids: readIds(parts["ids"]), ...readWhen(parts) };
    case "set-priority":
      return { kind, ids: readIds(parts["ids"]), priority: readPriority(parts["priority"]) };
    case "set-start":
      return { kind, ids: readIds(parts["ids"]), start: readDay(parts["start"]) };
    case "set-repeat":
      return { kind, ids: readIds(parts["ids"]), repeat: readRepeat(parts["repeat"]) };
    case "add-reminder":
    case "remove-reminder":
      return { kind, ids: readIds(parts["ids"]), reminder: readReminder(parts["reminder"]) };
    case "add-tag":
    case "remove-tag":
      return { kind, ids: readIds(parts["ids"]), tag: readTag(parts["tag"]) };
    case "trash":
    case "restore":
    case "purge":
      return { kind, ids: readIds(parts["ids"]) };
    case "move":
      return { kind, ids: readIds(parts["ids"]), position: readTaskPosition(parts["position"]) };
    default:
      return null;
  }
}

/** About one task (`resolve` also a list or a note). */
function readTaskIntent(parts: Parts): TaskIntent | null {
  const { kind, entries } = parts;
  const id = (): ItemId => readId(parts["id"], "id");
  switch (kind) {
    case "rename":
      return { kind, id: id(), title: readTitle(parts["title"]) };
    case "set-notes":
      return { kind, id: id(), ...readNotesEdit(parts) };
    case "edit-notes":
      return { kind, id: id(), update: parts["update"] instanceof Uint8Array ? parts["update"] : malformed("update") };
    case "resolve":
      return readResolve(parts);
    case "add-entries": {
      const added = readList(entries, "entries", readNewEntry, (entry) => entry.id, MAX_CHECKLIST_ENTRIES);
      return { kind, id: id(), entries: added, position: readEntryPosition(parts["position"]) };
    }
    case "edit-entry":
      return { kind, id: id(), entry: readEntry(parts["entry"]), text: readLine(parts["text"], "text", isEntryText) };
    case "check-entries":
      return { kind, id: id(), entries: readEntries(entries), checked: readFlag(parts["checked"], "checked") };
    case "move-entry":
      return { kind, id: id(), entry: readEntry(parts["entry"]), position: readEntryPosition(parts["position"]) };
    case "remove-entries":
      return { kind, id: id(), entries: readEntries(entries) };
    default:
      return null;
  }
}

function readListIntent(parts: Parts): TaskIntent | null {
  const { kind } = parts;
  const id = (): ItemId => readId(parts["id"], "id");
  const name = (): string => readLine(parts["name"], "name", isListName);
  switch (kind) {
    case "create-list":
      return { kind, id: id(), name: name(), color: readColor(parts["color"]), position: readListPosition(parts["position"]) };
    case "rename-list":
      return { kind, id: id(), name: name() };
    case "color-list":
      return { kind, id: id(), color: readColor(parts["color"]) };
    case "move-list":
      return { kind, id: id(), position: readListPosition(parts["position"]) };
    case "archive-list":
      return { kind, id: id(), archived: readFlag(parts["archived"], "archived") };
    case "trash-list":
    case "restore-list":
      return { kind, id: id() };
    default:
      return null;
  }
}

function readSectionIntent(parts: Parts): TaskIntent | null {
  const { kind } = parts;
  if (kind !== "add-section" && kind !== "rename-section" && kind !== "move-section" && kind !== "remove-section") return null;
  const section = { id: readId(parts["id"], "id"), section: readSection(parts["section"]) };
  if (kind === "remove-section") return { kind, ...section };
  if (kind === "move-section") return { kind, ...section, position: readSectionPosition(parts["position"]) };
  const name = readLine(parts["name"], "name", isSectionName);
  return kind === "rename-section"
    ? { kind, ...section, name }
    : { kind, ...section, name, position: readSectionPosition(parts["position"]) };
}

function readNoteIntent({ kind, id, title, mirror }: Parts): TaskIntent | null {
  if (kind === "set-mirror") return { kind, id: readId(id, "id"), mirror: mirror === null ? null : readMirror(mirror) };
  if (kind !== "create-note" && kind !== "rename-note") return null;
  return { kind, id: readId(id, "id"), title: readLine(title, "title", (text) => text === "" || isTitle(text)) };
}

function readMirror(value: unknown): NoteMirror {
  const { rootName, rootType, ...others } = readParts(value, "mirror");
  const field: unknown = { ...others, root: rootName, type: rootType };
  return (isFieldValue(field) ? parseMirror(field) : null) ?? malformed("mirror");
}

function readViewPosition(value: unknown): ViewPosition {
  const { at, view } = readParts(value, "position");
  if (at === "start" || at === "end") return { at };
  return at === "before" || at === "after" ? { at, view: readId(view, "position") } : malformed("position");
}

/** What is left out stays as it is. */
function readAskedFor(value: unknown): Partial<Asked> {
  const asks = Object.entries(readParts(value, "asks")).map(([name, asked]): readonly [string, string] => {
    const text = normaliseLine(readText(asked, "asks"));
    return isAskName(name) && (text === "" || isKnownAsk(name, text)) ? [name, text] : malformed("asks");
  });
  return Object.fromEntries(asks);
}

function readViewIntent(parts: Parts): TaskIntent | null {
  const { kind } = parts;
  const id = (): ItemId => readId(parts["id"], "id");
  const name = (): string => readLine(parts["name"], "name", isListName);
  switch (kind) {
    case "create-view": {
      const { asks, beyond = {}, color, position } = parts;
      if (!areAsks(beyond)) return malformed("beyond");
      const colored = color === undefined ? {} : { color: readColor(color) };
      return { kind, id: id(), name: name(), asks: readAskedFor(asks), beyond, ...colored, position: readViewPosition(position) };
    }
    case "rename-view":
      return { kind, id: id(), name: name() };
    case "set-asks":
      return { kind, id: id(), asks: readAskedFor(parts["asks"]) };
    case "color-view":
      return { kind, id: id(), color: readColor(parts["color"]) };
    case "move-view":
      return { kind, id: id(), position: readViewPosition(parts["position"]) };
    default:
      return null;
  }
}
