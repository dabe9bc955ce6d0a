// The items whose documents planning an intent looks at, so that they can be read before: those it names, and the tasks that go along with a list.

import type { ItemId } from "../base/ids.ts";
import type { TaskNeighbours } from "./task-order.ts";
import type { TaskIntent } from "./task-intent.ts";

/** What tells in which of several spaces it is meant: the items that it is about, and those that something is put into or beside. */
export function itemsNamedIn(intent: TaskIntent): readonly ItemId[] {
  const position = "position" in intent ? intent.position : { at: "end" as const };
  const places = [...("list" in position ? [position.list] : []), ...("task" in position ? [position.task] : [])];
  const items = "ids" in intent ? intent.ids : "tasks" in intent ? intent.tasks.map(({ id }) => id) : [intent.id];
  return [...items, ...places.filter((place) => place !== null)];
}

export function itemsOfIntent(intent: TaskIntent, neighbours: Pick<TaskNeighbours, "tasksIn">): readonly ItemId[] {
  if (intent.kind === "create" || intent.kind === "copy") return intent.tasks.map(({ id }) => id);
  if (intent.kind === "trash-list" || intent.kind === "restore-list") return [intent.id, ...neighbours.tasksIn(intent.id)];
  return "ids" in intent ? intent.ids : [intent.id];
}
