// How far a checkpoint made now may reach: of each log only what is applied, not what is only held, and never past a fork, so that all ids that tie branches to
// the tree stay above the base. Beyond that it may contain ways of logs that have forked (ways.ts), of a log all of them or none.

import type { LogTag, RecordId } from "../../base/ids.ts";
import type { LogPath, PathBase, RecordState } from "../../ports/store.ts";
import { joinWays, type Checkpoint, type CoverEntry, type Ways } from "../../wire/checkpoint.ts";
import { MAX_WAYS } from "../../wire/limits.ts";
import { baseOf, firstStoredSeq, locate, pathOf, segmentsTo, type LogTree, type TreePath } from "../../wire/log-tree.ts";
import { firstForkSeq } from "../../wire/tree-relation.ts";
import { reachOf, type BaseCover } from "../base.ts";
import { pathKey } from "../log-index.ts";
import { readPoison } from "../poison-note.ts";
import type { SpaceCore } from "../space-core.ts";
import { isCovered, type Cover } from "../tail.ts";
import { coverWith } from "../ways.ts";

const BATCH = { maxRecords: 1_000, maxBytes: 4_194_304 };

/** Named, one after another: a copied profile that goes on for long adds one whenever something is deleted for good. */
const MAX_WAYS_OF_LOG = 64;

/** The first record of a path (`pathKey`) that it must stop before; absent: none. */
export type Barriers = ReadonlyMap<string, number>;

export function lowerBarrier(barriers: Map<string, number>, path: LogPath, seq: number): void {
  const key = pathKey(path);
  barriers.set(key, Math.min(seq, barriers.get(key) ?? seq));
}

/** What is applied: of each log's trunk before its first fork, and beyond. */
export type Applied = { readonly cover: BaseCover; readonly ways: Ways };

/** Records that are held but not applied, and those whose updates wait for others: by what is first. Throws a store failure. */
async function findBarriers(core: SpaceCore): Promise<Map<string, number>> {
  const barriers = new Map<string, number>();
  for (const { path, seq } of await core.items.unapplied()) lowerBarrier(barriers, path, seq);
  const poisoned = await readPoison(core.ports.store, core.space);
  const { keyless, parked, beyond } = core.counts;
  if (keyless + parked + beyond + poisoned.size === 0) return barriers;
  for (const tree of core.index.trees.values()) {
    for (const path of tree.paths.values()) {
      const seq = await firstUnapplied(core, path, poisoned);
      if (seq !== null) lowerBarrier(barriers, path, seq);
    }
  }
  return barriers;
}

const isUnapplied = (state: RecordState): boolean => state === "keyless" || state === "parked" || state === "beyond";

/** Where other devices apply what is void here, this one has not applied it. */
async function firstUnapplied(core: SpaceCore, path: TreePath, poisoned: ReadonlySet<RecordId>): Promise<number | null> {
  const covered = path.branch === "" ? core.base.coveredSeq(path.log) : 0;
  const from = Math.max(covered, core.base.coverage.get(pathKey(path)) ?? 0, firstStoredSeq(path) - 1) + 1;
  for (let seq = from; seq <= path.seq;) {
    const records = await core.index.read(path, seq, BATCH);
    if (records.length === 0) return seq;
    const first = records.find(({ state, id }) => isUnapplied(state) || poisoned.has(id));
    if (first !== undefined) return first.seq;
    seq += records.length;
  }
  return null;
}

/** The first record of the trunk that must not be covered. */
function stopOf({ index }: SpaceCore, trunk: TreePath, barrier: number): number {
  const damaged = index.damagedSeq(trunk);
  return Math.min(trunk.seq + 1, barrier, damaged > 0 ? damaged : Infinity);
}

async function coverOfLog(core: SpaceCore, tree: LogTree, barrier = Infinity): Promise<PathBase | null> {
  const trunk = pathOf(tree, "");
  const covered = core.base.base.cover.get(tree.log) ?? null;
  const coveredSeq = core.base.coveredSeq(tree.log);
  // Records that are neither stored nor in the base: what they said is not here.
  if (trunk.base !== undefined && trunk.base.seq > coveredSeq) return covered;
  // What the base contains is contained, whatever has become of the records.
  const reached = Math.max(coveredSeq, stopOf(core, trunk, barrier) - 1);
  const seq = Math.min(reached, firstForkSeq(tree) - 1);
  if (seq === coveredSeq) return covered;
  const id = seq === trunk.seq ? trunk.id : await core.index.idAt(trunk, seq);
  return id === null ? null : { seq, id };
}

