// What is in packs that have come whole: it is read, and its rows are made, while the others are still on their way. An adoption takes it from here
// instead of reading the store; what is not here, for whatever reason, it reads itself.

import type { ItemId, PackId } from "../../base/ids.ts";
import { ok } from "../../base/result.ts";
import type { PackedItem } from "../../packs/pack-writer.ts";
import { batchesOf } from "../item-documents.ts";
import type { ItemRow } from "../item-row.ts";
import { catchStoreFailure } from "../store-failure.ts";
import type { EngineContext } from "./engine-context.ts";
import { readWholePack, rowOfCopies } from "./rebuild.ts";

export type ReadPack = {
  readonly items: readonly PackedItem[];
  /** As they are if there is no other copy of the item. */
  readonly rows: ReadonlyMap<ItemId, ItemRow>;
};

export class ReadAhead {
  readonly #context: EngineContext;
  readonly #packs = new Map<PackId, Promise<ReadPack | null>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** All blocks of the pack are stored. One pack is read after another. */
  begin(pack: PackId): void {
    if (this.#packs.has(pack)) return;
    const read = this.#last.then(() => this.#readIfPossible(pack));
    this.#last = read;
    this.#packs.set(pack, read);
  }

  /** Null when it was not begun, or came to nothing. */
  take(pack: PackId): Promise<ReadPack | null> {
    return this.#packs.get(pack) ?? Promise.resolve(null);
  }

  async #readIfPossible(pack: PackId): Promise<ReadPack | null> {
    const read = await catchStoreFailure(async () => ok(await this.#read(pack)));
    return read.ok ? read.value : null;
  }

  async #read(pack: PackId): Promise<ReadPack | null> {
    const { core, limits } = this.#context;
    const items = await readWholePack(core.ports.store, core.pagePorts, pack);
    if (!items.ok) return null;
    const rows = new Map<ItemId, ItemRow>();
    for (const batch of batchesOf(items.value, limits.stepItems)) {
      await this.#context.pause();
      if (this.#context.isStopped()) return null;
      for (const { item, state } of batch) if (state !== null) rows.set(item, rowOfCopies(item, [state]));
    }
    return { items: items.value, rows };
  }
}
