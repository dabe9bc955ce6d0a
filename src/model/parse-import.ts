// The boundary at which what a file says comes in from a window, as parse-intent.ts is for what people do: the parts that it shares with tasks made by hand
// are checked there.

import { parseIdText, type ItemId } from "../base/ids.ts";
import { isRecord } from "../base/record.ts";
import { err, ok, type Result } from "../base/result.ts";
import { isEntryId, isEntryText, MAX_CHECKLIST_ENTRIES, type ChecklistEntry } from "./checklist.ts";
import { isListColor, isListName } from "./list-schema.ts";
import { parseTaskIntent, type BadIntent } from "./parse-intent.ts";
import { isSectionId, isSectionName, type SectionId } from "./sections.ts";
import { isInstantMs } from "./task-schema.ts";
import type { CopiedTask, ImportedList, ImportIntent, NewTask } from "./task-intent.ts";

/** Of one act: more come in several. */
const MAX_IMPORTED_AT_ONCE = 1_000;

const BAD = err<BadIntent>({ kind: "malformed-intent", part: "import" });

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Undefined: malformed. */
function readId(value: unknown): ItemId | null | undefined {
  if (value === null) return null;
  return typeof value === "string" ? (parseIdText("item", value) ?? undefined) : undefined;
}

/** All of them, or null where one is malformed. */
function readAll<T>(value: unknown, max: number, read: (element: unknown) => T | null): readonly T[] | null {
  if (!isList(value) || value.length > max) return null;
  const all = value.map(read).filter((element) => element !== null);
  return all.length === value.length ? all : null;
}

function readEntry(value: unknown): ChecklistEntry | null {
  if (!isRecord(value)) return null;
  const { id, text, checked } = value;
  return isEntryId(id) && typeof text === "string" && isEntryText(text) && typeof checked === "boolean" ? { id, text, checked } : null;
}

function readSection(value: unknown): { readonly id: SectionId; readonly name: string } | null {
  if (!isRecord(value)) return null;
  const { id, name } = value;
  return isSectionId(id) && typeof name === "string" && isSectionName(name) ? { id, name } : null;
}

function readImportedList(value: unknown): ImportedList | null {
  if (!isRecord(value)) return null;
  const { name, color, archived } = value;
  const id = readId(value["id"]);
  const sections = readAll(value["sections"], MAX_IMPORTED_AT_ONCE, readSection);
  if (!id || sections === null || typeof archived !== "boolean") return null;
  return typeof name === "string" && isListName(name) && isListColor(color) ? { id, name, color, archived, sections } : null;
}

const isDoneMs = (value: unknown): value is number | null => value === null || (typeof value === "number" && isInstantMs(value));

/** What a task has beside what `task` says of it. */
function readCopied(task: NewTask, value: unknown): CopiedTask | null {
  if (!isRecord(value)) return null;
  const [list, parent] = [readId(value["list"]), readId(value["parent"] ?? null)];
  const { section = null, doneMs } = value;
  const checklist = readAll(value["checklist"], MAX_CHECKLIST_ENTRIES, readEntry);
  if (list === undefined || parent === undefined || checklist === null || !isDoneMs(doneMs)) return null;
  return section === null || isSectionId(section) ? { ...task, list, parent, section, doneMs, checklist } : null;
}

function readTasks(value: unknown): Result<readonly CopiedTask[], BadIntent> {
  if (!isList(value) || value.length > MAX_IMPORTED_AT_ONCE) return BAD;
  if (value.length === 0) return ok([]);
  const created = parseTaskIntent({ kind: "create", tasks: value, position: { at: "end", list: null } });
  if (!created.ok || created.value.kind !== "create") return created.ok ? BAD : created;
  const tasks = created.value.tasks.map((task, index) => readCopied(task, value[index])).filter((task) => task !== null);
  return tasks.length === value.length ? ok(tasks) : BAD;
}

export function parseImport(value: unknown): Result<ImportIntent, BadIntent> {
  if (!isRecord(value)) return BAD;
  const lists = readAll(value["lists"], MAX_IMPORTED_AT_ONCE, readImportedList);
  const tasks = readTasks(value["tasks"]);
  if (lists === null) return BAD;
  if (!tasks.ok) return tasks;
  return ok({ kind: "import", lists, tasks: tasks.value });
}
