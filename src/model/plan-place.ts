// Where a list stands among the lists, and a view among the views (plan.ts says what a plan is).

import type { ItemId, LogTag } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { FieldValue } from "../items/field-value.ts";
import type { ItemSchema } from "../items/item-schema.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { orderPlace, placeValue } from "./part-values.ts";
import { edit, fieldOf, planEach, type ListNeighbours, type PlanContext, type Planned, type PlanError } from "./plan.ts";

/** At an end of them, or next to one. */
export type PlaceAmong = { readonly at: "start" | "end" } | { readonly at: "before" | "after"; readonly beside: ItemId };

type Gap = { readonly after: string | null; readonly before: string | null };

/** Next to one without a place is the end. */
function gapAt(position: PlaceAmong, { orders, orderOf }: ListNeighbours): Result<Gap, PlanError> {
  const end = { after: orders.before(null), before: null };
  if (position.at === "start") return ok({ after: null, before: orders.after(null) });
  if (!("beside" in position)) return ok(end);
  const order = orderOf(position.beside);
  if (order === null) return err({ kind: "no-such-item", id: position.beside });
  if (order === "") return ok(end);
  return ok(position.at === "after" ? { after: order, before: orders.after(order) } : { after: orders.before(order), before: order });
}

/** The value of `place` of a new one. */
export function newPlace(position: PlaceAmong, among: ListNeighbours, writer: LogTag): Result<FieldValue, PlanError> {
  const gap = gapAt(position, among);
  if (!gap.ok) return gap;
  const [order = ""] = orderKeysBetween(gap.value.after, gap.value.before, 1, writer);
  return ok(placeValue(null, orderPlace(order)));
}

export function planPlace(schema: ItemSchema, id: ItemId, position: PlaceAmong, among: ListNeighbours, context: PlanContext): Planned {
  const stays = (): Planned => planEach(schema, [id], context, () => null);
  if ("beside" in position && position.beside === id) return stays();
  const gap = gapAt(position, among);
  if (!gap.ok) return gap;
  const { after, before } = gap.value;
  const own = among.orderOf(id);
  if (own !== null && own !== "" && (own === after || own === before)) return stays();
  const [order = ""] = orderKeysBetween(after, before, 1, context.writer);
  return planEach(schema, [id], context, (item) => {
    const place = fieldOf(item, "place");
    return edit("place", place, placeValue(place, orderPlace(order)));
  });
}
