// The cryptography of a replica (ports/crypto.ts) on the noble libraries; signatures are verified by WebCrypto where the platform has Ed25519, which is
// an order faster, and so is large data hashed. Both ways accept the same signatures (ed25519.ts). The curve's arithmetic and the key encapsulation of kem.ts are chunks of their own:
// the one is loaded when something foreign is verified for the first time, the other when somebody pairs.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { assert } from "../base/result.ts";
import type { CryptoSuite, Random } from "../ports/crypto.ts";
import { isSignatureForm } from "./ed25519-form.ts";
import { makeDigest, type SubtleSha256 } from "./subtle-digest.ts";
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

type Curve = {
  readonly isValidPublicKey: (publicKey: Uint8Array) => boolean;
  readonly verifyWithNoble: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
};

async function loadCurve(): Promise<Curve> {
  const { makeKeyCheck, verifyWithNoble } = await import("./ed25519.ts");
  return { isValidPublicKey: makeKeyCheck(), verifyWithNoble };
}

function makeVerifiers<Key>(subtle: SubtleEd25519<Key> | null): Pick<CryptoSuite, "verify" | "verifyAgain"> {
  const subtleVerify = subtle === null ? null : makeSubtleVerify(subtle);
  let probe: Promise<boolean> | null = null;
  let curve: Promise<Curve> | null = null;

  /** `null` where the platform has none, or none that is right. */
  const verifyByPlatform = async (...input: Parameters<Verify>): Promise<boolean | null> => {
    if (subtleVerify === null) return null;
    probe ??= isVerifyRight(subtleVerify);
    return (await probe) ? subtleVerify(...input).catch(() => null) : null;
  };
  /** `null` when its chunk cannot be loaded now: what cannot be verified counts as wrong, and the next time it is tried again. */
  const curveOrNull = async (): Promise<Curve | null> => {
    curve ??= loadCurve();
    return curve.catch(() => (curve = null));
  };
  const verify: Verify = async (publicKey, message, signature) => {
    if (!isSignatureForm(signature)) return false;
    const loaded = await curveOrNull();
    if (loaded === null || !loaded.isValidPublicKey(publicKey)) return false;
    return (await verifyByPlatform(publicKey, message, signature)) ?? loaded.verifyWithNoble(publicKey, message, signature);
  };
  return {
    verify,
    verifyAgain: async (...input) => (await verifyByPlatform(...input)) ?? verify(...input),
  };
}

/** `subtle`: the platform's `crypto.subtle`, if it has one (not on a plain http LAN address). `random`: for key encapsulation only. */
export function makeCryptoSuite<Key>({
  subtle,
  random,
}: {
  readonly subtle?: (SubtleEd25519<Key> & SubtleSha256) | undefined;
  readonly random: Random;
}): CryptoSuite {
  return {
    sha256: (message) => sha256(message),
    digest: makeDigest(subtle ?? null, (message) => sha256(message)),
    hkdf: (key, salt, info, lengthBytes) => hkdf(sha256, key, salt, info, lengthBytes),
    seal: (key, nonce, associatedData, plaintext) => chacha(key, nonce, associatedData).encrypt(plaintext),
    open,
    ...makeVerifiers(subtle ?? null),
    loadKem: async () => (await import("./kem.ts")).makeKem(random),
  };
}
