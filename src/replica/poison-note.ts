// The note of what is being applied (design: content that kills the worker twice is void here). It is written with the commit that stores foreign
// records and taken away once they were applied. A note found at start means that the worker ended in between, for whatever reason: its records are
// then applied one by one, each with a note of its own, and one that is found so twice is poison: void here from then on. (Twice, since a tab may also
// be closed at that moment, and nothing innocent must be left out.)
// `deaths` counts those notes of a record alone: with it above 0 only the first record of the note is being applied; those behind it are still to come, each in its turn.
// Form of a note: log bytes[8] | branch varbytes (text) | first seq varuint | last seq varuint | deaths u8. Of the poison: list(record id bytes[32]).

import { ByteWriter, decode } from "../base/codec.ts";
import { idToBytes, makeId, type RecordId, type SpaceId } from "../base/ids.ts";
import { utf8ToBytes } from "../base/bytes.ts";
import type { LogPath, Store, StoreBatch } from "../ports/store.ts";
import { MAX_SEQ } from "../wire/limits.ts";
import { valueOf } from "./store-failure.ts";

export type PoisonNote = LogPath & { readonly firstSeq: number; readonly lastSeq: number; readonly deaths: number };

/** So many workers have ended while they applied a record alone: it is their end. */
export const DEATHS_OF_POISON = 2;

/** So many a start applies one by one without being slower for it. */
const FEW_RECORDS = 8;
const FEW_REST_MS = 1_000;

/** How long the note of a page may stay after that was applied, since the next one's may take its place: as keys come that somebody types elsewhere. */
export const noteRestsMs = (records: number): number => (records > FEW_RECORDS ? 0 : FEW_REST_MS);

export const poisonNoteKey = (space: SpaceId): string => `applying/${space}`;

/** As a store's meta entry. */
export function poisonNote(space: SpaceId, note: PoisonNote | null): StoreBatch["meta"][number] {
  return { key: poisonNoteKey(space), value: note === null ? null : encodeNote(note) };
}

function encodeNote({ log, branch, firstSeq, lastSeq, deaths }: PoisonNote): Uint8Array {
  return new ByteWriter().bytes(idToBytes(log)).varBytes(utf8ToBytes(branch)).varUint(firstSeq).varUint(lastSeq).u8(deaths).finish();
}

export const poisonKey = (space: SpaceId): string => `poison/${space}`;
const MAX_POISON = 10_000;

/** Throws a store failure. */
export async function readPoison(store: Store, space: SpaceId): Promise<ReadonlySet<RecordId>> {
  const bytes = valueOf(await store.readMeta(poisonKey(space)));
  const decoded =
    bytes === null ? null : decode(bytes, (reader) => reader.list(MAX_POISON, 32, (entry) => makeId("record", entry.bytes(32))));
  return new Set(decoded?.ok === true ? decoded.value : []);
}

/** As a store's meta entry. */
export function poisonEntry(space: SpaceId, poison: ReadonlySet<RecordId>): StoreBatch["meta"][number] {
  return { key: poisonKey(space), value: new ByteWriter().list([...poison], (writer, id) => writer.bytes(idToBytes(id))).finish() };
}

/** The note found at start; null when there is none. Throws a store failure. */
export async function readPoisonNote(store: Store, space: SpaceId): Promise<PoisonNote | null> {
  const bytes = valueOf(await store.readMeta(poisonNoteKey(space)));
  return bytes === null ? null : parsePoisonNote(bytes);
}

/** `null` when it is none: the note is then ignored. */
function parsePoisonNote(bytes: Uint8Array): PoisonNote | null {
  const decoded = decode(bytes, (reader) => ({
    log: makeId("log", reader.bytes(8)),
    branch: new TextDecoder().decode(reader.varBytes(64)),
    firstSeq: reader.varUint(MAX_SEQ),
    lastSeq: reader.varUint(MAX_SEQ),
    deaths: reader.u8(),
  }));
  return decoded.ok ? decoded.value : null;
}
