// How a log as a checkpoint covers it stands to what is held of it here.

import type { LogTag } from "../../base/ids.ts";
import { baseOf, locate, pathOf, type LogTree, type TreePath } from "../../wire/log-tree.ts";
import type { CoverEntry } from "../../wire/checkpoint.ts";
import { commonSeq, firstForkSeq } from "../../wire/tree-relation.ts";
import type { SpaceCore } from "../space-core.ts";
import { undamaged } from "../space-replay.ts";

export type LogRelation =
  /** Nothing of the log is held. */
  | { readonly kind: "unknown" }
  /** The record is held on the trunk, or the base contains it. */
  | { readonly kind: "held" }
  /** It is held on a branch: of the trunk only `trunkSeq` is on the way to it. */
  | { readonly kind: "branch"; readonly trunkSeq: number }
  /** The record is missing in this store, and those behind it on the trunk are its successors. */
  | { readonly kind: "gap" }
  /** What is held ends before it, as far as can be told on the way to it. */
  | { readonly kind: "behind"; readonly seq: number }
  /** What is held reaches as far and is something else: the ways have parted where nothing is held any more, or was never. */
  | { readonly kind: "parted" };

/** How many records a checkpoint says to cover beyond what is held of their logs. */
export function countLacking({ index }: SpaceCore, cover: readonly CoverEntry[]): number {
  const heldOf = (log: LogTag): number => Math.max(0, ...index.version.filter((entry) => entry.log === log).map(({ seq }) => seq));
  return cover.reduce((sum, { log, seq }) => sum + Math.max(0, seq - heldOf(log)), 0);
}

/** Throws a store failure. */
export async function relationOf(core: SpaceCore, entry: CoverEntry): Promise<LogRelation> {
  const { index, base } = core;
  const tree = index.trees.get(entry.log);
  if (tree === undefined) return { kind: "unknown" };
  const covered = base.coveredSeq(entry.log);
  const trunk = pathOf(tree, "");
  const hollow = baseOf(tree)?.seq ?? 0;
  // Records that are neither stored nor in the base: only a checkpoint can bring them.
  if (hollow > covered) return entry.seq >= hollow ? { kind: "behind", seq: covered } : { kind: "held" };
  if (entry.seq <= covered && (await isOnTrunk(index, trunk, entry))) return { kind: "held" };
  const position = await locate(tree, entry.seq, entry.id, index.idAt);
  if (position !== null) return positionOf(tree, position);
  return relationOfAbsent(core, tree, entry);
}

const ONE_RECORD = { maxRecords: 1, maxBytes: 1 };

/** Of a record that is missing in this store, id and all, the one behind it tells whether it stood here. */
async function isGap({ index, ports, space }: SpaceCore, tree: LogTree, { seq, id }: CoverEntry): Promise<boolean> {
  const trunk = pathOf(tree, "");
  if (seq >= trunk.seq || firstForkSeq(tree) <= seq || (await index.idAt(trunk, seq)) !== null) return false;
  const next = await index.read(trunk, seq + 1, ONE_RECORD);
  return next.length > 0 && (await undamaged(ports.suite, space, next, id)).length > 0;
}

/** The record is not held. */
async function relationOfAbsent(core: SpaceCore, tree: LogTree, entry: CoverEntry): Promise<LogRelation> {
  if (await isGap(core, tree, entry)) return { kind: "gap" };
  return isLonger(tree, entry.seq) ? { kind: "parted" } : { kind: "behind", seq: pathOf(tree, "").seq };
}

/** Where the record is not stored any more it is taken to be on our way, since it cannot be compared. */
async function isOnTrunk({ idAt }: SpaceCore["index"], trunk: TreePath, { seq, id }: CoverEntry): Promise<boolean> {
  const idHere = await idAt(trunk, seq);
  return idHere === null || idHere === id;
}

const isLonger = (tree: LogTree, than: number): boolean => [...tree.paths.values()].some(({ seq }) => seq >= than);

function positionOf(tree: LogTree, position: { readonly branch: string; readonly seq: number }): LogRelation {
  const trunk = pathOf(tree, "");
  const trunkSeq = commonSeq(tree, position, { branch: "", seq: trunk.seq });
  return trunkSeq >= position.seq ? { kind: "held" } : { kind: "branch", trunkSeq };
}

export const isMissing = ({ kind }: LogRelation): boolean => kind === "unknown" || kind === "behind" || kind === "parted";
