// What a user can mean to do with tasks, as plain serialisable data: intents cross postMessage, and a change that lost the race for its log's
// head is built again from them. `parseTaskIntent` is the boundary: it checks the form, normalises titles, and bounds sizes. What an intent
// does to items is in plan-task.ts. Ids of new tasks are in the intent, so that building again makes the same tasks.

import { parseIdText, type ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import type { ConflictField } from "./task-row.ts";
import { isTitle, normaliseTitle } from "./task-title.ts";

/** Where a task goes: an end of a list (`list` null: the inbox), or next to another task, in its list. */
export type TaskPosition =
  | { readonly at: "start" | "end"; readonly list: ItemId | null }
  | { readonly at: "before" | "after"; readonly task: ItemId };

export type NewTask = { readonly id: ItemId; readonly title: string; readonly day: PlainDay | null };

export type TaskIntent =
  /** Makes tasks that stand together in the order given. */
  | {
      readonly kind: "create";
      readonly tasks: readonly NewTask[];
      readonly position: TaskPosition;
    }
  | { readonly kind: "rename"; readonly id: ItemId; readonly title: string }
  | { readonly kind: "set-done"; readonly ids: readonly ItemId[]; readonly done: boolean }
  | { readonly kind: "set-day"; readonly ids: readonly ItemId[]; readonly day: PlainDay | null }
  | { readonly kind: "trash"; readonly ids: readonly ItemId[] }
  | { readonly kind: "restore"; readonly ids: readonly ItemId[] }
  | { readonly kind: "move"; readonly id: ItemId; readonly position: TaskPosition }
  /** Chooses among the values kept for a field, or another one. */
  | { readonly kind: "resolve"; readonly id: ItemId; readonly field: ConflictField; readonly value: string };

/** Names of actions in PROTOCOL.md "Records"; log/ gives each its code. */
export type TaskActionName = "create" | "edit" | "complete" | "reopen" | "schedule" | "trash" | "restore" | "move" | "resolve";

export type BadIntent =
  | { readonly kind: "malformed-intent"; readonly part: string }
  /** The title is empty, or longer than `MAX_TITLE_LENGTH`. */
  | { readonly kind: "bad-title" }
  /** More than `MAX_INTENT_ITEMS`, or the same item twice. */
  | { readonly kind: "bad-items" };

/** Items one intent may touch: 10,000 pasted lines are a list, more is an import. */
export const MAX_INTENT_ITEMS = 10_000;

export function actionOf(intent: TaskIntent): TaskActionName {
  switch (intent.kind) {
    case "rename":
      return "edit";
    case "set-done":
      return intent.done ? "complete" : "reopen";
    case "set-day":
      return "schedule";
    default:
      return intent.kind;
  }
}

/** The existing items whose present fields planning the intent needs. */
export function itemsOf(intent: TaskIntent): readonly ItemId[] {
  if (intent.kind === "create") return [];
  return "ids" in intent ? intent.ids : [intent.id];
}

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

function readParts(value: unknown, part: string): Parts {
  return isParts(value) ? value : refuse({ kind: "malformed-intent", part });
}

function readId(value: unknown, part: string): ItemId {
  const id = typeof value === "string" ? parseIdText("item", value) : null;
  return id ?? refuse({ kind: "malformed-intent", part });
}

function readTitle(value: unknown): string {
  if (typeof value !== "string") refuse({ kind: "malformed-intent", part: "title" });
  const title = normaliseTitle(value);
  return isTitle(title) ? title : refuse({ kind: "bad-title" });
}

function readDay(value: unknown): PlainDay | null {
  if (value === null || isPlainDay(value)) return value;
  return refuse({ kind: "malformed-intent", part: "day" });
}

function readList<T>(value: unknown, part: string, read: (element: unknown) => T, idOf: (element: T) => ItemId): T[] {
  if (!isList(value)) return refuse({ kind: "malformed-intent", part });
  if (value.length === 0 || value.length > MAX_INTENT_ITEMS) refuse({ kind: "bad-items" });
  const elements = value.map(read);
  if (new Set(elements.map(idOf)).size < elements.length) refuse({ kind: "bad-items" });
  return elements;
}

const readIds = (value: unknown): ItemId[] =>
  readList(
    value,
    "ids",
    (id) => readId(id, "ids"),
    (id) => id,
  );

function readTask(value: unknown): NewTask {
  const { id, title, day } = readParts(value, "tasks");
  return { id: readId(id, "tasks"), title: readTitle(title), day: readDay(day) };
}

function readPosition(value: unknown): TaskPosition {
  const { at, list, task } = readParts(value, "position");
  if (at === "start" || at === "end") return { at, list: list === null ? null : readId(list, "position") };
  if (at === "before" || at === "after") return { at, task: readId(task, "position") };
  return refuse({ kind: "malformed-intent", part: "position" });
}

function readDone(value: unknown): boolean {
  return typeof value === "boolean" ? value : refuse({ kind: "malformed-intent", part: "done" });
}

function readIntent(value: unknown): TaskIntent {
  const parts = readParts(value, "intent");
  const { kind } = parts;
  switch (kind) {
    case "create":
      return { kind, tasks: readList(parts["tasks"], "tasks", readTask, ({ id }) => id), position: readPosition(parts["position"]) };
    case "rename":
      return { kind, id: readId(parts["id"], "id"), title: readTitle(parts["title"]) };
    case "set-done":
      return { kind, ids: readIds(parts["ids"]), done: readDone(parts["done"]) };
    case "set-day":
      return { kind, ids: readIds(parts["ids"]), day: readDay(parts["day"]) };
    case "trash":
    case "restore":
      return { kind, ids: readIds(parts["ids"]) };
    case "move":
      return { kind, id: readId(parts["id"], "id"), position: readPosition(parts["position"]) };
    case "resolve":
      if (parts["field"] !== "title") return refuse({ kind: "malformed-intent", part: "field" });
      return { kind, id: readId(parts["id"], "id"), field: "title", value: readTitle(parts["value"]) };
    default:
      return refuse({ kind: "malformed-intent", part: "kind" });
  }
}
