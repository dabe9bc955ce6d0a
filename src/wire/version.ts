// A version as bytes (PROTOCOL.md "Version"), in frames and in receipts. There is one way to write each version: entries strictly ascending.

import { malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES } from "../base/ids.ts";
import { ID_PREFIX_BYTES, readHex, readId } from "./fields.ts";
import type { Version, VersionEntry } from "./frames.ts";
import { MAX_SEQ, MAX_VERSION_ENTRIES } from "./limits.ts";

const MIN_ENTRY_BYTES = ID_BYTES.log + 1 + ID_PREFIX_BYTES;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By log, seq, id: zero only for equal entries. */
export const compareVersionEntries = (a: VersionEntry, b: VersionEntry): number =>
  compareText(a.log, b.log) || a.seq - b.seq || compareText(a.idPrefix, b.idPrefix);

export function isStrictlyAscending(version: Version): boolean {
  return version.every((entry, index) => {
    const before = version[index - 1];
    return before === undefined || compareVersionEntries(before, entry) < 0;
  });
}

function readEntry(reader: ByteReader): VersionEntry {
  const log = readId(reader, "log");
  const seq = reader.varUint(MAX_SEQ);
  if (seq === 0) malformed("a leaf before the first record");
  return { log, seq, idPrefix: readHex(reader, ID_PREFIX_BYTES) };
}

/** Inside `decode`. */
export function readVersion(reader: ByteReader): Version {
  const version = reader.list(MAX_VERSION_ENTRIES, MIN_ENTRY_BYTES, readEntry);
  if (!isStrictlyAscending(version)) malformed("version not ascending");
  return version;
}
