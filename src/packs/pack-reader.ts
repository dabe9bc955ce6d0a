// Reads packs (PROTOCOL.md "Checkpoints and packs") whose blocks have been found to be theirs by their leaves. What is inside comes from a member's
// device, possibly a hostile one: whatever is wrong becomes an error that says where, and nothing larger than allowed is ever inflated.

import { decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, makeId, type ItemId, type SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { endPadding } from "../log/padme.ts";
import type { Compression } from "../ports/compression.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { MAX_BLOCK_BYTES, MAX_INFLATED_BLOCK_BYTES, MAX_PACK_BLOCKS } from "../wire/limits.ts";
import { isEpochOf, makePackCipher, PACK_FORMAT, PREAMBLE_BYTES, type PackCipher } from "./pack-cipher.ts";
import { parseParts, type PackPart } from "./pack-entry.ts";
import type { PackedItem } from "./pack-writer.ts";

export type PackError =
  /** None of the keys held is of its epoch. */
  | { readonly kind: "keyless" }
  /** Of a later format. */
  | { readonly kind: "newer" }
  /** `block`: which one is broken; `null` when it is how they go together. */
  | { readonly kind: "broken"; readonly block: number | null; readonly reason: string };

/** A pack whose head has been read. */
export type OpenedPack = {
  readonly cipher: PackCipher;
  readonly inflatedBytes: number;
  /** Of each block from 1 on, the first item in it; ascending. An item that goes on over several begins each of them but the first. */
  readonly firstItems: readonly ItemId[];
};

export type PackReadPorts = { readonly suite: CryptoSuite; readonly compression: Compression; readonly space: SpaceId };

const broken = (block: number | null, reason: string): Result<never, PackError> => err({ kind: "broken", block, reason });

function readIndex(reader: ByteReader): Omit<OpenedPack, "cipher"> {
  const paddedLength = reader.remaining;
  const inflatedBytes = reader.varUint(MAX_PACK_BLOCKS * MAX_INFLATED_BLOCK_BYTES);
  const firstItems = reader.list(MAX_PACK_BLOCKS - 1, ID_BYTES.item, () => makeId("item", reader.bytes(ID_BYTES.item)));
  if (firstItems.some((item, index) => index > 0 && item < (firstItems[index - 1] ?? ""))) malformed("index out of order");
  endPadding(reader, paddedLength);
  return { inflatedBytes, firstItems };
}

/** `epochs`: the keys held. */
export function openPack({ suite, space }: PackReadPorts, head: Uint8Array, epochs: Iterable<EpochKey>): Result<OpenedPack, PackError> {
  if (head.length < PREAMBLE_BYTES || (head[0] ?? 0) === 0) return broken(0, "no head");
  if ((head[0] ?? 0) > PACK_FORMAT) return err({ kind: "newer" });
  const preamble = head.slice(0, PREAMBLE_BYTES);
  const sealed = head.subarray(PREAMBLE_BYTES);
  let error: Result<never, PackError> = err({ kind: "keyless" });
  for (const epoch of epochs) {
    if (!isEpochOf(preamble, epoch)) continue;
    const cipher = makePackCipher(suite, space, epoch, preamble);
    const index = cipher.open(0, sealed);
    if (index === null) {
      error = broken(0, "does not open");
      continue;
    }
    const read = decode(index, readIndex);
    return read.ok ? ok({ cipher, ...read.value }) : broken(0, read.error.reason);
  }
  return error;
}

/** The parts in block `number`, from 1 on. */
export async function readBlock(
  { compression }: PackReadPorts,
  { cipher, firstItems }: OpenedPack,
  number: number,
  block: Uint8Array,
): Promise<Result<readonly PackPart[], PackError>> {
  if (block.length > MAX_BLOCK_BYTES) return broken(number, "too large");
  const plaintext = cipher.open(number, block);
  if (plaintext === null) return broken(number, "does not open");
  const deflated = decode(plaintext, (reader) => {
    const bytes = reader.varBytes(MAX_BLOCK_BYTES);
    endPadding(reader, plaintext.length);
    return bytes;
  });
  if (!deflated.ok) return broken(number, deflated.error.reason);
  const content = await compression.inflate(deflated.value, MAX_INFLATED_BLOCK_BYTES);
  if (content === null) return broken(number, "does not inflate, or to too much");
  const parts = parseParts(content);
  if (!parts.ok) return broken(number, parts.error.reason);
  return parts.value[0]?.item === firstItems[number - 1] ? parts : broken(number, "begins with another item than the index says");
}

/** The blocks, from 1 on, that an item may be in: consecutive, ascending; none when it cannot be in the pack. */
export function blocksOf({ firstItems }: Pick<OpenedPack, "firstItems">, item: ItemId): readonly number[] {
  let [low, high] = [0, firstItems.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firstItems[middle] ?? "") < item) low = middle + 1;
    else high = middle;
  }
  // `low`: the first block that begins with this item or a later one; it may have begun in the block before.
  const blocks = low > 0 ? [low] : [];
  for (let index = low; firstItems[index] === item; index++) blocks.push(index + 1);
  return blocks;
}

/** Puts parts together, one after another, into items. */
class ItemJoiner {
  readonly items: PackedItem[] = [];
  #open: { readonly item: ItemId; readonly bytes: Uint8Array } | null = null;
  #length = 0;

  /** False when it does not follow what came before. */
  add({ item, total, offset, part }: PackPart): boolean {
    if (offset !== (this.#open === null ? 0 : this.#length)) return false;
    if (this.#open === null) {
      if ((this.items.at(-1)?.item ?? "") >= item) return false;
      this.#open = { item, bytes: new Uint8Array(total) };
      this.#length = 0;
    } else if (item !== this.#open.item || total !== this.#open.bytes.length) return false;
    this.#open.bytes.set(part, offset);
    this.#length += part.length;
    if (this.#length === total) this.#finish(total);
    return true;
  }

  #finish(total: number): void {
    if (this.#open !== null) this.items.push({ item: this.#open.item, state: total === 0 ? null : this.#open.bytes });
    this.#open = null;
  }

  get isWhole(): boolean {
    return this.#open === null;
  }
}

/** Puts the parts of consecutive blocks together; all parts of each item must be among them. */
export function joinParts(parts: Iterable<PackPart>): Result<readonly PackedItem[], PackError> {
  const joiner = new ItemJoiner();
  for (const part of parts) if (!joiner.add(part)) return broken(null, "an item out of place");
  return joiner.isWhole ? ok(joiner.items) : broken(null, "an item that ends early");
}

/** All items of a pack, in the order of their ids. `blocks`: all of them, the head first. */
export async function readPack(
  ports: PackReadPorts,
  blocks: readonly Uint8Array[],
  epochs: Iterable<EpochKey>,
): Promise<Result<readonly PackedItem[], PackError>> {
  const [head, ...rest] = blocks;
  const opened = head === undefined ? broken(0, "no head") : openPack(ports, head, epochs);
  if (!opened.ok) return opened;
  if (rest.length !== opened.value.firstItems.length) return broken(null, "another number of blocks than the index says");
  const parts: PackPart[] = [];
  for (const [index, block] of rest.entries()) {
    const read = await readBlock(ports, opened.value, index + 1, block);
    if (!read.ok) return read;
    for (const part of read.value) parts.push(part);
  }
  return joinParts(parts);
}
