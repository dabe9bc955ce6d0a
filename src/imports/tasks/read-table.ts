// Tasks of any table, by a mapping of its columns (table-mapping.ts): a row is a task.

import type { Priority } from "../../model/task-schema.ts";
import type { CsvRow } from "./csv.ts";
import { readDate, readInstant, type DayOrder } from "./date-text.ts";
import {
  LeftOutTold,
  MAX_IMPORTED_LISTS,
  MAX_IMPORTED_TASKS,
  PLAIN_TASK,
  type Extra,
  type Imported,
  type ImportedList,
  type ImportedSection,
  type ImportedTask,
  type LocalClock,
  type ReadDateText,
} from "./imported.ts";
import { readDue, type DueRead } from "./read-due.ts";
import type { TableField, TableMapping } from "./table-mapping.ts";

export type TableOptions = { readonly clock: LocalClock; readonly readDateText: ReadDateText };

type Reading = TableOptions & {
  readonly columns: ReadonlyMap<TableField, readonly number[]>;
  readonly names: readonly string[];
  readonly order: DayOrder | null;
  readonly hasOddPriorities: boolean;
  readonly told: LeftOutTold;
  readonly lists: ImportedList[];
  readonly sections: ImportedSection[];
  readonly indexById: Map<string, number>;
  readonly tasks: ImportedTask[];
};

function cellsOf({ fields }: CsvRow, field: TableField, { columns }: Reading): readonly string[] {
  return (columns.get(field) ?? []).map((index) => (fields[index] ?? "").trim()).filter((text) => text !== "");
}

const cellOf = (row: CsvRow, field: TableField, reading: Reading): string => cellsOf(row, field, reading)[0] ?? "";

const WORDS: readonly (readonly [RegExp, Priority])[] = [
  [/^(?:!{3}|p1|high|highest|urgent|important|hoch|höchste|sehr hoch|dringend|wichtig|a)$/iu, 1],
  [/^(?:!!|p2|medium|normal|mittel|b)$/iu, 2],
  [/^(?:!|p3|low|lowest|niedrig|niedrigste|gering|c)$/iu, 3],
];
const FIGURES: ReadonlyMap<string, Priority> = new Map([["1", 1], ["2", 2], ["3", 3]]); // prettier-ignore
/** Some programs count upwards, in odd figures. */
const ODD_FIGURES: ReadonlyMap<string, Priority> = new Map([["5", 1], ["3", 2], ["1", 3]]); // prettier-ignore

function priorityOf(text: string, isOdd: boolean): Priority | null {
  const worded = WORDS.find(([words]) => words.test(text))?.[1];
  return worded ?? (isOdd ? ODD_FIGURES : FIGURES).get(text) ?? null;
}

const DONE = /^(?:true|yes|y|ja|j|x|[12]|done|completed?|finished|closed|checked|erledigt|abgeschlossen|fertig|wahr|✓|✔|☑|\[x\])$/iu;
const NOT_DONE = /^(?:|0|-|false|falsch|no|n|nein|open|offen|to ?do|to-do|unchecked|☐|\[ ?\])$/iu;

/** A date says when it was done, a state whether, and counts where there are both. Of a state that says neither the task is open, and its notes say which. */
function doneOf(cells: readonly string[], { clock, order }: Reading): Pick<ImportedTask, "isDone" | "doneMs" | "extras"> {
  const instants = cells.map((text) => readInstant(text, clock, order));
  const states = cells.filter((_, index) => instants[index] === null);
  const isDone = states.length > 0 ? states.some((text) => DONE.test(text)) : instants.length > 0;
  const odd = states.filter((text) => !DONE.test(text) && !NOT_DONE.test(text));
  return {
    isDone,
    doneMs: isDone ? (instants.find((ms) => ms !== null) ?? null) : null,
    extras: isDone ? [] : odd.map((text) => ({ kind: "column", text, label: "" })),
  };
}

