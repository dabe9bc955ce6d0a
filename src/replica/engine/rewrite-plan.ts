// Which packs a compaction writes anew beside what has changed, by the share of their items that newer copies supersede: there are no levels. Pure.

export type PackShare = {
  /** This replica's name for the pack. */
  readonly number: number;
  readonly sizeBytes: number;
  /** Items in it. */
  readonly items: number;
  /** Those of them whose newest copy is in this pack, and stays so. */
  readonly newest: number;
  /** It holds an item that was purged since. */
  readonly holdsPurged: boolean;
};

/**
 * A pack that stays holds at most so many superseded copies: packs take at most 4/3 of the space of their items. And each of these copies pays for at most
 * three others that are written again with it: writing costs at most four times what has changed, and for joining what is small 32 KiB a checkpoint
 * (rewrite-plan.property.test.ts).
 */
const SUPERSEDED_SHARE = 1 / 4;
const SMALL_PACK_BYTES = 32_768;
/** So many small packs are joined. */
const SMALL_PACKS = 8;

const isOld = ({ items, newest, holdsPurged }: PackShare): boolean => holdsPurged || items - newest > items * SUPERSEDED_SHARE;

/** Their items are written anew, and they themselves are dropped. */
export function packsToRewrite(packs: readonly PackShare[]): ReadonlySet<number> {
  const old = packs.filter(isOld);
  const small = packs.filter((pack) => !isOld(pack) && pack.sizeBytes < SMALL_PACK_BYTES);
  return new Set([...old, ...(small.length >= SMALL_PACKS ? small : [])].map(({ number }) => number));
}
