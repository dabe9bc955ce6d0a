// Plans for the checklist of a task (plan.ts says what a plan is).

import { unreachable } from "../base/result.ts";
import type { FieldValue } from "../items/field-value.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import type { Item } from "../items/read-item.ts";
import { checklistOf, entryFields, MAX_CHECKLIST_ENTRIES, type PlacedEntry } from "./checklist.ts";
import { edit, editAll, type Edit, type PlanContext, type Planned } from "./plan.ts";
import { planTasks } from "./plan-task.ts";
import type { ChecklistIntent, EntryPosition } from "./task-intent.ts";
import { ordersAmong } from "./task-order.ts";

export function planChecklist(intent: ChecklistIntent, context: PlanContext): Planned {
  return planTasks([intent.id], context, (item) => checklistEdit(intent, item, context));
}

function checklistEdit(intent: ChecklistIntent, item: Item, context: PlanContext): Edit | "too-many" | null {
  const entries = checklistOf(item);
  switch (intent.kind) {
    case "add-entries":
      return addEdit(intent, entries, context);
    case "edit-entry": {
      const present = entries.find(({ id }) => id === intent.entry);
      if (present === undefined && entries.length >= MAX_CHECKLIST_ENTRIES) return "too-many";
      return edit(entryFields(intent.entry).text, present?.text ?? null, intent.text);
    }
    case "check-entries":
      return editPresent(item, entries, intent.entries, (id) => [entryFields(id).checked, intent.checked ? true : null]);
    case "remove-entries":
      return editPresent(item, entries, intent.entries, (id) => [entryFields(id).text, null]);
    case "move-entry":
      return moveEdit(intent, entries, context);
    default:
      return unreachable(intent);
  }
}

/** One edit of those of `ids` that are there. */
function editPresent(
  item: Item,
  entries: readonly PlacedEntry[],
  ids: readonly string[],
  after: (id: string) => readonly [string, FieldValue],
): Edit | null {
  const present = entries.filter(({ id }) => ids.includes(id));
  return editAll(item, Object.fromEntries(present.map(({ id }) => after(id))));
}

type Gap = { readonly after: string | null; readonly before: string | null };

function gapAt(position: EntryPosition, entries: readonly PlacedEntry[]): Gap {
  const orders = ordersAmong(entries.map(({ order }) => order));
  const end = { after: orders.before(null), before: null };
  if (position.at === "start") return { after: null, before: orders.after(null) };
  if (!("entry" in position)) return end;
  const order = entries.find(({ id }) => id === position.entry)?.order ?? "";
  if (order === "") return end;
  return position.at === "after" ? { after: order, before: orders.after(order) } : { after: orders.before(order), before: order };
}

type Intent<Kind extends ChecklistIntent["kind"]> = Extract<ChecklistIntent, { kind: Kind }>;

function addEdit(
  { entries: added, position }: Intent<"add-entries">,
  entries: readonly PlacedEntry[],
  { writer }: PlanContext,
): Edit | "too-many" {
  if (entries.length + added.length > MAX_CHECKLIST_ENTRIES) return "too-many";
  const { after, before } = gapAt(position, entries);
  const orders = orderKeysBetween(after, before, added.length, writer);
  const fields = added.flatMap(({ id, text }, index) => [
    [entryFields(id).text, text] as const,
    [entryFields(id).order, orders[index] ?? ""] as const,
  ]);
  return { after: Object.fromEntries(fields) };
}

function moveEdit({ entry, position }: Intent<"move-entry">, entries: readonly PlacedEntry[], { writer }: PlanContext): Edit | null {
  const present = entries.find(({ id }) => id === entry);
  if (present === undefined || ("entry" in position && position.entry === entry)) return null;
  const { after, before } = gapAt(position, entries);
  if (present.order !== "" && (present.order === after || present.order === before)) return null;
  const [order = ""] = orderKeysBetween(after, before, 1, writer);
  return edit(entryFields(entry).order, present.order === "" ? null : present.order, order);
}
