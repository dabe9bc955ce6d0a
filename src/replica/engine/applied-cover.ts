// How far a checkpoint made now may reach: of each log only what is applied, not what is only held, and never past a fork, so that all ids that tie branches to
// the tree stay above the base.

import type { LogTag, RecordId } from "../../base/ids.ts";
import type { PathBase } from "../../ports/store.ts";
import { firstForkSeq, pathOf, type LogTree, type TreePath } from "../../wire/log-tree.ts";
import type { BaseCover } from "../base.ts";
import { readPoison } from "../poison-note.ts";
import type { SpaceCore } from "../space-core.ts";

const BATCH = { maxRecords: 1_000, maxBytes: 4_194_304 };

/** The first record of a trunk that each log must stop before; absent: none. */
export type Barriers = ReadonlyMap<LogTag, number>;

export function lowerBarrier(barriers: Map<LogTag, number>, log: LogTag, seq: number): void {
  barriers.set(log, Math.min(seq, barriers.get(log) ?? seq));
}

/** Records that are held but not applied, and those whose updates wait for others: by what is first. Throws a store failure. */
async function findBarriers(core: SpaceCore): Promise<Map<LogTag, number>> {
  const barriers = new Map<LogTag, number>();
  for (const { path, seq } of await core.items.unapplied()) if (path.branch === "") lowerBarrier(barriers, path.log, seq);
  const poisoned = await readPoison(core.ports.store, core.space);
  if (core.counts.keyless + core.counts.parked + poisoned.size === 0) return barriers;
  for (const tree of core.index.trees.values()) {
    const seq = await firstUnapplied(core, tree, poisoned);
    if (seq !== null) lowerBarrier(barriers, tree.log, seq);
  }
  return barriers;
}

/** Where other devices apply what is void here, this one has not applied it. */
async function firstUnapplied(core: SpaceCore, tree: LogTree, poisoned: ReadonlySet<RecordId>): Promise<number | null> {
  const path = { log: tree.log, branch: "" };
  const trunk = pathOf(tree, "");
  const from = Math.max(core.base.coveredSeq(tree.log), trunk.base?.seq ?? 0) + 1;
  for (let seq = from; seq <= trunk.seq;) {
    const records = await core.index.read(path, seq, BATCH);
    if (records.length === 0) return seq;
    const first = records.find(({ state, id }) => state === "keyless" || state === "parked" || poisoned.has(id));
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

/** `barriers`: more of them than those found here. Throws a store failure. */
export async function appliedCover(core: SpaceCore, barriers: Barriers = new Map()): Promise<BaseCover> {
  const found = await findBarriers(core);
  for (const [log, seq] of barriers) lowerBarrier(found, log, seq);
  const cover = new Map<LogTag, PathBase>();
  for (const tree of core.index.trees.values()) {
    const reached = await coverOfLog(core, tree, found.get(tree.log));
    if (reached !== null) cover.set(tree.log, reached);
  }
  return cover;
}
