// From an intent to changes of items (plan.ts says what a plan is).

import { listSchema } from "./list-schema.ts";
import { edit, fieldOf, planEach, type PlanContext, type Planned } from "./plan.ts";
import { planCopy } from "./plan-copy.ts";
import { planChecklist } from "./plan-checklist.ts";
import { planList } from "./plan-list.ts";
import { planNote, planTasksAndNotes } from "./plan-note.ts";
import { addTagEdit, dayEdit, doneEdit, planCreate, planMove, planTasks, removeTagEdit, trashEdit, whenEdit } from "./plan-task.ts";
import type { ListIntent, NoteIntent, TaskIntent } from "./task-intent.ts";

/** What is planned here: deleting for good is not a change of an item (plan-purge.ts). */
export type ChangeIntent = Exclude<TaskIntent, { readonly kind: "purge" }>;

export function planIntent(intent: ChangeIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "create":
      return planCreate(intent.tasks, intent.position, context);
    case "copy":
      return planCopy(intent.tasks, context);
    case "rename":
      return planTasks([intent.id], context, (item) => edit("title", fieldOf(item, "title"), intent.title));
    case "set-done":
      return planTasks(intent.ids, context, (item) => doneEdit(item, intent.done, context.nowMs));
    case "set-day":
      return planTasks(intent.ids, context, (item) => dayEdit(item, intent.day));
    case "set-when":
      return planTasks(intent.ids, context, (item) => whenEdit(item, intent));
    case "set-priority":
      return planTasks(intent.ids, context, (item) => edit("priority", fieldOf(item, "priority"), intent.priority));
    case "add-tag": {
      const tag = context.spellingOf(intent.tag);
      return planTasks(intent.ids, context, (item) => addTagEdit(item, tag));
    }
    case "remove-tag":
      return planTasks(intent.ids, context, (item) => removeTagEdit(item, intent.tag));
    case "set-notes": {
      const { before, after } = intent;
      return planTasks([intent.id], context, () => (before === after ? null : { before: {}, after: {}, body: { before, after } }));
    }
    case "trash":
      return planTasksAndNotes(intent.ids, context, (item) => trashEdit(item, true));
    case "restore":
      return planTasksAndNotes(intent.ids, context, (item) => trashEdit(item, null));
    case "move":
      return planMove(intent.ids, intent.position, context);
    case "resolve": {
      // Written even where it is the value shown: that is what ends the conflict.
      const after = { [intent.field]: intent.value };
      if (intent.field === "name") return planEach(listSchema, [intent.id], context, () => ({ after }));
      return planTasksAndNotes([intent.id], context, () => ({ after }));
    }
    default:
      return planOther(intent, context);
  }
}

function planOther(intent: Parameters<typeof planChecklist>[0] | ListIntent | NoteIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "add-entries":
    case "edit-entry":
    case "check-entries":
    case "move-entry":
    case "remove-entries":
      return planChecklist(intent, context);
    case "create-note":
    case "rename-note":
    case "set-mirror":
      return planNote(intent, context);
    default:
      return planList(intent, context);
  }
}
