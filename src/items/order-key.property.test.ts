import * as fc from "fast-check";
import { generateKeyBetween } from "fractional-indexing";
import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { orderKeysBetween } from "./make-order-keys.ts";
import { compareOrderKeys, isOrderKey } from "./order-key.ts";

const writers = [1, 2, 3, 4].map((index) =>
  makeId(
    "log",
    Uint8Array.from({ length: 8 }, (_, i) => index * 60 + i),
  ),
);
const writerAt = (index: number) => writers[index % writers.length] ?? makeId("log", new Uint8Array(8));
const isAscending = (keys: readonly string[]): boolean => keys.every((key, i) => i === 0 || compareOrderKeys(keys[i - 1] ?? "", key) < 0);

/** The longest of `count` keys inserted one by one at `place`. */
function lengthAfter(count: number, place: (size: number, step: number) => number): number {
  const keys: string[] = [];
  for (let step = 0; step < count; step++) {
    const index = place(keys.length, step);
    keys.splice(index, 0, ...orderKeysBetween(keys[index - 1] ?? null, keys[index] ?? null, 1, writerAt(step)));
  }
  expect(isAscending(keys)).toBe(true);
  return Math.max(...keys.map((key) => key.length));
}

/** By the library of fractional indexes. */
const isTaken = (fraction: string): boolean => {
  try {
    generateKeyBetween(fraction, null);
    generateKeyBetween(null, fraction);
    return true;
  } catch {
    return false;
  }
};

const digits = (max: number) => fc.string({ unit: fc.constantFrom("0", "1", "9", "A", "Z", "a", "z"), maxLength: max });

describe("order keys", () => {
  test("are a fraction and the writer's suffix", () => {
    expect(orderKeysBetween(null, null, 2, makeId("log", new Uint8Array(8)))).toEqual(["a0.AAAAAA", "a1.AAAAAA"]);
  });

  test("stand strictly between their neighbours, in order, wherever inserted", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 4 })), { maxLength: 80 }), (inserts) => {
        const keys: string[] = [];
        for (const [at, writer, count] of inserts) {
          const index = at % (keys.length + 1);
          keys.splice(index, 0, ...orderKeysBetween(keys[index - 1] ?? null, keys[index] ?? null, count, writerAt(writer)));
        }
        expect(isAscending(keys)).toBe(true);
        expect(keys.every(isOrderKey)).toBe(true);
      }),
    );
  });

  test("of devices inserting at one place at the same time never tie, and leave room between them", () => {
    const round = fc.record({
      at: fc.nat(),
      writers: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 2 }),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 40 }), (rounds) => {
        let keys: string[] = [];
        for (const { at, writers: together, count } of rounds) {
          const index = at % (keys.length + 1);
          const made = together.flatMap((writer) =>
            orderKeysBetween(keys[index - 1] ?? null, keys[index] ?? null, count, writerAt(writer)),
          );
          keys = [...keys, ...made].sort(compareOrderKeys);
          expect(isAscending(keys)).toBe(true);
        }
      }),
    );
  });

  test("stay short: 1,000 appended, 1,000 put first, 1,000 at random, 200 always at the same gap", () => {
    expect(lengthAfter(1000, (size) => size)).toBeLessThanOrEqual(11);
    expect(lengthAfter(1000, () => 0)).toBeLessThanOrEqual(11);
    expect(lengthAfter(1000, (size, step) => (step * 7919) % (size + 1))).toBeLessThanOrEqual(20);
    expect(lengthAfter(200, (size) => Math.min(size, 1))).toBeLessThanOrEqual(50);
  });

  test("between ties of an equal fraction go below the left one", () => {
    const [a = ""] = orderKeysBetween(null, null, 1, writerAt(0));
    const [b = ""] = orderKeysBetween(null, null, 1, writerAt(1));
    const [middle = ""] = orderKeysBetween(a, b, 1, writerAt(2));
    expect(middle.startsWith(`${a}.`)).toBe(true);
    const [first = "", second = ""] = orderKeysBetween(a, middle, 2, writerAt(3));
    expect(isAscending([a, first, second, middle, b])).toBe(true);
  });

  test("have the fractions that the library of fractional indexes takes, and no others", () => {
    const smallest = fc.tuple(fc.constant(`A${"0".repeat(26)}`), digits(2));
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(fc.constantFrom("A", "B", "X", "Y", "Z", "a", "b", "c", "y", "z", "0", ""), digits(30)), smallest),
        (parts) => {
          const fraction = parts.join("");
          expect(isOrderKey(`${fraction}.AAAAAA`)).toBe(isTaken(fraction));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("of a hostile member are refused, or give way to some valid place", () => {
    for (const key of [
      "",
      "a0",
      "a0.",
      ".AAAAAA",
      "a0.AAAAA",
      "a0.AAAAAA.",
      "a0.AAAAAA.a1",
      "a00.AAAAAA",
      "0.AAAAAA",
      "a.AAAAAA",
      "a0.AAAAA=",
      "ä0.AAAAAA",
      `a${"1".repeat(2000)}.AAAAAA`,
      `A${"0".repeat(26)}.AAAAAA`,
    ]) {
      expect(isOrderKey(key)).toBe(false);
    }
    const extremes = [
      `z${"z".repeat(26)}.AAAAAA`,
      `A${"0".repeat(25)}1.AAAAAA`,
      `a0${"z".repeat(1000)}.AAAAAA`,
      `A${"0".repeat(26)}1.AAAAAA`,
    ];
    expect(extremes.map(isOrderKey)).toEqual([true, true, true, true]);
    for (const key of extremes) {
      for (const [after, before] of [
        [key, null],
        [null, key],
      ] as const) {
        const made = orderKeysBetween(after, before, 3, writerAt(0));
        expect(made.every(isOrderKey)).toBe(true);
        expect(isAscending(made)).toBe(true);
      }
    }
    fc.assert(fc.property(fc.string(), (text) => typeof isOrderKey(text) === "boolean"));
  });
});
