// Where what packs that go have of items is in the packs that stay. Rows name the packs that an item was last packed into: one that was packed anew here,
// though nothing about it was new, is in older packs too, which rows do not name any more. Another device may have parts of it in those alone.

import { bytesEqual } from "../../base/bytes.ts";
import type { ItemId } from "../../base/ids.ts";
import { encodeState } from "../../items/document.ts";
import { batchesOf } from "../item-documents.ts";
import type { PageItem } from "../page-columns.ts";
import type { EngineContext } from "./engine-context.ts";
import { copiesIn, findInPacks, mergeCopies, type CopyGatherer } from "./rebuild.ts";

type Context = Pick<EngineContext, "core" | "limits" | "pause" | "isStopped">;

export type PackChange = {
  /** Numbers of packs that go. */
  readonly dropped: ReadonlySet<number>;
  /** Numbers of those of our packs that the checkpoint names too. */
  readonly shared: ReadonlySet<number>;
  /** What its other packs hold. */
  readonly fresh: CopyGatherer;
};

export type OlderCopies =
  | { readonly kind: "found"; readonly older: CopyGatherer }
  /** An item of a pack that goes is in none that stays. */
  | { readonly kind: "lacks" }
  | { readonly kind: "stopped" };

const isContained = (whole: readonly Uint8Array[], part: readonly Uint8Array[]): boolean => {
  const [one, both] = [mergeCopies(whole), mergeCopies([...whole, ...part])];
  return one !== null && both !== null && bytesEqual(encodeState(one), encodeState(both));
};

/** Whether the packs that stay and that its row names, and the new ones, have all that is in those that go. Throws a store failure. */
async function staysWhole(
  { core }: Context,
  { dropped, fresh }: PackChange,
  item: PageItem,
  before: readonly Uint8Array[],
): Promise<boolean> {
  const { id, packs, isPurged } = item;
  const staying = packs.filter((number) => !dropped.has(number));
  if (fresh.isPurged(id) || (isPurged && staying.length > 0)) return true;
  const kept = [...(staying.length === 0 ? [] : await copiesIn(core, id, staying)), ...fresh.statesOf(id)];
  return kept.length > 0 && isContained(kept, before);
}

/** Items of packs that go of which something has to be looked for; null when that was broken off. Throws a store failure. */
async function findSought(context: Context, change: PackChange): Promise<readonly ItemId[] | null> {
  const { items, source } = context.core.base;
  const leaving = [...items.values()].filter(({ packs }) => packs.some((number) => change.dropped.has(number)));
  const sought: ItemId[] = [];
  for (const batch of batchesOf(leaving, context.limits.stepItems)) {
    await context.pause();
    if (context.isStopped()) return null;
    const before = await source.read(batch.map(({ id }) => id).filter((id) => source.has(id)));
    for (const item of batch) if (!(await staysWhole(context, change, item, before.get(item.id) ?? []))) sought.push(item.id);
  }
  return sought;
}

/** Throws a store failure. */
export async function findOlderCopies(context: Context, change: PackChange): Promise<OlderCopies> {
  const { core } = context;
  const sought = await findSought(context, change);
  if (sought === null) return { kind: "stopped" };
  const older = await findInPacks(core, sought, change.shared);
  const isSomewhere = (id: ItemId): boolean =>
    older.has(id) || change.fresh.has(id) || (core.base.items.get(id)?.packs.some((number) => change.shared.has(number)) ?? false);
  return sought.every(isSomewhere) ? { kind: "found", older } : { kind: "lacks" };
}
