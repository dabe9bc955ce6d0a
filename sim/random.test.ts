import { expect, test } from "vitest";
import { between, deriveSeed, makeRandom, makeRandomBytes } from "./random.ts";

test("numbers are those of the benchmarks' generator", () => {
  const random = makeRandom(1);
  expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
});

test("streams of other names or seeds are other streams", () => {
  const seeds = [deriveSeed(1, "network"), deriveSeed(1, "edits"), deriveSeed(2, "network"), deriveSeed(12, "network")];
  expect(new Set(seeds).size).toBe(4);
  expect(deriveSeed(1, "network")).toBe(seeds[0]);
});

test("bytes have the length asked for and come from the stream", () => {
  const [bytes, again] = [makeRandomBytes(makeRandom(7))(1_000), makeRandomBytes(makeRandom(7))(1_000)];
  expect(bytes).toEqual(again);
  expect(bytes).toHaveLength(1_000);
  expect(new Set(bytes).size).toBeGreaterThan(200);
});

test("between stays between", () => {
  const random = makeRandom(3);
  const values = Array.from({ length: 1_000 }, () => between(random, 5, 6));
  expect(values.every((value) => value >= 5 && value < 6)).toBe(true);
});
