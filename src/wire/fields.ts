// Fields that several frames and stored forms share: ids and parts of ids, hex text in memory and bytes on the wire.

import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import type { ByteReader, ByteWriter } from "../base/codec.ts";
import { ID_BYTES, makeId } from "../base/ids.ts";
import { assert } from "../base/result.ts";

/** Bytes of a record id where its first bytes are enough. */
export const ID_PREFIX_BYTES = 8;

/** Exactly `length` bytes, as lower-case hex. */
export const readHex = (reader: ByteReader, length: number): string => bytesToHex(reader.bytes(length));

/** Asserts that `hex` is `length` bytes. */
export function writeHex(writer: ByteWriter, hex: string, length: number): void {
  const bytes = hexToBytes(hex);
  assert(bytes !== null && bytes.length === length, `hex text of ${length} bytes`);
  writer.bytes(bytes);
}

export const readId = <Kind extends keyof typeof ID_BYTES>(reader: ByteReader, kind: Kind): ReturnType<typeof makeId<Kind>> =>
  makeId(kind, reader.bytes(ID_BYTES[kind]));
