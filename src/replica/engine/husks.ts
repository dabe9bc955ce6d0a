// What was deleted for good in a log that has forked. Beyond its fork such a log keeps its chain for ever, which ties its ways to each other. A record there that
// speaks of a deleted item is made a *husk* in its place, once packs contain what it said and another device has compared them: its payload goes, its hash
// stays, and with it the record's id and signature.

import type { LogTag } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoredRecord, StoreError } from "../../ports/store.ts";
import { huskOf } from "../../wire/encode-record.ts";
import { baseOf, firstStoredSeq, type LogTree, type TreePath } from "../../wire/log-tree.ts";
import { isHusk, parseRecord, RECORD_KIND_PURGE } from "../../wire/record-envelope.ts";
import { firstForkSeq } from "../../wire/tree-relation.ts";
import { coverOfCheckpoint } from "../checkpoint-cover.ts";
import { readManifest } from "../manifests.ts";
import { pathKey } from "../log-index.ts";
import type { SpaceCore } from "../space-core.ts";
import { isCovered, type Cover } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";
import { speaksOfPurged } from "./purged-records.ts";
import { trustInBase } from "./retention.ts";
import { isPackIntact } from "./serving.ts";

const BATCH = { maxRecords: 200, maxBytes: 1_048_576 };

/** What has been found on a path up to `upTo`, with so many items deleted for good: little changes from run to run. */
type Looked = { readonly tombstones: number; readonly upTo: number; readonly lastToClose: number; readonly firstToEmpty: number };

const NOTHING_FOUND = { upTo: 0, lastToClose: 0, firstToEmpty: 0 };

const lookedBySpace = new WeakMap<SpaceCore, Map<string, Looked>>();

function lookedIn(core: SpaceCore): Map<string, Looked> {
  const looked = lookedBySpace.get(core) ?? new Map<string, Looked>();
  lookedBySpace.set(core, looked);
  return looked;
}

const isForked = ({ paths }: LogTree): boolean => paths.size > 1;

/** The first record of this path that pruning never takes. */
function firstKept(core: SpaceCore, tree: LogTree, path: TreePath): number {
  if (path.branch !== "") return path.firstSeq;
  return Math.max(firstStoredSeq(path), Math.min(core.base.coveredSeq(tree.log), firstForkSeq(tree) - 1) + 1);
}

const isPurge = ({ bytes }: StoredRecord): boolean => {
  const record = parseRecord(bytes);
  return record.ok && !isHusk(record.value) && record.value.kind === RECORD_KIND_PURGE;
};

async function findRecords(
  { core, pause, isStopped }: EngineContext,
  path: TreePath,
  fromSeq: number,
  isFound: (record: StoredRecord) => boolean,
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let seq = fromSeq; seq <= path.seq && !isStopped();) {
    const records = await core.index.read(path, seq, BATCH);
    if (records.length === 0) break;
    found.push(...records.filter(isFound));
    seq += records.length;
    await pause();
  }
  return found;
}

/** Of the path's records beyond its fork, the last that speaks of what was deleted for good, or deletes, and the first that speaks of it; 0: none. */
async function lookThrough(context: EngineContext, tree: LogTree, path: TreePath): Promise<Looked> {
  const { core } = context;
  const looked = lookedIn(core);
  const tombstones = core.items.tombstones.size;
  const before = looked.get(pathKey(path));
  const known = before?.tombstones === tombstones && before.upTo <= path.seq ? before : NOTHING_FOUND;
  const bears = (record: StoredRecord): boolean => isPurge(record) || speaksOfPurged(core, record);
  const records = await findRecords(context, path, Math.max(known.upTo + 1, firstKept(core, tree, path)), bears);
  const found = { ...foundIn(records, known), tombstones, upTo: path.seq };
  if (!context.isStopped()) looked.set(pathKey(path), found);
  return found;
}

/** `known`: what stands before them. */
function foundIn(records: readonly StoredRecord[], known: Pick<Looked, "lastToClose" | "firstToEmpty">): typeof known {
  const firstToEmpty = records.find((record) => !isPurge(record))?.seq ?? 0;
  return {
    lastToClose: records.at(-1)?.seq ?? known.lastToClose,
    firstToEmpty: known.firstToEmpty > 0 ? known.firstToEmpty : firstToEmpty,
  };
}

/** Logs that have forked where something was deleted for good beyond what the base contains. Throws a store failure. */
export async function logsToClose(context: EngineContext): Promise<ReadonlySet<LogTag>> {
  const { core } = context;
  const closing = new Set<LogTag>();
  if (core.items.tombstones.size === 0) return closing;
  for (const tree of [...core.index.trees.values()].filter(isForked)) {
    for (const path of tree.paths.values()) {
      const { lastToClose: seq } = await lookThrough(context, tree, path);
      if (seq > 0 && !isCovered(core.base.coverage, { path, seq })) closing.add(tree.log);
    }
  }
  return closing;
}

/** What another device than its maker has compared of what the base contains. Throws a store failure. */
async function vouchedCover(context: EngineContext): Promise<Cover | null> {
  const { core } = context;
  const [id] = core.base.base.checkpoints;
  const manifest = id === undefined || (await trustInBase(context)) !== "endorsed" ? null : await readManifest(core, id);
  return manifest === null ? null : coverOfCheckpoint(core, manifest);
}

async function areAllPacksIntact(core: SpaceCore): Promise<boolean> {
  let areIntact = true;
  for (const { pack } of core.base.base.packs) {
    if (await isPackIntact(core, pack)) continue;
    core.base.noteDamaged(pack);
    areIntact = false;
  }
  return areIntact;
}

/** Throws a store failure. */
export async function makeHusks(context: EngineContext): Promise<Result<void, StoreError>> {
  const { core } = context;
  const forked = [...core.index.trees.values()].filter(isForked);
  if (core.items.tombstones.size === 0 || forked.length === 0) return ok(undefined);
  const vouched = await vouchedCover(context);
  if (vouched === null) return ok(undefined);
  return core.inTurn(async () => {
    // What a damaged pack held may be in records alone.
    if (context.isStopped() || !core.base.isWhole) return ok(undefined);
    const found: StoredRecord[] = [];
    for (const tree of [...core.index.trees.values()].filter(isForked)) {
      // Records that are neither stored nor in the base.
      if ((baseOf(tree)?.seq ?? 0) > core.base.coveredSeq(tree.log)) continue;
      for (const path of tree.paths.values()) found.push(...(await findHusks(context, tree, path, vouched)));
    }
    if (found.length === 0 || !(await areAllPacksIntact(core))) return ok(undefined);
    lookedBySpace.delete(core);
    const { sha256 } = core.ports.suite;
    return core.ports.store.repairRecords(
      core.space,
      found.map((record) => ({ ...record, bytes: huskOf(sha256, record.bytes) })),
    );
  });
}

/** Of one path, what is to become a husk. */
function findHusks(context: EngineContext, tree: LogTree, path: TreePath, vouched: Cover): Promise<readonly StoredRecord[]> {
  const { core } = context;
  const { firstToEmpty } = lookedBySpace.get(core)?.get(pathKey(path)) ?? { firstToEmpty: 0 };
  const isContained = (seq: number): boolean => isCovered(vouched, { path, seq }) && isCovered(core.base.coverage, { path, seq });
  if (firstToEmpty === 0 || !isContained(firstToEmpty)) return Promise.resolve([]);
  const speaks = (record: StoredRecord): boolean => isContained(record.seq) && speaksOfPurged(core, record);
  return findRecords(context, path, Math.max(firstToEmpty, firstKept(core, tree, path)), speaks);
}
