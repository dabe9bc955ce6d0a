import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldValuesEqual, isFieldValue } from "./field-value.ts";

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe("a field's value", () => {
  test("is JSON-like or bytes", () => {
    for (const value of [null, true, 0, -1.5, "", "grüße 🌱", new Uint8Array([1]), [], {}, { a: [1, { b: null }] }])
      expect(isFieldValue(value)).toBe(true);
  });

  test("is nothing that a document cannot carry to others unchanged", () => {
    const odd = [
      undefined,
      Number.NaN,
      Infinity,
      1n,
      Symbol("x"),
      () => 1,
      new Date(0),
      new Map(),
      new Float64Array(1),
      [undefined],
      { a: undefined },
    ];
    for (const value of odd) expect(isFieldValue(value)).toBe(false);
    expect(isFieldValue("half a pair \ud83c")).toBe(false);
    expect(isFieldValue({ "\udf31": 1 })).toBe(false);
  });

  test("is bounded in depth and size", () => {
    expect(isFieldValue(nested(8))).toBe(true);
    expect(isFieldValue(nested(9))).toBe(false);
    expect(isFieldValue(nested(5000))).toBe(false);
    expect(isFieldValue("x".repeat(60_000))).toBe(true);
    expect(isFieldValue("x".repeat(70_000))).toBe(false);
    expect(isFieldValue(new Uint8Array(70_000))).toBe(false);
    expect(isFieldValue(Array.from({ length: 70_000 }, () => 1))).toBe(false);
    expect(isFieldValue(["x".repeat(40_000), "x".repeat(40_000)])).toBe(false);
  });

  test("never makes the check throw", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        (value) => {
          expect(typeof isFieldValue(value)).toBe("boolean");
        },
      ),
    );
  });
});

describe("equality of values", () => {
  test("goes by content, not by the order of keys", () => {
    expect(fieldValuesEqual({ a: 1, b: [new Uint8Array([1, 2])] }, { b: [new Uint8Array([1, 2])], a: 1 })).toBe(true);
  });

  test("tells apart what differs", () => {
    const values = [
      null,
      false,
      0,
      "",
      "0",
      new Uint8Array(0),
      new Uint8Array([0]),
      [],
      [0],
      [null],
      {},
      { a: 0 },
      { b: 0 },
      { a: 0, b: 0 },
    ];
    values.forEach((a, i) => values.forEach((b, j) => expect(fieldValuesEqual(a, b), `${i} ${j}`).toBe(i === j)));
  });
});
