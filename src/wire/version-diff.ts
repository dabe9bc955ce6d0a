// What another replica lacks of the logs held here (PROTOCOL.md "What is missing"): from its version, which names the leaves it holds.
//
// Each of its entries is located in the tree of the log. What lies on the way to a located entry is held there. An entry that is not here tells
// nothing by itself: if it is further than a leaf of ours, it most likely contains it, and if not the other side sees the difference and asks; if
// it is not further, the two have parted, and it has to be asked where (fork-search.ts). Nothing that is surely held there is sent.
//
// Below a base of ours nothing can be sent. An entry there is taken to be on our way, since its record cannot be compared; what the other side lacks
// it gets as a checkpoint. And while it is taking one that is held here too, it is sent nothing of what that covers. Where it holds another record than ours
// at a seq it is told so (`parts`), since below a base of its own it cannot find out by itself.

import type { LogTag, RecordId } from "../base/ids.ts";
import type { Version, VersionEntry } from "./frames.ts";
import { baseOf, idOfPosition, locate, rootOf, segmentsTo, type IdAt, type LogPosition, type LogTree, type TreePath } from "./log-tree.ts";
import { commonSeq, isRooted } from "./tree-relation.ts";

/** Consecutive records of one stored path that the other side lacks. `previousId`: of the record before the first. */
export type SendSpan = {
  readonly log: LogTag;
  readonly branch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly previousId: RecordId | null;
  /** The other side holds another record at `firstSeq`, or a base on another way. */
  readonly parts: boolean;
};

export type SendPlan = {
  /** In the order to send: a path's parent before it. */
  readonly spans: readonly SendSpan[];
  /** Leaves of theirs of which it must be found out where they parted from ours. */
  readonly asks: readonly VersionEntry[];
  /** Logs of which the other side lacks records that are below our base, so that only a checkpoint helps it. */
  readonly needsBase: readonly LogTag[];
  /** Of those of which it holds nothing, what is behind our base: a relay begins a log with it that has a checkpoint for what is before. */
  readonly beginnings: readonly SendSpan[];
  /** Logs of which nothing is sent while the other side takes a checkpoint that covers more of them than it holds. */
  readonly awaitsCheckpoint: readonly LogTag[];
};

/** How far the checkpoint reaches in this log that the other side holds or is taking, and that is held here too; 0 for none. */
export type CoveredThere = (log: LogTag) => number;

/** Where the way to a leaf of theirs leaves this tree, as fork searches have found. */
export type KnownPartings = (entry: VersionEntry) => LogPosition | null;

type HeldByThem = { readonly positions: LogPosition[]; readonly unknown: readonly VersionEntry[] };

async function locateEntries(tree: LogTree, entries: Version, partings: KnownPartings, idAt: IdAt): Promise<HeldByThem> {
  const positions: LogPosition[] = [];
  const unknown: VersionEntry[] = [];
  const baseSeq = baseOf(tree)?.seq ?? 0;
  for (const entry of entries) {
    const position = partings(entry) ?? (await locate(tree, entry.seq, entry.idPrefix, idAt));
    if (position !== null) positions.push(position);
    else if (entry.seq >= baseSeq) unknown.push(entry);
  }
  return { positions, unknown };
}

/** The trunk first, then by where a path begins, so that a parent comes before its forks. */
const compareByBeginning = (a: TreePath, b: TreePath): number =>
  Number(a.parentBranch !== null) - Number(b.parentBranch !== null) || a.firstSeq - b.firstSeq;

const NOTHING: SendPlan = { spans: [], asks: [], needsBase: [], beginnings: [], awaitsCheckpoint: [] };

