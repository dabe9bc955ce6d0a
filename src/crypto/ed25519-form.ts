// What of strict Ed25519 (ed25519.ts) is seen from the bytes alone: sizes, and S below the group's order. Apart from the curve's arithmetic, which is
// a chunk of its own.

import { bytesToHex } from "../base/bytes.ts";

export const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The order of the group, RFC 8032 section 5.1. */
const GROUP_ORDER = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;

/** Whether S is below the group's order: not every platform checks it. */
function isCanonicalS(signature: Uint8Array): boolean {
  const littleEndian = signature.slice(PUBLIC_KEY_BYTES).toReversed();
  return BigInt(`0x${bytesToHex(littleEndian)}`) < GROUP_ORDER;
}

/** 64 bytes, with a canonical S. */
export const isSignatureForm = (signature: Uint8Array): boolean => signature.length === SIGNATURE_BYTES && isCanonicalS(signature);
