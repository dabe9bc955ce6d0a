// A version written (PROTOCOL.md "Version"): what version.ts reads.

import type { ByteWriter } from "../base/codec.ts";
import { ID_BYTES } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { ID_PREFIX_BYTES, writeHex } from "./fields.ts";
import type { Version } from "./frames.ts";
import { MAX_SEQ, MAX_VERSION_ENTRIES } from "./limits.ts";
import { isStrictlyAscending } from "./version.ts";

/** Asserts order and limits. */
export function writeVersion(writer: ByteWriter, version: Version): void {
  assert(version.length <= MAX_VERSION_ENTRIES && isStrictlyAscending(version), "a version is ascending and within its limit");
  writer.list(version, (_, { log, seq, idPrefix }) => {
    assert(seq >= 1 && seq <= MAX_SEQ, "a leaf's seq");
    writeHex(writer, log, ID_BYTES.log);
    writer.varUint(seq);
    writeHex(writer, idPrefix, ID_PREFIX_BYTES);
  });
}
