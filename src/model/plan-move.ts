// Plans where tasks stand (plan.ts says what a plan is).

import type { ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { partOf, type Place } from "./field-parts.ts";
import { placeValue, withPart } from "./part-values.ts";
import { edit, fieldOf, planEach, type PlanContext, type Planned, type PlannedChange, type PlanError } from "./plan.ts";
import type { TaskPosition } from "./task-intent.ts";
import type { TaskNeighbours } from "./task-order.ts";
import { taskSchema } from "./task-schema.ts";

type Home = Omit<Place, "order">;

type Gap = Home & { readonly after: string | null; readonly before: string | null };

const homeOf = ({ list, section, parent }: Home): Home => ({ list, section, parent });

const endOf = (home: Home, neighbours: TaskNeighbours): Gap => ({
  ...homeOf(home),
  after: neighbours.orderBefore(home.list, null),
  before: null,
});

/** The gap a position means. Next to a task without a place it is the end of its list. */
export function gapAt(position: TaskPosition, neighbours: TaskNeighbours): Result<Gap, PlanError> {
  if ("list" in position) {
    const { at, section = null, parent = null } = position;
    // Parts are where their task is, whatever list that was when somebody looked.
    const above = parent === null ? null : neighbours.placeOf(parent);
    const home = above === null ? { list: position.list, section, parent: null } : { list: above.list, section: null, parent };
    const { list } = home;
    return ok(at === "start" ? { ...home, after: null, before: neighbours.orderAfter(list, null) } : endOf(home, neighbours));
  }
  const place = neighbours.placeOf(position.task);
  if (place === null) return err({ kind: "no-such-item", id: position.task });
  const { list, order } = place;
  if (order === "") return ok(endOf(place, neighbours));
  if (position.at === "after") return ok({ ...homeOf(place), after: order, before: neighbours.orderAfter(list, order) });
  return ok({ ...homeOf(place), after: neighbours.orderBefore(list, order), before: order });
}

export function planMove(ids: readonly ItemId[], position: TaskPosition, context: PlanContext): Planned {
  const gap = gapAmong(ids, position, context.neighbours);
  if (!gap.ok) return gap;
  const { after, before, ...home } = gap.value;
  const above = aboveAll(home.parent, context.neighbours);
  const free = new Set(ids.filter((id) => !above.has(id)));
  // Parts of what moves stay parts of it.
  const goesAlong = (id: ItemId): boolean =>
    [...aboveAll(parentOf(id, context.neighbours), context.neighbours)].some((one) => free.has(one));
  const moved = [...free].filter((id) => !goesAlong(id));
  if (isThere(moved, gap.value, context.neighbours)) return planEach(taskSchema, ids, context, () => null);
  const orders = orderKeysBetween(after, before, moved.length, context.writer);
  const planned = planEach(taskSchema, moved, context, (item, index) => {
    const place = fieldOf(item, "place");
    return edit("place", place, placeValue(place, { ...home, order: orders[index] ?? "" }));
  });
  return planned.ok ? ok([...planned.value, ...partsAlong(moved, home.list, context)]) : planned;
}

/**
 * All that these are made of says the list that they are in. What is of a newer version goes along without saying so. One that names one of these and stands by
 * itself, since they are in a ring, names it no longer: it would be a part of what has just been taken out of it.
 */
function partsAlong(ids: readonly ItemId[], list: ItemId | null, context: PlanContext): readonly PlannedChange[] {
  const { neighbours } = context;
  return neighbours.partsOf(ids).flatMap((id) => {
    const above = aboveAll(parentOf(id, neighbours), neighbours);
    const goesAlong = ids.some((one) => above.has(one));
    const planned = planEach(taskSchema, [id], context, (item) => {
      const place = fieldOf(item, "place");
      if (place === null) return null;
      if (goesAlong) return edit("place", place, withPart(withPart(place, "list", list), "section", null));
      const named = partOf(place, "parent");
      return above.size === 0 && ids.some((one) => one === named && context.item(one)?.isTrashed === false)
        ? edit("place", place, withPart(place, "parent", null))
        : null;
    });
    return planned.ok ? planned.value : [];
  });
}

const parentOf = (id: ItemId, neighbours: TaskNeighbours): ItemId | null => neighbours.placeOf(id)?.parent ?? null;

/** A task, and all that it is a part of: none of them can become a part of it. */
function aboveAll(task: ItemId | null, neighbours: TaskNeighbours): ReadonlySet<ItemId> {
  const above = new Set<ItemId>();
  for (let at = task; at !== null && !above.has(at); at = parentOf(at, neighbours)) above.add(at);
  return above;
}

/** Next to one of those that move is around it, where it stands. */
function gapAmong(ids: readonly ItemId[], position: TaskPosition, neighbours: TaskNeighbours): Result<Gap, PlanError> {
  const place = "task" in position && ids.includes(position.task) ? neighbours.placeOf(position.task) : null;
  if (place === null || place.order === "") return gapAt(position, neighbours);
  const { list, order } = place;
  return ok({ ...homeOf(place), after: neighbours.orderBefore(list, order), before: neighbours.orderAfter(list, order) });
}

/** Whether the tasks stand there already, in this order: from the gap's one end on, or up to its other. */
function isThere(ids: readonly ItemId[], { after, before, ...home }: Gap, neighbours: TaskNeighbours): boolean {
  const { list } = home;
  const orders = ids.map((id) => {
    const place = neighbours.placeOf(id);
    return place !== null && isSameHome(place, home) && place.order !== "" ? place.order : null;
  });
  const follow = (order: string | null, from: string | null): boolean => order !== null && neighbours.orderAfter(list, from) === order;
  const precede = (order: string | null, from: string | null): boolean => order !== null && neighbours.orderBefore(list, from) === order;
  const backward = orders.toReversed();
  return (
    orders.every((order, index) => follow(order, orders[index - 1] ?? after)) ||
    backward.every((order, index) => precede(order, backward[index - 1] ?? before))
  );
}

const isSameHome = (a: Home, b: Home): boolean => a.list === b.list && a.section === b.section && a.parent === b.parent;
