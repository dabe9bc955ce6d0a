// From an intent to changes of items (plan.ts says what a plan is).

import { listSchema } from "./list-schema.ts";
import type { ItemId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import type { ItemSchema } from "../items/item-schema.ts";
import type { Item } from "../items/read-item.ts";
import { edit, fieldOf, planEach, type Edit, type PlanContext, type Planned, type PlannedChange } from "./plan.ts";
import { planCopy } from "./plan-copy.ts";
import { planImport } from "./plan-import.ts";
import { planChecklist } from "./plan-checklist.ts";
import { planList } from "./plan-list.ts";
import { planNote, planTasksAndNotes } from "./plan-note.ts";
import { planCreate } from "./plan-create.ts";
import { planMove } from "./plan-move.ts";
import { comesAgain, planMovingOn } from "./plan-repeat.ts";
import { planSection } from "./plan-section.ts";
import {
  addReminderEdit,
  addTagEdit,
  dayEdit,
  doneEdit,
  planTasks,
  removeReminderEdit,
  removeTagEdit,
  repeatEdit,
  trashEdit,
  whenEdit,
} from "./plan-task.ts";
import { planView } from "./plan-view.ts";
import type { ListIntent, NoteIntent, SectionIntent, TaskIntent, ViewIntent } from "./task-intent.ts";
import { viewSchema } from "./view-schema.ts";

/** What is planned here: deleting for good is not a change of an item (plan-purge.ts). */
export type ChangeIntent = Exclude<TaskIntent, { readonly kind: "purge" }>;

export function planIntent(intent: ChangeIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "create":
      return planCreate(intent.tasks, intent.position, context);
    case "copy":
      return planCopy(intent.tasks, context);
    case "import":
      return planImport(intent, context);
    case "rename":
      return planTasks([intent.id], context, (item) => edit("title", fieldOf(item, "title"), intent.title));
    case "set-done":
      return planDone(intent, context);
    case "skip":
      return planSkip(intent, context);
    case "set-day":
      return planTasks(intent.ids, context, (item) => dayEdit(item, intent.day));
    case "set-when":
      return planTasks(intent.ids, context, (item) => whenEdit(item, intent));
    case "set-start":
      return planTasks(intent.ids, context, (item) => edit("start", fieldOf(item, "start"), intent.start));
    case "set-repeat":
      return planTasks(intent.ids, context, (item) => repeatEdit(item, intent.repeat));
    case "add-reminder":
      return planTasks(intent.ids, context, (item) => addReminderEdit(item, intent.reminder));
    case "remove-reminder":
      return planTasks(intent.ids, context, (item) => removeReminderEdit(item, intent.reminder));
    case "set-priority":
      return planTasks(intent.ids, context, (item) => edit("priority", fieldOf(item, "priority"), intent.priority));
    case "add-tag": {
      const tag = context.spellingOf(intent.tag);
      return planTasks(intent.ids, context, (item) => addTagEdit(item, tag));
    }
    case "remove-tag":
      return planTasks(intent.ids, context, (item) => removeTagEdit(item, intent.tag));
    case "set-notes":
    case "edit-notes":
      return planTasks([intent.id], context, () => notesEdit(intent));
    case "trash":
      return planWithParts(
        intent.ids,
        context,
        (item) => trashEdit(item, true),
        () => true,
      );
    case "restore":
      return planRestore(intent.ids, context);
    case "move":
      return planMove(intent.ids, intent.position, context);
    case "resolve": {
      // Written even where it is the value shown: that is what ends the conflict.
      const after = { [intent.field]: intent.value };
      if (intent.field === "name") return planEach(namedSchema(intent.id, context), [intent.id], context, () => ({ after }));
      return planTasksAndNotes([intent.id], context, () => ({ after }));
    }
    default:
      return planOther(intent, context);
  }
}

const namedSchema = (id: ItemId, context: PlanContext): ItemSchema =>
  context.item(id)?.kind === viewSchema.kind ? viewSchema : listSchema;

function notesEdit(intent: Extract<TaskIntent, { kind: "set-notes" | "edit-notes" }>): Edit | null {
  if (intent.kind === "edit-notes") return { after: {}, editorUpdate: intent.update };
  const { before, after } = intent;
  return before === after ? null : { before: {}, after: {}, body: { before, after } };
}

type Ids = readonly ItemId[];

/** What is done to these, and then to those of their parts that `goesAlong`: as far as they are not of a newer version. */
function planWithParts(ids: Ids, context: PlanContext, plan: (item: Item) => Edit | null, goesAlong: (part: Item) => boolean): Planned {
  const planned = planTasksAndNotes(ids, context, plan);
  if (!planned.ok) return planned;
  const named = new Set(ids);
  const along = context.neighbours.partsOf(ids).flatMap((id) => {
    const item = named.has(id) ? null : context.item(id);
    if (item === null || !goesAlong(item)) return [];
    const part = planTasks([id], context, plan);
    return part.ok ? part.value : [];
  });
  return ok([...planned.value, ...along]);
}

function planDone(intent: Extract<TaskIntent, { kind: "set-done" }>, context: PlanContext): Planned {
  const { ids, done } = intent;
  if (!done) return planTasks(ids, context, (item) => doneEdit(item, done, context.nowMs));
  const again = planMovingOn(intent, context, true);
  return again.ok ? planEnding(again.value.changes, again.value.others, context) : again;
}

/** Passed over without having been done; what was the last one is done with. */
function planSkip(intent: Extract<TaskIntent, { kind: "skip" }>, context: PlanContext): Planned {
  const again = planMovingOn(intent, context, false);
  if (!again.ok) return again;
  const { changes, others } = again.value;
  const ended = others.filter((id) => {
    const item = context.item(id);
    return item === null || comesAgain(item);
  });
  return planEnding(changes, ended, context);
}

function planEnding(changes: readonly PlannedChange[], ids: Ids, context: PlanContext): Planned {
  const ended = planWithParts(
    ids,
    context,
    (item) => doneEdit(item, true, context.nowMs),
    (part) => !part.isTrashed,
  );
  return ended.ok ? ok([...changes, ...ended.value]) : ended;
}

/** Flags of one action carry one stamp. */
function planRestore(ids: Ids, context: PlanContext): Planned {
  const stamps = new Set(ids.map((id) => context.item(id)?.trashedStamp ?? null));
  const wentAlong = ({ trashedStamp }: Item): boolean => trashedStamp !== null && stamps.has(trashedStamp);
  return planWithParts(ids, context, (item) => trashEdit(item, null), wentAlong);
}

function planOther(
  intent: Parameters<typeof planChecklist>[0] | ListIntent | SectionIntent | NoteIntent | ViewIntent,
  context: PlanContext,
): Planned {
  switch (intent.kind) {
    case "add-entries":
    case "edit-entry":
    case "check-entries":
    case "move-entry":
    case "remove-entries":
      return planChecklist(intent, context);
    case "add-section":
    case "rename-section":
    case "move-section":
    case "remove-section":
      return planSection(intent, context);
    case "create-note":
    case "rename-note":
    case "set-mirror":
      return planNote(intent, context);
    case "create-view":
    case "rename-view":
    case "set-asks":
    case "color-view":
    case "move-view":
      return planView(intent, context);
    default:
      return planList(intent, context);
  }
}
