// Plans new tasks that say what others said (plan.ts says what a plan is): each at the end of its list, in the order given, or of the inbox where that
// list is not known.

import type { ItemId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import type { FieldValue, FieldValues } from "../items/field-value.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { entryFields } from "./checklist.ts";
import { placeValue } from "./part-values.ts";
import type { PlanContext, Planned, PlannedChange } from "./plan.ts";
import { newFields } from "./plan-create.ts";
import type { CopiedTask } from "./task-intent.ts";
import { taskSchema } from "./task-schema.ts";

function entriesOf({ checklist }: CopiedTask, { writer }: PlanContext): FieldValues {
  const orders = orderKeysBetween(null, null, checklist.length, writer);
  const fields: { [field: string]: FieldValue } = {};
  for (const [index, { id, text, checked }] of checklist.entries()) {
    const names = entryFields(id);
    fields[names.text] = text;
    fields[names.order] = orders[index] ?? "";
    if (checked) fields[names.checked] = true;
  }
  return fields;
}

/** Order keys behind all that is in a list, by task. */
function ordersIn(list: ItemId | null, tasks: readonly CopiedTask[], { neighbours, writer }: PlanContext): ReadonlyMap<ItemId, string> {
  const orders = orderKeysBetween(neighbours.orderBefore(list, null), null, tasks.length, writer);
  return new Map(tasks.map(({ id }, index) => [id, orders[index] ?? ""]));
}

function bodyOf({ notes = "", formatted }: CopiedTask): Pick<PlannedChange, "body"> {
  if (formatted !== undefined) return { body: { before: null, after: formatted } };
  return notes === "" ? {} : { body: { before: null, after: notes } };
}

export function planCopy(tasks: readonly CopiedTask[], context: PlanContext): Planned {
  const homeOf = ({ list }: CopiedTask): ItemId | null => (list !== null && context.lists.orderOf(list) === null ? null : list);
  const made = new Set(tasks.map(({ id }) => id));
  const parentOf = ({ parent = null }: CopiedTask): ItemId | null =>
    parent !== null && (made.has(parent) || context.neighbours.placeOf(parent) !== null) ? parent : null;
  const homes = new Set(tasks.map(homeOf));
  const orders = new Map(
    [...homes].flatMap((home) => [
      ...ordersIn(
        home,
        tasks.filter((task) => homeOf(task) === home),
        context,
      ),
    ]),
  );
  return ok(
    tasks.map((task): PlannedChange => {
      const home = homeOf(task);
      const section = home === null ? null : (task.section ?? null);
      const place = placeValue(null, { list: home, section, parent: parentOf(task), order: orders.get(task.id) ?? "" });
      const done = task.doneMs === null ? {} : { done: task.doneMs };
      const body = bodyOf(task);
      const after = { ...newFields(task, place, context), ...done, ...entriesOf(task, context) };
      return { itemId: task.id, schema: taskSchema, after, ...body };
    }),
  );
}
