// What a device has done to an item that the one who purged it had not seen. A purge names the state vector of the document as it was purged; what a
// device wrote itself shows in the fields, whose keys name their writer: every edit writes one (of the body too, see body.ts).

import type { LogTag } from "../base/ids.ts";
import type { ItemDocument } from "./document.ts";
import { parseFieldKey } from "./field-entry.ts";
import { TRASH_FIELD } from "./item-schema.ts";
import { parseStateVector, type StateVector } from "./trash.ts";

/** What several purges of one item had seen together; what cannot be read has seen nothing. */
export function joinVectors(vectors: readonly Uint8Array[]): StateVector {
  const joined = new Map<number, number>();
  for (const vector of vectors) {
    for (const [client, clock] of parseStateVector(vector) ?? []) joined.set(client, Math.max(clock, joined.get(client) ?? 0));
  }
  return joined;
}

/** The logs with an edit in the document that `seen` does not cover, in no order. Putting it into the trash is no edit. */
export function writersBeyond(document: ItemDocument, seen: StateVector): ReadonlySet<LogTag> {
  const writers = new Set<LogTag>();
  // The newest entry of each key; where it is deleted, another writer has replaced it and counts himself.
  for (const [key, { id, deleted, content }] of document.fields._map) {
    if (deleted || id.clock < (seen.get(id.client) ?? 0)) continue;
    const parsed = parseFieldKey(key);
    if (parsed !== null && !(parsed.field === TRASH_FIELD && isTrashed(content.getContent()))) writers.add(parsed.writer);
  }
  return writers;
}

/** A flag that is set, not one that is taken back. */
const isTrashed = ([entry]: readonly unknown[]): boolean => Array.isArray(entry) && entry[1] !== null;
