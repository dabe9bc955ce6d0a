// What another replica lacks of the logs held here (PROTOCOL.md "What is missing"): from its version, which names the leaves it holds.
//
// Each of its entries is located in the tree of the log. What lies on the way to a located entry is held there. An entry that is not here tells
// nothing by itself: if it is further than a leaf of ours, it most likely contains it, and if not the other side sees the difference and asks; if
// it is not further, the two have parted, and it has to be asked where (fork-search.ts). Nothing that is surely held there is sent.

import type { LogTag, RecordId } from "../base/ids.ts";
import type { Version, VersionEntry } from "./frames.ts";
import { commonSeq, idOfPosition, locate, segmentsTo, type IdAt, type LogPosition, type LogTree, type TreePath } from "./log-tree.ts";

/** Consecutive records of one stored path that the other side lacks. `previousId`: of the record before the first. */
export type SendSpan = {
  readonly log: LogTag;
  readonly branch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly previousId: RecordId | null;
};

export type SendPlan = {
  /** In the order to send: a path's parent before it. */
  readonly spans: readonly SendSpan[];
  /** Leaves of theirs of which it must be found out where they parted from ours. */
  readonly asks: readonly VersionEntry[];
};

/** Where the way to a leaf of theirs leaves this tree, as fork searches have found. */
export type KnownPartings = (entry: VersionEntry) => LogPosition | null;

type HeldByThem = { readonly positions: LogPosition[]; readonly unknown: readonly VersionEntry[] };

async function locateEntries(tree: LogTree, entries: Version, partings: KnownPartings, idAt: IdAt): Promise<HeldByThem> {
  const positions: LogPosition[] = [];
  const unknown: VersionEntry[] = [];
  for (const entry of entries) {
    const position = partings(entry) ?? (await locate(tree, entry.seq, entry.idPrefix, idAt));
    if (position === null) unknown.push(entry);
    else positions.push(position);
  }
  return { positions, unknown };
}

/** The trunk first, then by where a path begins, so that a parent comes before its forks. */
const compareByBeginning = (a: TreePath, b: TreePath): number =>
  Number(a.parentBranch !== null) - Number(b.parentBranch !== null) || a.firstSeq - b.firstSeq;

async function planLog(tree: LogTree, entries: Version, partings: KnownPartings, idAt: IdAt): Promise<SendPlan> {
  const { positions, unknown } = await locateEntries(tree, entries, partings, idAt);
  const spans: SendSpan[] = [];
  const asks = new Set<VersionEntry>();
  for (const leaf of [...tree.paths.values()].toSorted(compareByBeginning)) {
    const heldSeq = Math.max(0, ...positions.map((position) => commonSeq(tree, leaf, position)));
    if (heldSeq === leaf.seq) continue;
    const parted = unknown.filter((entry) => entry.seq <= leaf.seq);
    for (const entry of parted) asks.add(entry);
    if (unknown.length > 0) continue;
    for (const { branch, firstSeq, lastSeq } of segmentsTo(tree, leaf)) {
      if (lastSeq <= heldSeq) continue;
      const from = Math.max(firstSeq, heldSeq + 1);
      const previousId = await idOfPosition(tree, { branch, seq: from - 1 }, idAt);
      spans.push({ log: tree.log, branch, firstSeq: from, lastSeq, previousId });
    }
    positions.push(leaf);
  }
  return { spans, asks: [...asks] };
}

/** What to send to a replica that says it holds `theirs`, and which of its leaves to ask about first. */
export async function planSends(
  trees: Iterable<LogTree>,
  theirs: Version,
  idAt: IdAt,
  partings: KnownPartings = () => null,
): Promise<SendPlan> {
  const plans: SendPlan[] = [];
  for (const tree of trees) {
    const entries = theirs.filter((entry) => entry.log === tree.log);
    plans.push(await planLog(tree, entries, partings, idAt));
  }
  return { spans: plans.flatMap((plan) => plan.spans), asks: plans.flatMap((plan) => plan.asks) };
}
