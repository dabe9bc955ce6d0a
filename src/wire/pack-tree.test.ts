import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { bytesToHex, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { areLeavesOf, isBlockOf, packIdOf, packLeaf } from "./pack-tree.ts";

const sha256 = (message: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(message).digest());
const slowLabel = (name: string): Uint8Array => concatBytes(Uint8Array.of(10 + name.length), utf8ToBytes(`daybook/1 ${name}`));
const node = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concatBytes(slowLabel("pack node"), left, right));
const blocks = Array.from({ length: 7 }, (_, i) => new Uint8Array(10 + i).fill(i));
const leaves = blocks.map((block) => packLeaf(sha256, block));

test("the root is put together as RFC 9162 has it", () => {
  const leaf = (i: number): Uint8Array => sha256(concatBytes(slowLabel("pack leaf"), new Uint8Array(10 + i).fill(i)));
  const [one, three] = [leaf(0), node(node(leaf(0), leaf(1)), leaf(2))];
  const seven = node(node(node(leaf(0), leaf(1)), node(leaf(2), leaf(3))), node(node(leaf(4), leaf(5)), leaf(6)));
  expect(packIdOf(sha256, leaves.slice(0, 1))).toBe(bytesToHex(one));
  expect(packIdOf(sha256, leaves.slice(0, 3))).toBe(bytesToHex(three));
  expect(packIdOf(sha256, leaves)).toBe(bytesToHex(seven));
});

test("leaves of another pack, in another order, too few or none are told", () => {
  const pack = packIdOf(sha256, leaves);
  expect(areLeavesOf(sha256, pack, leaves)).toBe(true);
  for (const wrong of [leaves.slice(1), leaves.slice(0, -1), leaves.toReversed(), [], [...leaves, ...leaves.slice(0, 1)]])
    expect(areLeavesOf(sha256, pack, wrong)).toBe(false);
});

test("a block with a flipped bit is told, and only that one", () => {
  const [leaf = new Uint8Array(32), other = new Uint8Array(32)] = leaves;
  const [block = new Uint8Array(0)] = blocks;
  expect(isBlockOf(sha256, leaf, block)).toBe(true);
  expect(isBlockOf(sha256, other, block)).toBe(false);
  expect(isBlockOf(sha256, leaf, block.with(3, 1))).toBe(false);
});
