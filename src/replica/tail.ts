// What the records beyond the base say of each item: their updates, each with where it stands, so that the state at a cover can be built. Built when
// the records are read at start, longer with every change, shorter with every compaction.

import type { ItemId } from "../base/ids.ts";
import type { LogPath } from "../ports/store.ts";
import { pathKey } from "./log-index.ts";

/** Up to which record, from the first: by log of its trunk, and by the key of a path (`pathKey`) of this one, where the log has forked. */
export type Cover = ReadonlyMap<string, number>;

/** One item's part of a record. */
export type ItemUpdate = {
  readonly item: ItemId;
  /** Yjs update V1. */
  readonly update: Uint8Array;
  readonly path: LogPath;
  readonly seq: number;
};

export const isCovered = (cover: Cover, { path, seq }: Pick<ItemUpdate, "path" | "seq">): boolean =>
  (path.branch === "" && seq <= (cover.get(path.log) ?? 0)) || seq <= (cover.get(pathKey(path)) ?? 0);

export function byItem(updates: readonly ItemUpdate[]): ReadonlyMap<ItemId, readonly ItemUpdate[]> {
  const changesByItem = new Map<ItemId, ItemUpdate[]>();
  for (const change of updates) {
    const present = changesByItem.get(change.item);
    if (present === undefined) changesByItem.set(change.item, [change]);
    else present.push(change);
  }
  return changesByItem;
}

const NO_UPDATES: readonly ItemUpdate[] = [];

export class Tail {
  readonly #updatesByItem = new Map<ItemId, ItemUpdate[]>();
  /** What deleted items for good beyond the base, a state vector in the place of each update. */
  #purges: readonly ItemUpdate[] = [];
  #bytes = 0;

  get ids(): Iterable<ItemId> {
    return this.#updatesByItem.keys();
  }

  /** Items. */
  get size(): number {
    return this.#updatesByItem.size;
  }

  /** Of all updates. */
  get bytes(): number {
    return this.#bytes;
  }

  get purges(): readonly ItemUpdate[] {
    return this.#purges;
  }

  has(item: ItemId): boolean {
    return this.#updatesByItem.has(item);
  }

  /** Each log's in its order. */
  of(item: ItemId): readonly ItemUpdate[] {
    return this.#updatesByItem.get(item) ?? NO_UPDATES;
  }

  append(updates: readonly ItemUpdate[]): void {
    for (const change of updates) {
      const present = this.#updatesByItem.get(change.item);
      if (present === undefined) this.#updatesByItem.set(change.item, [change]);
      else present.push(change);
      this.#bytes += change.update.length;
    }
  }

  /** Forgets all that a base covers from now on. */
  cut(cover: Cover): void {
    this.#purges = this.#purges.filter((purged) => !isCovered(cover, purged));
    for (const [item, updates] of this.#updatesByItem) {
      this.#put(
        item,
        updates.filter((change) => !isCovered(cover, change)),
      );
    }
  }

  /** Forgets what it knows of these items, and remembers what deleted them. */
  purge(purges: readonly ItemUpdate[]): void {
    this.#purges = [...this.#purges, ...purges];
    this.forget(purges.map(({ item }) => item));
  }

  forget(items: Iterable<ItemId>): void {
    for (const item of items) this.#put(item, []);
  }

  #put(item: ItemId, updates: ItemUpdate[]): void {
    const sizeOf = (changes: readonly ItemUpdate[]): number => changes.reduce((sum, { update }) => sum + update.length, 0);
    this.#bytes += sizeOf(updates) - sizeOf(this.of(item));
    if (updates.length === 0) this.#updatesByItem.delete(item);
    else this.#updatesByItem.set(item, updates);
  }
}
