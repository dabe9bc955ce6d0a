// To-dos of calendars (RFC 5545 section 3.6.2), as Apple Reminders, Tasks.org, Nextcloud and others write them: one file is one list, or several where it holds
// several calendars. Events and journal entries in it are counted. UTC is told on this device's clock; a time in a named zone stays as it was written.

import ICAL from "ical.js";
import { addDays } from "../../model/day-number.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { isZoneName, type ZoneName } from "../../model/plain-time.ts";
import type { Priority } from "../../model/task-schema.ts";
import { instantOf, MINUTES_A_DAY, minuteOfDay, MS_A_MINUTE, timeOfMinute } from "./calendar-days.ts";
import { readDate, readInstant, type DateRead } from "./date-text.ts";
import { readComponents, type IcsComponent, type IcsProperty } from "./ics-lines.ts";
import {
  LeftOutTold,
  MAX_IMPORTED_LISTS,
  MAX_IMPORTED_TASKS,
  PLAIN_TASK,
  type Extra,
  type Imported,
  type ImportedList,
  type ImportedReminder,
  type ImportedTask,
  type LocalClock,
} from "./imported.ts";
import { textIn } from "./json-parts.ts";

export type IcsOptions = {
  /** Of a calendar without a name: of the file's. */
  readonly listName: string;
  readonly clock: LocalClock;
};

type Todo = { readonly component: IcsComponent; readonly list: number; readonly uid: string; readonly order: number | null };

const find = ({ properties }: IcsComponent, name: string): IcsProperty | undefined => properties.find((property) => property.name === name);

function textOf(component: IcsComponent, name: string): string {
  const value = find(component, name)?.values[0];
  return textIn(value);
}

function numberOf(component: IcsComponent, name: string): number | null {
  const text = find(component, name)?.values[0];
  const value = Number(text);
  return text === undefined || text === "" || !Number.isFinite(value) ? null : value;
}

/** Some write a path before the zone's name. */
function zoneOf({ params }: IcsProperty): ZoneName | null {
  const { tzid } = params;
  if (typeof tzid !== "string") return null;
  const name = tzid.startsWith("/") ? tzid.split("/").slice(-2).join("/") : tzid;
  return isZoneName(name) ? name : null;
}

/** A value that is no date is told, and its task comes without it. */
function dateOf(component: IcsComponent, name: string, clock: LocalClock, told: LeftOutTold): DateRead | null {
  const property = find(component, name);
  if (property === undefined) return null;
  const [value] = property.values;
  const date = typeof value === "string" ? readDate(value, clock, null, zoneOf(property)) : null;
  if (date === null) told.add("bad-field", property.line, `${name.toUpperCase()}: ${String(value)}`);
  return date;
}

/** 1 to 4 high, 5 medium, 6 to 9 low; 0 is none. */
function priorityOf(component: IcsComponent): Priority | null {
  const value = numberOf(component, "priority") ?? 0;
  if (value < 1 || value > 9) return null;
  if (value < 5) return 1;
  return value === 5 ? 2 : 3;
}

function secondsOf(duration: unknown): number | null {
  if (typeof duration !== "string") return null;
  try {
    return ICAL.Duration.fromString(duration).toSeconds();
  } catch {
    return null;
  }
}

/** The first day of a to-do that says how long it takes: no more is made of that than its end. */
function endOf(component: IcsComponent, start: DateRead | null): DateRead | null {
  const seconds = secondsOf(find(component, "duration")?.values[0]);
  if (start === null || seconds === null || seconds < 0) return null;
  const minutes = minuteOfDay(start.time ?? "00:00") + Math.round(seconds / 60);
  const days = Math.floor(minutes / MINUTES_A_DAY);
  const day = addDays(start.day, days);
  if (start.time === null || day === null) return day === null ? null : { ...start, day };
  return { ...start, day, time: timeOfMinute(minutes - days * MINUTES_A_DAY) };
}

type Dates = { readonly due: DateRead | null; readonly begin: DateRead | null };

/** Apple writes the due day as the first as well, which hides nothing: only an earlier first day is one. */
function startOf({ due, begin }: Dates): PlainDay | null {
  if (begin === null) return null;
  return due === null || begin.day < due.day ? begin.day : null;
}

const MORNING = "09:00";

