// How the paths of a log, and what two replicas tell of them, stand to each other: asked by what sends, compares, keeps and lets go, never at a start.

import type { Version, VersionEntry } from "./frames.ts";
import { segmentsTo, type LogPosition, type LogTree, type TreePath } from "./log-tree.ts";
import { compareVersionEntries } from "./version.ts";

/** Whether the branch leaves the trunk where its records are not held any more, or never were. */
export const isRooted = ({ branch, parentBranch }: TreePath): boolean => branch !== "" && parentBranch === null;

/** The first record that another stands beside; infinite where the log has not forked, or only below its base: a fork of a rooted branch is none. */
export const firstForkSeq = (tree: LogTree): number =>
  Math.min(...[...tree.paths.values()].filter(({ parentBranch }) => parentBranch === "").map(({ firstSeq }) => firstSeq));

/** Whether `version` states the leaf `entry`. */
export const versionHas = (version: Version, entry: VersionEntry): boolean =>
  version.some((other) => compareVersionEntries(other, entry) === 0);

/** Whether every leaf of `entries` is stated by `version`. */
export const versionHasAll = (version: Version, entries: Version): boolean => entries.every((entry) => versionHas(version, entry));

/** How far the ways to two positions are the same: the seq of the last record on both, 0 when they share none. */
export function commonSeq(tree: LogTree, a: LogPosition, b: LogPosition): number {
  const [segmentsA, segmentsB] = [segmentsTo(tree, a), segmentsTo(tree, b)];
  let common = 0;
  for (const [index, segmentA] of segmentsA.entries()) {
    const segmentB = segmentsB[index];
    if (segmentB === undefined || segmentA.branch !== segmentB.branch) break;
    common = Math.min(segmentA.lastSeq, segmentB.lastSeq);
    if (segmentA.lastSeq !== segmentB.lastSeq) break;
  }
  return common;
}
