// Plans for notes (plan.ts says what a plan is), and for what is done alike to tasks, notes and views. The text of a note is not planned: it comes from an editor
// as an update of its document (items/edit-body.ts).

import type { ItemId } from "../base/ids.ts";
import { KIND_FIELD, kindValue, type ItemSchemas } from "../items/item-schema.ts";
import { err, ok } from "../base/result.ts";
import type { Item } from "../items/read-item.ts";
import { mirrorValue } from "./mirror-value.ts";
import { noteSchema } from "./note-schema.ts";
import { edit, fieldOf, planEach, type Edit, type PlanContext, type Planned, type PlannedChange } from "./plan.ts";
import type { NoteIntent } from "./task-intent.ts";
import { taskSchema } from "./task-schema.ts";
import { viewSchema } from "./view-schema.ts";

export function planNote(intent: NoteIntent, context: PlanContext): Planned {
  switch (intent.kind) {
    case "create-note": {
      const after = { [KIND_FIELD]: kindValue(noteSchema), ...(intent.title === "" ? {} : { title: intent.title }) };
      return ok([{ itemId: intent.id, schema: noteSchema, after }]);
    }
    case "rename-note": {
      const title = intent.title === "" ? null : intent.title;
      return planEach(noteSchema, [intent.id], context, (item) => edit("title", fieldOf(item, "title"), title));
    }
    case "set-mirror":
      return planEach(noteSchema, [intent.id], context, (item) => {
        const present = fieldOf(item, "mirror");
        return edit("mirror", present, intent.mirror === null ? null : mirrorValue(intent.mirror, present));
      });
  }
}

const SCHEMAS: ItemSchemas = new Map([noteSchema, viewSchema].map((schema) => [schema.kind, schema]));

/** Of tasks, notes and views. */
export function planTasksAndNotes(ids: readonly ItemId[], context: PlanContext, plan: (item: Item) => Edit | null): Planned {
  const changes: PlannedChange[] = [];
  for (const id of ids) {
    const schema = SCHEMAS.get(context.item(id)?.kind ?? "") ?? taskSchema;
    const planned = planEach(schema, [id], context, plan);
    if (!planned.ok) return err(planned.error);
    changes.push(...planned.value);
  }
  return ok(changes);
}
