// Deletes items for good: a local change like any other, but for what it does. There is nothing to take it back with, so that it is never remembered for
// undo (task-actions.ts).

import type { ItemId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { stateVectorOf, type ItemDocument } from "../items/document.ts";
import { emptyItem } from "../items/empty-item.ts";
import { encodeStateVector } from "../items/write-trash.ts";
import type { ItemChange } from "../log/record-body.ts";
import { planPurge } from "../model/plan-purge.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { ItemSet } from "./item-set.ts";
import type { BuiltChange, WriteStamp } from "./space-writer.ts";

/** `extra`: the items that are gone, or empty. `null`: none of them may be deleted. */
export function buildPurge(items: ItemSet, ids: readonly ItemId[], { writer, stamp }: WriteStamp): BuiltChange<readonly ItemId[]> | null {
  const plan = planPurge(ids, (id) => items.item(id), itemSchemas);
  const documents = new Map<ItemId, ItemDocument>();
  const updates: ItemChange[] = [];
  for (const { id, schema } of plan.empty) {
    const document = items.open(id);
    const emptied = emptyItem(document, { schema, writer, stamp });
    if (!emptied.ok || emptied.value.update === null) continue;
    documents.set(id, document);
    updates.push({ item: id, update: emptied.value.update });
  }
  const purges = plan.purge.map((item) => ({ item, update: encodeStateVector(stateVectorOf(items.open(item))) }));
  const extra = [...purges.map(({ item }) => item), ...updates.map(({ item }) => item)];
  assert(new Set(extra).size === extra.length, "each item once");
  return extra.length === 0 ? null : { name: "purge", documents, updates, purges, extra };
}
