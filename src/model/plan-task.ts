// Plans for tasks: their fields, places, tags and notes (plan.ts says what a plan is).

import type { ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { FieldValue, FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue, TRASH_FIELD } from "../items/item-schema.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { setMembersOf, type Item } from "../items/read-item.ts";
import { placeValue, withPart } from "./field-parts.ts";
import { edit, editAll, fieldOf, planEach, type Edit, type PlanContext, type Planned, type PlanError, type PlannedChange } from "./plan.ts";
import { distinctTags, MAX_TASK_TAGS, tagKey } from "./tag.ts";
import type { NewTask, TaskPosition } from "./task-intent.ts";
import type { TaskNeighbours } from "./task-order.ts";
import { dayOf, taskSchema, whenOf, type When } from "./task-schema.ts";

export function planTasks(ids: readonly ItemId[], context: PlanContext, plan: (item: Item) => Edit | "too-many" | null): Planned {
  return planEach(taskSchema, ids, context, plan);
}

export const trashEdit = ({ isTrashed }: Item, after: true | null): Edit | null => edit(TRASH_FIELD, isTrashed ? true : null, after);

export function doneEdit(item: Item, done: boolean, nowMs: number): Edit | null {
  const before = fieldOf(item, "done");
  return (before !== null) === done ? null : edit("done", before, done ? nowMs : null);
}

export function dayEdit(item: Item, day: When["day"]): Edit | null {
  const when = fieldOf(item, "when");
  if (dayOf(when) === day) return null;
  return edit("when", when, day === null ? whenValue(when, { day, time: null, zone: null }) : withPart(when, "day", day));
}

export function whenEdit(item: Item, after: When): Edit | null {
  const when = fieldOf(item, "when");
  const { day, time, zone } = whenOf(when);
  return day === after.day && time === after.time && zone === after.zone ? null : edit("when", when, whenValue(when, after));
}

const whenValue = (present: FieldValue, { day, time, zone }: When): FieldValue =>
  withPart(withPart(withPart(present, "day", day), "time", time), "zone", zone);

const tagField = (tag: string): string => `tags.${tag}`;

export function addTagEdit(item: Item, tag: string): Edit | "too-many" | null {
  const tags = setMembersOf(item, "tags");
  if (tags.some((present) => tagKey(present) === tagKey(tag))) return null;
  return distinctTags(tags).length < MAX_TASK_TAGS ? edit(tagField(tag), null, true) : "too-many";
}

export function removeTagEdit(item: Item, tag: string): Edit | null {
  const spellings = setMembersOf(item, "tags").filter((present) => tagKey(present) === tagKey(tag));
  return editAll(item, Object.fromEntries(spellings.map((present) => [tagField(present), null])));
}

type Gap = { readonly list: ItemId | null; readonly after: string | null; readonly before: string | null };

/** The gap a position means. Next to a task without a place it is the end of its list. */
export function gapAt(position: TaskPosition, neighbours: TaskNeighbours): Result<Gap, PlanError> {
  if (position.at === "start") {
    return ok({ list: position.list, after: null, before: neighbours.orderAfter(position.list, null) });
  }
  if ("list" in position) return ok(endOf(position.list, neighbours));
  const place = neighbours.placeOf(position.task);
  if (place === null) return err({ kind: "no-such-item", id: position.task });
  const { list, order } = place;
  if (order === "") return ok(endOf(list, neighbours));
  if (position.at === "after") return ok({ list, after: order, before: neighbours.orderAfter(list, order) });
  return ok({ list, after: neighbours.orderBefore(list, order), before: order });
}

const endOf = (list: ItemId | null, neighbours: TaskNeighbours): Gap => ({
  list,
  after: neighbours.orderBefore(list, null),
  before: null,
});

export function planCreate(tasks: readonly NewTask[], position: TaskPosition, context: PlanContext): Planned {
  const gap = gapAt(position, context.neighbours);
  if (!gap.ok) return gap;
  const { list, after, before } = gap.value;
  const orders = orderKeysBetween(after, before, tasks.length, context.writer);
  return ok(
    tasks.map((task, index): PlannedChange => {
      const place = placeValue(null, list, orders[index] ?? "");
      const body = task.notes === undefined || task.notes === "" ? {} : { body: { before: null, after: task.notes } };
      return { itemId: task.id, schema: taskSchema, after: newFields(task, place, context), ...body };
    }),
  );
}

export function newFields(
  { title, day, time = null, zone = null, priority = null, tags = [] }: NewTask,
  place: FieldValue,
  context: PlanContext,
): FieldValues {
  const when = whenValue(null, { day, time, zone });
  const fields = { [KIND_FIELD]: kindValue(taskSchema), ...(title === "" ? {} : { title }), place };
  const first = tags.filter((tag, index) => tags.findIndex((other) => tagKey(other) === tagKey(tag)) === index);
  const spellings = first.map((tag) => [tagField(context.spellingOf(tag)), true] as const);
  return {
    ...fields,
    ...(when === null ? {} : { when }),
    ...(priority === null ? {} : { priority }),
    ...Object.fromEntries(spellings),
  };
}

export function planMove(ids: readonly ItemId[], position: TaskPosition, context: PlanContext): Planned {
  const gap = gapAmong(ids, position, context.neighbours);
  if (!gap.ok) return gap;
  if (isThere(ids, gap.value, context.neighbours)) return planTasks(ids, context, () => null);
  const { list, after, before } = gap.value;
  const orders = orderKeysBetween(after, before, ids.length, context.writer);
  return planEach(taskSchema, ids, context, (item, index) => {
    const place = fieldOf(item, "place");
    return edit("place", place, placeValue(place, list, orders[index] ?? ""));
  });
}

/** Next to one of those that move is around it, where it stands. */
function gapAmong(ids: readonly ItemId[], position: TaskPosition, neighbours: TaskNeighbours): Result<Gap, PlanError> {
  const place = "task" in position && ids.includes(position.task) ? neighbours.placeOf(position.task) : null;
  if (place === null || place.order === "") return gapAt(position, neighbours);
  const { list, order } = place;
  return ok({ list, after: neighbours.orderBefore(list, order), before: neighbours.orderAfter(list, order) });
}

/** Whether the tasks stand there already, in this order: from the gap's one end on, or up to its other. */
function isThere(ids: readonly ItemId[], { list, after, before }: Gap, neighbours: TaskNeighbours): boolean {
  const orders = ids.map((id) => {
    const place = neighbours.placeOf(id);
    return place !== null && place.list === list && place.order !== "" ? place.order : null;
  });
  const follow = (order: string | null, from: string | null): boolean => order !== null && neighbours.orderAfter(list, from) === order;
  const precede = (order: string | null, from: string | null): boolean => order !== null && neighbours.orderBefore(list, from) === order;
  const backward = orders.toReversed();
  return (
    orders.every((order, index) => follow(order, orders[index - 1] ?? after)) ||
    backward.every((order, index) => precede(order, backward[index - 1] ?? before))
  );
}
