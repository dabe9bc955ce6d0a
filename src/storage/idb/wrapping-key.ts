// The key that wraps secrets at rest: AES-256-GCM (NIST SP 800-38D) with a random 12-byte IV before the ciphertext and the purpose as
// associated data. A secret wrapped under one key or purpose opens under no other.

import { concatBytes, utf8ToBytes } from "../../base/bytes.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export function generateWrappingKey(subtle: SubtleCrypto): Promise<CryptoKey> {
  return subtle.generateKey({ name: "AES-GCM", length: 8 * KEY_BYTES }, false, ["encrypt", "decrypt"]);
}

/** `null` unless `bytes` are as many as a key has. */
export async function importWrappingKey(subtle: SubtleCrypto, bytes: Uint8Array): Promise<CryptoKey | null> {
  return bytes.length === KEY_BYTES ? subtle.importKey("raw", bytes.slice(), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
}

export const randomKeyBytes = (random: (length: number) => Uint8Array): Uint8Array => random(KEY_BYTES);

export async function wrapSecret(platform: Crypto, key: CryptoKey, purpose: string, secret: Uint8Array): Promise<Uint8Array> {
  const iv = platform.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: associatedData(purpose) };
  return concatBytes(iv, new Uint8Array(await platform.subtle.encrypt(algorithm, key, secret.slice())));
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

/** Whether `key` still wraps and unwraps, as it must after it was stored. */
export async function isWorkingWrappingKey(platform: Crypto, key: CryptoKey): Promise<boolean> {
  const wrapped = await wrapSecret(platform, key, "trial", Uint8Array.of(1));
  return (await unwrapSecret(platform.subtle, key, "trial", wrapped))?.[0] === 1;
}

const associatedData = (purpose: string): Uint8Array<ArrayBuffer> => utf8ToBytes(`daybook/1 at rest ${purpose}`).slice();
