// Which column of a table says what: proposed from the names in its first row, English or German, and changed by whoever imports it.

import type { CsvRow } from "./csv.ts";
import { orderOfDays, type DayOrder } from "./date-text.ts";

/** `keep`: into the notes, with the column's name; `skip`: not at all. */
export const TABLE_FIELDS = [
  "title",
  "notes",
  "day",
  "time",
  "start",
  "priority",
  "tags",
  "list",
  "section",
  "done",
  "id",
  "parent",
  "keep",
  "skip",
] as const;

export type TableField = (typeof TABLE_FIELDS)[number];

export type TableMapping = {
  /** The first row has the columns' names. */
  readonly hasHeader: boolean;
  /** Of each column. */
  readonly fields: readonly TableField[];
  /** Of days in figures alone; null where nobody has said it yet, or nobody has to. */
  readonly order: DayOrder | null;
};

const NAMES: Readonly<Record<Exclude<TableField, "keep" | "skip">, readonly string[]>> = {
  title: [
    "title", "task", "task name", "name", "content", "summary", "subject", "todo", "to do", "item",
    "titel", "aufgabe", "aufgabenname", "bezeichnung", "betreff", "inhalt",
  ], // prettier-ignore
  notes: ["notes", "note", "description", "details", "comment", "comments", "body", "notizen", "notiz", "beschreibung", "anmerkung", "anmerkungen", "bemerkung", "kommentar"], // prettier-ignore
  day: ["due", "due date", "due on", "due day", "date", "deadline", "end date", "when", "fällig", "fällig am", "fälligkeit", "fälligkeitsdatum", "datum", "termin", "frist", "bis"], // prettier-ignore
  time: ["time", "due time", "uhrzeit", "zeit"],
  start: ["start", "start date", "start day", "starts", "begin", "defer", "defer date", "defer until", "beginn", "startdatum", "anfang", "ab"], // prettier-ignore
  priority: ["priority", "prio", "importance", "priorität", "wichtigkeit", "dringlichkeit"],
  tags: ["tags", "tag", "labels", "label", "categories", "category", "contexts", "context", "schlagwörter", "schlagworte", "etiketten", "kategorie", "kategorien", "kontext"], // prettier-ignore
  list: ["list", "list name", "project", "project name", "folder", "area", "liste", "listenname", "projekt", "ordner", "bereich"],
  section: ["section", "section name", "heading", "column name", "section/column", "group", "abschnitt", "spalte", "gruppe", "überschrift"], // prettier-ignore
  done: ["done", "completed", "complete", "is completed", "status", "state", "completed at", "completed time", "completion date", "checked", "erledigt", "erledigt am", "abgeschlossen", "fertig", "zustand"], // prettier-ignore
  id: ["id", "task id", "taskid", "uuid", "uid", "key", "nummer", "kennung"],
  parent: ["parent", "parent id", "parentid", "parent task", "parent task id", "übergeordnet", "übergeordnete aufgabe"],
};

/** What TickTick says of each task beside what it is: the columns that tell its tables, and those that tell nobody anything. */
const TICKTICK_NAMES: readonly string[] = ["kind", "is check list", "task id"];
const TICKTICK_IDLE: ReadonlySet<string> = new Set([
  "folder name", "kind", "is check list", "reminder", "created time", "order", "timezone", "is all day", "is floating", "column order", "view mode",
]); // prettier-ignore

const FIELD_BY_NAME: ReadonlyMap<string, TableField> = new Map(
  TABLE_FIELDS.flatMap((field) => (field === "keep" || field === "skip" ? [] : NAMES[field].map((name) => [name, field] as const))),
);

/** "Due_Date", "dueDate" and "due date" are one name. */
function plainName(name: string): string {
  const words = name.normalize("NFC").replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll(/[_\-.:*]+/gu, " "); // prettier-ignore
  return words.replaceAll(/\s+/gu, " ").trim().toLowerCase();
}

const namedField = (name: string): TableField | undefined => FIELD_BY_NAME.get(plainName(name));

function isOfTickTick(names: readonly string[]): boolean {
  const plain = new Set(names.map(plainName));
  return TICKTICK_NAMES.every((name) => plain.has(name));
}

/** Its "Content" is not the title, which has a column of its own. */
function fieldOfTickTick(name: string): TableField | undefined {
  const plain = plainName(name);
  if (TICKTICK_IDLE.has(plain)) return "skip";
  return plain === "content" ? "notes" : namedField(name);
}

/** Several of these may be in one table (a state, and when it was reached): the others' first column alone is taken for it. */
const MAY_REPEAT: ReadonlySet<TableField> = new Set<TableField>(["tags", "done", "keep", "skip"]);

const SAMPLE_ROWS = 500;

const columnIn = (rows: readonly CsvRow[], index: number): readonly string[] =>
  rows.slice(0, SAMPLE_ROWS).flatMap(({ fields }) => (fields[index]?.trim() === "" ? [] : [(fields[index] ?? "").trim()]));

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Math.min(text.length, 80), 0);

/** Of a table that names none: the first column with words in it. */
function findTitle(rows: readonly CsvRow[], count: number): number {
  const words = Array.from({ length: count }, (_, index) => columnIn(rows, index).filter((text) => /\p{L}{2}/u.test(text)));
  const most = words.reduce((best, texts, index) => (lengthOf(texts) > lengthOf(words[best] ?? []) ? index : best), 0);
  const first = words.findIndex((texts) => texts.length > rows.length / 2);
  return first < 0 ? most : first;
}

const isDateField = (field: TableField): boolean => field === "day" || field === "start";

/** How days in figures alone are ordered in what a mapping takes for days. */
export function orderIn(rows: readonly CsvRow[], fields: readonly TableField[]): DayOrder | "unclear" | null {
  return orderOfDays(fields.flatMap((field, index) => (isDateField(field) || field === "done" ? columnIn(rows, index) : [])));
}

/** `order` is null also where both orders would fit: then somebody has to be asked (`orderIn`). */
export function proposeMapping(rows: readonly CsvRow[]): TableMapping {
  const [first] = rows;
  const names = first?.fields ?? [];
  const hasHeader = names.some((name) => namedField(name) !== undefined);
  const body = hasHeader ? rows.slice(1) : rows;
  const count = Math.max(names.length, ...body.slice(0, SAMPLE_ROWS).map(({ fields }) => fields.length));
  const taken = new Set<TableField>();
  const fieldOf = isOfTickTick(names) ? fieldOfTickTick : namedField;
  const fields = Array.from({ length: count }, (_, index): TableField => {
    const named = hasHeader ? fieldOf(names[index] ?? "") : undefined;
    if (named === undefined) return columnIn(body, index).length === 0 ? "skip" : "keep";
    if (taken.has(named) && !MAY_REPEAT.has(named)) return "keep";
    taken.add(named);
    return named;
  });
  if (!taken.has("title") && count > 0) fields[findTitle(body, count)] = "title";
  const order = orderIn(body, fields);
  return { hasHeader, fields, order: order === "unclear" ? null : order };
}
