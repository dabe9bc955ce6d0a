// Tasks of plain text, as people keep them in notes, mails and Markdown: a line is a task; list marks go; "[x]" says it is done; what stands deeper is a part
// of what stands above it; "#" names a list, "##" and deeper, or a line that ends in a colon, a section. Text without a mark below a task that has one is
// a line of that task's notes.

import {
  LeftOutTold,
  MAX_IMPORTED_LISTS,
  MAX_IMPORTED_TASKS,
  PLAIN_TASK,
  type Imported,
  type ImportedList,
  type ImportedSection,
  type ImportedTask,
} from "./imported.ts";

const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
const INDENT = /^[\t \u00a0]*/u;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/u;
const LIST_MARK = /^(?:[-*+•◦▪–—]|\d{1,4}[.)])(?=\s)\s*/u;
const CHECKBOX = /^(?:\[([ xX]?)\]|([☐☑☒□✓✔✅]))(?=\s|$)\s*/u;
const SECTION = /^(?=.*\p{L})(.+?):$/u;
const TAB_WIDTH = 4;

type Line = {
  readonly line: number;
  readonly depth: number;
  readonly text: string;
  /** A list mark or a box stands before it. */
  readonly hasMark: boolean;
  readonly isDone: boolean;
};

/** A task that those below it may be a part of. */
type Above = { readonly depth: number; readonly index: number; readonly hasMark: boolean };

type Reading = {
  readonly told: LeftOutTold;
  readonly lists: ImportedList[];
  readonly sections: ImportedSection[];
  readonly tasks: ImportedTask[];
  above: Above[];
  list: number | null;
  section: number | null;
};

const depthOf = (indent: string): number =>
  indent.split("").reduce((depth, character) => (character === "\t" ? depth + TAB_WIDTH - (depth % TAB_WIDTH) : depth + 1), 0);

function readLine(raw: string, line: number): Line {
  const indent = INDENT.exec(raw)?.[0] ?? "";
  const whole = raw.slice(indent.length).trim();
  const unmarked = whole.replace(LIST_MARK, "");
  const [box, inner, sign] = CHECKBOX.exec(unmarked) ?? [];
  const text = (box === undefined ? unmarked : unmarked.slice(box.length)).trim();
  const isDone = inner === "x" || inner === "X" || (sign !== undefined && !/[☐□]/u.test(sign));
  // A line that is a mark alone is what it is.
  if (text === "") return { line, depth: depthOf(indent), text: whole, hasMark: false, isDone: false };
  return { line, depth: depthOf(indent), text, hasMark: text !== whole, isDone };
}

function beginList(name: string, reading: Reading): void {
  const { lists } = reading;
  reading.above = [];
  reading.section = null;
  const known = lists.findIndex((list) => list.name === name);
  if (known < 0 && lists.length >= MAX_IMPORTED_LISTS) return;
  reading.list = known < 0 ? lists.push({ sourceId: null, name }) - 1 : known;
}

function beginSection(name: string, reading: Reading): void {
  const { sections, list } = reading;
  reading.above = [];
  const known = sections.findIndex((section) => section.name === name && section.list === list);
  reading.section = known < 0 ? sections.push({ sourceId: null, list, name }) - 1 : known;
}

function addToNotes(index: number, text: string, tasks: ImportedTask[]): void {
  const task = tasks[index];
  if (task !== undefined) tasks[index] = { ...task, notes: task.notes === "" ? text : `${task.notes}\n${text}` };
}

function takeTask({ line, depth, text, hasMark, isDone }: Line, reading: Reading): void {
  const { tasks, told, list, section } = reading;
  const above = reading.above.filter((one) => one.depth < depth);
  const owner = above.at(-1);
  if (owner?.hasMark === true && !hasMark) return addToNotes(owner.index, text, tasks);
  if (tasks.length >= MAX_IMPORTED_TASKS) return told.add("too-many", line, text);
  reading.above = [...above, { depth, index: tasks.length, hasMark }];
  tasks.push({
    ...PLAIN_TASK,
    line,
    title: text,
    list,
    section: owner === undefined ? section : null,
    parent: owner?.index ?? null,
    isDone,
  });
}

function takeLine(raw: string, number: number, reading: Reading): void {
  const [, marks, heading = ""] = HEADING.exec(raw.trim()) ?? [];
  if (marks === "#") return beginList(heading, reading);
  if (marks !== undefined) return beginSection(heading, reading);
  const line = readLine(raw, number);
  const name = line.depth === 0 && !line.hasMark ? SECTION.exec(line.text)?.[1] : undefined;
  if (name !== undefined) beginSection(name.trim(), reading);
  else takeTask(line, reading);
}

export function readOutline(text: string): Imported {
  const reading: Reading = { told: new LeftOutTold(), lists: [], sections: [], tasks: [], above: [], list: null, section: null };
  for (const [index, raw] of text.split(BREAK).entries()) if (raw.trim() !== "") takeLine(raw, index + 1, reading);
  const { told, lists, sections, tasks } = reading;
  return { kind: "text", lists, sections, tasks, leftOut: told.told, leftOutCounts: told.counts };
}
