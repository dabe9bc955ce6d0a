// Reads items out of stored packs: opens a pack's head once, then only the blocks that the items are in, and keeps a few opened blocks, since items that
// are read together lie together. A pack that is damaged or missing is told of; its items are then not in the answer.

import type { ItemId, PackId, SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { PackPart } from "../packs/pack-entry.ts";
import { blocksOf, joinParts, openPack, readBlock, type OpenedPack, type PackError } from "../packs/pack-reader.ts";
import type { Compression } from "../ports/compression.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import type { Store } from "../ports/store.ts";
import { valueOf } from "./store-failure.ts";

export type PackTrouble = PackError | { readonly kind: "missing" };

export type ShelfPorts = {
  readonly store: Store;
  readonly suite: CryptoSuite;
  readonly compression: Compression;
  readonly space: SpaceId;
  readonly epochs: () => Iterable<EpochKey>;
};

/** Inflated blocks kept, of about 64 KiB each. */
const KEPT_BLOCKS = 16;
const KEPT_HEADS = 512;

/** `null`: a tombstone. */
export type PackedStates = ReadonlyMap<ItemId, Uint8Array | null>;

export class PackShelf {
  readonly #ports: ShelfPorts;
  /** First opened first. */
  readonly #heads = new Map<PackId, OpenedPack>();
  /** Longest unused first. */
  readonly #blocks = new Map<string, readonly PackPart[]>();

  constructor(ports: ShelfPorts) {
    this.#ports = ports;
  }

  /** What the pack says of these items; those that are not in it are left out. Throws a store failure. */
  async read(pack: PackId, items: readonly ItemId[]): Promise<Result<PackedStates, PackTrouble>> {
    const opened = await this.#open(pack);
    if (!opened.ok) return opened;
    const wanted = new Set(items);
    const numbers = new Set(items.flatMap((item) => blocksOf(opened.value, item)));
    const parts: PackPart[] = [];
    for (const number of [...numbers].toSorted((a, b) => a - b)) {
      const block = await this.#block(pack, opened.value, number);
      if (!block.ok) return block;
      parts.push(...block.value.filter(({ item }) => wanted.has(item)));
    }
    const joined = joinParts(parts);
    return joined.ok ? ok(new Map(joined.value.map(({ item, state }) => [item, state]))) : joined;
  }

  /** Other blocks may stand under that name now. */
  forget(pack: PackId): void {
    this.#heads.delete(pack);
    for (const key of this.#blocks.keys()) if (key.startsWith(pack)) this.#blocks.delete(key);
  }

  async #open(pack: PackId): Promise<Result<OpenedPack, PackTrouble>> {
    const held = this.#heads.get(pack);
    if (held !== undefined) return ok(held);
    const [head] = await this.#stored(pack, 0);
    if (head === undefined) return { ok: false, error: { kind: "missing" } };
    const opened = openPack(this.#ports, head, this.#ports.epochs());
    if (opened.ok) keep(this.#heads, pack, opened.value, KEPT_HEADS);
    return opened;
  }

  async #block(pack: PackId, opened: OpenedPack, number: number): Promise<Result<readonly PackPart[], PackTrouble>> {
    const key = `${pack}/${number}`;
    const held = this.#blocks.get(key);
    if (held !== undefined) {
      keep(this.#blocks, key, held, KEPT_BLOCKS);
      return ok(held);
    }
    const [block] = await this.#stored(pack, number);
    if (block === undefined) return { ok: false, error: { kind: "missing" } };
    const read = await readBlock(this.#ports, opened, number, block);
    if (read.ok) keep(this.#blocks, key, read.value, KEPT_BLOCKS);
    return read;
  }

  async #stored(pack: PackId, number: number): Promise<readonly Uint8Array[]> {
    const { store, space } = this.#ports;
    return valueOf(await store.readBlocks(space, pack, number, 1));
  }
}

function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
