// The base's copies of items, out of its packs (state-source.ts). Which packs hold copies of an item comes with the row pages.

import type { ItemId, PackId } from "../base/ids.ts";
import type { Base } from "./base.ts";
import type { PackShelf, PackTrouble } from "./pack-shelf.ts";
import type { StateSource } from "./state-source.ts";

/** In which of the base's packs copies of an item are, by number, newest last; and whether it was purged. */
type Location = { readonly packs: readonly number[]; readonly isPurged: boolean };

/** Row pages, asked for a single item first when a document is read. */
type Pages = { readonly items: ReadonlyMap<ItemId, Location> };

export type SourceParts = {
  /** A pack whose items are not known because it cannot be read. */
  readonly noteDamaged: (pack: PackId) => void;
  readonly shelf: () => Promise<PackShelf>;
  /** A pack cannot be read: damaged, or gone because another tab has put another base in the place of this one. */
  readonly onTrouble: (pack: PackId, trouble: PackTrouble) => Promise<void>;
};

export class PackSource implements StateSource {
  readonly base: Base;
  readonly #pages: Pages;
  readonly #shelf: SourceParts["shelf"];
  readonly #onTrouble: SourceParts["onTrouble"];
  readonly #packsByNumber: ReadonlyMap<number, PackId>;

  constructor(base: Base, pages: Pages, { shelf, onTrouble }: SourceParts) {
    this.base = base;
    this.#pages = pages;
    this.#shelf = shelf;
    this.#onTrouble = onTrouble;
    this.#packsByNumber = new Map(base.packs.map(({ number, pack }) => [number, pack]));
  }

  get ids(): Iterable<ItemId> {
    return this.#ids();
  }

  *#ids(): Iterable<ItemId> {
    for (const [id, { isPurged }] of this.#pages.items) if (!isPurged) yield id;
  }

  has(id: ItemId): boolean {
    return this.#pages.items.get(id)?.isPurged === false;
  }

  #byPack(ids: readonly ItemId[]): readonly (readonly [number, readonly ItemId[]])[] {
    const idsByPack = new Map<number, ItemId[]>();
    for (const id of ids) {
      for (const number of this.#pages.items.get(id)?.packs ?? []) {
        const inPack = idsByPack.get(number);
        if (inPack === undefined) idsByPack.set(number, [id]);
        else inPack.push(id);
      }
    }
    return [...idsByPack].toSorted(([a], [b]) => a - b);
  }

  async read(ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, readonly Uint8Array[]>> {
    const states = new Map<ItemId, Uint8Array[]>();
    const unreadable = new Set<ItemId>();
    for (const [number, inPack] of this.#byPack(ids)) {
      const found = await this.#readPack(number, inPack);
      for (const id of inPack) {
        const state = found?.get(id);
        if (state === undefined) unreadable.add(id);
        else if (state !== null) states.set(id, [...(states.get(id) ?? []), state]);
      }
    }
    // Left out altogether: with a copy less they would be other documents.
    for (const id of unreadable) states.delete(id);
    return states;
  }

  async #readPack(number: number, ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Uint8Array | null> | null> {
    const pack = this.#packsByNumber.get(number);
    if (pack === undefined) return null;
    const read = await (await this.#shelf()).read(pack, ids);
    if (read.ok) return read.value;
    await this.#onTrouble(pack, read.error);
    return null;
  }
}
