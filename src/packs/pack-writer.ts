// Makes packs out of items (PROTOCOL.md "Checkpoints and packs"), block by block. A pack that is full is finished and the next one begun; an item is
// never divided between packs. Nothing in it is by chance: the same items, deflated alike, make the same packs on every device.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, type ItemId, type PackId, type SpaceId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { Compression } from "../ports/compression.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { MAX_BLOCK_BYTES, MAX_PACK_BLOCKS, MAX_PACK_BYTES } from "../wire/limits.ts";
import { packIdOf, packLeaf } from "../wire/pack-tree.ts";
import { makePackCipher, makePreamble, packNonceOf, padded, TAG_BYTES } from "./pack-cipher.ts";
import { MAX_ITEM_STATE_BYTES, PART_OVERHEAD_BYTES, writePart } from "./pack-entry.ts";

/** An item as a pack holds it: its document as a Yjs update V2, `null` when it was purged. */
export type PackedItem = { readonly item: ItemId; readonly state: Uint8Array | null };

export type WrittenPack = {
  readonly pack: PackId;
  /** The head first. */
  readonly blocks: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly sizeBytes: number;
  readonly inflatedBytes: number;
  readonly items: readonly ItemId[];
};

export type PackPorts = {
  readonly suite: CryptoSuite;
  readonly compression: Compression;
  readonly space: SpaceId;
  readonly epoch: EpochKey;
};

/** Bytes of a block before it is deflated: 16 to 24 KiB of what tasks and texts look like once they are. */
const BLOCK_CONTENT_BYTES = 81_920;
/** An item up to this size is kept in one block. */
const UNDIVIDED_ITEM_BYTES = 32_768;
/** Bytes of a pack as sent from which it is finished, lest a change of few items means moving many. */
const FULL_PACK_BYTES = 245_760;
/** What one item alone may add to that, since packs are bounded: padding adds an eighth at most. */
const ROOM_FOR_AN_ITEM_BYTES: number = MAX_PACK_BYTES - FULL_PACK_BYTES - 2 * MAX_BLOCK_BYTES;

const NOTHING = new Uint8Array(0);

class OpenPack {
  readonly #ports: PackPorts;
  /** Of each block from 1 on; sealed when all are known. */
  readonly #plaintexts: Uint8Array[] = [];
  readonly #firstItems: ItemId[] = [];
  readonly items: ItemId[] = [];
  #content = new ByteWriter();
  #firstItem: ItemId | null = null;
  #inflatedBytes = 0;
  #sealedBytes = 0;

  constructor(ports: PackPorts) {
    this.#ports = ports;
  }

  /** Whether another item of `sizeBytes` had better go into the next pack. */
  isFullFor(sizeBytes: number): boolean {
    if (this.items.length === 0) return false;
    return (
      this.#sealedBytes >= FULL_PACK_BYTES || sizeBytes * 1.13 > ROOM_FOR_AN_ITEM_BYTES || this.#plaintexts.length > MAX_PACK_BLOCKS / 2
    );
  }

  async add({ item, state }: PackedItem): Promise<void> {
    assert(state === null || (state.length > 0 && state.length <= MAX_ITEM_STATE_BYTES), "a document that fits into a pack");
    assert((this.items.at(-1) ?? "") < item, "items come in the order of their ids");
    this.items.push(item);
    const bytes = state ?? NOTHING;
    for (let offset = 0; offset === 0 || offset < bytes.length;) {
      if (this.#room <= 0) await this.#endBlock();
      const part = bytes.subarray(offset, offset + Math.max(1, this.#roomFor(bytes.length - offset)));
      this.#firstItem ??= item;
      writePart(this.#content, { item, total: bytes.length, offset, part });
      offset += part.length;
      if (bytes.length === 0) return;
    }
  }

  get #room(): number {
    return BLOCK_CONTENT_BYTES - PART_OVERHEAD_BYTES - this.#content.length;
  }

  /** A small item is kept in one block; only what is larger than a block is divided. */
  #roomFor(sizeBytes: number): number {
    return sizeBytes <= UNDIVIDED_ITEM_BYTES ? sizeBytes : this.#room;
  }

  async #endBlock(): Promise<void> {
    if (this.#firstItem === null) return;
    const content = this.#content.finish();
    const deflated = await this.#ports.compression.deflate(content);
    const plaintext = padded(new ByteWriter().varBytes(deflated));
    this.#plaintexts.push(plaintext);
    this.#firstItems.push(this.#firstItem);
    this.#inflatedBytes += content.length;
    this.#sealedBytes += plaintext.length + TAG_BYTES;
    this.#content = new ByteWriter();
    this.#firstItem = null;
  }

  async finish(): Promise<WrittenPack> {
    await this.#endBlock();
    const { suite, space, epoch } = this.#ports;
    const index = new ByteWriter().varUint(this.#inflatedBytes).list(this.#firstItems, (list, item) => list.bytes(idToBytes(item)));
    const plaintexts = [padded(index), ...this.#plaintexts];
    const preamble = makePreamble(epoch, packNonceOf(suite, space, epoch, plaintexts));
    const cipher = makePackCipher(suite, space, epoch, preamble);
    const sealed = plaintexts.map((plaintext, block) => cipher.seal(block, plaintext));
    const blocks = sealed.map((bytes, block) => (block === 0 ? concatBytes(preamble, bytes) : bytes));
    const sizeBytes = blocks.reduce((sum, { length }) => sum + length, 0);
    assert(blocks.length <= MAX_PACK_BLOCKS && sizeBytes <= MAX_PACK_BYTES, "a pack within its limits");
    const { sha256 } = suite;
    const leaves = blocks.map((block) => packLeaf(sha256, block));
    return { pack: packIdOf(sha256, leaves), blocks, leaves, sizeBytes, inflatedBytes: this.#inflatedBytes, items: this.items };
  }
}

/** Documents from this size on are text for the most part; tasks and texts deflate better apart than mixed. */
const LARGE_ITEM_BYTES = 1_024;

/** Packs of all items, each item once, given in the order of their ids; each pack is handed out as soon as it is full. Large items have packs of their own. */
export async function* writePacks(
  ports: PackPorts,
  items: AsyncIterable<PackedItem> | Iterable<PackedItem>,
): AsyncGenerator<WrittenPack, void, undefined> {
  const open = { small: new OpenPack(ports), large: new OpenPack(ports) };
  for await (const item of items) {
    const sizeBytes = item.state?.length ?? 0;
    const size = sizeBytes < LARGE_ITEM_BYTES ? "small" : "large";
    if (open[size].isFullFor(sizeBytes)) {
      yield await open[size].finish();
      open[size] = new OpenPack(ports);
    }
    await open[size].add(item);
  }
  for (const pack of [open.small, open.large]) if (pack.items.length > 0) yield await pack.finish();
}
