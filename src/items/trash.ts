// The trash flag. Its value is the document's state vector at the moment of trashing, the flag's own write included; the item is in the trash
// while its present vector is covered by the join of all flags and no sibling is null. So concurrent trashing stays trashed, and an
// edit made elsewhere before the trash was seen brings the item back, whatever the clocks say. Restoring writes null.
// Form: list(client varuint | clock varuint), clients strictly ascending. Deletions do not move a vector; every write of a field adds a key.

import { decode, malformed } from "../base/codec.ts";
import { stateVectorOf, type ItemDocument } from "./document.ts";
import type { Sibling } from "./field-entry.ts";
import type { FieldValue } from "./field-value.ts";
import type { Stamp } from "./stamp.ts";

export type StateVector = ReadonlyMap<number, number>;

/** Page sessions that ever edited one item: far above real use, within one field value. */
const MAX_ENTRIES = 4096;

/** `null` unless `value` is a vector as `encodeStateVector` (write-trash.ts) writes it. */
export function parseStateVector(value: FieldValue): StateVector | null {
  if (!(value instanceof Uint8Array)) return null;
  const decoded = decode(value, (reader) => {
    let last = -1;
    return reader.list(MAX_ENTRIES, 2, (entry): readonly [number, number] => {
      const client = entry.varUint();
      if (client <= last) malformed("clients not ascending");
      last = client;
      return [client, entry.varUint()];
    });
  });
  return decoded.ok ? new Map(decoded.value) : null;
}

/** The stamp of the latest flag while the document is in the trash by these valid siblings of its flag, otherwise `null`. */
export function trashedSince(siblings: readonly Sibling[], document: ItemDocument): Stamp | null {
  const flags = siblings.map(({ value }) => parseStateVector(value));
  if (flags.length === 0 || flags.includes(null)) return null;
  const isCovered = [...stateVectorOf(document)].every(([client, clock]) => flags.some((flag) => (flag?.get(client) ?? 0) >= clock));
  return isCovered ? Math.max(...siblings.map(({ stamp }) => stamp)) : null;
}
