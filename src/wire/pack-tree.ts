// The Merkle tree over the blocks of a pack (PROTOCOL.md "Checkpoints and packs"), in the shape of RFC 9162, section 2.1.1: its root is the pack's
// id, so that whoever has the leaves can tell of each block by itself whether it is the pack's, and which one is not. Needs no key: devices and relay.

import { bytesEqual, concatBytes } from "../base/bytes.ts";
import { idToBytes, makeId, type PackId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { assert } from "../base/result.ts";
import { MAX_PACK_BLOCKS } from "./limits.ts";

/** 32 bytes: what a block is known by in its pack's tree. */
export const packLeaf = (sha256: Sha256, block: Uint8Array): Uint8Array => sha256(concatBytes(label("pack leaf"), block));

function rootOf(sha256: Sha256, leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  assert(first !== undefined, "a tree has a leaf");
  if (leaves.length === 1) return first;
  const leftCount = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [rootOf(sha256, leaves.slice(0, leftCount)), rootOf(sha256, leaves.slice(leftCount))];
  return sha256(concatBytes(label("pack node"), left, right));
}

/** The id of the pack with these leaves: one for each block, the head's first. At least one. */
export const packIdOf = (sha256: Sha256, leaves: readonly Uint8Array[]): PackId => makeId("pack", rootOf(sha256, leaves));

/** Whether these are all leaves of the pack. */
export const areLeavesOf = (sha256: Sha256, pack: PackId, leaves: readonly Uint8Array[]): boolean =>
  leaves.length > 0 && leaves.length <= MAX_PACK_BLOCKS && bytesEqual(rootOf(sha256, leaves), idToBytes(pack));

/** Whether `block` is the one that `leaf` stands for. */
export const isBlockOf = (sha256: Sha256, leaf: Uint8Array, block: Uint8Array): boolean => bytesEqual(packLeaf(sha256, block), leaf);