/** Minutes from a reminder to the task's time, or to its day's midnight where it has none. */
function remindAt(minutesBefore: number, due: DateRead): ImportedReminder | null {
  if (due.time !== null) return minutesBefore < 0 ? null : { kind: "before", minutes: minutesBefore };
  // "When it is due", of a day: nobody means its midnight.
  if (minutesBefore === 0) return { kind: "at", daysBefore: 0, time: MORNING };
  const daysBefore = Math.ceil(minutesBefore / MINUTES_A_DAY);
  return daysBefore < 0 ? null : { kind: "at", daysBefore, time: timeOfMinute(daysBefore * MINUTES_A_DAY - minutesBefore) };
}

const minutesBetween = (from: DateRead, to: DateRead): number =>
  (instantOf(to.day, to.time ?? "00:00", 0) - instantOf(from.day, from.time ?? "00:00", 0)) / MS_A_MINUTE;

/** Null where it can be none here: then it is told in the notes. */
function reminderOf(trigger: IcsProperty, { due, begin }: Dates, clock: LocalClock): ImportedReminder | null {
  const [value] = trigger.values;
  if (due === null || typeof value !== "string") return null;
  const at = readDate(value, clock);
  if (at !== null) return remindAt(minutesBetween(at, due), due);
  const seconds = secondsOf(value);
  if (seconds === null) return null;
  const from = textIn(trigger.params["related"]).toUpperCase() === "END" ? due : (begin ?? due);
  return remindAt(minutesBetween(from, due) - Math.round(seconds / 60), due);
}

function remindersOf(component: IcsComponent, dates: Dates, clock: LocalClock): Pick<ImportedTask, "reminders" | "extras"> {
  const reminders: ImportedReminder[] = [];
  const extras: Extra[] = [];
  for (const alarm of component.components) {
    const trigger = alarm.name === "valarm" ? find(alarm, "trigger") : undefined;
    // Apple rings those that were put off once more by an alarm of their own, and places are none of ours.
    if (trigger === undefined || find(alarm, "related-to") !== undefined) continue;
    const proximity = textOf(alarm, "x-apple-proximity") || textOf(alarm, "proximity");
    const reminder = proximity === "" ? reminderOf(trigger, dates, clock) : null;
    if (reminder !== null) reminders.push(reminder);
    else extras.push({ kind: "reminder", text: [proximity, String(trigger.values[0])].filter((text) => text !== "").join(" ") });
  }
  return { reminders, extras };
}

function repeatOf(component: IcsComponent, { due, begin }: Dates): ImportedTask["repeat"] {
  const rule = find(component, "rrule")?.raw.trim() ?? "";
  return rule === "" ? null : { rule, from: "day", base: begin?.day ?? due?.day ?? null };
}

const TEXTS = [
  ["location", "location"],
  ["url", "link"],
  ["attach", "attachment"],
  ["comment", "comment"],
  ["contact", "assignee"],
] as const;

function extrasOf(component: IcsComponent): readonly Extra[] {
  return component.properties.flatMap(({ name, values, params }): Extra[] => {
    const kind = TEXTS.find(([property]) => property === name)?.[1];
    const text = typeof values[0] === "string" ? values[0] : "";
    // What is attached in the file itself is no text.
    if (kind === undefined || text === "" || params["encoding"] !== undefined) return [];
    return [{ kind, text }];
  });
}

const tagsOf = ({ properties }: IcsComponent): readonly string[] =>
  properties
    .filter(({ name }) => name === "categories")
    .flatMap(({ values }) => values.filter((value) => typeof value === "string"))
    .filter((tag) => tag.trim() !== "");

const OPEN: ReadonlySet<string> = new Set(["NEEDS-ACTION", "IN-PROCESS"]);

/** What was opened again keeps its former end in many programs: its state is what counts, where it has one. */
function isDone(component: IcsComponent): boolean {
  const status = textOf(component, "status").toUpperCase();
  if (status === "COMPLETED" || OPEN.has(status)) return status === "COMPLETED";
  return find(component, "completed") !== undefined || numberOf(component, "percent-complete") === 100;
}

function taskOf({ component, list, uid }: Todo, parent: number | null, options: IcsOptions, told: LeftOutTold): ImportedTask {
  const { clock } = options;
  const begin = dateOf(component, "dtstart", clock, told);
  const due = dateOf(component, "due", clock, told) ?? endOf(component, begin);
  const repeat = repeatOf(component, { due, begin });
  // One that comes again has to have a day.
  const dates = { due: due ?? (repeat === null ? null : begin), begin };
  const reminded = remindersOf(component, dates, clock);
  const done = isDone(component);
  return {
    ...PLAIN_TASK,
    ...dates.due,
    sourceId: uid === "" ? null : [uid, textOf(component, "recurrence-id")].filter((part) => part !== "").join(" "),
    line: component.line,
    title: textOf(component, "summary"),
    notes: textOf(component, "description"),
    start: startOf(dates),
    priority: priorityOf(component),
    tags: tagsOf(component),
    list,
    parent,
    isDone: done,
    doneMs: done ? readInstant(textOf(component, "completed"), clock) : null,
    repeat,
    reminders: reminded.reminders,
    extras: [...reminded.extras, ...extrasOf(component)],
  };
}

