// The cryptography of a replica (ports/crypto.ts) on the noble libraries; signatures are verified by WebCrypto where the platform has Ed25519, which is
// an order faster. Both ways accept the same signatures (ed25519.ts). The key encapsulation of kem.ts is a chunk of its own, loaded when asked for.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { assert } from "../base/result.ts";
import type { CryptoSuite, Random } from "../ports/crypto.ts";
import { isCanonicalS, makeKeyCheck, SIGNATURE_BYTES, verifyWithNoble } from "./ed25519.ts";
import { isVerifyRight, makeSubtleVerify, type SubtleEd25519, type Verify } from "./subtle-verify.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

function chacha(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array): ReturnType<typeof chacha20poly1305> {
  assert(key.length === KEY_BYTES && nonce.length === NONCE_BYTES, "a key of 32 and a nonce of 12 bytes");
  return chacha20poly1305(key, nonce, associatedData);
}

function open(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const cipher = chacha(key, nonce, associatedData);
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}

function makeVerify<Key>(isValidPublicKey: (publicKey: Uint8Array) => boolean, subtle: SubtleEd25519<Key> | null): Verify {
  const subtleVerify = subtle === null ? null : makeSubtleVerify(subtle);
  let probe: Promise<boolean> | null = null;
  return async (publicKey, message, signature) => {
    if (signature.length !== SIGNATURE_BYTES || !isCanonicalS(signature) || !isValidPublicKey(publicKey)) return false;
    if (subtleVerify !== null) {
      probe ??= isVerifyRight(subtleVerify);
      const answer = (await probe) ? await subtleVerify(publicKey, message, signature).catch(() => null) : null;
      if (answer !== null) return answer;
    }
    return verifyWithNoble(publicKey, message, signature);
  };
}

/** `subtle`: the platform's `crypto.subtle`, if it has one (not on a plain http LAN address). `random`: for key encapsulation only. */
export function makeCryptoSuite<Key>({
  subtle,
  random,
}: {
  readonly subtle?: SubtleEd25519<Key> | undefined;
  readonly random: Random;
}): CryptoSuite {
  const isValidPublicKey = makeKeyCheck();
  return {
    sha256: (message) => sha256(message),
    hkdf: (key, salt, info, lengthBytes) => hkdf(sha256, key, salt, info, lengthBytes),
    seal: (key, nonce, associatedData, plaintext) => chacha(key, nonce, associatedData).encrypt(plaintext),
    open,
    verify: makeVerify(isValidPublicKey, subtle ?? null),
    isValidPublicKey,
    loadKem: async () => (await import("./kem.ts")).makeKem(random),
  };
}
