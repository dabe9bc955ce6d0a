// Plans new tasks (plan.ts says what a plan is).

import { ok } from "../base/result.ts";
import type { FieldValue, FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import { placeValue } from "./part-values.ts";
import type { PlanContext, Planned, PlannedChange } from "./plan.ts";
import { gapAt } from "./plan-move.ts";
import { tagField, whenValue } from "./plan-task.ts";
import { reminderField } from "./reminder.ts";
import { repeatValue } from "./repeat-value.ts";
import { tagKey } from "./tag.ts";
import type { NewTask, TaskPosition } from "./task-intent.ts";
import { taskSchema } from "./task-schema.ts";

export function planCreate(tasks: readonly NewTask[], position: TaskPosition, context: PlanContext): Planned {
  const gap = gapAt(position, context.neighbours);
  if (!gap.ok) return gap;
  const { after, before, ...home } = gap.value;
  const orders = orderKeysBetween(after, before, tasks.length, context.writer);
  return ok(
    tasks.map((task, index): PlannedChange => {
      const place = placeValue(null, { ...home, order: orders[index] ?? "" });
      const body = task.notes === undefined || task.notes === "" ? {} : { body: { before: null, after: task.notes } };
      return { itemId: task.id, schema: taskSchema, after: newFields(task, place, context), ...body };
    }),
  );
}

export function newFields(task: NewTask, place: FieldValue, context: PlanContext): FieldValues {
  const { title, day, time = null, zone = null, reminders = [] } = task;
  return {
    [KIND_FIELD]: kindValue(taskSchema),
    ...fieldIf("title", title === "" ? null : title),
    place,
    ...fieldIf("when", whenValue(null, { day, time, zone })),
    ...fieldIf("start", task.start ?? null),
    ...fieldIf("repeat", task.repeat ? repeatValue(null, task.repeat) : null),
    ...fieldIf("priority", task.priority ?? null),
    ...Object.fromEntries(reminders.map((reminder) => [reminderField(reminder), true])),
    ...tagFields(task.tags ?? [], context),
  };
}

const fieldIf = (field: string, value: FieldValue): FieldValues => (value === null ? {} : { [field]: value });

function tagFields(tags: readonly string[], { spellingOf }: Pick<PlanContext, "spellingOf">): FieldValues {
  const first = tags.filter((tag, index) => tags.findIndex((other) => tagKey(other) === tagKey(tag)) === index);
  return Object.fromEntries(first.map((tag) => [tagField(spellingOf(tag)), true]));
}