async function planLog(tree: LogTree, entries: Version, partings: KnownPartings, idAt: IdAt): Promise<SendPlan> {
  const { positions, unknown } = await locateEntries(tree, entries, partings, idAt);
  const spans: SendSpan[] = [];
  const asks = new Set<VersionEntry>();
  let needsBase = false;
  for (const leaf of [...tree.paths.values()].toSorted(compareByBeginning)) {
    const heldSeq = Math.max(0, ...positions.map((position) => commonSeq(tree, leaf, position)));
    if (heldSeq === leaf.seq) continue;
    const parted = unknown.filter((entry) => entry.seq <= leaf.seq);
    for (const entry of parted) asks.add(entry);
    if (unknown.length > 0) continue;
    const parts = hasOtherWay(tree, leaf, heldSeq, positions);
    if (isOutOfReach(tree, leaf, heldSeq, parts)) {
      needsBase = true;
      continue;
    }
    spans.push(...(await spansTo(tree, leaf, heldSeq, parts, idAt)));
    positions.push(leaf);
  }
  const beginnings = needsBase && entries.length === 0 ? await beginningsOf(tree, idAt) : [];
  return { ...NOTHING, spans, asks: [...asks], needsBase: needsBase ? [tree.log] : [], beginnings };
}

/** All records that follow our base. */
async function beginningsOf(tree: LogTree, idAt: IdAt): Promise<readonly SendSpan[]> {
  const spans: SendSpan[] = [];
  for (const leaf of [...tree.paths.values()].toSorted(compareByBeginning)) {
    const held = Math.max(
      baseOf(tree)?.seq ?? 0,
      ...spans.map((span) => commonSeq(tree, leaf, { branch: span.branch, seq: span.lastSeq })),
    );
    if (!isRooted(rootOf(tree, leaf.branch)) && leaf.seq > held) spans.push(...(await spansTo(tree, leaf, held, false, idAt)));
  }
  return spans;
}

/** Whether one of `positions` is on another way than the record after `heldSeq` on the way to `leaf`. Of a rooted way, the base and all behind it are. */
function hasOtherWay(tree: LogTree, leaf: TreePath, heldSeq: number, positions: readonly LogPosition[]): boolean {
  const root = rootOf(tree, leaf.branch);
  const from = Math.max(heldSeq, root.firstSeq - 1);
  const other = isRooted(root) ? Math.min(from + 1, baseOf(tree)?.seq ?? from + 1) : from + 1;
  return positions.some((position) => position.seq >= other && commonSeq(tree, leaf, position) <= from);
}

/** Whether only a checkpoint brings what comes after `heldSeq`: it is below the base, or on a way beside it for somebody who has nothing that far. */
const isOutOfReach = (tree: LogTree, leaf: TreePath, heldSeq: number, parts: boolean): boolean =>
  heldSeq < (baseOf(tree)?.seq ?? 0) && !(parts && isRooted(rootOf(tree, leaf.branch)));

/** The records on the way to `leaf` that come after `heldSeq`. */
async function spansTo(tree: LogTree, leaf: TreePath, heldSeq: number, parts: boolean, idAt: IdAt): Promise<readonly SendSpan[]> {
  const spans: SendSpan[] = [];
  for (const { branch, firstSeq, lastSeq } of segmentsTo(tree, leaf)) {
    if (lastSeq <= heldSeq) continue;
    const from = Math.max(firstSeq, heldSeq + 1);
    const previousId = await idOfPosition(tree, { branch, seq: from - 1 }, idAt);
    spans.push({ log: tree.log, branch, firstSeq: from, lastSeq, previousId, parts });
  }
  return spans;
}

/** What to send to a replica that says it holds `theirs`, and which of its leaves to ask about first. */
export async function planSends(
  trees: Iterable<LogTree>,
  theirs: Version,
  idAt: IdAt,
  partings: KnownPartings = () => null,
  coveredThere: CoveredThere = () => 0,
): Promise<SendPlan> {
  const plans: SendPlan[] = [];
  for (const tree of trees) {
    const entries = theirs.filter((entry) => entry.log === tree.log);
    const covered = coveredThere(tree.log);
    const isAwaited = covered > 0 && entries.every((entry) => entry.seq < covered);
    plans.push(isAwaited ? { ...NOTHING, awaitsCheckpoint: [tree.log] } : await planLog(tree, entries, partings, idAt));
  }
  return {
    spans: plans.flatMap((plan) => plan.spans),
    asks: plans.flatMap((plan) => plan.asks),
    needsBase: plans.flatMap((plan) => plan.needsBase),
    beginnings: plans.flatMap((plan) => plan.beginnings),
    awaitsCheckpoint: plans.flatMap((plan) => plan.awaitsCheckpoint),
  };
}
