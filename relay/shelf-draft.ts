// The checkpoints and packs of a round of changes: those committed, seen through what the round has done to them. Part of a space-draft.ts.

import type { PackId } from "../src/base/ids.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import { LEAF_BYTES, type BlockRun, type NewPack, type RelayBatch, type RelayPack, type StoredCheckpoint } from "./relay-store.ts";
import type { Shelf, ShelfCheckpoint } from "./shelf.ts";

export class ShelfDraft implements Shelf {
  readonly checkpoints: Map<CheckpointId, ShelfCheckpoint>;
  readonly packs: Map<PackId, RelayPack>;
  readonly #put = new Map<CheckpointId, StoredCheckpoint>();
  readonly #removed = new Set<CheckpointId>();
  readonly #newPacks: NewPack[] = [];
  readonly #blocks: BlockRun[] = [];
  readonly #removedPacks = new Set<PackId>();
  #addedBytes = 0;

  constructor(committed: Shelf) {
    this.checkpoints = new Map(committed.checkpoints);
    this.packs = new Map(committed.packs);
  }

  /** Bytes that the round adds; what it takes away is not counted. */
  get addedBytes(): number {
    return this.#addedBytes;
  }

  /** Whether bytes become free. */
  get frees(): boolean {
    return this.#removed.size + this.#removedPacks.size > 0;
  }

  get isEmpty(): boolean {
    return this.#put.size + this.#newPacks.length + this.#blocks.length === 0 && !this.frees;
  }

  /** `bytes`: its manifest. */
  put(checkpoint: ShelfCheckpoint, bytes: Uint8Array): void {
    if (!this.checkpoints.has(checkpoint.id)) this.#addedBytes += bytes.length;
    const { id, maker, counter, madeAtMs, receivedAtMs, verdict } = checkpoint;
    this.checkpoints.set(id, checkpoint);
    this.#put.set(id, { id, maker, counter, madeAtMs, receivedAtMs, verdict, bytes });
  }

  remove(checkpoint: CheckpointId): void {
    this.checkpoints.delete(checkpoint);
    this.#put.delete(checkpoint);
    this.#removed.add(checkpoint);
  }

  addPack(pack: PackId, leaves: readonly Uint8Array[]): void {
    const joined = new Uint8Array(leaves.length * LEAF_BYTES);
    for (const [i, leaf] of leaves.entries()) joined.set(leaf, i * LEAF_BYTES);
    this.packs.set(pack, { pack, blocks: leaves.length, heldBlocks: 0 });
    this.#newPacks.push({ pack, leaves: joined });
  }

  /** Blocks that follow those held of a pack. */
  addBlocks(held: RelayPack, blocks: readonly Uint8Array[]): void {
    this.packs.set(held.pack, { ...held, heldBlocks: held.heldBlocks + blocks.length });
    this.#blocks.push({ pack: held.pack, firstIndex: held.heldBlocks, blocks });
    for (const block of blocks) this.#addedBytes += block.length;
  }

  removePack(pack: PackId): void {
    this.packs.delete(pack);
    this.#removedPacks.add(pack);
  }

  batch(): Pick<RelayBatch, "checkpoints" | "removeCheckpoints" | "packs" | "blocks" | "removePacks"> {
    return {
      checkpoints: [...this.#put.values()],
      removeCheckpoints: [...this.#removed],
      // The store removes before it adds: what the round both took in and gave up is not added.
      packs: this.#newPacks.filter(({ pack }) => this.packs.has(pack)),
      blocks: this.#blocks.filter(({ pack }) => this.packs.has(pack)),
      removePacks: [...this.#removedPacks],
    };
  }
}
