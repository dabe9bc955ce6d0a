// SHA-256 by the platform's WebCrypto, where it has it: of 50 kB it takes a tenth of what a script takes, and not of this thread's time. What is small
// is hashed here sooner than there.

import { unshared } from "./unshared.ts";

/** The part of WebCrypto's `SubtleCrypto` that is used. */
export interface SubtleSha256 {
  digest(algorithm: "SHA-256", message: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

const LARGE_BYTES = 4_096;

export function makeDigest(
  subtle: SubtleSha256 | null,
  sha256: (message: Uint8Array) => Uint8Array,
): (message: Uint8Array) => Promise<Uint8Array> {
  return async (message) => {
    if (subtle === null || message.length < LARGE_BYTES) return sha256(message);
    try {
      return new Uint8Array(await subtle.digest("SHA-256", unshared(message)));
    } catch {
      return sha256(message);
    }
  };
}