/** Whether all that is held of a log is applied. */
function isWholeLog(core: SpaceCore, tree: LogTree, barriers: Barriers): boolean {
  // Records that are neither stored nor in the base: what they said is not here.
  if ((baseOf(tree)?.seq ?? 0) > core.base.coveredSeq(tree.log)) return false;
  return [...tree.paths.values()].every((path) => !barriers.has(pathKey(path)) && core.index.damagedSeq(path) === 0);
}

/** The ends of all ways of a log, without what is contained. */
function waysOfLog(tree: LogTree, contained: Cover): Ways {
  return [...tree.paths.values()]
    .filter((path) => !isCovered(contained, { path, seq: path.seq }))
    .map(({ log, seq, id }) => ({ log, seq, id }));
}

/** What the base covers of logs that turned out to have forked below that: its packs still contain it. */
function recededWays({ base }: SpaceCore, cover: BaseCover): Ways {
  return [...base.base.cover].filter(([log, { seq }]) => seq > (cover.get(log)?.seq ?? 0)).map(([log, end]) => ({ log, ...end }));
}

/** Up to the ends of all ways of logs that have forked, where all of them are applied. Throws a store failure. */
async function appliedWays(core: SpaceCore, cover: BaseCover, barriers: Barriers, closing: ReadonlySet<LogTag>): Promise<Ways> {
  let ways = joinWays(core.base.base.ways, recededWays(core, cover));
  const contained = await coverWith(core.index, reachOf(cover), ways);
  for (const tree of core.index.trees.values()) {
    if (tree.paths.size === 1 || !closing.has(tree.log) || !isWholeLog(core, tree, barriers)) continue;
    const joined = joinWays(ways, waysOfLog(tree, contained));
    const ofLog = joined.filter(({ log }) => log === tree.log);
    if (ofLog.length <= MAX_WAYS_OF_LOG && joined.length < MAX_WAYS) ways = joined;
  }
  return ways;
}

type Asked = {
  /** More barriers than those found here. */
  readonly barriers?: Barriers;
  /** Of which logs more ways than those of the base are asked for. */
  readonly closing?: ReadonlySet<LogTag>;
};

/** Throws a store failure. */
export async function appliedCover(core: SpaceCore, { barriers = new Map(), closing = new Set() }: Asked = {}): Promise<Applied> {
  const found = await findBarriers(core);
  for (const [key, seq] of barriers) found.set(key, Math.min(seq, found.get(key) ?? seq));
  const cover = await coverBelow(core, found);
  return { cover, ways: await appliedWays(core, cover, found, closing) };
}

async function coverBelow(core: SpaceCore, barriers: Barriers): Promise<BaseCover> {
  const cover = new Map<LogTag, PathBase>();
  for (const tree of core.index.trees.values()) {
    const reached = await coverOfLog(core, tree, barriers.get(pathKey({ log: tree.log, branch: "" })));
    if (reached !== null) cover.set(tree.log, reached);
  }
  return cover;
}

/** Of a checkpoint. */
type Covering = Pick<Checkpoint, "cover" | "ways">;

/** Whether all that it covers is held here and applied. Throws a store failure. */
export async function isApplied(core: SpaceCore, { cover, ways }: Covering): Promise<boolean> {
  const barriers = await findBarriers(core);
  const applied = await coverBelow(core, barriers);
  const beyond = cover.filter(({ log, seq }) => seq > (applied.get(log)?.seq ?? 0));
  for (const entry of [...beyond, ...ways]) if (!(await isWayApplied(core, barriers, entry))) return false;
  return true;
}

/** Whether the record is held, and all on the way to it is applied. */
async function isWayApplied(core: SpaceCore, barriers: Barriers, { log, seq, id }: CoverEntry): Promise<boolean> {
  const { index, base } = core;
  if (base.base.ways.some((way) => way.id === id)) return true;
  const tree = index.trees.get(log);
  const position = tree === undefined ? null : await locate(tree, seq, id, index.idAt);
  if (tree === undefined || position === null || (baseOf(tree)?.seq ?? 0) > base.coveredSeq(log)) return false;
  return segmentsTo(tree, position).every(({ branch, lastSeq }) => {
    const path = { log, branch };
    const damaged = index.damagedSeq(path);
    return (barriers.get(pathKey(path)) ?? Infinity) > lastSeq && (damaged === 0 || damaged > lastSeq);
  });
}
