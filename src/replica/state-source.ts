// Where a base's copies of items come from: packs, behind this. An item's state is the merge of all its copies and of its updates in the tail; a copy
// that another one supersedes does no harm.

import type { ItemId } from "../base/ids.ts";

export interface StateSource {
  /** The items of the base. */
  readonly ids: Iterable<ItemId>;
  has(id: ItemId): boolean;
  /** All copies (`encodeState`) of each of these items. One of the base that is missing in the answer cannot be read now. Throws a store failure. */
  read(ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, readonly Uint8Array[]>>;
}

/** Without a base everything is in the tail. */
export const NO_BASE: StateSource = { ids: [], has: () => false, read: async () => new Map() };
