// The keys of a recovery member, from the entropy of the words on paper (PROTOCOL.md "Recovery phrase"): other keys in each space, which nobody can tell
// to be one phrase's.

import { idToBytes, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import type { CryptoSuite } from "../ports/crypto.ts";

/** Of 24 words, without their checksum. */
export const ENTROPY_BYTES = 32;
const SEED_BYTES = 32;

/** The seeds of its signing key (RFC 8032) and of its key-encapsulation key, 32 bytes each: secrets. */
export type RecoverySeeds = { readonly sign: Uint8Array; readonly kem: Uint8Array };

/** `entropy`: `ENTROPY_BYTES` of them. */
export function recoverySeeds({ hkdf }: Pick<CryptoSuite, "hkdf">, space: SpaceId, entropy: Uint8Array): RecoverySeeds {
  const salt = idToBytes(space);
  return {
    sign: hkdf(entropy, salt, label("recovery sign"), SEED_BYTES),
    kem: hkdf(entropy, salt, label("recovery kem"), SEED_BYTES),
  };
}
