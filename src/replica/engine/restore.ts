// Records in the place of packs that cannot be read: what a damaged pack held is put together again from the records that are still here, if all of them are that
// it was made of. Until the next compaction its items live in the tail then, and the base in memory does without the pack, while the stored one still
// names it. Otherwise it waits to be fetched (checkpoint-desk.ts), and nothing is compacted, pruned or said to be right before that.

import type { ItemId } from "../../base/ids.ts";
import type { BasePack } from "../base.ts";
import { PackSource } from "../pack-source.ts";
import type { PageItem } from "../page-columns.ts";
import { RowPages } from "../row-pages.ts";
import type { SpaceCore } from "../space-core.ts";
import type { Replayed } from "../space-replay.ts";
import { isCovered, type ItemUpdate, type TailEntry } from "../tail.ts";

/** Whether all records that had touched an item of the pack are here, and could be read. */
function isRetained({ index, base }: SpaceCore, { reach }: BasePack, unread: Replayed["unread"]): boolean {
  // Of a way that a pack contains records may be husks by now.
  if (base.base.ways.length > 0) return false;
  return [...reach].every(([log, seq]) => {
    const trunk = index.headOf({ log, branch: "" });
    if (trunk === null || trunk.base !== undefined || trunk.seq < seq) return false;
    const damagedSeq = index.damagedSeq(trunk);
    return (damagedSeq === 0 || damagedSeq > seq) && (unread.get(log) ?? Infinity) > seq;
  });
}

/** In the space's turn, with all records that are here replayed. */
export function restore(core: SpaceCore, { tail, gathered, unread }: Replayed): readonly ItemUpdate[] {
  const { base, damaged, items, hasAllRows } = core.base;
  const cover = core.base.coverage;
  const packs = base.packs.filter(({ pack }) => damaged.has(pack));
  const numbers = new Set(packs.map(({ number }) => number));
  // Rows that were made from packs know nothing of what is in a damaged one.
  const isAffected = (id: ItemId): boolean => !hasAllRows || items.get(id)?.packs.some((number) => numbers.has(number)) === true;
  const isWanted = (change: TailEntry | ItemUpdate): boolean =>
    !isCovered(cover, change) || (isAffected(change.item) && items.get(change.item)?.isPurged !== true);
  tail.keep(isWanted);
  const purges = gathered.purges.filter(isWanted);
  const told = new Set([...tail.ids, ...purges.map(({ item }) => item)]);
  const isTold = ({ number }: BasePack): boolean =>
    !hasAllRows || [...items.values()].every((item) => item.isPurged || told.has(item.id) || !item.packs.includes(number));
  takeWithout(
    core,
    packs.filter((pack) => isRetained(core, pack, unread) && isTold(pack)),
  );
  return purges;
}

function takeWithout({ base: held, pagePorts }: SpaceCore, restored: readonly BasePack[]): void {
  if (restored.length === 0 || held.pages === null) return;
  const numbers = new Set(restored.map(({ number }) => number));
  const items = new Map<ItemId, PageItem>();
  for (const [id, item] of held.items) {
    const packs = item.packs.filter((number) => !numbers.has(number));
    if (packs.length > 0) items.set(id, packs.length === item.packs.length ? item : { ...item, packs });
  }
  const base = { ...held.base, packs: held.base.packs.filter(({ number }) => !numbers.has(number)) };
  const pages = RowPages.of(pagePorts, { ...held.pages.parts, items });
  const source = new PackSource(base, pages, held.sourceParts);
  held.take(
    { base, bytes: held.stored, pages, source },
    restored.map(({ pack }) => pack),
  );
}
