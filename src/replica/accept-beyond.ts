// What this device holds beyond a cut it accepts (decision 129), so that nothing that somebody may write with holds is ever cut off. What has been accepted
// shows by the cut as it is: whether a statement that accepted it still counts is not asked, and what a worker that ended did not come to is done at the
// next start.

import type { DeviceId } from "../base/ids.ts";
import { MAX_CUT_ENTRIES, type AcceptBody } from "../members/statement-content.ts";
import type { Statement } from "../members/statement.ts";
import { comparePlaces, type RecordPlace } from "../wire/record-place.ts";
import { firstStoredSeq, idOfPosition, withPath, type LogTree, type TreePath } from "../wire/log-tree.ts";
import { leavesBeyond, reachOfCut } from "../wire/beyond-cut.ts";
import type { LogIndex } from "./log-index.ts";
import { signStatements } from "./sign-statements.ts";
import type { SpaceCore } from "./space-core.ts";

const BATCH = { maxRecords: 1_000, maxBytes: 4_194_304 };

/** The log without what was stored as beyond its cut: that may be anything. Throws a store failure. */
export async function takenOf({ index, counts }: SpaceCore, tree: LogTree): Promise<LogTree> {
  if (counts.beyond === 0) return tree;
  let taken = tree;
  for (const path of tree.paths.values()) {
    const first = await firstBeyond(index, path);
    if (first === null) continue;
    const id = await idOfPosition(tree, { branch: path.branch, seq: first - 1 }, index.idAt);
    taken = withPath(taken, { ...path, seq: first - 1, id: id ?? path.id });
  }
  return taken;
}

async function firstBeyond(index: LogIndex, path: TreePath): Promise<number | null> {
  for (let seq = firstStoredSeq(path); seq <= path.seq;) {
    const records = await index.read(path, seq, BATCH);
    const first = records.find(({ state }) => state === "beyond");
    if (first !== undefined || records.length === 0) return first?.seq ?? null;
    seq += records.length;
  }
  return null;
}

/** Throws a store failure. */
async function leavesOf(core: SpaceCore): Promise<ReadonlyMap<DeviceId, readonly RecordPlace[]>> {
  const { index, members } = core;
  const leaves = new Map<DeviceId, readonly RecordPlace[]>();
  for (const tree of index.trees.values()) {
    const device = members.findLog(tree.log)?.device;
    const cut = device === undefined ? null : members.cutOf(device);
    if (device === undefined || cut === null) continue;
    const beyond = leavesBeyond(await takenOf(core, tree), await reachOfCut(tree, cut.cut, index.idAt));
    if (beyond.length > 0) leaves.set(device, [...(leaves.get(device) ?? []), ...beyond]);
  }
  return leaves;
}

/** Of a device that may write. Must run in the space's turn. Throws a store failure. */
export async function acceptBeyond(core: SpaceCore): Promise<readonly Statement[]> {
  const { members } = core;
  const bodies: AcceptBody[] = [];
  for (const [device, leaves] of await leavesOf(core)) {
    const statement = members.cutOf(device)?.by[0];
    const cut = leaves.toSorted(comparePlaces).slice(0, MAX_CUT_ENTRIES);
    if (statement !== undefined) bodies.push({ kind: "accept", statement, cut });
  }
  return signStatements(core, bodies);
}
