// The items whose documents planning an intent looks at, so that they can be read before: those it names, and the tasks that go along with a list or with
// those that they are parts of.

import { parseIdText, type ItemId } from "../base/ids.ts";
import type { TaskNeighbours } from "./task-order.ts";
import type { TaskIntent } from "./task-intent.ts";

/** What tells in which of several spaces it is meant: the items that it is about, those that something is put into or beside, and the list that a view asks for. */
export function itemsNamedIn(intent: TaskIntent): readonly ItemId[] {
  const asked = intent.kind === "create-view" ? parseIdText("item", intent.asks.list ?? "") : null;
  const places = [...("position" in intent ? itemsAt(intent.position) : []), ...(asked === null ? [] : [asked])];
  const items = "ids" in intent ? intent.ids : "tasks" in intent ? intent.tasks.map(({ id }) => id) : [intent.id];
  return [...items, ...places];
}

type Position = Extract<TaskIntent, { readonly position: unknown }>["position"];

function itemsAt(position: Position): readonly ItemId[] {
  const list = "list" in position ? position.list : null;
  const task = "task" in position ? position.task : null;
  const parent = "parent" in position ? position.parent : null;
  const view = "view" in position ? position.view : null;
  return [list, task, parent ?? null, view].filter((id) => id !== null);
}

/** Parts of the tasks go along. */
const WITH_PARTS: ReadonlySet<TaskIntent["kind"]> = new Set(["set-done", "skip", "trash", "restore", "move"]);

export function itemsOfIntent(intent: TaskIntent, neighbours: Pick<TaskNeighbours, "tasksIn" | "partsOf">): readonly ItemId[] {
  if (intent.kind === "create" || intent.kind === "copy") return intent.tasks.map(({ id }) => id);
  if (intent.kind === "import") return [...intent.lists, ...intent.tasks].map(({ id }) => id);
  if (intent.kind === "trash-list" || intent.kind === "restore-list") return [intent.id, ...neighbours.tasksIn(intent.id)];
  if ("ids" in intent && WITH_PARTS.has(intent.kind)) return [...new Set([...intent.ids, ...neighbours.partsOf(intent.ids)])];
  return "ids" in intent ? intent.ids : [intent.id];
}
