// Sealing the blocks of a pack (PROTOCOL.md "Checkpoints and packs"): each apart, under a key of the pack's own, bound to the pack's head and to the
// block's number, so that no block passes for another.

import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { padmeLength } from "../log/padme.ts";
import type { CryptoSuite } from "../ports/crypto.ts";

export const PACK_FORMAT = 1;
const EPOCH_PREFIX_BYTES = 4;
const PACK_NONCE_BYTES = 16;
/** Format, epoch and pack nonce: in the clear, and authenticated with every block. */
export const PREAMBLE_BYTES: number = 1 + EPOCH_PREFIX_BYTES + PACK_NONCE_BYTES;

const KEY_BYTES = 32;
/** What sealing adds to a block. */
export const TAG_BYTES = 16;

export type PackCipher = {
  readonly preamble: Uint8Array;
  readonly seal: (block: number, plaintext: Uint8Array) => Uint8Array;
  /** `null` when it does not authenticate. */
  readonly open: (block: number, sealed: Uint8Array) => Uint8Array | null;
};

export function makePreamble(epoch: EpochKey, packNonce: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(PACK_FORMAT), idToBytes(epoch.id).subarray(0, EPOCH_PREFIX_BYTES), packNonce);
}

/**
 * The nonce of a pack with these plaintexts, its index first: whoever packs the same under the same key makes the same pack, so that it need not travel;
 * and no two packs have the same key unless they are the same to the last byte.
 */
export function packNonceOf(suite: CryptoSuite, space: SpaceId, epoch: EpochKey, plaintexts: readonly Uint8Array[]): Uint8Array {
  const content = new ByteWriter().list(plaintexts, (list, plaintext) => list.varBytes(plaintext)).finish();
  return suite.hkdf(epoch.key, idToBytes(space), concatBytes(label("pack nonce"), suite.sha256(content)), PACK_NONCE_BYTES);
}

/** Whether a pack with this preamble may be sealed under `epoch`. */
export const isEpochOf = (preamble: Uint8Array, epoch: EpochKey): boolean =>
  epoch.id.startsWith(bytesToHex(preamble.subarray(1, 1 + EPOCH_PREFIX_BYTES)));

const nonceOf = (block: number): Uint8Array => new ByteWriter().u32(0).u32(0).u32(block).finish();

export function makePackCipher(suite: CryptoSuite, space: SpaceId, epoch: EpochKey, preamble: Uint8Array): PackCipher {
  const packNonce = preamble.subarray(1 + EPOCH_PREFIX_BYTES, PREAMBLE_BYTES);
  const key = suite.hkdf(epoch.key, idToBytes(space), concatBytes(label("pack"), packNonce), KEY_BYTES);
  const dataOf = (block: number): Uint8Array =>
    new ByteWriter().bytes(label("pack")).bytes(idToBytes(space)).bytes(preamble).u32(block).finish();
  return {
    preamble,
    seal: (block, plaintext) => suite.seal(key, nonceOf(block), dataOf(block), plaintext),
    open: (block, sealed) => suite.open(key, nonceOf(block), dataOf(block), sealed),
  };
}

/** Zeros up to the Padme length. */
export const padded = (writer: ByteWriter): Uint8Array => writer.bytes(new Uint8Array(padmeLength(writer.length) - writer.length)).finish();
