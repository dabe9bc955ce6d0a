// Plans for lists (plan.ts says what a plan is). A list goes into the trash with its tasks in one action; all flags of an action carry one stamp, which
// is how restoring the list knows what went with it.

import type { ItemId } from "../base/ids.ts";
import { err, ok, unreachable } from "../base/result.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { listSchema } from "./list-schema.ts";
import { newPlace, planPlace, type PlaceAmong } from "./plan-place.ts";
import { edit, fieldOf, planEach, type PlanContext, type Planned, type PlannedChange } from "./plan.ts";
import { trashEdit } from "./plan-task.ts";
import type { ListIntent, ListPosition } from "./task-intent.ts";
import { taskSchema } from "./task-schema.ts";

export const MAX_LISTS = 300;
/** Tasks that may go into the trash with their list: as many as an intent may name. */
const MAX_TASKS_ALONG = 10_000;

export function planList(intent: ListIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "create-list":
      return planCreateList(intent, context);
    case "rename-list":
      return planEach(listSchema, [intent.id], context, (list) => edit("name", fieldOf(list, "name"), intent.name));
    case "color-list":
      return planEach(listSchema, [intent.id], context, (list) => edit("color", fieldOf(list, "color"), intent.color));
    case "archive-list":
      return planEach(listSchema, [intent.id], context, (list) =>
        edit("archived", fieldOf(list, "archived"), intent.archived ? true : null),
      );
    case "move-list":
      return planPlace(listSchema, intent.id, besideList(intent.position), context.lists, context);
    case "trash-list":
      return planTrashList(intent.id, context);
    case "restore-list":
      return planRestoreList(intent.id, context);
    default:
      return unreachable(intent);
  }
}

const besideList = (position: ListPosition): PlaceAmong => ("list" in position ? { at: position.at, beside: position.list } : position);

type Intent<Kind extends ListIntent["kind"]> = Extract<ListIntent, { kind: Kind }>;

function planCreateList({ id, name, color, position }: Intent<"create-list">, { lists, writer }: PlanContext): Planned {
  if (lists.count >= MAX_LISTS) return err({ kind: "too-many", id });
  const place = newPlace(besideList(position), lists, writer);
  if (!place.ok) return place;
  const after = { [KIND_FIELD]: kindValue(listSchema), name, color, place: place.value };
  return ok([{ itemId: id, schema: listSchema, after }]);
}

function planTrashList(id: ItemId, context: PlanContext): Planned {
  const list = planEach(listSchema, [id], context, (item) => trashEdit(item, true));
  const tasks = context.neighbours.tasksIn(id);
  if (tasks.length > MAX_TASKS_ALONG) return err({ kind: "too-many", id });
  return list.ok ? ok([...list.value, ...planAlong(tasks, context, true)]) : list;
}

function planRestoreList(id: ItemId, context: PlanContext): Planned {
  const list = planEach(listSchema, [id], context, (item) => trashEdit(item, null));
  const since = context.item(id)?.trashedStamp ?? null;
  if (!list.ok || since === null) return list;
  const along = context.neighbours.tasksIn(id).filter((task) => context.item(task)?.trashedStamp === since);
  return ok([...list.value, ...planAlong(along, context, null)]);
}

/** Tasks of a newer version stay as they are. */
function planAlong(ids: readonly ItemId[], context: PlanContext, after: true | null): PlannedChange[] {
  return ids.flatMap((id) => {
    const planned = planEach(taskSchema, [id], context, (item) => trashEdit(item, after));
    return planned.ok ? planned.value : [];
  });
}
