// All there is to show of one task. Not in the start, which shows rows.

import type { ItemId } from "../base/ids.ts";
import type { ItemDocument } from "../items/document.ts";
import { readItem } from "../items/read-item.ts";
import { taskDetails, type TaskDetails } from "../model/task-details.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { ItemSet } from "./item-set.ts";

/** Of one in memory; null where there is no such task. */
export const heldDetails = (items: ItemSet, id: ItemId): TaskDetails | null => detailsOf(items, id, items.heldDocument(id));

/** At any time. Throws a store failure. */
export async function readDetails(items: ItemSet, id: ItemId): Promise<TaskDetails | null> {
  if (items.index.row(id) === null) return null;
  return detailsOf(items, id, (await items.readDocuments([id])).get(id) ?? null);
}

function detailsOf({ index }: ItemSet, id: ItemId, document: ItemDocument | null): TaskDetails | null {
  const row = index.row(id);
  const item = document === null ? null : readItem(document, itemSchemas);
  return document === null || item === null || row === null ? null : taskDetails(row, item, document);
}
