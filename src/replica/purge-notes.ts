// The notes of what this device has deleted for good: where in its log the deletion stands, so that it can be told later who has confirmed it. Written right
// after the deletion; one that is lost with a worker in between is only not told of.
// Form in the store: list(log bytes[8] | seq varuint | items varuint | ms since 1970 varuint), the newest first.

import { ByteWriter, decode } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type LogTag, type SpaceId } from "../base/ids.ts";
import type { Store, StoreBatch } from "../ports/store.ts";
import { MAX_SEQ } from "../wire/limits.ts";
import { valueOf } from "./store-failure.ts";

export type PurgeNote = {
  readonly log: LogTag;
  /** The deletion is at this record, or before it. */
  readonly seq: number;
  readonly items: number;
  readonly madeAtMs: number;
};

/** Older ones are forgotten. */
const MAX_NOTES = 500;

export const purgesKey = (space: SpaceId): string => `purges/${space}`;

/** Nothing when they cannot be read. Throws a store failure. */
export async function readPurgeNotes(store: Pick<Store, "readMeta">, space: SpaceId): Promise<readonly PurgeNote[]> {
  const bytes = valueOf(await store.readMeta(purgesKey(space)));
  if (bytes === null) return [];
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_NOTES, ID_BYTES.log + 3, (entry) => ({
      log: makeId("log", entry.bytes(ID_BYTES.log)),
      seq: entry.varUint(MAX_SEQ),
      items: entry.varUint(),
      madeAtMs: entry.varUint(),
    })),
  );
  return decoded.ok ? decoded.value : [];
}

/** As a store's meta entry: `note` beside those before it. */
export function purgeNotesEntry(space: SpaceId, before: readonly PurgeNote[], note: PurgeNote): StoreBatch["meta"][number] {
  const notes = [note, ...before].slice(0, MAX_NOTES);
  const value = new ByteWriter()
    .list(notes, (writer, { log, seq, items, madeAtMs }) => writer.bytes(idToBytes(log)).varUint(seq).varUint(items).varUint(madeAtMs))
    .finish();
  return { key: purgesKey(space), value };
}
