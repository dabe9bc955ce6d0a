// The items whose documents planning an intent looks at, so that they can be read before: those it names, and the tasks that go along with a list.

import type { ItemId } from "../base/ids.ts";
import type { TaskNeighbours } from "./task-order.ts";
import type { TaskIntent } from "./task-intent.ts";

export function itemsOfIntent(intent: TaskIntent, neighbours: Pick<TaskNeighbours, "tasksIn">): readonly ItemId[] {
  if (intent.kind === "create" || intent.kind === "copy") return intent.tasks.map(({ id }) => id);
  if (intent.kind === "trash-list" || intent.kind === "restore-list") return [intent.id, ...neighbours.tasksIn(intent.id)];
  return "ids" in intent ? intent.ids : [intent.id];
}
