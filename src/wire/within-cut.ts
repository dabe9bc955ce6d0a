// What of a log is within a cut (PROTOCOL.md "Statements"): the records that the cut names, and all on the way to each. Entries of which nothing is here say
// nothing; they may be about another log, or name what nobody has.

import { locate, segmentsTo, type IdAt, type LogTree } from "./log-tree.ts";
import { comparePlaces, type RecordPlace } from "./record-place.ts";

/** Up to which record each path of a log is within a cut, by its branch; where it is absent nothing of the path is. */
export type CutReach = ReadonlyMap<string, number>;

export async function reachOfCut(tree: LogTree, cut: readonly RecordPlace[], idAt: IdAt): Promise<CutReach> {
  const reach = new Map<string, number>();
  for (const { log, seq, id } of cut) {
    const position = log === tree.log ? await locate(tree, seq, id, idAt) : null;
    if (position === null) continue;
    for (const { branch, lastSeq } of segmentsTo(tree, position)) reach.set(branch, Math.max(lastSeq, reach.get(branch) ?? 0));
  }
  return reach;
}

/** The ends of the ways that go on beyond a cut, as a cut that all of it is within. */
export function leavesBeyond(tree: LogTree, reach: CutReach): readonly RecordPlace[] {
  const beyond = [...tree.paths.values()].filter(({ branch, seq }) => seq > (reach.get(branch) ?? 0));
  return beyond.map(({ log, seq, id }) => ({ log, seq, id })).toSorted(comparePlaces);
}
