// What checkpoints contain of logs that have forked. A checkpoint covers such a log up to where it parts; beyond that it may name *ways*: single records, on
// whichever branch, that it contains with all on the way to them. Every replica keeps the chain of a forked log from its fork on, so that a way is found
// by its id wherever it stands here. Where it is not here (yet), nothing is covered for it.

import type { CoverEntry, Ways } from "../wire/checkpoint.ts";
import { locate, segmentsTo } from "../wire/log-tree.ts";
import type { Reach } from "./base.ts";
import { pathKey, type LogIndex } from "./log-index.ts";
import type { SpaceCore } from "./space-core.ts";
import type { Cover } from "./tail.ts";

/** By this store's paths. Throws a store failure. */
export async function coverWith(index: LogIndex, reach: Reach, ways: Ways): Promise<Cover> {
  if (ways.length === 0) return reach;
  const cover = new Map<string, number>(reach);
  for (const way of ways) await addWay(index, cover, way);
  return cover;
}

/** False where it is not held here. */
async function addWay(index: LogIndex, cover: Map<string, number>, { log, seq, id }: CoverEntry): Promise<boolean> {
  const tree = index.trees.get(log);
  const position = tree === undefined ? null : await locate(tree, seq, id, index.idAt);
  if (tree === undefined || position === null) return false;
  for (const { branch, lastSeq } of segmentsTo(tree, position)) {
    const key = pathKey({ log, branch });
    cover.set(key, Math.max(lastSeq, cover.get(key) ?? 0));
  }
  return true;
}

type Covering = { readonly cover: readonly CoverEntry[]; readonly ways: Ways };

/** What a checkpoint covers, by this store's paths: an entry below the base here, of which no id is known, by its number. Throws a store failure. */
export async function coverOfCheckpoint(
  { index, base }: Pick<SpaceCore, "index" | "base">,
  { cover: entries, ways }: Covering,
): Promise<Cover> {
  const cover = new Map<string, number>();
  for (const entry of entries) {
    if (!(await addWay(index, cover, entry))) cover.set(entry.log, Math.min(entry.seq, base.coveredSeq(entry.log)));
  }
  for (const way of ways) await addWay(index, cover, way);
  return cover;
}

const seqAt = (cover: Cover, key: string): number => {
  const log = key.endsWith("/") ? key.slice(0, -1) : key;
  return Math.max(cover.get(key) ?? 0, cover.get(log) ?? 0, log === key ? (cover.get(`${log}/`) ?? 0) : 0);
};

/** Whether `a` contains nothing beyond `b`. */
export const isCoverWithin = (a: Cover, b: Cover): boolean => [...a].every(([key, seq]) => seq <= seqAt(b, key));

/** Whether `by` names each of `ways`. */
export function namesAll(by: Covering, ways: Ways): boolean {
  const named = new Set([...by.cover, ...by.ways].map(({ log, id }) => log + id));
  return ways.every(({ log, id }) => named.has(log + id));
}
