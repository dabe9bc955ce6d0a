// Where a record stands: its log, its number and, since logs fork, its id. As covers, ways and cuts have it (PROTOCOL.md "Statements", "Checkpoints and packs").
// A file of its own: what is read at every start knows places of records, but no checkpoints.

import { malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, type LogTag, type RecordId } from "../base/ids.ts";
import { readId } from "./fields.ts";
import { MAX_SEQ } from "./limits.ts";

export type RecordPlace = { readonly log: LogTag; readonly seq: number; readonly id: RecordId };

export const MIN_PLACE_BYTES = ID_BYTES.log + 1 + ID_BYTES.record;

/** Inside `decode`. */
export function readPlace(reader: ByteReader): RecordPlace {
  const log = readId(reader, "log");
  const seq = reader.varUint(MAX_SEQ);
  if (seq === 0) malformed("a place before the first record of a log");
  return { log, seq, id: readId(reader, "record") };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const comparePlaces = (a: RecordPlace, b: RecordPlace): number =>
  compareText(a.log, b.log) || a.seq - b.seq || compareText(a.id, b.id);

/** Strictly, by log, seq and id. */
export const areAscending = (places: readonly RecordPlace[]): boolean =>
  places.every((place, index) => {
    const before = places[index - 1];
    return before === undefined || comparePlaces(before, place) < 0;
  });
