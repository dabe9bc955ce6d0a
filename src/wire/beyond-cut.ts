// What of a log is beyond a cut: what has been taken before the cut was known, and is to be accepted.

import type { IdAt, LogTree } from "./log-tree.ts";
import { comparePlaces, type RecordPlace } from "./record-place.ts";
import { cutOfLog, isTold, type CutReach } from "./within-cut.ts";

export const reachOfCut = async (tree: LogTree, cut: readonly RecordPlace[], idAt: IdAt): Promise<CutReach> =>
  (await cutOfLog(tree, cut, idAt)).reach;

/** The ends of the ways that go on beyond a cut, as a cut that all of it is within. */
export function leavesBeyond(tree: LogTree, reach: CutReach): readonly RecordPlace[] {
  const beyond = [...tree.paths.values()].filter((path) => isTold(path) && path.seq > (reach.get(path.branch) ?? 0));
  return beyond.map(({ log, seq, id }) => ({ log, seq, id })).toSorted(comparePlaces);
}
