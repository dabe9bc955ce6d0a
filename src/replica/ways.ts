// What checkpoints contain of logs that have forked. A checkpoint covers such a log up to where it parts; beyond that it may name *ways*: single records, on
// whichever branch, that it contains with all on the way to them. Every replica keeps the chain of a forked log from its fork on, so that a way is found
// by its id wherever it stands here. Where it is not here (yet), nothing is covered for it.

import type { CoverEntry, Ways } from "../wire/checkpoint.ts";
import { locate, segmentsTo } from "../wire/log-tree.ts";
import type { Reach } from "./base.ts";
import { pathKey, type LogIndex } from "./log-index.ts";
import type { Cover } from "./tail.ts";

/** By this store's paths. Throws a store failure. */
export async function coverWith(index: LogIndex, reach: Reach, ways: Ways): Promise<Cover> {
  if (ways.length === 0) return reach;
  const cover = new Map<string, number>(reach);
  for (const way of ways) await addWay(index, cover, way);
  return cover;
}

/** False where it is not held here. */
export async function addWay(index: LogIndex, cover: Map<string, number>, { log, seq, id }: CoverEntry): Promise<boolean> {
  const tree = index.trees.get(log);
  const position = tree === undefined ? null : await locate(tree, seq, id, index.idAt);
  if (tree === undefined || position === null) return false;
  for (const { branch, lastSeq } of segmentsTo(tree, position)) {
    const key = pathKey({ log, branch });
    cover.set(key, Math.max(lastSeq, cover.get(key) ?? 0));
  }
  return true;
}
