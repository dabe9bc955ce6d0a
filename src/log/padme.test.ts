import * as fc from "fast-check";
import { expect, test } from "vitest";
import { padmeLength } from "./padme.ts";

test("known answers", () => {
  const lengths = [0, 1, 2, 3, 8, 9, 10, 11, 64, 65, 100, 200, 1_000, 1_025, 65_537, 262_144, 262_145];
  const padded = [0, 1, 2, 3, 8, 10, 10, 12, 64, 72, 104, 208, 1_024, 1_088, 67_584, 262_144, 270_336];
  expect(lengths.map(padmeLength)).toEqual(padded);
});

/** Straight from the paper's wording: the last E - S bits of the length become zero, rounding up. */
function slowPadme(length: number): number {
  if (length < 2) return length;
  const exponentBits = length.toString(2).length - 1;
  const significantBits = exponentBits.toString(2).length;
  let padded = length;
  while (padded % 2 ** (exponentBits - significantBits) !== 0) padded += 1;
  return padded;
}

test("agrees with the slow way for every length up to 20,000", () => {
  const lengths = Array.from({ length: 20_000 }, (_, length) => length);
  expect(lengths.filter((length) => padmeLength(length) !== slowPadme(length))).toEqual([]);
});

test("padding is stable, ordered and cheap", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2 ** 40 }), (length) => {
      const padded = padmeLength(length);
      expect(padmeLength(padded)).toBe(padded);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded).toBeLessThanOrEqual(padmeLength(length + 1));
      expect(padded - length).toBeLessThan(0.12 * length);
    }),
  );
});
