// Plans for tasks that come again (plan.ts says what a plan is). Completing one moves it on: the same item gets its next day, its start as far before
// it as it was, its checklist unticked and its parts open again. What was done goes to the log as a task of its own, whose id is derived from the item
// and the day it was due: two devices that complete one occurrence make one entry, and move on once. Its notes stay with the task that goes on: two
// devices that copied them into one entry would have them there twice. A rule that has ended completes the task itself.

import type { ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { FieldValue, FieldValues } from "../items/field-value.ts";
import { KIND_FIELD, kindValue, TRASH_FIELD } from "../items/item-schema.ts";
import { setMembersOf, type Item } from "../items/read-item.ts";
import { checklistOf, entryFields, type PlacedEntry } from "./checklist.ts";
import { addDays, daysBetween, numberToDay } from "./day-number.ts";
import { withPart } from "./part-values.ts";
import { editAll, fieldOf, type Edit, type PlanContext, type PlanError, type PlannedChange, type Repeating } from "./plan.ts";
import { doneEdit, tagField } from "./plan-task.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";
import { repeatOf } from "./repeat.ts";
import type { TaskIntent } from "./task-intent.ts";
import { dayOf, taskSchema } from "./task-schema.ts";

type Intent = Extract<TaskIntent, { readonly kind: "set-done" | "skip" }>;

const MS_PER_DAY = 86_400_000;

/** Where the window has not said which day it is. */
export const todayInUtc = (nowMs: number): PlainDay => numberToDay(Math.floor(nowMs / MS_PER_DAY)) ?? "1970-01-01";

/** Whether completing it is more than ticking it. */
export const comesAgain = (item: Item): boolean =>
  repeatOf(fieldOf(item, "repeat")) !== null && fieldOf(item, "done") === null && !item.isTrashed;

const startOf = (item: Item): PlainDay | null => {
  const start = fieldOf(item, "start");
  return isPlainDay(start) ? start : null;
};

/** The day that the present occurrence is of; one without any is of the day it is done on. */
const occurrenceDay = (item: Item, today: PlainDay): PlainDay => dayOf(fieldOf(item, "when")) ?? startOf(item) ?? today;

/** The next one after today, or after its own day if that is later: who is late by several is not asked for each. `null`: there is none. */
function nextDay(item: Item, today: PlainDay, { nextAfter }: Repeating): PlainDay | null {
  const repeat = repeatOf(fieldOf(item, "repeat"));
  if (repeat === null) return null;
  const day = occurrenceDay(item, today);
  if (repeat.from === "done") return nextAfter(repeat, today);
  return nextAfter({ ...repeat, base: repeat.base ?? day }, day > today ? day : today);
}

function moveOn(item: Item, today: PlainDay, next: PlainDay): Edit | null {
  const [when, start] = [fieldOf(item, "when"), startOf(item)];
  const ticked = checklistOf(item).filter(({ checked }) => checked);
  // What has only a start begins again with its next day, and still has no other.
  const hasDay = dayOf(when) !== null || start === null;
  return editAll(item, {
    ...(hasDay ? { when: withPart(when, "day", next) } : {}),
    ...(start === null ? {} : { start: addDays(next, daysBetween(occurrenceDay(item, today), start)) ?? start }),
    ...Object.fromEntries(ticked.map(({ id }) => [entryFields(id).checked, null])),
  });
}

const fieldIf = (name: string, value: FieldValue): FieldValues => (value === null ? {} : { [name]: value });

function copiedEntry({ id, text, checked, order }: PlacedEntry): FieldValues {
  const names = entryFields(id);
  return { [names.text]: text, ...fieldIf(names.order, order === "" ? null : order), ...fieldIf(names.checked, checked ? true : null) };
}

/** What the log says of an occurrence. It stands by itself, not as a part of what may be done again and again. */
const copiedFields = (item: Item, nowMs: number): FieldValues => ({
  ...fieldIf("title", fieldOf(item, "title")),
  ...fieldIf("when", fieldOf(item, "when")),
  ...fieldIf("priority", fieldOf(item, "priority")),
  ...fieldIf("place", withPart(fieldOf(item, "place"), "parent", null)),
  ...Object.fromEntries(setMembersOf(item, "tags").map((tag) => [tagField(tag), true])),
  ...Object.fromEntries(checklistOf(item).flatMap((entry) => Object.entries(copiedEntry(entry)))),
  done: nowMs,
});

/** `null`: another device has made it, or it was deleted for good. */
function logEntry(itemId: ItemId, item: Item, today: PlainDay, context: PlanContext, repeating: Repeating): PlannedChange | null {
  const id = repeating.occurrenceId(itemId, occurrenceDay(item, today));
  if (id === null) return null;
  const present = context.item(id);
  const fields = copiedFields(item, context.nowMs);
  if (present === null) return { itemId: id, schema: taskSchema, after: { [KIND_FIELD]: kindValue(taskSchema), ...fields } };
  const edited = isThere(present) ? null : (editAll(present, fields) ?? { before: {}, after: {} });
  if (edited === null) return null;
  const back = present.isTrashed ? { before: { [TRASH_FIELD]: true }, after: { [TRASH_FIELD]: null } } : { before: {}, after: {} };
  const before = { ...edited.before, ...back.before };
  return { itemId: id, schema: taskSchema, before, after: { ...edited.after, ...back.after } };
}

/** Nothing is to be done: it is there, or of a newer version. */
const isThere = (entry: Item): boolean => entry.status === "newer" || (fieldOf(entry, "done") !== null && !entry.isTrashed);

/** The days that those of `ids` move on to that come again. */
function nextDays(ids: readonly ItemId[], today: PlainDay, context: PlanContext, repeating: Repeating): ReadonlyMap<ItemId, PlainDay> {
  const days = new Map<ItemId, PlainDay>();
  for (const id of ids) {
    const item = context.item(id);
    const next = item === null || item.status === "newer" || !comesAgain(item) ? null : nextDay(item, today, repeating);
    if (next !== null) days.set(id, next);
  }
  return days;
}

/** Their parts are open again, those left out that move on by themselves. */
function openParts(parts: ReadonlySet<ItemId>, context: PlanContext): readonly PlannedChange[] {
  return [...parts].flatMap((itemId) => {
    const item = context.item(itemId);
    if (item === null || item.status === "newer" || item.isTrashed) return [];
    const edited = doneEdit(item, false, context.nowMs);
    return edited === null ? [] : [{ itemId, schema: taskSchema, ...edited }];
  });
}

type MovedOn = {
  readonly changes: readonly PlannedChange[];
  /** Those of the intent that do not move on: they do not come again, or not any more. */
  readonly others: readonly ItemId[];
};

/** `isLogged`: what is only passed over leaves no entry. */
export function planMovingOn({ ids, ...intent }: Intent, context: PlanContext, isLogged: boolean): Result<MovedOn, PlanError> {
  const again = ids.find((id) => {
    const item = context.item(id);
    return item !== null && comesAgain(item);
  });
  if (again === undefined) return ok({ changes: [], others: ids });
  const { repeating, neighbours, nowMs } = context;
  if (repeating === null) return err({ kind: "repeating-needed", id: again });
  const today = intent.today ?? todayInUtc(nowMs);
  const days = nextDays(ids, today, context, repeating);
  const parts = new Set(neighbours.partsOf([...days.keys()]).filter((id) => !days.has(id)));
  const changes = [...days].flatMap(([itemId, next]): readonly PlannedChange[] => {
    const item = context.item(itemId);
    const moved = item === null ? null : moveOn(item, today, next);
    if (item === null || moved === null) return [];
    const entry = isLogged ? logEntry(itemId, item, today, context, repeating) : null;
    return [{ itemId, schema: taskSchema, ...moved }, ...(entry === null ? [] : [entry])];
  });
  return ok({ changes: [...changes, ...openParts(parts, context)], others: ids.filter((id) => !days.has(id) && !parts.has(id)) });
}

/** The day that one task has moved on to by an intent; `null`: none has, or several have. */
export function movedTo(intent: TaskIntent, changes: readonly PlannedChange[]): PlainDay | null {
  if (intent.kind !== "set-done" && intent.kind !== "skip") return null;
  const { ids } = intent;
  const days = changes.flatMap(({ itemId, after }) => {
    const day = ids.includes(itemId) ? (dayOf(after["when"] ?? null) ?? after["start"] ?? null) : null;
    return isPlainDay(day) ? [day] : [];
  });
  return days.length === 1 ? (days[0] ?? null) : null;
}
