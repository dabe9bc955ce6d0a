// The forms of rows that the profile's master key seals (sealer.ts). A row of the meta table: its name gives way to a mark of it, and stands with the value
// in what is sealed: length of the name u16 | name | value. A page of rows: a first byte that no page of its own begins with, and the sealed bytes.

import { bytesToUtf8, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import type { StoredPage } from "../ports/store.ts";
import type { Sealer } from "./sealer.ts";

export type MetaRow = { readonly key: string; readonly value: Uint8Array };

const NAME_MARK = "~";
const SEALED_PAGE = 0x80;
const LENGTH_BYTES = 2;
const META_LABEL = "meta row";
const pageLabel = (space: string, number: number): string => `page ${space} ${number}`;

/**
 * Rows that lie in the clear: which sealed packs the base consists of, and which sealed records were being applied. They say no more than the heads and
 * the packs beside them, and are read and compared at every start.
 */
const PLAIN = ["base/", "applying/"];

export const staysPlain = (key: string): boolean => PLAIN.some((prefix) => key.startsWith(prefix));
export const isSealedKey = (key: string): boolean => key.startsWith(NAME_MARK);

export const sealedKey = async (sealer: Sealer, key: string): Promise<string> => NAME_MARK + (await sealer.nameFor(key));

export function sealMetaValue(sealer: Sealer, { key, value }: MetaRow): Promise<Uint8Array> {
  const name = utf8ToBytes(key);
  return sealer.seal(META_LABEL, concatBytes(Uint8Array.of(name.length >> 8, name.length & 0xff), name, value));
}

/** Null when it was not sealed by `sealer`. */
export async function openMetaRow(sealer: Sealer, sealed: Uint8Array): Promise<MetaRow | null> {
  const content = await sealer.open(META_LABEL, sealed);
  if (content === null) return null;
  const end = LENGTH_BYTES + (((content[0] ?? 0) << 8) | (content[1] ?? 0));
  const key = bytesToUtf8(content.subarray(LENGTH_BYTES, end));
  return key === null ? null : { key, value: content.slice(end) };
}

export const sealPage = async (sealer: Sealer, space: string, { number, bytes }: StoredPage): Promise<StoredPage> => ({
  number,
  bytes: concatBytes(Uint8Array.of(SEALED_PAGE), await sealer.seal(pageLabel(space, number), bytes)),
});

/** As it is where it was never sealed; null when it was, and not by `sealer`. */
export async function openPage(sealer: Sealer, space: string, page: StoredPage): Promise<StoredPage | null> {
  if (page.bytes[0] !== SEALED_PAGE) return page;
  const bytes = await sealer.open(pageLabel(space, page.number), page.bytes.subarray(1));
  return bytes === null ? null : { number: page.number, bytes };
}
