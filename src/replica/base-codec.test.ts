import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { EMPTY_BASE, isWithin, reachOf, type Base } from "./base.ts";
import { decodeBase } from "./base-codec.ts";
import { encodeBase } from "./engine/encode-base.ts";

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const [a, b, c] = [1, 2, 3].map((number) => makeId("log", filled(8, number)));
const record = makeId("record", filled(32, 7));
if (a === undefined || b === undefined || c === undefined) throw new Error("three logs");

const base: Base = {
  cover: new Map([
    [b, { seq: 40, id: record }],
    [a, { seq: 300, id: record }],
  ]),
  packs: [
    {
      number: 3,
      pack: makeId("pack", filled(32, 5)),
      blocks: 4,
      sizeBytes: 60_000,
      inflatedBytes: 200_000,
      items: 70,
      reach: new Map([
        [a, 299],
        [c, 12],
      ]),
    },
    { number: 9, pack: makeId("pack", filled(32, 6)), blocks: 2, sizeBytes: 3_000, inflatedBytes: 9_000, items: 2, reach: new Map() },
  ],
  ways: [
    { log: a, seq: 310, id: record },
    { log: c, seq: 2, id: record },
  ],
  nextPackNumber: 10,
  isSound: false,
  checkpoints: ["ab".repeat(32)],
  kept: ["cd".repeat(32), "ef".repeat(32)],
  counter: 17,
  lastMaker: makeId("device", filled(32, 1)),
  givenUp: [c],
  marks: [{ madeAt: 1_700_000_000_000, cover: new Map([[a, 200]]) }],
};

describe("a base in the store", () => {
  test("comes back as it was", () => {
    expect(decodeBase(encodeBase(base))).toEqual({ ...base, cover: new Map([...base.cover].toSorted(([x], [y]) => (x < y ? -1 : 1))) });
    expect(decodeBase(encodeBase(EMPTY_BASE))).toEqual(EMPTY_BASE);
  });

  test("that is cut short or of another format is none", () => {
    const bytes = encodeBase(base);
    expect(decodeBase(bytes.subarray(0, bytes.length - 1))).toBeNull();
    expect(decodeBase(Uint8Array.of(2, ...bytes.subarray(1)))).toBeNull();
    expect(decodeBase(new Uint8Array(0))).toBeNull();
  });
});

test("a cover is within another one that reaches as far in every log", () => {
  const cover = reachOf(base.cover);
  expect(isWithin(new Map([[a, 300]]), cover)).toBe(true);
  expect(isWithin(new Map([[a, 301]]), cover)).toBe(false);
  expect(isWithin(new Map([[c, 1]]), cover)).toBe(false);
  expect(isWithin(new Map(), cover)).toBe(true);
});
