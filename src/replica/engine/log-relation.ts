// How a log as a checkpoint covers it stands to what is held of it here.

import { baseOf, commonSeq, locate, pathOf, type LogTree, type TreePath } from "../../wire/log-tree.ts";
import type { CoverEntry } from "../../wire/checkpoint.ts";
import type { SpaceCore } from "../space-core.ts";

export type LogRelation =
  /** Nothing of the log is held. */
  | { readonly kind: "unknown" }
  /** The record is held on the trunk, or the base contains it. */
  | { readonly kind: "held" }
  /** It is held on a branch: of the trunk only `trunkSeq` is on the way to it. */
  | { readonly kind: "branch"; readonly trunkSeq: number }
  /** What is held ends before it, as far as can be told on the way to it. */
  | { readonly kind: "behind"; readonly seq: number }
  /** What is held reaches as far and is something else: the ways have parted where nothing is held any more, or was never. */
  | { readonly kind: "parted" };

/** Throws a store failure. */
export async function relationOf({ index, base }: SpaceCore, entry: CoverEntry): Promise<LogRelation> {
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
  return isLonger(tree, entry.seq) ? { kind: "parted" } : { kind: "behind", seq: trunk.seq };
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
