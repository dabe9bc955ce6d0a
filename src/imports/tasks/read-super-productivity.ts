// The backup of Super Productivity: one JSON file with everything in it, as its own models say (task.model.ts, project.model.ts, archive and repeat models
// there). Old ones hold the tables at the top, and archived tasks under `taskArchive`; newer ones wrap them in `data`, with `archiveYoung` and `archiveOld`;
// due is `plannedAt` in old ones and `dueDay` or `dueWithTime` in newer; reminders are a table in old ones and a part of the task in newer.

import { isRecord } from "../../base/record.ts";
import { daysBetween } from "../../model/day-number.ts";
import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";
import { isPlainTime } from "../../model/plain-time.ts";
import type { Priority } from "../../model/task-schema.ts";
import { MINUTES_A_DAY, minuteOfDay, MS_A_MINUTE } from "./calendar-days.ts";
import {
  LeftOutTold,
  MAX_IMPORTED_TASKS,
  PLAIN_TASK,
  type Extra,
  type Imported,
  type ImportedList,
  type ImportedReminder,
  type ImportedRepeat,
  type ImportedSection,
  type ImportedTask,
  type LocalClock,
} from "./imported.ts";
import { entitiesIn, idsIn, listIn, numberIn, partsIn, textIn, type Parts } from "./json-parts.ts";
import { lastDayOf, repeatIdOf, repeatOf } from "./super-productivity-repeat.ts";

const INBOX_IDS = new Set(["INBOX_PROJECT", "INBOX", "DEFAULT"]);
const TODAY_TAG = "TODAY";

/** The tables, wherever they are; null: it is no such backup. */
export function superProductivityTables(value: unknown): Parts | null {
  const outer = partsIn(value);
  for (const tables of [partsIn(outer["data"]), partsIn(outer["mainModelData"]), outer]) {
    if (isRecord(partsIn(tables["task"])["entities"])) return tables;
  }
  return null;
}

type Reading = {
  readonly clock: LocalClock;
  readonly told: LeftOutTold;
  readonly tables: Parts;
  readonly tasksById: ReadonlyMap<string, Parts>;
  readonly listsById: ReadonlyMap<string, number>;
  readonly tagsById: ReadonlyMap<string, string>;
  readonly sectionsByTask: ReadonlyMap<string, number>;
  readonly repeatsById: ReadonlyMap<string, Parts>;
  /** When the reminders of old backups ring, in ms since 1970. */
  readonly remindAtById: ReadonlyMap<string, number>;
  /** Days that the planner says. */
  readonly plannedDays: ReadonlyMap<string, PlainDay>;
  /** Open tasks that carry on a repetition: the newest of each. */
  readonly carriers: ReadonlyMap<string, string>;
  /** Null: it is not taken. */
  readonly indexById: Map<string, number | null>;
  readonly tasks: ImportedTask[];
};

function allTasks(tables: Parts): ReadonlyMap<string, Parts> {
  const archived = [partsIn(tables["archiveYoung"])["task"], partsIn(tables["archiveOld"])["task"], tables["taskArchive"]];
  const all = new Map<string, Parts>();
  // What is open and archived as well is open.
  for (const table of [tables["task"], ...archived]) for (const [id, task] of entitiesIn(table)) if (!all.has(id)) all.set(id, task);
  return all;
}

const titled = (table: unknown): readonly (readonly [string, string])[] =>
  [...entitiesIn(table)].map(([id, entity]) => [id, textIn(entity["title"]).trim()] as const).filter(([, title]) => title !== "");

function readLists(tables: Parts): { readonly lists: readonly ImportedList[]; readonly listsById: ReadonlyMap<string, number> } {
  const table = partsIn(tables["project"]);
  const projects = titled(table).filter(([id]) => !INBOX_IDS.has(id));
  return {
    lists: projects.map(([id, name]) => ({ sourceId: id, name, ...archivedIf(partsIn(table["entities"])[id]) })),
    listsById: new Map(projects.map(([id], index) => [id, index])),
  };
}

const archivedIf = (project: unknown): { readonly isArchived?: boolean } =>
  partsIn(project)["isArchived"] === true ? { isArchived: true } : {};

