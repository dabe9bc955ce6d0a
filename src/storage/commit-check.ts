// What every store checks of a batch before it writes any of it, whatever it writes to: the fence, the heads and values the commit was built on,
// and that records continue their paths without a gap, bases included. A gap is a bug of the caller and asserts; what has moved is a value.

import { isBranch } from "./branch-name.ts";
import { bytesEqual } from "../base/bytes.ts";
import type { RecordId } from "../base/ids.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { ExpectedHead, LogPath, PathBase, PathHead, StoreBatch, StoredRecord, StoreError } from "../ports/store.ts";
import { firstStoredSeq } from "../wire/log-tree.ts";

/** What the store holds when the batch arrives; read in the transaction that writes it. */
export type CommitBasis = {
  readonly fence: number;
  /** By `pathKey`, for every path of `pathsOf(batch)` that exists. */
  readonly heads: ReadonlyMap<string, PathHead>;
  /** For every key of the batch's `expectMeta` that has a value. */
  readonly meta: ReadonlyMap<string, Uint8Array>;
};

/** Unique within a space. */
export const pathKey = ({ log, branch }: LogPath): string => `${log}/${branch}`;

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
  if (head === undefined || record.seq < firstStoredSeq(head) || record.seq > head.seq) return false;
  assert(record.seq < head.seq || record.id === head.id, `the last record of ${pathKey(record)} is its head`);
  return true;
}

/** Throws when the batch could be right on no basis: its records do not continue their paths up to its heads. */
export function checkBatch(batch: StoreBatch, basis: CommitBasis): Result<void, StoreError> {
  const moved = whatMoved(batch, basis);
  if (moved !== null) return err(moved);
  const stored = withoutRemoved(batch, basis.heads);
  const heads = headsByKey(batch);
  assertContinuous(batch, heads, stored);
  for (const [key, head] of heads) assertKept(key, head, stored.get(key), batch);
  for (const path of batch.prune ?? []) {
    const base = heads.get(pathKey(path))?.base;
    assert(base?.seq === path.upTo, `the head of ${pathKey(path)} carries the base it is pruned to`);
  }
  return ok(undefined);
}

/** What is no longer as the batch expects it. */
function whatMoved({ fence, expect, heads, expectMeta = [] }: StoreBatch, basis: CommitBasis): StoreError | null {
  if (fence !== undefined && fence !== basis.fence) return { kind: "fenced" };
  const path = expect.find((expected) => !isAsExpected(expected, basis.heads.get(pathKey(expected))));
  if (path !== undefined) return { kind: "head-moved", path: { log: path.log, branch: path.branch } };
  // Another tab has pruned the path meanwhile.
  const behind = heads.find((head) => (head.base?.seq ?? 0) < (basis.heads.get(pathKey(head))?.base?.seq ?? 0));
  if (behind !== undefined) return { kind: "head-moved", path: { log: behind.log, branch: behind.branch } };
  const meta = expectMeta.find(({ key, value }) => !isSameValue(basis.meta.get(key) ?? null, value));
  return meta === undefined ? null : { kind: "meta-moved", key: meta.key };
}

const isAsExpected = ({ seq, id }: ExpectedHead, head: PathHead | undefined): boolean =>
  (head?.seq ?? 0) === seq && (head?.id ?? null) === id;

const isSameValue = (a: Uint8Array | null, b: Uint8Array | null): boolean => (a === null || b === null ? a === b : bytesEqual(a, b));

/** The heads that are left when the batch's paths are removed. */
function withoutRemoved({ removePaths = [], heads }: StoreBatch, stored: ReadonlyMap<string, PathHead>): ReadonlyMap<string, PathHead> {
  const removed = new Set(removePaths.map(pathKey));
  for (const { log, branch } of removePaths) {
    const beginsAnew = heads.some((head) => head.log === log && head.branch === branch && head.base !== undefined);
    assert(branch !== "" || beginsAnew, `the trunk of ${log} begins anew from a base`);
  }
  return removed.size === 0 ? stored : new Map([...stored].filter(([key]) => !removed.has(key)));
}

function headsByKey(batch: StoreBatch): ReadonlyMap<string, PathHead> {
  const heads = new Map<string, PathHead>();
  for (const head of batch.heads) {
    const key = pathKey(head);
    assert(isBranch(head.branch), `${key} is the trunk or named by an id`);
    assert(!heads.has(key), `one head for path ${key}`);
    heads.set(key, head);
  }
  return heads;
}

type PathEnd = { readonly seq: number; readonly id: RecordId };

function assertContinuous(batch: StoreBatch, heads: ReadonlyMap<string, PathHead>, stored: ReadonlyMap<string, PathHead>): void {
  const ends = new Map([...heads].flatMap(([key, head]): [string, PathEnd][] => startOf(key, head, stored.get(key))));
  for (const record of batch.records) {
    const key = pathKey(record);
    const head = heads.get(key);
    assert(head !== undefined, `a head for the records of ${key}`);
    const due = (ends.get(key)?.seq ?? head.firstSeq - 1) + 1;
    assert(record.seq === due, `record ${record.seq} of ${key} comes where ${due} was due`);
    ends.set(key, record);
  }
  for (const [key, head] of heads) {
    const end = ends.get(key);
    assert(end?.seq === head.seq && end.id === head.id, `the head of ${key} is its last record`);
  }
}

/** What the batch's records of this path continue: what is stored, or a base that goes beyond it; nothing where the path begins. */
function startOf(key: string, { base }: PathHead, stored: PathHead | undefined): [string, PathEnd][] {
  const start = base !== undefined && base.seq > (stored?.seq ?? 0) ? base : stored;
  return start === undefined ? [] : [[key, start]];
}

const NO_BASE = { seq: 0, id: null };

/** A path keeps its beginning; its base only moves on, and takes what is stored up to it away. */
function assertKept(key: string, head: PathHead, stored: PathHead | undefined, { prune = [] }: StoreBatch): void {
  if (head.base !== undefined) assertBase(key, head, head.base);
  if (stored === undefined) return;
  assert(isSamePath(stored, head), `path ${key} keeps its beginning`);
  const [base, before] = [head.base ?? NO_BASE, stored.base ?? NO_BASE];
  if (base.seq === before.seq) assert(base.id === before.id, `the base of ${key} stays the same record`);
  else
    assert(
      prune.some((path) => pathKey(path) === key),
      `${key} is pruned to its base`,
    );
}

function assertBase(key: string, { branch, seq, id }: PathHead, base: PathBase): void {
  assert(branch === "", `${key} is a trunk, as what has a base`);
  assert(base.seq >= 1 && (base.seq < seq || base.id === id), `the base of ${key} is on its path`);
}

function isSamePath(a: PathHead, b: PathHead): boolean {
  return a.device === b.device && a.generation === b.generation && a.firstSeq === b.firstSeq && a.parentId === b.parentId;
}
