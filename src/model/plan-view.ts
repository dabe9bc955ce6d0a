// Plans for saved views (plan.ts says what a plan is). Only the conditions that are named are written: what others ask for, here or in a later version, stays.

import { err, ok } from "../base/result.ts";
import type { FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { newPlace, planPlace, type PlaceAmong } from "./plan-place.ts";
import { edit, editAll, fieldOf, planEach, type PlanContext, type Planned } from "./plan.ts";
import type { ViewIntent, ViewPosition } from "./task-intent.ts";
import type { Asked } from "./view-asks.ts";
import { viewSchema } from "./view-schema.ts";

export const MAX_VIEWS = 300;

const besideView = (position: ViewPosition): PlaceAmong => ("view" in position ? { at: position.at, beside: position.view } : position);

const askFields = (asks: Partial<Asked> | Readonly<Record<string, string>>): FieldValues =>
  Object.fromEntries(Object.entries(asks).map(([name, value]) => [`asks.${name}`, value === "" ? null : value]));

export function planView(intent: ViewIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "create-view":
      return planCreateView(intent, context);
    case "rename-view":
      return planEach(viewSchema, [intent.id], context, (view) => edit("name", fieldOf(view, "name"), intent.name));
    case "set-asks":
      return planEach(viewSchema, [intent.id], context, (view) => editAll(view, askFields(intent.asks)));
    case "color-view":
      return planEach(viewSchema, [intent.id], context, (view) => edit("color", fieldOf(view, "color"), intent.color));
    case "move-view":
      return planPlace(viewSchema, intent.id, besideView(intent.position), context.views, context);
  }
}

function planCreateView(
  { id, name, asks, beyond, color, position }: Extract<ViewIntent, { kind: "create-view" }>,
  { views, writer }: PlanContext,
): Planned {
  if (views.count >= MAX_VIEWS) return err({ kind: "too-many", id });
  const place = newPlace(besideView(position), views, writer);
  if (!place.ok) return place;
  const said = Object.entries({ color: color ?? null, ...askFields(beyond ?? {}), ...askFields(asks) }).filter(
    ([, value]) => value !== null,
  );
  const after = { [KIND_FIELD]: kindValue(viewSchema), name, place: place.value, ...Object.fromEntries(said) };
  return ok([{ itemId: id, schema: viewSchema, after }]);
}
