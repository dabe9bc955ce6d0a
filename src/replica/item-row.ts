// What memory holds of an item while its document rests: its row, and of a sample task whether the user has written into it. A function of the document
// alone, so that it may be stored beside a base and read back in its place.

import type { ItemId } from "../base/ids.ts";
import type { ItemDocument } from "../items/document.ts";
import { readBodyStart } from "../items/body-start.ts";
import { readItem, type Item } from "../items/read-item.ts";
import { listFields, type ListFields } from "../model/list-row.ts";
import { MAX_EXCERPT_LENGTH, noteRow, type NoteRow } from "../model/note-row.ts";
import { isEdited, isSampleId } from "../model/sample.ts";
import { taskRow, type TaskRow } from "../model/task-row.ts";
import { itemSchemas } from "../model/task-schema.ts";
import { viewRow, type ViewRow } from "../model/view-row.ts";

export type AnyRow = TaskRow | ListFields | NoteRow | ViewRow;

export type ItemRow = {
  readonly id: ItemId;
  /** `null`: an item without a row, of a kind that has none here or of none yet. */
  readonly row: AnyRow | null;
  /** Of a sample task that is not in the trash; null of everything else. */
  readonly sample: { readonly edited: boolean } | null;
};

export function itemRow(id: ItemId, document: ItemDocument): ItemRow {
  const item = readItem(document, itemSchemas);
  const isSample = isSampleId(id) && item !== null && !item.isTrashed;
  return {
    id,
    row: item === null ? null : rowOf(id, item, document),
    sample: isSample ? { edited: isEdited(document) } : null,
  };
}

const rowOf = (id: ItemId, item: Item, document: ItemDocument): AnyRow | null =>
  taskRow(id, item) ?? listFields(id, item) ?? viewRow(id, item) ?? noteRow(id, item, () => readBodyStart(document, MAX_EXCERPT_LENGTH));
