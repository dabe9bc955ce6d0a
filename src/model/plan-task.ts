// From an intent to changes of items: pure, and repeatable, since an append that lost the race for its log's head plans again from what the
// items are by then. A change names only the fields it means to touch, as they were and as they shall be; items/update-item.ts writes the
// difference. What an intent would not change (a task that is done already) makes no change.

import type { ItemId, LogTag } from "../base/ids.ts";
import { err, ok, unreachable, type Result } from "../base/result.ts";
import type { FieldValue, FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue, TRASH_FIELD, type ItemSchema } from "../items/item-schema.ts";
import { orderKeysBetween } from "../items/order-key.ts";
import type { Item } from "../items/read-item.ts";
import type { TaskIntent, TaskPosition } from "./task-intent.ts";
import type { TaskNeighbours } from "./task-order.ts";
import { dayOf, taskSchema, withPart } from "./task-schema.ts";

/** One item's change, for `updateItem` with `schema`. `before` is absent where `after` is written as it is. */
export type PlannedChange = {
  readonly itemId: ItemId;
  readonly schema: ItemSchema;
  readonly before?: FieldValues;
  readonly after: FieldValues;
};

export type PlanContext = {
  /** The item as it is now; null when there is none. Asked for the ids of `itemsOf(intent)` only. */
  item(id: ItemId): Item | null;
  readonly neighbours: TaskNeighbours;
  /** The log that will hold the change. */
  readonly writer: LogTag;
  readonly nowMs: number;
};

export type PlanError =
  | { readonly kind: "no-such-item"; readonly id: ItemId }
  /** Written by a newer version of Daybook: read-only here. */
  | { readonly kind: "newer-item"; readonly id: ItemId };

export function planTaskIntent(intent: TaskIntent, context: PlanContext): Result<readonly PlannedChange[], PlanError> {
  switch (intent.kind) {
    case "create":
      return planCreate(intent, context);
    case "rename":
      return planEach([intent.id], context, ({ fields }) => edit("title", fields.get("title") ?? null, intent.title));
    case "set-done":
      return planEach(intent.ids, context, ({ fields }) => planDone(fields.get("done") ?? null, intent.done, context.nowMs));
    case "set-day":
      return planEach(intent.ids, context, ({ fields }) => planDay(fields.get("when") ?? null, intent.day));
    case "trash":
      return planEach(intent.ids, context, ({ isTrashed }) => edit(TRASH_FIELD, isTrashed ? true : null, true));
    case "restore":
      return planEach(intent.ids, context, ({ isTrashed }) => edit(TRASH_FIELD, isTrashed ? true : null, null));
    case "move":
      return planMove(intent.id, intent.position, context);
    case "resolve":
      // Written even where it is the value shown: that is what ends the conflict.
      return planEach([intent.id], context, () => ({ after: { [intent.field]: intent.value } }));
    default:
      return unreachable(intent);
  }
}

type Edit = Pick<PlannedChange, "before" | "after">;

/** `null` when nothing would change. */
function edit(field: string, before: FieldValue, after: FieldValue): Edit | null {
  return before === after ? null : { before: { [field]: before }, after: { [field]: after } };
}

function planDone(before: FieldValue, done: boolean, nowMs: number): Edit | null {
  return (before !== null) === done ? null : edit("done", before, done ? nowMs : null);
}

function planDay(when: FieldValue, day: string | null): Edit | null {
  return dayOf(when) === day ? null : edit("when", when, withPart(when, "day", day));
}

function planEach(ids: readonly ItemId[], context: PlanContext, plan: (item: Item) => Edit | null): Result<PlannedChange[], PlanError> {
  const changes: PlannedChange[] = [];
  for (const itemId of ids) {
    const item = context.item(itemId);
    if (item === null || item.kind !== taskSchema.kind) return err({ kind: "no-such-item", id: itemId });
    if (item.status === "newer") return err({ kind: "newer-item", id: itemId });
    const planned = plan(item);
    if (planned !== null) changes.push({ itemId, schema: taskSchema, ...planned });
  }
  return ok(changes);
}

type Gap = { readonly list: ItemId | null; readonly after: string | null; readonly before: string | null };

/** The gap a position means. Next to a task without a place it is the end of its list. */
function gapAt(position: TaskPosition, neighbours: TaskNeighbours): Result<Gap, PlanError> {
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

const placeValue = (present: FieldValue, list: ItemId | null, order: string): FieldValue =>
  withPart(withPart(present, "list", list), "order", order);

function planCreate(intent: Extract<TaskIntent, { kind: "create" }>, context: PlanContext): Result<PlannedChange[], PlanError> {
  const gap = gapAt(intent.position, context.neighbours);
  if (!gap.ok) return gap;
  const { list, after, before } = gap.value;
  const orders = orderKeysBetween(after, before, intent.tasks.length, context.writer);
  return ok(
    intent.tasks.map(({ id, title, day }, index): PlannedChange => {
      const place = placeValue(null, list, orders[index] ?? "");
      const when = day === null ? {} : { when: withPart(null, "day", day) };
      return { itemId: id, schema: taskSchema, after: { [KIND_FIELD]: kindValue(taskSchema), title, place, ...when } };
    }),
  );
}

function planMove(id: ItemId, position: TaskPosition, context: PlanContext): Result<PlannedChange[], PlanError> {
  if ("task" in position && position.task === id) return planEach([id], context, () => null);
  const gap = gapAt(position, context.neighbours);
  if (!gap.ok) return gap;
  const { list, after, before } = gap.value;
  const own = context.neighbours.placeOf(id);
  const isThere = own !== null && own.list === list && own.order !== "" && (own.order === after || own.order === before);
  if (isThere) return planEach([id], context, () => null);
  const [order = ""] = orderKeysBetween(after, before, 1, context.writer);
  return planEach([id], context, ({ fields }) => {
    const place = fields.get("place") ?? null;
    return { before: { place }, after: { place: placeValue(place, list, order) } };
  });
}
