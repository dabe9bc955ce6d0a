// Names of devices and spaces, sealed inside plaintext statements (PROTOCOL.md "Sealed name"): relays carry them and cannot read them. Beside the name
// stands whether its device was replaced: it lost its data, and another one has taken its place; and where the device answers without signals.

import { bytesToUtf8, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { decode, malformed } from "../base/codec.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { NAME_SUBJECTS, type NameBody } from "./statement-content.ts";

/** UTF-8 bytes of a name; a longer one is cut. */
export const MAX_NAME_BYTES = 128;

const KEY_BYTES = 32;

/** The name cut to `MAX_NAME_BYTES` between characters. */
export function clipName(name: string): string {
  let clipped = "";
  let bytes = 0;
  for (const character of name.trim()) {
    bytes += utf8ToBytes(character).length;
    if (bytes > MAX_NAME_BYTES) break;
    clipped += character;
  }
  return clipped;
}

// What breaks a line, or turns the text around it the other way.
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** A name that another device gave, as it may be shown: it must not look like words of the app. Empty where nothing of it could be seen. */
export function nameFromOthers(name: string): string {
  const line = name.replaceAll(CONTROLS, " ").replaceAll(DIRECTIONS, "");
  return VISIBLE.test(line) ? clipName(line) : "";
}

export function nameKey(suite: CryptoSuite, space: SpaceId, epochKey: Uint8Array): Uint8Array {
  return suite.hkdf(epochKey, idToBytes(space), label("name"), KEY_BYTES);
}

export const subjectOf = (device: DeviceId | null): Uint8Array =>
  device === null
    ? concatBytes(Uint8Array.of(NAME_SUBJECTS.space), new Uint8Array(32))
    : concatBytes(Uint8Array.of(NAME_SUBJECTS.device), idToBytes(device));

/** `name`: as it may be shown; empty where there is nothing to see. */
export type OpenedName = {
  readonly name: string;
  readonly isReplaced: boolean;
  /** As wire/direct-address.ts has it, not read yet; null where there is none. */
  readonly directAddress: Uint8Array | null;
};

export const FLAG_REPLACED = 1;
export const FLAG_ADDRESS = 2;
const MAX_DIRECT_ADDRESS_BYTES = 112;

/** null when it does not open with this epoch's key or is not a name. */
export function openName(suite: CryptoSuite, space: SpaceId, epochKey: Uint8Array, { device, nonce, sealed }: NameBody): OpenedName | null {
  const plaintext = suite.open(nameKey(suite, space, epochKey), nonce, subjectOf(device), sealed);
  if (plaintext === null) return null;
  const opened = decode(plaintext, (reader) => {
    const name = bytesToUtf8(reader.varBytes(plaintext.length)) ?? malformed("not UTF-8");
    const flags = reader.remaining === 0 ? 0 : reader.u8();
    const directAddress = (flags & FLAG_ADDRESS) === 0 ? null : reader.varBytes(MAX_DIRECT_ADDRESS_BYTES);
    reader.rest();
    return { name: nameFromOthers(name), isReplaced: (flags & FLAG_REPLACED) !== 0, directAddress };
  });
  return opened.ok ? opened.value : null;
}