type Sections = Pick<Reading, "sectionsByTask"> & { readonly sections: readonly ImportedSection[] };

function readSections(tables: Parts, listsById: ReadonlyMap<string, number>): Sections {
  const sections: ImportedSection[] = [];
  const sectionsByTask = new Map<string, number>();
  for (const [id, section] of entitiesIn(tables["section"])) {
    const list = listsById.get(textIn(section["contextId"]));
    const name = textIn(section["title"]).trim();
    if (list === undefined || name === "") continue;
    for (const task of idsIn(section["taskIds"])) sectionsByTask.set(task, sections.length);
    sections.push({ sourceId: id, list, name });
  }
  return { sections, sectionsByTask };
}

function readPlanner(tables: Parts, exportedMs: number, clock: LocalClock): ReadonlyMap<string, PlainDay> {
  const days = new Map<string, PlainDay>();
  // The tag of today says it of old ones, on the day the backup was written.
  const today = clock.at(exportedMs)?.day;
  const todays = idsIn(partsIn(partsIn(partsIn(tables["tag"])["entities"])[TODAY_TAG])["taskIds"]);
  if (today !== undefined) for (const id of todays) days.set(id, today);
  for (const [day, ids] of Object.entries(partsIn(partsIn(tables["planner"])["days"])))
    if (isPlainDay(day)) for (const id of idsIn(ids)) days.set(id, day);
  return days;
}

function findCarriers(tasksById: ReadonlyMap<string, Parts>): ReadonlyMap<string, string> {
  const carriers = new Map<string, { readonly id: string; readonly created: number }>();
  for (const [id, task] of tasksById) {
    const cfg = repeatIdOf(task);
    if (cfg === "" || task["isDone"] === true) continue;
    const created = numberIn(task["created"]) ?? 0;
    const present = carriers.get(cfg);
    if (present === undefined || present.created <= created) carriers.set(cfg, { id, created });
  }
  return new Map([...carriers].map(([cfg, { id }]) => [cfg, id]));
}

type Due = Pick<ImportedTask, "day" | "time" | "zone">;

const NO_DUE: Due = { day: null, time: null, zone: null };

function dueOf(id: string, task: Parts, { clock, plannedDays }: Reading): Due {
  const at = clock.at(numberIn(task["dueWithTime"]) ?? numberIn(task["plannedAt"]) ?? Number.NaN);
  if (at !== null) return { ...at, zone: clock.zone };
  const day = [task["dueDay"], plannedDays.get(id)].find(isPlainDay);
  if (day !== undefined) return { ...NO_DUE, day };
  return deadlineOf(task, clock) ?? NO_DUE;
}

function deadlineOf(task: Parts, clock: LocalClock): Due | null {
  const at = clock.at(numberIn(task["deadlineWithTime"]) ?? Number.NaN);
  if (at !== null) return { ...at, zone: clock.zone };
  const day = task["deadlineDay"];
  return isPlainDay(day) ? { ...NO_DUE, day } : null;
}

const momentText = ({ day, time }: { readonly day: PlainDay | null; readonly time: string | null }): string =>
  [day, time].filter((part) => part !== null).join(" ");

/** As a reminder counts: from the task's time, or on a day before its day. Null: it rings later than that. */
function reminderAt(at: { readonly day: PlainDay; readonly time: string }, due: Due): ImportedReminder | null {
  if (due.day === null) return null;
  const daysBefore = daysBetween(at.day, due.day);
  if (due.time === null) return daysBefore < 0 ? null : { kind: "at", daysBefore, time: at.time };
  const minutes = daysBefore * MINUTES_A_DAY + minuteOfDay(due.time) - minuteOfDay(at.time);
  return minutes < 0 ? null : { kind: "before", minutes };
}

function remindersOf(task: Parts, due: Due, { clock, remindAtById }: Reading): Pick<ImportedTask, "reminders" | "extras"> {
  const at = clock.at(numberIn(task["remindAt"]) ?? remindAtById.get(textIn(task["reminderId"])) ?? Number.NaN);
  const reminder = at === null ? null : reminderAt(at, due);
  if (reminder !== null) return { reminders: [reminder], extras: [] };
  return { reminders: [], extras: at === null ? [] : [{ kind: "reminder", text: momentText(at) }] };
}

