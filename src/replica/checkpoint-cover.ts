// What checkpoints cover, by this store's paths, and how two of them stand to each other: for the care of the space, never at a start.

import type { CoverEntry, Ways } from "../wire/checkpoint.ts";
import type { SpaceCore } from "./space-core.ts";
import type { Cover } from "./tail.ts";
import { addWay } from "./ways.ts";

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
