// For tests: the real suite with randomness that repeats, and keys of devices that are told apart by a number.

import { hexToBytes } from "../base/bytes.ts";
import { makeId, type DeviceId } from "../base/ids.ts";
import type { CryptoSuite, Random, Signer } from "../ports/crypto.ts";
import { makeSeedSigner } from "./ed25519.ts";
import { makeCryptoSuite } from "./noble-suite.ts";

/** Bytes of hex text, which may be broken into lines. */
export function fromHex(...parts: readonly string[]): Uint8Array {
  const bytes = hexToBytes(parts.join("").replaceAll(/\s/g, ""));
  if (bytes === null) throw new Error("hex text");
  return bytes;
}

/** Every call gives other bytes, every run the same: n, n, n... then n+1, n+1, n+1... */
export function makeFixedRandom(first = 0): Random {
  let next = first;
  return (length) => new Uint8Array(length).fill(next++ % 256);
}

export const fixedSuite: CryptoSuite = makeCryptoSuite({ subtle: crypto.subtle, random: makeFixedRandom() });

export const fixedSeed = (number: number): Uint8Array => new Uint8Array(32).fill(number);

export const fixedSigner = (number: number): Signer => makeSeedSigner(fixedSeed(number));

export const deviceOf = (signer: Signer): DeviceId => makeId("device", signer.publicKey);
