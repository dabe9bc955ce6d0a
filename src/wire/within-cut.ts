// What of a log is within a cut (PROTOCOL.md "Statements"): the records that the cut names, and all on the way to each. Ids chain forwards, so whether a record
// is on the way to one that is named shows only when that one is here. So there are three cases: within; beyond; and, before a record that is named and not
// here, perhaps. What may be within is stored and told like any record, so that it can be gathered page by page, but nothing of it is applied.

import { idOfPosition, locate, segmentsTo, type IdAt, type LogTree, type TreePath } from "./log-tree.ts";
import type { RecordPlace } from "./record-place.ts";

/** Up to which record each path of a log is within a cut, by its branch; where it is absent nothing of the path is. */
export type CutReach = ReadonlyMap<string, number>;

/** What a cut says of a log as far as it is here. */
export type CutOfLog = {
  readonly reach: CutReach;
  /** Up to here any record may be on the way to one that is named and not here; 0: all that is named is here. Some of it may be what nobody has. */
  readonly openTo: number;
};

export async function cutOfLog(tree: LogTree, cut: readonly RecordPlace[], idAt: IdAt): Promise<CutOfLog> {
  const reach = new Map<string, number>();
  let openTo = 0;
  for (const { log, seq, id } of cut) {
    if (log !== tree.log) continue;
    const position = await locate(tree, seq, id, idAt);
    if (position === null) openTo = Math.max(openTo, seq - 1);
    for (const { branch, lastSeq } of position === null ? [] : segmentsTo(tree, position)) {
      reach.set(branch, Math.max(lastSeq, reach.get(branch) ?? 0));
    }
  }
  return { reach, openTo };
}

/** Up to which record of a path something is within or may be: what is beyond is neither taken nor told. What a base stands for has been taken. */
export const mayCountTo = ({ reach, openTo }: CutOfLog, { branch, base }: Pick<TreePath, "branch" | "base">): number =>
  Math.max(reach.get(branch) ?? 0, openTo, base?.seq ?? 0);

/** The log as it is told and sent: without what is beyond. A path of which nothing is left ends before its first record. */
export async function toldOf(tree: LogTree, cut: CutOfLog, idAt: IdAt): Promise<LogTree> {
  const paths = new Map<string, TreePath>();
  for (const path of tree.paths.values()) {
    const seq = Math.min(path.seq, mayCountTo(cut, path));
    const id = seq === path.seq ? path.id : await idOfPosition(tree, { branch: path.branch, seq }, idAt);
    paths.set(path.branch, id === null || seq < path.firstSeq ? { ...path, seq: path.firstSeq - 1 } : { ...path, seq, id });
  }
  return { log: tree.log, paths };
}

/** Of the paths of such a log, those of which anything is told. */
export const isTold = ({ firstSeq, seq }: Pick<TreePath, "firstSeq" | "seq">): boolean => seq >= firstSeq;
