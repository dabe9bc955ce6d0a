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

/**
 * Of one that lacks what its updates build on, as in a space that was emptied after it was left, the updates themselves: what is there already has that.
 * Throws a store failure.
 */
async function partsOf(from: ItemSet, id: ItemId, document: ItemDocument): Promise<readonly Uint8Array[]> {
  if (!isPending(document)) return encodeStateParts(document, MAX_UPDATE_BYTES);
  // What cannot be read is left there.
  return ((await from.tail.read(id)) ?? []).map(({ update }) => update);
}

function adopt(into: ItemSet, partsById: ReadonlyMap<ItemId, readonly Uint8Array[]>): BuiltChange<number> | null {
  const changed = new Map<ItemId, ItemDocument>();
  const updates: { readonly item: ItemId; readonly update: Uint8Array }[] = [];
  for (const [id, parts] of partsById) {
    // Deleted for good here since it was taken along first.
    if (into.tombstones.has(id)) continue;
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
    const parts = new Map<ItemId, readonly Uint8Array[]>();
    for (const [id, document] of await from.readDocuments(ids)) parts.set(id, await partsOf(from, id, document));
    const written = await into.write<number, never>({ items: () => ids, build: () => ok(adopt(into.core.items, parts)) });
    if (!written.ok) return written;
    taken += written.value?.extra ?? 0;
  }
  return ok(taken);
}
