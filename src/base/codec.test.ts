import { describe, expect, test } from "vitest";
import { ByteWriter, decode, malformed, type ByteReader } from "./codec.ts";
import { ok } from "./result.ts";

const reasonOf = (bytes: readonly number[], read: (reader: ByteReader) => unknown): string | null => {
  const result = decode(Uint8Array.from(bytes), read);
  return result.ok ? null : result.error.reason;
};

const faultyRead = (): never => {
  throw new TypeError("a bug");
};
const readVarUint = (reader: ByteReader): number => reader.varUint();

describe("varUint", () => {
  test("reads what was written, up to 2^53 - 1", () => {
    for (const value of [0, 1, 127, 128, 16_384, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      expect(decode(new ByteWriter().varUint(value).finish(), readVarUint)).toEqual(ok(value));
    }
  });

  test("refuses numbers that are not in their shortest form", () => {
    expect(reasonOf([0x80, 0x00], readVarUint)).toBe("number not in its shortest form");
    expect(reasonOf([0xff, 0x80, 0x00], readVarUint)).toBe("number not in its shortest form");
  });

  test("refuses numbers above 2^53 - 1 however many bytes they have", () => {
    for (let length = 9; length < 400; length++) {
      for (const filler of [0x80, 0xff]) {
        expect(reasonOf([...Array<number>(length).fill(filler), 0x01], readVarUint)).not.toBeNull();
      }
    }
  });

  test("refuses numbers that end early or pass the limit of the place", () => {
    expect(reasonOf([0x80], readVarUint)).toBe("Unexpected end of array");
    expect(reasonOf([0x05], (reader) => reader.varUint(4))).toBe("number above its limit");
  });
});

describe("bounded reading", () => {
  test("a list is refused before its elements are read when they cannot all be there", () => {
    let elementsRead = 0;
    const read = (reader: ByteReader): unknown =>
      reader.list(1_000, 8, (inner) => {
        elementsRead += 1;
        return inner.bytes(8);
      });
    expect(reasonOf([100, ...Array<number>(16).fill(1)], read)).toBe("count beyond the bytes");
    expect(elementsRead).toBe(0);
  });

  test("a length beyond the bytes or above its limit is refused", () => {
    expect(reasonOf([9, 1, 2], (reader) => reader.varBytes(100))).toBe("ends early");
    expect(reasonOf([2, 1, 2], (reader) => reader.varBytes(1))).toBe("number above its limit");
  });

  test("bytes left over are refused", () => {
    expect(reasonOf([1, 2], (reader) => reader.u8())).toBe("bytes left over");
  });

  test("what is read is a copy", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const result = decode(bytes, (reader) => reader.rest());
    bytes.fill(0);
    expect(result).toEqual(ok(Uint8Array.of(1, 2, 3)));
  });

  test("a reader's own refusal is a value, its bug is thrown", () => {
    expect(reasonOf([], () => malformed("because"))).toBe("because");
    expect(() => decode(new Uint8Array(0), faultyRead)).toThrow("a bug");
  });
});
