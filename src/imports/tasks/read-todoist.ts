// Todoist's CSV of one project (todoist.com/help, "Import or export a project as a CSV file"): rows of tasks, sections and notes, which are comments on the task
// above; INDENT 1 to 4 and more says what is a part of what; PRIORITY 1 is the highest and 4 none; labels stand in CONTENT as @label; DATE is what a
// person typed. Columns are found by their names, so that older and newer files are read alike. It names no tasks: they are told by what they say.

import { isRecord } from "../../base/record.ts";
import { isZoneName, type ZoneName } from "../../model/plain-time.ts";
import type { Priority } from "../../model/task-schema.ts";
import type { CsvRow } from "./csv.ts";
import {
  LeftOutTold,
  MAX_IMPORTED_TASKS,
  PLAIN_TASK,
  type Extra,
  type Imported,
  type ImportedSection,
  type ImportedTask,
  type LocalClock,
  type ReadDateText,
} from "./imported.ts";
import { readDue, type DueRead } from "./read-due.ts";

const NAMES = [
  "TYPE",
  "CONTENT",
  "DESCRIPTION",
  "PRIORITY",
  "INDENT",
  "RESPONSIBLE",
  "DATE",
  "DATE_LANG",
  "TIMEZONE",
  "DURATION",
  "DURATION_UNIT",
  "DEADLINE",
  "LABELS",
] as const;

type Column = (typeof NAMES)[number];

/** In older files DUE_DATE, and DUE_DATE_LANG. */
const nameOf = (field: string): string =>
  field
    .trim()
    .toUpperCase()
    .replace(/^DUE[ _](?=DATE)/u, "");

/** Whether a table's first row is that of such a file. */
export function isTodoistHeader(fields: readonly string[]): boolean {
  const names = new Set(fields.map(nameOf));
  return names.has("TYPE") && names.has("CONTENT") && (names.has("INDENT") || names.has("PRIORITY"));
}

type Cells = { readonly line: number; readonly of: (column: Column) => string };

type Reading = {
  readonly clock: LocalClock;
  readonly readDateText: ReadDateText;
  readonly told: LeftOutTold;
  readonly sections: ImportedSection[];
  readonly tasks: ImportedTask[];
  /** The task at each indent that a deeper one would be a part of. */
  readonly above: number[];
  section: number | null;
  /** The task of the row above, or of the comments on it. */
  hasOwner: boolean;
};

export type TodoistOptions = {
  /** The project's: of the file's name. */
  readonly listName: string;
  readonly clock: LocalClock;
  readonly readDateText: ReadDateText;
};