const PRIORITIES: ReadonlyMap<unknown, Priority> = new Map<unknown, Priority>([
  [3, 1],
  ["high", 1],
  [2, 2],
  ["medium", 2],
  [1, 3],
  ["low", 3],
]);

/** "1:30" of hours and minutes; "" for nothing. */
function durationText(value: unknown): string {
  const minutes = Math.round((numberIn(value) ?? 0) / MS_A_MINUTE);
  return minutes <= 0 ? "" : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function extrasOf(task: Parts, due: Due, clock: LocalClock): readonly Extra[] {
  const deadline = deadlineOf(task, clock);
  const deadlineText = deadline === null ? "" : momentText(deadline);
  const attachments = listIn(task["attachments"]).map((attachment): Extra => {
    const { title, path } = partsIn(attachment);
    return { kind: "attachment", text: [textIn(title), textIn(path)].filter((part) => part !== "").join(" ") };
  });
  const extras: readonly Extra[] = [
    { kind: "deadline", text: deadlineText === momentText(due) ? "" : deadlineText },
    { kind: "estimate", text: durationText(task["timeEstimate"]) },
    { kind: "spent", text: durationText(task["timeSpent"]) },
    { kind: "link", text: [textIn(task["issueType"]), textIn(task["issueId"])].filter((part) => part !== "").join(" ") },
    ...attachments,
  ];
  return extras.filter(({ text }) => text !== "");
}

/** Only the newest open task of a repetition carries it on; a paused one is told in the notes. */
function repeatFor(id: string, task: Parts, reading: Reading): Pick<ImportedTask, "repeat" | "extras"> {
  const cfg = reading.repeatsById.get(repeatIdOf(task));
  if (cfg === undefined || reading.carriers.get(repeatIdOf(task)) !== id) return { repeat: null, extras: [] };
  const repeat = repeatOf(cfg, reading.clock);
  if (repeat === null || cfg["isPaused"] !== true) return { repeat, extras: [] };
  return { repeat: null, extras: [{ kind: "repeat", text: repeat.rule }] };
}

function tagsOf(task: Parts, { tagsById }: Reading): readonly string[] {
  return idsIn(task["tagIds"]).flatMap((id) => (id === TODAY_TAG ? [] : (tagsById.get(id) ?? [])));
}

/** Null and told: it has no title, or there are too many already. */
function push(task: ImportedTask, { told, tasks }: Reading): number | null {
  const isUntitled = task.title.trim() === "";
  if (isUntitled || tasks.length >= MAX_IMPORTED_TASKS) {
    told.add(isUntitled ? "no-title" : "too-many", null, task.title || task.notes);
    return null;
  }
  return tasks.push(task) - 1;
}

function makeTask(id: string, task: Parts, parent: number | null, reading: Reading): ImportedTask {
  const { clock, listsById, sectionsByTask } = reading;
  const due = dueOf(id, task, reading);
  const [reminded, repeated] = [remindersOf(task, due, reading), repeatFor(id, task, reading)];
  const isDone = task["isDone"] === true;
  return {
    ...PLAIN_TASK,
    ...due,
    sourceId: id,
    title: textIn(task["title"]),
    notes: textIn(task["notes"]),
    priority: PRIORITIES.get(task["priority"]) ?? null,
    tags: tagsOf(task, reading),
    list: listsById.get(textIn(task["projectId"])) ?? null,
    section: parent === null ? (sectionsByTask.get(id) ?? null) : null,
    parent,
    isDone,
    doneMs: isDone ? numberIn(task["doneOn"]) : null,
    repeat: repeated.repeat,
    reminders: reminded.reminders,
    extras: [...reminded.extras, ...repeated.extras, ...extrasOf(task, due, clock)],
  };
}

/** With its parts behind it; parts have none there. */
function takeTask(id: string, reading: Reading): void {
  const { tasksById, indexById } = reading;
  const task = tasksById.get(id);
  if (task === undefined || indexById.has(id)) return;
  const parent = indexById.get(textIn(task["parentId"])) ?? null;
  const own = push(makeTask(id, task, parent, reading), reading);
  indexById.set(id, own);
  if (parent === null) for (const part of idsIn(task["subTaskIds"])) if (isPartOf(part, id, reading)) takeTask(part, reading);
}

const isPartOf = (part: string, id: string, { tasksById }: Reading): boolean => textIn(tasksById.get(part)?.["parentId"]) === id;

/** In the order that projects say, then as the tables do; what is a part of another comes with that. */
function orderOf({ tables, tasksById }: Reading): readonly string[] {
  const projects = [...entitiesIn(tables["project"]).values()].flatMap((project) => [
    ...idsIn(project["taskIds"]),
    ...idsIn(project["backlogTaskIds"]),
  ]);
  const isPart = (id: string): boolean => tasksById.has(textIn(tasksById.get(id)?.["parentId"]));
  const [parts, tops] = [[...tasksById.keys()].filter(isPart), [...projects, ...tasksById.keys()].filter((id) => !isPart(id))];
  return [...tops, ...parts];
}

/** What a repetition makes next: on the day that follows the last. */
function nextOf(id: string, cfg: Parts, repeat: ImportedRepeat, reading: Reading, nextDay: NextDay): ImportedTask {
  const { clock, listsById } = reading;
  const last = lastDayOf(cfg, clock);
  const day = (last === null ? null : nextDay(repeat, last)) ?? repeat.base;
  const startTime = cfg["startTime"];
  const time = day !== null && isPlainTime(startTime) ? startTime : null;
  return {
    ...PLAIN_TASK,
    sourceId: `repeat ${id}`,
    title: textIn(cfg["title"]),
    notes: textIn(cfg["notes"]),
    tags: tagsOf(cfg, reading),
    list: listsById.get(textIn(cfg["projectId"])) ?? null,
    day,
    time,
    zone: time === null ? null : clock.zone,
    repeat,
  };
}

/** A repetition without an open task has one to come. */
function takeIdleRepeats(reading: Reading, nextDay: NextDay): void {
  for (const [id, cfg] of reading.repeatsById) {
    if (reading.carriers.has(id) || cfg["isPaused"] === true) continue;
    const repeat = repeatOf(cfg, reading.clock);
    if (repeat !== null) push(nextOf(id, cfg, repeat, reading, nextDay), reading);
  }
}

/** The first day of a repetition after another day; null: not known. */
export type NextDay = (repeat: ImportedRepeat, after: PlainDay) => PlainDay | null;

export type SuperProductivityOptions = { readonly clock: LocalClock; readonly nextDay: NextDay };

/** `value`: what the file's JSON says; `tables`: of it. */
export function readSuperProductivity(value: unknown, tables: Parts, { clock, nextDay }: SuperProductivityOptions): Imported {
  const told = new LeftOutTold();
  const tasksById = allTasks(tables);
  const { lists, listsById } = readLists(tables);
  const { sections, sectionsByTask } = readSections(tables, listsById);
  const exportedMs = numberIn(partsIn(value)["timestamp"]) ?? numberIn(tables["lastLocalSyncModelChange"]) ?? Number.NaN;
  const reminders = listIn(tables["reminders"]).map(partsIn);
  const reading: Reading = {
    clock,
    told,
    tables,
    tasksById,
    listsById,
    tagsById: new Map(titled(tables["tag"])),
    sectionsByTask,
    repeatsById: entitiesIn(tables["taskRepeatCfg"]),
    remindAtById: new Map(reminders.map(({ id, remindAt }) => [textIn(id), numberIn(remindAt) ?? Number.NaN])),
    plannedDays: readPlanner(tables, exportedMs, clock),
    carriers: findCarriers(tasksById),
    indexById: new Map(),
    tasks: [],
  };
  for (const id of orderOf(reading)) takeTask(id, reading);
  takeIdleRepeats(reading, nextDay);
  for (const note of entitiesIn(tables["note"]).values()) told.add("note", null, textIn(note["content"]));
  return { kind: "super-productivity", lists, sections, tasks: reading.tasks, leftOut: told.told, leftOutCounts: told.counts };
}
