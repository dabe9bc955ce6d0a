// Writes packs of items as they are at a cover, a few at a time with a pause between, and stores each pack as soon as it is full. Until a base names them they are
// orphans, which the next run removes: a run that ends anywhere has changed nothing.

import type { ItemId, LogTag, PackId } from "../../base/ids.ts";
import { encodeState, isIntegrated, isPending, type ItemDocument } from "../../items/document.ts";
import { MAX_ITEM_STATE_BYTES } from "../../packs/pack-entry.ts";
import { writePacks, type PackedItem, type WrittenPack } from "../../packs/pack-writer.ts";
import type { BasePack } from "../base.ts";
import { itemRow } from "../item-row.ts";
import { batchesOf } from "../item-documents.ts";
import type { PageItem } from "../page-columns.ts";
import { makeBatch } from "../store-batch.ts";
import { valueOf } from "../store-failure.ts";
import { byItem, isCovered, type Cover, type ItemUpdate, type TailEntry } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";

export type PackingOrder = {
  readonly items: readonly ItemId[];
  readonly purged: ReadonlySet<ItemId>;
  readonly cover: Cover;
  readonly firstPackNumber: number;
  /** Given: stops at the first pack that is none of these, and stores only these. */
  readonly only?: ReadonlySet<PackId>;
};

/** What was written; or updates that the cover must stay below; or items whose documents cannot be read now. */
export type Packed =
  | { readonly kind: "packed"; readonly packs: readonly BasePack[]; readonly items: readonly PageItem[] }
  | { readonly kind: "beyond"; readonly updates: readonly Pick<ItemUpdate, "path" | "seq">[] }
  | { readonly kind: "unreadable" }
  | { readonly kind: "stopped" };

class CannotPack extends Error {
  readonly packed: Exclude<Packed, { kind: "packed" }>;

  constructor(packed: Exclude<Packed, { kind: "packed" }>) {
    super(packed.kind);
    this.packed = packed;
  }
}

const raise = (reach: Map<LogTag, number>, log: LogTag, seq: number): unknown => reach.set(log, Math.max(seq, reach.get(log) ?? 0));

export class ItemPacker {
  readonly #context: EngineContext;
  readonly #order: PackingOrder;
  readonly #rows = new Map<ItemId, PageItem>();
  readonly #reaches = new Map<ItemId, Map<LogTag, number>>();
  /** What deleted items for good. */
  readonly #purges: ReadonlyMap<ItemId, readonly ItemUpdate[]>;

  constructor(context: EngineContext, order: PackingOrder) {
    this.#context = context;
    this.#order = order;
    this.#purges = byItem(context.core.items.tail.purges.filter((purge) => isCovered(order.cover, purge)));
  }

  /** Throws a store failure. */
  async run(): Promise<Packed> {
    const { core } = this.#context;
    const epoch = core.members.writingEpoch();
    if (epoch === null) return { kind: "stopped" };
    const packs: BasePack[] = [];
    const items: PageItem[] = [];
    try {
      const { suite, compression } = core.ports;
      for await (const written of writePacks({ suite, compression, space: core.space, epoch }, this.#packedItems())) {
        if (this.#order.only?.has(written.pack) === false) return { kind: "stopped" };
        const number = this.#order.firstPackNumber + packs.length;
        await this.#store(written);
        packs.push(this.#basePack(number, written));
        for (const id of written.items) items.push(this.#pageItem(id, number));
      }
      return { kind: "packed", packs, items };
    } catch (error) {
      if (error instanceof CannotPack) return error.packed;
      throw error;
    }
  }

  async #store({ pack, blocks }: WrittenPack): Promise<void> {
    const { core, fenced } = this.#context;
    const stored = blocks.map((bytes, index) => ({ pack, index, bytes }));
    valueOf(await core.ports.store.commit(makeBatch(core.space, { ...fenced, blocks: stored })));
  }

  #basePack(number: number, { pack, blocks, sizeBytes, inflatedBytes, items }: WrittenPack): BasePack {
    const reach = new Map<LogTag, number>();
    for (const id of items) for (const [log, seq] of this.#reaches.get(id) ?? []) raise(reach, log, seq);
    return { number, pack, blocks: blocks.length, sizeBytes, inflatedBytes, items: items.length, reach };
  }

  #pageItem(id: ItemId, number: number): PageItem {
    const row = this.#rows.get(id) ?? { id, row: null, sample: null, packs: [], isPurged: true };
    return { ...row, packs: [number] };
  }

  async *#packedItems(): AsyncGenerator<PackedItem> {
    const { items, purged } = this.#order;
    const { core, limits } = this.#context;
    for (const batch of batchesOf(items, limits.stepItems)) {
      await this.#context.pause();
      if (this.#context.isStopped()) throw new CannotPack({ kind: "stopped" });
      const open = batch.filter((id) => !purged.has(id));
      const documents = await core.items.documentsAt(open, this.#order.cover);
      for (const id of batch) {
        this.#noteReach(id);
        if (purged.has(id)) yield { item: id, state: null };
        else yield await this.#pack(id, documents.get(id));
      }
    }
  }

  async #pack(id: ItemId, document: ItemDocument | undefined): Promise<PackedItem> {
    if (document === undefined) throw new CannotPack({ kind: "unreadable" });
    if (isPending(document)) throw new CannotPack(await this.#waitingOf(id, document));
    const state = encodeState(document);
    if (state.length > MAX_ITEM_STATE_BYTES) throw new CannotPack({ kind: "beyond", updates: this.#entriesOf(id) });
    this.#rows.set(id, { ...itemRow(id, document), packs: [], isPurged: false });
    return { item: id, state };
  }

  /** It waits for what is beyond the cover: what waits is not covered then, either. */
  async #waitingOf(id: ItemId, document: ItemDocument): Promise<Exclude<Packed, { kind: "packed" }>> {
    const updates = await this.#context.core.items.tail.read(id);
    if (updates === null) return { kind: "unreadable" };
    const isWaiting = (change: ItemUpdate): boolean => isCovered(this.#order.cover, change) && !isIntegrated(document, change.update);
    return { kind: "beyond", updates: updates.filter(isWaiting) };
  }

  #entriesOf(id: ItemId): readonly TailEntry[] {
    return this.#context.core.items.tail.of(id).filter((change) => isCovered(this.#order.cover, change));
  }

  /** Of the packs that it was in, and of the records that come in now. */
  #noteReach(id: ItemId): void {
    const { base } = this.#context.core;
    const reach = new Map<LogTag, number>();
    const numbers = base.items.get(id)?.packs ?? [];
    for (const pack of base.base.packs) {
      if (numbers.includes(pack.number)) for (const [log, seq] of pack.reach) raise(reach, log, seq);
    }
    // What is covered beyond a fork is no question of how far a log was reached: packs that hold it stay where not all ways are covered.
    const isBelow = ({ path, seq }: Pick<TailEntry, "path" | "seq">): boolean =>
      path.branch === "" && seq <= (this.#order.cover.get(path.log) ?? 0);
    for (const { path, seq } of [...this.#entriesOf(id), ...(this.#purges.get(id) ?? [])].filter(isBelow)) raise(reach, path.log, seq);
    this.#reaches.set(id, reach);
  }
}
