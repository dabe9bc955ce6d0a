// Strict Ed25519 (PROTOCOL.md "Notation"): canonical encodings of the key, of R and of S, the key of prime order, and R without a part of small order.
// With these rules the cofactored equation (noble, RFC 8032) and the cofactorless one (WebCrypto in every browser, node:crypto) accept the same set of
// signatures, so that what one replica accepts no other refuses. See "Taming the many EdDSAs" (ePrint 2020/1244).

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex } from "../base/bytes.ts";
import type { Signer } from "../ports/crypto.ts";
import { PUBLIC_KEY_BYTES } from "./ed25519-form.ts";

/** Canonical, of prime order, not the identity. About a millisecond: see `makeKeyCheck`. */
export function isPrimeOrderKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return false;
  try {
    const point = ed25519.Point.fromBytes(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** How many keys' checks are remembered; a replica meets its members' keys and few others. */
const MAX_REMEMBERED_KEYS = 4_096;

/** `isPrimeOrderKey`, remembering its answers. */
export function makeKeyCheck(): (publicKey: Uint8Array) => boolean {
  const answerByKey = new Map<string, boolean>();
  return (publicKey) => {
    const key = bytesToHex(publicKey);
    const known = answerByKey.get(key);
    if (known !== undefined) return known;
    const answer = isPrimeOrderKey(publicKey);
    if (answerByKey.size >= MAX_REMEMBERED_KEYS) answerByKey.clear();
    answerByKey.set(key, answer);
    return answer;
  };
}

/** In JavaScript, for platforms without WebCrypto's. The key has passed `isPrimeOrderKey`, the signature `isSignatureForm`. */
export function verifyWithNoble(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const r = ed25519.Point.fromBytes(signature.subarray(0, PUBLIC_KEY_BYTES), false);
    return ed25519.verify(signature, message, publicKey, { zip215: false }) && r.isTorsionFree();
  } catch {
    return false;
  }
}

/** The signing key of a 32-byte seed, in JavaScript: where the platform has no Ed25519 of its own, for recovery, and in tests. */
export function makeSeedSigner(seed: Uint8Array): Signer {
  const secret = seed.slice();
  return {
    publicKey: ed25519.getPublicKey(secret),
    sign: async (message) => ed25519.sign(message, secret),
  };
}
