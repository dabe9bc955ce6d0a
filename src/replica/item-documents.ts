// Opening documents for the item set: from their states and updates, whatever those are, under the client id of this worker.

import type { ItemId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { applyUpdates, encodeState, makeDocument, openDocument, stateVectorOf, type ItemDocument } from "../items/document.ts";
import { kindOf } from "../items/read-item.ts";
import type { OutlineOf } from "../items/update-outline.ts";
import { noteSchema } from "../model/note-schema.ts";
import type { Random } from "../ports/crypto.ts";
import type { StateSource } from "./state-source.ts";
import type { ItemUpdate } from "./tail.ts";

/** In a smaller one there is not much to leave out. */
const LARGE_UPDATE_BYTES = 1_024;

export function* batchesOf<T>(all: Iterable<T>, size: number): Iterable<readonly T[]> {
  const items = [...all];
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

export const ownOperations = (document: ItemDocument): number => stateVectorOf(document).get(document.clientId) ?? 0;

export function openState(clientId: number, state: Uint8Array): ItemDocument {
  const opened = openDocument({ clientId, states: [state] });
  assert(opened.ok, "a state that was encoded here opens");
  return opened.value.document;
}

export async function readCopies(source: StateSource, ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, readonly Uint8Array[]>> {
  const based = ids.filter((id) => source.has(id));
  return based.length === 0 ? new Map<ItemId, readonly Uint8Array[]>() : source.read(based);
}

/** Of all that there is, without what Yjs cannot read: that is found by applying one after another. */
export function openReadable(clientId: number, states: readonly Uint8Array[], changes: readonly ItemUpdate[]): ItemDocument {
  const updates = changes.map(({ update }) => update);
  const opened = openDocument({ clientId, states, updates });
  if (opened.ok) return opened.value.document;
  let document = makeDocument(clientId);
  for (const state of states) {
    const next = openDocument({ clientId, states: [encodeState(document), state] });
    if (next.ok) document = next.value.document;
  }
  for (const update of updates) {
    const before = encodeState(document);
    if (!applyUpdates(document, [update]).ok) document = openState(clientId, before);
  }
  return document;
}

/** What updates make of an item, and how many operations of this worker's own it had before; `state` null: it is new. `outlineOf`: as in `openNew`. */
export function openChanged(
  clientId: number,
  state: Uint8Array | null,
  changes: readonly ItemUpdate[],
  outlineOf: OutlineOf | null,
): { readonly document: ItemDocument; readonly ownBefore: number } {
  if (state === null) return { document: openNew(clientId, changes, outlineOf), ownBefore: 0 };
  const document = openState(clientId, state);
  const ownBefore = ownOperations(document);
  const updates = changes.map(({ update }) => update);
  const isRead = applyUpdates(document, updates).ok;
  return { document: isRead ? document : openReadable(clientId, [state], changes), ownBefore };
}

/**
 * What updates make of a new item. With `outlineOf`, without most of its body where that is for sure not needed: for its row (item-row.ts), and thrown away
 * after that.
 */
function openNew(clientId: number, changes: readonly ItemUpdate[], outlineOf: OutlineOf | null): ItemDocument {
  const [only, ...others] = changes;
  const isLarge = only !== undefined && others.length === 0 && only.update.length >= LARGE_UPDATE_BYTES;
  const outline = isLarge && outlineOf !== null ? outlineOf(only.update) : null;
  if (only === undefined || outline === null) return openReadable(clientId, [], changes);
  const outlined = openReadable(clientId, [], [{ ...only, update: outline }]);
  return isReadForRow(outlined) ? openReadable(clientId, [], changes) : outlined;
}

/** Whether its row says something of the text of its body: of a note it does. */
const isReadForRow = (document: ItemDocument): boolean => kindOf(document) === noteSchema.kind;

/** 53 random bits, never 0. */
export function makeClientId(random: Random): number {
  const bytes = random(7);
  const high = (bytes[0] ?? 0) & 0x1f;
  let id = high;
  for (const byte of bytes.subarray(1)) id = id * 256 + byte;
  return id === 0 ? 1 : id;
}
