// Takes the items of another space of this profile over, merged with what is here, a few at a time: each as the updates that make its document, one
// where it fits into one. What is here already is passed over, so that taking again after a break takes what was left.

import { bytesEqual } from "../base/bytes.ts";
import type { ItemId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import { applyUpdates, encodeState, isPending, type ItemDocument } from "../items/document.ts";
import { encodeStateParts } from "../items/state-parts.ts";
import type { StoreError } from "../ports/store.ts";
import { MAX_UPDATE_BYTES } from "../wire/limits.ts";
import { batchesOf } from "./item-documents.ts";
import type { ItemSet } from "./item-set.ts";
import type { Space } from "./space.ts";
import type { BuiltChange, WriteError } from "./space-writer.ts";

const BATCH_ITEMS = 100;

/** Of one that lacks what its updates build on, as in a space that was emptied after it was left, the updates themselves: what is there already has that. */
const partsOf = (from: ItemSet, id: ItemId, document: ItemDocument): readonly Uint8Array[] =>
  isPending(document) ? from.tail.of(id).map(({ update }) => update) : encodeStateParts(document, MAX_UPDATE_BYTES);

function adopt(into: ItemSet, from: ItemSet, documents: ReadonlyMap<ItemId, ItemDocument>): BuiltChange<number> | null {
  const changed = new Map<ItemId, ItemDocument>();
  const updates: { readonly item: ItemId; readonly update: Uint8Array }[] = [];
  for (const [id, document] of documents) {
    // Deleted for good here since it was taken along first.
    if (into.tombstones.has(id)) continue;
    const parts = partsOf(from, id, document);
    const merged = into.open(id);
    const before = encodeState(merged);
    if (!applyUpdates(merged, parts).ok || bytesEqual(before, encodeState(merged))) continue;
    changed.set(id, merged);
    for (const update of parts) updates.push({ item: id, update });
  }
  return updates.length === 0 ? null : { name: "adopt", documents: changed, updates, extra: changed.size };
}

/** How many items were taken: those that were not here just so. Throws a store failure. */
export async function takeItems(into: Space, from: ItemSet): Promise<Result<number, StoreError | WriteError>> {
  let taken = 0;
  for (const ids of batchesOf(from.ids, BATCH_ITEMS)) {
    const documents = await from.readDocuments(ids);
    const written = await into.write<number, never>({ items: () => ids, build: () => ok(adopt(into.core.items, from, documents)) });
    if (!written.ok) return written;
    taken += written.value?.extra ?? 0;
  }
  return ok(taken);
}
