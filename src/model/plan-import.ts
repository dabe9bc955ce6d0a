// Plans what is taken in of another program's file (plan.ts says what a plan is): lists with their sections, and tasks as copies are made. Ids are derived
// from what things are in their source, so that taking the same in again finds it: nothing that is here is written over, whatever has become of it.

import { err, ok, type Result } from "../base/result.ts";
import type { FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { listSchema } from "./list-schema.ts";
import { orderPlace, placeValue } from "./part-values.ts";
import { editAll, planEach, type PlanContext, type Planned, type PlanError, type PlannedChange } from "./plan.ts";
import { planCopy } from "./plan-copy.ts";
import { MAX_LISTS } from "./plan-list.ts";
import { trashEdit } from "./plan-task.ts";
import { MAX_LIST_SECTIONS, placedSectionsOf, sectionFields, type PlacedSection } from "./sections.ts";
import type { ImportedList, ImportIntent } from "./task-intent.ts";
import { ordersAmong } from "./task-order.ts";

/** Behind those that are there. Null: there is no room for them. */
function sectionFieldsFor(
  { sections }: ImportedList,
  present: readonly PlacedSection[],
  writer: PlanContext["writer"],
): FieldValues | null {
  const missing = sections.filter(({ id }) => !present.some((section) => section.id === id));
  if (present.length + missing.length > MAX_LIST_SECTIONS) return null;
  const last = ordersAmong(present.map(({ order }) => order)).before(null);
  const orders = orderKeysBetween(last, null, missing.length, writer);
  return Object.fromEntries(
    missing.flatMap(({ id, name }, index) => {
      const fields = sectionFields(id);
      return [
        [fields.name, name],
        [fields.order, orders[index] ?? ""],
      ];
    }),
  );
}

function planNewList(list: ImportedList, order: string, { writer }: PlanContext): Result<PlannedChange, PlanError> {
  const sections = sectionFieldsFor(list, [], writer);
  if (sections === null) return err({ kind: "too-many", id: list.id });
  const place = placeValue(null, orderPlace(order));
  const archived = list.archived ? { archived: true } : {};
  const after = { [KIND_FIELD]: kindValue(listSchema), name: list.name, color: list.color, place, ...archived, ...sections };
  return ok({ itemId: list.id, schema: listSchema, after });
}

function planPresentList(list: ImportedList, context: PlanContext): Planned {
  return planEach(listSchema, [list.id], context, (item) => {
    const sections = sectionFieldsFor(list, placedSectionsOf(item), context.writer);
    if (sections === null) return "too-many";
    const [restored, added] = [item.isTrashed ? trashEdit(item, null) : null, editAll(item, sections)];
    if (restored === null || added === null) return restored ?? added;
    return { before: { ...restored.before, ...added.before }, after: { ...restored.after, ...added.after } };
  });
}

function planLists(lists: readonly ImportedList[], context: PlanContext): Planned {
  const changes: PlannedChange[] = [];
  const made = lists.filter(({ id }) => context.item(id) === null);
  const [first] = made;
  if (first !== undefined && context.lists.count + made.length > MAX_LISTS) return err({ kind: "too-many", id: first.id });
  const orders = orderKeysBetween(context.lists.orders.before(null), null, made.length, context.writer);
  for (const [index, list] of made.entries()) {
    const planned = planNewList(list, orders[index] ?? "", context);
    if (!planned.ok) return planned;
    changes.push(planned.value);
  }
  for (const list of lists.filter(({ id }) => context.item(id) !== null)) {
    const planned = planPresentList(list, context);
    if (!planned.ok) return planned;
    changes.push(...planned.value);
  }
  return ok(changes);
}

export function planImport({ lists, tasks }: ImportIntent, context: PlanContext): Planned {
  const planned = planLists(lists, context);
  if (!planned.ok) return planned;
  const named = new Set(lists.map(({ id }) => id));
  // Of lists that are made just so nobody else knows yet.
  const orderOf: PlanContext["lists"]["orderOf"] = (id) => context.lists.orderOf(id) ?? (named.has(id) ? "" : null);
  const { orders, count } = context.lists;
  const copied = planCopy(
    tasks.filter(({ id }) => context.item(id) === null),
    { ...context, lists: { orderOf, orders, count } },
  );
  return copied.ok ? ok([...planned.value, ...copied.value]) : copied;
}
