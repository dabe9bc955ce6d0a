// Made-up contents for the store's conformance cases: the same on every run, alike in form to real ones, and never looked into by a store.

import { ID_BYTES, makeId, type SpaceId } from "../../base/ids.ts";
import type {
  LogPath,
  PathHead,
  RecordState,
  StoreBatch,
  StoredBlock,
  StoredReceipt,
  StoredRecord,
  StoredStatement,
} from "../../ports/store.ts";

/** `length` bytes that follow from `seed`. */
export function sampleBytes(seed: string, length: number): Uint8Array {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}

export function sampleId<Kind extends keyof typeof ID_BYTES>(kind: Kind, seed: string): ReturnType<typeof makeId<Kind>> {
  return makeId(kind, sampleBytes(`${kind} ${seed}`, ID_BYTES[kind]));
}

export const SPACE: SpaceId = sampleId("space", "one");

export const trunkOf = (log: string): LogPath => ({ log: sampleId("log", log), branch: "" });

/** A branch's name is only text to a store: any 8 bytes do. */
export const branchOf = (log: string, name: string): LogPath => ({ log: sampleId("log", log), branch: sampleId("action", name) });

export type SampleRecordOptions = { readonly state?: RecordState; readonly sizeBytes?: number; readonly seed?: string };

export function sampleRecord(path: LogPath, seq: number, options: SampleRecordOptions = {}): StoredRecord {
  const seed = `${path.log} ${path.branch} ${seq} ${options.seed ?? ""}`;
  return {
    log: path.log,
    branch: path.branch,
    seq,
    id: sampleId("record", seed),
    bytes: sampleBytes(seed, options.sizeBytes ?? 160),
    state: options.state ?? "applied",
  };
}

/** Records `first` to `last`, both included. */
export function sampleRecords(path: LogPath, first: number, last: number, options?: SampleRecordOptions): StoredRecord[] {
  return Array.from({ length: last - first + 1 }, (_, i) => sampleRecord(path, first + i, options));
}

/** The head of a path that ends with `record`, written by the device called after the log. */
export function headOf(record: StoredRecord, start: Pick<PathHead, "firstSeq" | "parentId"> = { firstSeq: 1, parentId: null }): PathHead {
  const { log, branch, seq, id } = record;
  return { log, branch, device: sampleId("device", log), generation: 0, ...start, seq, id };
}

export const sampleStatement = (seed: string): StoredStatement => ({ id: sampleId("statement", seed), bytes: sampleBytes(seed, 220) });

export const sampleReceipt = (device: string, counter: number): StoredReceipt => ({
  device: sampleId("device", device),
  counter,
  bytes: sampleBytes(`${device} ${counter}`, 180),
});

/** Block `index` of the pack called `pack`. */
export const sampleBlock = (pack: string, index: number, sizeBytes = 120): StoredBlock => ({
  pack: sampleId("pack", pack),
  index,
  bytes: sampleBytes(`${pack} ${index}`, sizeBytes),
});

/** The head of a trunk that ends with `record` and has `base` for its base. */
export function basedHeadOf(record: StoredRecord, base: StoredRecord): PathHead {
  return { ...headOf(record), base: { seq: base.seq, id: base.id } };
}

export function batchOf(changes: Partial<StoreBatch>): StoreBatch {
  return { space: SPACE, expect: [], records: [], heads: [], statements: [], receipts: [], meta: [], ...changes };
}

/** A batch that appends `records`, all of one path, to the trunk. */
export function appendOf(records: readonly StoredRecord[], changes: Partial<StoreBatch> = {}): StoreBatch {
  return batchOf({ records, heads: records.slice(-1).map((record) => headOf(record)), ...changes });
}