const splitTags = (cells: readonly string[]): readonly string[] =>
  cells.flatMap((cell) =>
    cell
      .split(/[,;|]|\s(?=[#@])/u)
      .map((tag) => tag.trim().replace(/^[#@]/u, ""))
      .filter((tag) => tag !== ""),
  );

/** The index of a list of that name, made where there is none; null for none, or for too many. */
function listOf(name: string, { lists }: Reading): number | null {
  if (name === "" || /^inbox$|^posteingang$|^eingang$/iu.test(name)) return null;
  const known = lists.findIndex((list) => list.name === name);
  if (known >= 0) return known;
  return lists.length < MAX_IMPORTED_LISTS ? lists.push({ sourceId: null, name }) - 1 : null;
}

function sectionOf(name: string, list: number | null, { sections }: Reading): number | null {
  if (name === "") return null;
  const known = sections.findIndex((section) => section.name === name && section.list === list);
  return known >= 0 ? known : sections.push({ sourceId: null, list, name }) - 1;
}

const IS_INSTANT = /\d(?:Z|[+-]\d{2}:?\d{2})$/u;

/** Programs that keep instants alone write a whole day as the one at which it begins here. */
function wholeDay(text: string, due: DueRead): DueRead {
  return due.time === "00:00" && IS_INSTANT.test(text) ? { ...due, time: null, zone: null } : due;
}

/** The time may have a column of its own. */
function dueOf(row: CsvRow, reading: Reading): DueRead {
  const written = cellOf(row, "day", reading);
  const due = wholeDay(written, readDue(written, reading));
  const text = cellOf(row, "time", reading);
  if (text === "" || due.time !== null) return due;
  const timed = due.day === null ? null : readDate(`${due.day} ${text}`, reading.clock);
  return timed === null ? { ...due, extras: [...due.extras, { kind: "date", text }] } : { ...due, ...timed };
}

/** Before the day that it is due on. */
function startOf(row: CsvRow, { day }: DueRead, reading: Reading): Pick<ImportedTask, "start" | "extras"> {
  const text = cellOf(row, "start", reading);
  const start = readDate(text, reading.clock, reading.order);
  if (start === null) return { start: null, extras: text === "" ? [] : [{ kind: "date", text }] };
  return { start: day === null || start.day < day ? start.day : null, extras: [] };
}

function keptIn(row: CsvRow, { columns, names }: Reading): readonly Extra[] {
  return (columns.get("keep") ?? []).flatMap((index): Extra[] => {
    const text = (row.fields[index] ?? "").trim();
    return text === "" ? [] : [{ kind: "column", text, label: names[index] ?? "" }];
  });
}

function takeRow(row: CsvRow, reading: Reading): void {
  const { told, tasks, indexById } = reading;
  const title = cellOf(row, "title", reading);
  if (title === "") return told.add("no-title", row.line, row.fields.join(" "));
  if (tasks.length >= MAX_IMPORTED_TASKS) return told.add("too-many", row.line, title);
  const id = cellOf(row, "id", reading);
  if (id !== "" && indexById.has(id)) return told.add("twice", row.line, title);
  const list = listOf(cellOf(row, "list", reading), reading);
  const due = dueOf(row, reading);
  const start = startOf(row, due, reading);
  const done = doneOf(cellsOf(row, "done", reading), reading);
  if (id !== "") indexById.set(id, tasks.length);
  tasks.push({
    ...PLAIN_TASK,
    ...due,
    start: start.start,
    sourceId: id === "" ? null : id,
    line: row.line,
    title,
    notes: cellOf(row, "notes", reading),
    priority: priorityOf(cellOf(row, "priority", reading), reading.hasOddPriorities),
    tags: splitTags(cellsOf(row, "tags", reading)),
    list,
    section: sectionOf(cellOf(row, "section", reading), list, reading),
    parent: indexById.get(cellOf(row, "parent", reading)) ?? null,
    ...done,
    extras: [...due.extras, ...start.extras, ...done.extras, ...keptIn(row, reading)],
  });
}

function columnsOf({ fields }: TableMapping): ReadonlyMap<TableField, readonly number[]> {
  const columns = new Map<TableField, number[]>();
  for (const [index, field] of fields.entries()) columns.set(field, [...(columns.get(field) ?? []), index]);
  return columns;
}

export function readTable(rows: readonly CsvRow[], mapping: TableMapping, options: TableOptions): Imported {
  const body = mapping.hasHeader ? rows.slice(1) : rows;
  const columns = columnsOf(mapping);
  const priorities = columns.get("priority") ?? [];
  const reading: Reading = {
    ...options,
    columns,
    names: mapping.hasHeader ? (rows[0]?.fields ?? []) : [],
    order: mapping.order,
    hasOddPriorities: body.some(({ fields }) => priorities.some((index) => fields[index]?.trim() === "5")),
    told: new LeftOutTold(),
    lists: [],
    sections: [],
    indexById: new Map(),
    tasks: [],
  };
  for (const row of body) takeRow(row, reading);
  const { told, lists, sections, tasks } = reading;
  return { kind: "table", lists, sections, tasks, leftOut: told.told, leftOutCounts: told.counts };
}
