// Ed25519 verification by the platform's WebCrypto, where it has it: Chromium 137, Firefox 129, Safari 17, Node 20.
// Whether it has is found out once, by verifying a signature of RFC 8032 and refusing a broken one.

import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { unshared } from "./unshared.ts";

/** The part of WebCrypto's `SubtleCrypto` that is used; `Key` is its `CryptoKey`. */
export interface SubtleEd25519<Key> {
  importKey(
    format: "raw",
    publicKey: Uint8Array<ArrayBuffer>,
    algorithm: { readonly name: "Ed25519" },
    extractable: boolean,
    usages: "verify"[],
  ): Promise<Key>;
  verify(
    algorithm: { readonly name: "Ed25519" },
    key: Key,
    signature: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** RFC 8032 section 7.1, test 2. */
const PROBE = {
  publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  message: "72",
  signature:
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
} as const;

const ED25519 = { name: "Ed25519" } as const;

/** How many imported keys are kept. */
const MAX_IMPORTED_KEYS = 1_024;

export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

export function makeSubtleVerify<Key>(subtle: SubtleEd25519<Key>): Verify {
  const keys = new Map<string, Promise<Key>>();
  function importKey(publicKey: Uint8Array): Promise<Key> {
    const name = bytesToHex(publicKey);
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= MAX_IMPORTED_KEYS) keys.clear();
    const key = subtle.importKey("raw", unshared(publicKey), ED25519, false, ["verify"]);
    keys.set(name, key);
    return key;
  }
  return async (publicKey, message, signature) =>
    subtle.verify(ED25519, await importKey(publicKey), unshared(signature), unshared(message));
}

/** Whether the platform's Ed25519 is there and right. */
export async function isVerifyRight(verify: Verify): Promise<boolean> {
  const [publicKey, message, signature] = [PROBE.publicKey, PROBE.message, PROBE.signature].map(
    (hex) => hexToBytes(hex) ?? new Uint8Array(),
  );
  if (publicKey === undefined || message === undefined || signature === undefined) return false;
  const broken = signature.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
  try {
    return (await verify(publicKey, message, signature)) && !(await verify(publicKey, message, broken));
  } catch {
    return false;
  }
}
