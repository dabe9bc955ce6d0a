import { expect, test } from "vitest";
import { batchesOf } from "./frame-batches.ts";

const sizesOf = (sizes: readonly number[]): number[][] =>
  batchesOf(sizes.map((size) => new Uint8Array(size))).map((batch) => batch.map((part) => part.length));

test("what fits into one frame is one batch, and nothing is none", () => {
  expect(sizesOf([10, 20, 30])).toEqual([[10, 20, 30]]);
  expect(sizesOf([])).toEqual([]);
});

test("large parts begin a new batch, one by itself may be as large as it is", () => {
  expect(sizesOf([200_000, 62_144, 1, 400_000, 5])).toEqual([[200_000, 62_144], [1], [400_000], [5]]);
});

test("a batch has at most 256 parts", () => {
  const sizes = Array.from({ length: 600 }, () => 1);
  expect(sizesOf(sizes).map((batch) => batch.length)).toEqual([256, 256, 88]);
});
