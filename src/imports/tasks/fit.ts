// What was read, fitted into what a task can hold here: texts normalised as those that are typed, and whatever is too long, too many or of another form goes
// into the notes. Nothing is cut in silence: the end of notes that are longer than notes can be is told.

import { utf8ToBytes } from "../../base/bytes.ts";
import { isListName } from "../../model/list-schema.ts";
import { MAX_NOTES_LENGTH, normaliseNotes } from "../../model/notes.ts";
import { isReminderKey, MAX_TASK_REMINDERS, reminderKey, type ReminderKey } from "../../model/reminder.ts";
import type { Repeat } from "../../model/repeat.ts";
import { isRule } from "../../model/repeat-rule.ts";
import { MAX_SECTION_NAME_LENGTH } from "../../model/sections.ts";
import { MAX_LIST_NAME_LENGTH } from "../../model/list-schema.ts";
import { normaliseLine } from "../../model/normalise-line.ts";
import { isTag, MAX_TASK_TAGS, tagKey } from "../../model/tag.ts";
import { isInstantMs } from "../../model/task-schema.ts";
import { isTitle, MAX_TITLE_LENGTH } from "../../model/task-title.ts";
import type { NewTask } from "../../model/task-intent.ts";
import { normaliseTag } from "../../model/typed-tag.ts";
import { normaliseTitle } from "../../model/typed-titles.ts";
import type { Extra, ImportedTask } from "./imported.ts";
import { splitChecklist, type FoundEntry } from "./notes-checklist.ts";

/** What the lines of notes that hold extras begin with, in the language of whoever imports. */
export type ExtraLabels = Readonly<Record<Exclude<Extra["kind"], "column">, string>>;

export type FittedTask = Required<Omit<NewTask, "id">> & {
  readonly isDone: boolean;
  readonly doneMs: number | null;
  readonly checklist: readonly FoundEntry[];
  /** What did not fit into the notes, "" where all did. */
  readonly cut: string;
};

/** Of a document with notes of so many bytes there is room for what is written later (replica/act-error.ts). */
const MAX_NOTES_BYTES = 200_000;

const ELLIPSIS = "…";

/** Without half of a surrogate pair at its end. */
function cutAt(text: string, length: number): string {
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length);
}

function shortLine(text: string, maxLength: number): string {
  const line = normaliseLine(text);
  return line.length <= maxLength ? line : cutAt(line, maxLength - 1).trim() + ELLIPSIS;
}

/** "" of what has no name that can be seen. */
export const fitListName = (name: string): string => {
  const line = shortLine(name, MAX_LIST_NAME_LENGTH);
  return isListName(line) ? line : "";
};

export const fitSectionName = (name: string): string => shortLine(name, MAX_SECTION_NAME_LENGTH);

type Fitting = { readonly extras: Extra[]; readonly labels: ExtraLabels };

function fitTags(tags: readonly string[], { extras }: Fitting): readonly string[] {
  const fitted = new Map<string, string>();
  for (const tag of tags.map(normaliseTag)) {
    if (tag === "" || fitted.has(tagKey(tag))) continue;
    if (isTag(tag) && fitted.size < MAX_TASK_TAGS) fitted.set(tagKey(tag), tag);
    else extras.push({ kind: "tag", text: tag });
  }
  return [...fitted.values()];
}

function fitRepeat({ repeat }: ImportedTask, { extras }: Fitting): Repeat | null {
  if (repeat === null) return null;
  const rule = repeat.rule.toUpperCase().replaceAll(/\s|;+$/gu, "");
  if (isRule(rule)) return { ...repeat, rule };
  extras.push({ kind: "repeat", text: repeat.rule });
  return null;
}

function fitReminders({ reminders }: ImportedTask, { extras }: Fitting): readonly ReminderKey[] {
  const keys = new Set<ReminderKey>();
  for (const reminder of reminders) {
    const key = reminderKey(reminder);
    if (isReminderKey(key) && keys.size < MAX_TASK_REMINDERS) keys.add(key);
    else extras.push({ kind: "reminder", text: key });
  }
  return [...keys];
}

function lineOf(extra: Extra, labels: ExtraLabels): string {
  if (extra.kind !== "column") return `${labels[extra.kind]}: ${extra.text}`;
  return (extra.label ?? "") === "" ? extra.text : `${extra.label}: ${extra.text}`;
}

function fitNotes(parts: readonly string[]): { readonly notes: string; readonly cut: string } {
  const whole = normaliseNotes(parts.filter((part) => part.trim() !== "").join("\n\n"));
  let notes = cutAt(whole, Math.min(whole.length, MAX_NOTES_LENGTH));
  while (utf8ToBytes(notes).length > MAX_NOTES_BYTES) notes = cutAt(notes, Math.floor(notes.length * 0.9));
  return { notes, cut: whole.slice(notes.length) };
}

/** A time comes with a day and a zone. */
function fitDue({ day, time, zone }: ImportedTask): Pick<FittedTask, "day" | "time" | "zone"> {
  return day === null || time === null || zone === null ? { day, time: null, zone: null } : { day, time, zone };
}

const fitDone = ({ isDone, doneMs }: ImportedTask): Pick<FittedTask, "isDone" | "doneMs"> => ({
  isDone,
  doneMs: doneMs !== null && isInstantMs(doneMs) ? doneMs : null,
});

/** `section`: the name of one that it cannot be in. Null: it has no title that can be seen. */
export function fitTask(task: ImportedTask, section: string | null, labels: ExtraLabels): FittedTask | null {
  const title = shortLine(task.title, MAX_TITLE_LENGTH);
  if (!isTitle(title)) return null;
  const whole = normaliseTitle(task.title);
  const fitting: Fitting = { labels, extras: section === null ? [...task.extras] : [...task.extras, { kind: "section", text: section }] };
  const [tags, repeat, reminders] = [fitTags(task.tags, fitting), fitRepeat(task, fitting), fitReminders(task, fitting)];
  const lines = fitting.extras.map((extra) => lineOf(extra, labels)).join("\n");
  const { notes: own, entries: checklist } = splitChecklist(task.notes);
  const notes = fitNotes([whole.length > MAX_TITLE_LENGTH ? whole : "", own, lines]);
  return {
    title,
    checklist,
    ...notes,
    ...fitDue(task),
    start: task.start,
    priority: task.priority,
    tags,
    repeat,
    reminders,
    ...fitDone(task),
  };
}
