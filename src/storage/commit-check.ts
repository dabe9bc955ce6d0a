// What every store checks of a batch before it writes any of it, whatever it writes to: the fence, the heads the commit was built on,
// and that records continue their paths without a gap. A gap is a bug of the caller and asserts; a moved head or fence is a value.

import { assert, err, ok, type Result } from "../base/result.ts";
import type { LogPath, PathHead, StoreBatch, StoredRecord, StoreError } from "../ports/store.ts";

/** What the store holds when the batch arrives; read in the transaction that writes it. */
export type CommitBasis = {
  readonly fence: number;
  /** By `pathKey`, for every path of `pathsOf(batch)` that exists. */
  readonly heads: ReadonlyMap<string, PathHead>;
};

/** Unique within a space. */
export const pathKey = ({ log, branch }: LogPath): string => `${log}/${branch}`;

/** 8 bytes in lower-case hex, or nothing for the trunk. */
export const isBranch = (text: string): boolean => /^(?:[0-9a-f]{16})?$/.test(text);

/** The paths that (parts of) a batch names, each once. */
export function pathsOf({ expect = [], heads = [], records = [] }: Partial<StoreBatch>): readonly LogPath[] {
  const paths = new Map<string, LogPath>();
  for (const { log, branch } of [...expect, ...heads, ...records]) {
    paths.set(pathKey({ log, branch }), { log, branch });
  }
  return [...paths.values()];
}

/** Whether a record with the place of `record` belongs to the path that ends with `head`. Asserts that it does not contradict the head. */
export function isHeld(record: StoredRecord, head: PathHead | undefined): boolean {
  if (head === undefined || record.seq < head.firstSeq || record.seq > head.seq) return false;
  assert(record.seq < head.seq || record.id === head.id, `the last record of ${pathKey(record)} is its head`);
  return true;
}

/** Throws when the batch could be right on no basis: its records do not continue their paths up to its heads. */
export function checkBatch(batch: StoreBatch, basis: CommitBasis): Result<void, StoreError> {
  if (batch.fence !== undefined && batch.fence !== basis.fence) return err({ kind: "fenced" });
  for (const { log, branch, seq, id } of batch.expect) {
    const head = basis.heads.get(pathKey({ log, branch }));
    if ((head?.seq ?? 0) !== seq || (head?.id ?? null) !== id) return err({ kind: "head-moved", path: { log, branch } });
  }
  assertContinuous(batch, basis);
  return ok(undefined);
}

function assertContinuous(batch: StoreBatch, basis: CommitBasis): void {
  const ends = new Map<string, { readonly seq: number; readonly id: string }>();
  for (const record of batch.records) ends.set(pathKey(record), assertFollows(record, ends.get(pathKey(record)), batch, basis));
  const named = new Set<string>();
  for (const head of batch.heads) {
    const key = pathKey(head);
    const stored = basis.heads.get(key);
    const end = ends.get(key) ?? stored;
    assert(isBranch(head.branch), `${key} is the trunk or named by 8 bytes`);
    assert(!named.has(key), `one head for path ${key}`);
    assert(end?.seq === head.seq && end.id === head.id, `the head of ${key} is its last record`);
    assert(stored === undefined || isSamePath(stored, head), `path ${key} keeps its beginning`);
    named.add(key);
  }
  for (const key of ends.keys()) assert(named.has(key), `a head for the records of ${key}`);
}

/** `end`: where the batch has brought this path so far. */
function assertFollows(
  record: StoredRecord,
  end: { readonly seq: number } | undefined,
  batch: StoreBatch,
  basis: CommitBasis,
): StoredRecord {
  const key = pathKey(record);
  const before = end ?? basis.heads.get(key);
  const expected = before === undefined ? batch.heads.find((head) => pathKey(head) === key)?.firstSeq : before.seq + 1;
  assert(record.seq === expected, `record ${record.seq} of ${key} comes where ${expected} was due`);
  return record;
}

function isSamePath(a: PathHead, b: PathHead): boolean {
  return a.device === b.device && a.generation === b.generation && a.firstSeq === b.firstSeq && a.parentId === b.parentId;
}
