// New keys for what seals at rest (wrapping-key.ts).

import { KEY_BYTES } from "./wrapping-key.ts";

export function generateWrappingKey(subtle: SubtleCrypto): Promise<CryptoKey> {
  return subtle.generateKey({ name: "AES-GCM", length: 8 * KEY_BYTES }, false, ["encrypt", "decrypt"]);
}

export const randomKeyBytes = (random: (length: number) => Uint8Array): Uint8Array => random(KEY_BYTES);