/** The task that this one is a part of; "" for none. */
const parentUidOf = ({ component }: Todo): string =>
  component.properties.flatMap(({ name, params, values }) => {
    const isParent = name === "related-to" && (textIn(params["reltype"]) || "PARENT").toUpperCase() === "PARENT";
    return isParent && typeof values[0] === "string" ? [values[0]] : [];
  })[0] ?? "";

/** As their program orders them, where it says so. */
function inOrder(todos: readonly Todo[]): readonly Todo[] {
  const last = Number.MAX_SAFE_INTEGER;
  return todos.toSorted((a, b) => a.list - b.list || (a.order ?? last) - (b.order ?? last));
}

function reasonAgainst({ component }: Todo, count: number): "cancelled" | "no-title" | "too-many" | null {
  if (textOf(component, "status").toUpperCase() === "CANCELLED") return "cancelled";
  if (textOf(component, "summary").trim() === "") return "no-title";
  return count >= MAX_IMPORTED_TASKS ? "too-many" : null;
}

/** Each behind what it is a part of, in however many turns that takes; of a ring of parents each is on top. */
function takeTodos(todos: readonly Todo[], options: IcsOptions, told: LeftOutTold): readonly ImportedTask[] {
  const tasks: ImportedTask[] = [];
  const indexByUid = new Map<string, number>();
  const uids = new Set(todos.map(({ uid }) => uid));
  const childrenByUid = new Map<string, Todo[]>();
  for (const todo of todos) {
    const named = parentUidOf(todo);
    const parent = uids.has(named) && named !== todo.uid ? named : "";
    const siblings = childrenByUid.get(parent);
    if (siblings === undefined) childrenByUid.set(parent, [todo]);
    else siblings.push(todo);
  }
  const taken = new Set<Todo>();
  const take = (first: Todo): void => {
    const waiting: Todo[] = [first];
    for (let todo = waiting.pop(); todo !== undefined; todo = waiting.pop()) {
      if (taken.has(todo)) continue;
      taken.add(todo);
      const against = reasonAgainst(todo, tasks.length);
      if (against === null) {
        if (todo.uid !== "" && !indexByUid.has(todo.uid)) indexByUid.set(todo.uid, tasks.length);
        tasks.push(taskOf(todo, indexByUid.get(parentUidOf(todo)) ?? null, options, told));
      } else told.add(against, todo.component.line, textOf(todo.component, "summary") || textOf(todo.component, "description"));
      if (todo.uid !== "") waiting.push(...(childrenByUid.get(todo.uid) ?? []).toReversed());
    }
  };
  for (const todo of [...(childrenByUid.get("") ?? []), ...todos]) take(todo);
  return tasks;
}

/** What a calendar holds beside its to-dos is counted. */
function todosIn(calendar: IcsComponent, list: number, told: LeftOutTold): readonly Todo[] {
  const todos: Todo[] = [];
  for (const component of calendar.components) {
    if (component.name === "vtodo")
      todos.push({ component, list, uid: textOf(component, "uid"), order: numberOf(component, "x-apple-sort-order") });
    else if (component.name === "vevent") told.add("event", component.line, "");
    else if (component.name === "vjournal") told.add("journal", component.line, "");
  }
  return todos;
}

function listOf(calendar: IcsComponent, lists: ImportedList[], { listName }: IcsOptions): number {
  const name = textOf(calendar, "x-wr-calname") || textOf(calendar, "name") || listName;
  const known = lists.findIndex((list) => list.name === name);
  if (known >= 0) return known;
  return lists.length < MAX_IMPORTED_LISTS ? lists.push({ sourceId: null, name }) - 1 : lists.length - 1;
}

export function readIcs(text: string, options: IcsOptions): Imported {
  const told = new LeftOutTold();
  const { components, bad } = readComponents(text);
  for (const { line, text: content } of bad) told.add("bad-field", line, content);
  const lists: ImportedList[] = [];
  const todos = components.flatMap((calendar) => todosIn(calendar, listOf(calendar, lists, options), told));
  const tasks = takeTodos(inOrder(todos), options, told);
  return { kind: "ics", lists, sections: [], tasks, leftOut: told.told, leftOutCounts: told.counts };
}
