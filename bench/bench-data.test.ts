import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changedIndexes, itemsOf5KB, tasks, VERSION } from "./bench-data.mjs";

const SOURCE_SHA256 = "9b1d3433ed539cb63da6e2a04d83e97254dcef9bc41c06f79cfb73322544fc8b";

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const hashOf = (seed: number): string => sha256(JSON.stringify([...tasks(100, seed)]));

test("the data generator is version 1, byte for byte", () => {
  expect(VERSION).toBe(1);
  expect(sha256(readFileSync(new URL("bench-data.mjs", import.meta.url)))).toBe(SOURCE_SHA256);
});

test("the same seed makes the same data, another seed other data", () => {
  expect(hashOf(1)).toBe(hashOf(1));
  expect(hashOf(1)).not.toBe(hashOf(2));
});

test("the delta workload has items of 5 KB, and changes spread over all of them", () => {
  const items = [...itemsOf5KB(10)];
  expect(items.map(({ text }) => text.length)).toEqual(Array<number>(10).fill(4_950));
  expect(changedIndexes(1_000, 50).slice(0, 3)).toEqual([0, 20, 40]);
  expect(new Set(changedIndexes(1_000, 50)).size).toBe(50);
});
