// The note of what is being applied (design: content that kills the worker twice is void here). It is written with the commit that stores foreign
// records and taken away soon after they were applied. A note found at start means that the worker died in between.
// Form: log bytes[8] | branch varbytes (text) | first seq varuint | last seq varuint | deaths u8.

import { ByteWriter, decode } from "../base/codec.ts";
import { idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import { utf8ToBytes } from "../base/bytes.ts";
import type { LogPath, StoreBatch } from "../ports/store.ts";
import { MAX_SEQ } from "../wire/limits.ts";

export type PoisonNote = LogPath & { readonly firstSeq: number; readonly lastSeq: number; readonly deaths: number };

export const poisonNoteKey = (space: SpaceId): string => `applying/${space}`;

/** As a store's meta entry. */
export function poisonNote(space: SpaceId, note: PoisonNote | null): StoreBatch["meta"][number] {
  return { key: poisonNoteKey(space), value: note === null ? null : encodeNote(note) };
}

function encodeNote({ log, branch, firstSeq, lastSeq, deaths }: PoisonNote): Uint8Array {
  return new ByteWriter().bytes(idToBytes(log)).varBytes(utf8ToBytes(branch)).varUint(firstSeq).varUint(lastSeq).u8(deaths).finish();
}

/** `null` when it is none: the note is then ignored. */
export function parsePoisonNote(bytes: Uint8Array): PoisonNote | null {
  const decoded = decode(bytes, (reader) => ({
    log: makeId("log", reader.bytes(8)),
    branch: new TextDecoder().decode(reader.varBytes(64)),
    firstSeq: reader.varUint(MAX_SEQ),
    lastSeq: reader.varUint(MAX_SEQ),
    deaths: reader.u8(),
  }));
  return decoded.ok ? decoded.value : null;
}
