// A key from a passphrase: Argon2id, version 0x13, one lane (RFC 9106), over the passphrase in NFKC and UTF-8, so that it is the same one whichever
// keyboard it is typed with. In JavaScript: browsers have no Argon2 of their own, and the page allows no WebAssembly.

import { argon2id } from "@noble/hashes/argon2.js";
import { utf8ToBytes } from "../base/bytes.ts";
import type { PassphraseCost } from "./passphrase-cost.ts";

const KEY_BYTES = 32;

const MIN_PASSPHRASE_CHARACTERS = 8;
const MAX_PASSPHRASE_BYTES = 1_024;
/** Of what is typed, so that no more than this is ever normalized. */
const MAX_TYPED_LENGTH = 4_096;

/** As it is hashed. Null: longer than a passphrase may be. */
export function passphraseBytes(text: string): Uint8Array | null {
  if (text.length > MAX_TYPED_LENGTH) return null;
  const bytes = utf8ToBytes(text.normalize("NFKC"));
  return bytes.length > MAX_PASSPHRASE_BYTES ? null : bytes;
}

/** For a new lock. A letter with its accent counts once. */
export const isLongEnough = (text: string): boolean => Array.from(text.normalize("NFKC")).length >= MIN_PASSPHRASE_CHARACTERS;

/** 32 bytes. `salt`: 16. Blocks its thread for as long as it takes. */
export const passphraseKey = (passphrase: Uint8Array, salt: Uint8Array, { memoryKib, passes }: PassphraseCost): Uint8Array =>
  argon2id(passphrase, salt, { t: passes, m: memoryKib, p: 1, dkLen: KEY_BYTES, version: 0x13 });