// A label may be of any letters; "@" alone or inside a word (an address) is none.
const LABEL = /(^|\s)@([^\s@,;()[\]{}"]+)(?=\s|$)/gu;
/** A task that cannot be ticked off there begins so. */
const NO_CIRCLE = /^\*\s+/u;

function splitLabels(content: string): { readonly title: string; readonly tags: readonly string[] } {
  const bare = content.replace(NO_CIRCLE, "");
  const tags = [...bare.matchAll(LABEL)].map(([, , label = ""]) => label);
  const title = bare.replaceAll(LABEL, "$1").replaceAll(/ {2,}/gu, " ").trim();
  // Of labels alone the labels are the title as well.
  return { title: title === "" ? bare.trim() : title, tags };
}

function priorityOf(text: string): Priority | null {
  const value = Number(text);
  return value === 1 || value === 2 || value === 3 ? value : null;
}

function dueOf(cells: Cells, { clock, readDateText }: Reading): DueRead {
  const options = { clock, readDateText, zone: zoneOf(cells.of("TIMEZONE")), language: cells.of("DATE_LANG") };
  return readDue(cells.of("DATE"), options);
}

const zoneOf = (text: string): ZoneName | null => (isZoneName(text) ? text : null);

function extrasOf(cells: Cells): readonly Extra[] {
  const extras: Extra[] = [];
  const [deadline, duration, unit, responsible] = [
    cells.of("DEADLINE"),
    cells.of("DURATION"),
    cells.of("DURATION_UNIT"),
    cells.of("RESPONSIBLE"),
  ];
  if (deadline !== "") extras.push({ kind: "deadline", text: deadline });
  if (duration !== "" && !/^none$/iu.test(duration))
    extras.push({ kind: "duration", text: /^none$/iu.test(unit) ? duration : `${duration} ${unit}`.trim() });
  if (responsible !== "") extras.push({ kind: "assignee", text: responsible });
  return extras;
}

function takeTask(cells: Cells, reading: Reading): void {
  const { told, tasks, above } = reading;
  const content = cells.of("CONTENT");
  const { title, tags } = splitLabels(content);
  const depth = Math.max(0, Math.trunc(Number(cells.of("INDENT")) || 1) - 1);
  // Deeper by more than one level is one level deeper.
  above.length = Math.min(depth, above.length);
  reading.hasOwner = false;
  if (title === "") return told.add("no-title", cells.line, cells.of("DESCRIPTION"));
  if (tasks.length >= MAX_IMPORTED_TASKS) return told.add("too-many", cells.line, content);
  const { extras, ...dated } = dueOf(cells, reading);
  const labels = cells.of("LABELS").split(/[,;]/u).map((label) => label.replace(/^\s*@/u, "").trim()); // prettier-ignore
  const task: ImportedTask = {
    ...PLAIN_TASK,
    ...dated,
    line: cells.line,
    title,
    notes: cells.of("DESCRIPTION"),
    priority: priorityOf(cells.of("PRIORITY")),
    tags: [...tags, ...labels.filter((label) => label !== "")],
    list: 0,
    section: reading.section,
    parent: above.at(-1) ?? null,
    extras: [...extras, ...extrasOf(cells)],
  };
  above.push(tasks.length);
  tasks.push(task);
  reading.hasOwner = true;
}

const FILE = /\[\[file (\{.*\})\]\]/su;

/** What is attached to a comment stands in it as JSON: "[[file {"file_name": ..., "file_url": ...}]]". */
function commentOf(text: string): readonly Extra[] {
  const [whole = "", json = ""] = FILE.exec(text) ?? [];
  const said = text.replace(whole, "").trim();
  const comments: readonly Extra[] = said === "" ? [] : [{ kind: "comment", text: said }];
  const file = whole === "" ? null : parseJson(json);
  if (!isRecord(file)) return [{ kind: "comment", text }];
  const parts = [file["file_name"], file["file_url"]].filter((part) => typeof part === "string" && part !== "");
  return [...comments, { kind: "attachment", text: parts.join(" ") }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A comment on the task above it. */
function takeNote(cells: Cells, { told, tasks, hasOwner }: Reading): void {
  const text = cells.of("CONTENT");
  const owner = hasOwner ? tasks.at(-1) : undefined;
  if (text === "") return;
  if (owner === undefined) return told.add("no-owner", cells.line, text);
  tasks[tasks.length - 1] = { ...owner, extras: [...owner.extras, ...commentOf(text)] };
}

function takeSection(cells: Cells, reading: Reading): void {
  const name = cells.of("CONTENT");
  reading.above.length = 0;
  reading.hasOwner = false;
  if (name === "") return reading.told.add("no-title", cells.line, "");
  reading.section = reading.sections.length;
  reading.sections.push({ sourceId: null, list: 0, name });
}

function takeRow(cells: Cells, reading: Reading): void {
  const type = cells.of("TYPE").toLowerCase();
  switch (type) {
    case "task":
      return takeTask(cells, reading);
    case "section":
      return takeSection(cells, reading);
    case "note":
      return takeNote(cells, reading);
    // How the project is shown.
    case "meta":
      return;
    default:
      reading.told.add("unknown-type", cells.line, `${cells.of("TYPE")} ${cells.of("CONTENT")}`);
  }
}

/** `rows`: the first one has the columns' names. */
export function readTodoist(rows: Iterable<CsvRow>, { listName, clock, readDateText }: TodoistOptions): Imported {
  const reading: Reading = {
    clock,
    readDateText,
    told: new LeftOutTold(),
    sections: [],
    tasks: [],
    above: [],
    section: null,
    hasOwner: false,
  };
  let columns: ReadonlyMap<string, number> | null = null;
  for (const { line, fields } of rows) {
    if (columns === null) {
      columns = new Map(fields.map((field, index) => [nameOf(field), index]));
      continue;
    }
    const found = columns;
    takeRow({ line, of: (column) => (fields[found.get(column) ?? -1] ?? "").trim() }, reading);
  }
  const { told, sections, tasks } = reading;
  const lists = [{ sourceId: null, name: listName }];
  return { kind: "todoist", lists, sections, tasks, leftOut: told.told, leftOutCounts: told.counts };
}
