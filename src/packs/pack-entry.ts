// What a block of a pack says before it is deflated (PROTOCOL.md "Checkpoints and packs"): parts of items, ascending by (item, offset).

import { decode, malformed, type ByteReader, type ByteWriter, type DecodeError } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type ItemId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import { MAX_INFLATED_BLOCK_BYTES, MAX_PACK_BYTES } from "../wire/limits.ts";

/** `part`: of an item's document, from `offset` of `total` bytes on. `total` 0: the item was purged. */
export type PackPart = { readonly item: ItemId; readonly total: number; readonly offset: number; readonly part: Uint8Array };

/** Bytes of a part beside its content, at most. */
export const PART_OVERHEAD_BYTES = 28;

/** Bytes of a document that a pack takes: what its parts, the padding and the head add even where nothing can be compressed stays within a pack's limit. */
export const MAX_ITEM_STATE_BYTES = 3_670_016;

export function writePart(writer: ByteWriter, { item, total, offset, part }: PackPart): void {
  writer.bytes(idToBytes(item)).varUint(total).varUint(offset).varBytes(part);
}

function readPart(reader: ByteReader): PackPart {
  const item = makeId("item", reader.bytes(ID_BYTES.item));
  const total = reader.varUint(MAX_PACK_BYTES);
  const offset = reader.varUint(total);
  const part = reader.varBytes(MAX_INFLATED_BLOCK_BYTES);
  if (offset + part.length > total) malformed("a part beyond its item");
  if (part.length === 0 && total > 0) malformed("an empty part");
  return { item, total, offset, part };
}

const isAfter = (part: PackPart, before: PackPart | undefined): boolean =>
  before === undefined || part.item > before.item || (part.item === before.item && part.offset > before.offset);

function readParts(reader: ByteReader): PackPart[] {
  const parts: PackPart[] = [];
  while (reader.remaining > 0) {
    const part = readPart(reader);
    if (!isAfter(part, parts.at(-1))) malformed("parts out of order");
    parts.push(part);
  }
  if (parts.length === 0) malformed("an empty block");
  return parts;
}

export const parseParts = (content: Uint8Array): Result<readonly PackPart[], DecodeError> => decode(content, readParts);
