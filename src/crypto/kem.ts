// Sealing to a device (PROTOCOL.md "Statements": grant): HPKE base mode with X-Wing (draft-connolly-cfrg-xwing-kem, as of -06: the secret key is its
// 32-byte seed). X-Wing is noble's, held to the draft's vectors. Only `loadKem` of noble-suite.ts imports this file, lazily: it is needed for pairing and
// epochs, not at every start.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ml_kem768_x25519 as xWing } from "@noble/post-quantum/hybrid.js";
import { concatBytes } from "../base/bytes.ts";
import type { Kem, Random } from "../ports/crypto.ts";
import { hpkeMessageKey } from "./hpke.ts";

/** X-Wing in HPKE's registry. */
const X_WING_KEM_ID = 0x647a;
const ENCAPSULATED_KEY_BYTES = 1_120;
/** Randomness of one encapsulation. */
const ENCAPSULATION_SEED_BYTES = 64;

export function makeKem(random: Random): Kem {
  return {
    publicKeyOf: async (seed) => xWing.keygen(seed).publicKey,
    sealTo: async (recipientPublicKey, info, plaintext) => sealTo(random, recipientPublicKey, info, plaintext),
    openWith: async (seed, info, sealed) => openWith(seed, info, sealed),
  };
}

function sealTo(random: Random, recipientPublicKey: Uint8Array, info: Uint8Array, plaintext: Uint8Array): Uint8Array | null {
  try {
    const { cipherText, sharedSecret } = xWing.encapsulate(recipientPublicKey, random(ENCAPSULATION_SEED_BYTES));
    const { key, nonce } = hpkeMessageKey(X_WING_KEM_ID, sharedSecret, info);
    return concatBytes(cipherText, chacha20poly1305(key, nonce).encrypt(plaintext));
  } catch {
    // The library throws where the key is not one: another's statement may say anything.
    return null;
  }
}

function openWith(seed: Uint8Array, info: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    const sharedSecret = xWing.decapsulate(sealed.subarray(0, ENCAPSULATED_KEY_BYTES), seed);
    const { key, nonce } = hpkeMessageKey(X_WING_KEM_ID, sharedSecret, info);
    return chacha20poly1305(key, nonce).decrypt(sealed.subarray(ENCAPSULATED_KEY_BYTES));
  } catch {
    return null;
  }
}
