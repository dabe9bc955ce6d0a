// What seals at rest: AES-256-GCM (NIST SP 800-38D) with the 12-byte IV before the ciphertext and the purpose as associated data. What was sealed under one key
// or purpose opens under no other.

import { concatBytes, utf8ToBytes } from "../base/bytes.ts";

export const IV_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** `null` unless `bytes` are as many as a key has. */
export async function importWrappingKey(subtle: SubtleCrypto, bytes: Uint8Array): Promise<CryptoKey | null> {
  return bytes.length === KEY_BYTES ? subtle.importKey("raw", bytes.slice(), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
}

/** Under a random IV. */
export const wrapSecret = (platform: Crypto, key: CryptoKey, purpose: string, secret: Uint8Array): Promise<Uint8Array> =>
  sealUnder(platform.subtle, key, platform.getRandomValues(new Uint8Array(IV_BYTES)), purpose, secret);

/** `iv`: never the same for two contents. */
export async function sealUnder(
  subtle: SubtleCrypto,
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  purpose: string,
  content: Uint8Array,
): Promise<Uint8Array> {
  const algorithm = { name: "AES-GCM", iv, additionalData: associatedData(purpose) };
  return concatBytes(iv, new Uint8Array(await subtle.encrypt(algorithm, key, content.slice())));
}

/** `null` when it was not wrapped under this key for this purpose. */
export async function unwrapSecret(subtle: SubtleCrypto, key: CryptoKey, purpose: string, wrapped: Uint8Array): Promise<Uint8Array | null> {
  if (wrapped.length < IV_BYTES + TAG_BYTES) return null;
  const algorithm = { name: "AES-GCM", iv: wrapped.slice(0, IV_BYTES), additionalData: associatedData(purpose) };
  try {
    return new Uint8Array(await subtle.decrypt(algorithm, key, wrapped.slice(IV_BYTES)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

const associatedData = (purpose: string): Uint8Array<ArrayBuffer> => utf8ToBytes(`daybook/1 at rest ${purpose}`).slice();
