import { constants, deflateRawSync, inflateRawSync, type InflateRaw } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesEqual, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { inflate } from "./inflate.ts";

const MANY_BYTES = 1_000_000;

/** What zlib makes of it, null also where something is left over. */
function zlibInflate(bytes: Uint8Array): Uint8Array | null {
  try {
    // With `info` it answers with both, which its types do not say.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { buffer, engine } = inflateRawSync(bytes, { maxOutputLength: MANY_BYTES, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: InflateRaw;
    };
    return engine.bytesWritten === bytes.length ? new Uint8Array(buffer) : null;
  } catch {
    return null;
  }
}

const WORDS = ["water ", "the ", "plants ", "before ", "Friday, ", "für ", "nächste ", "Woche ", "\n"];

/** Prose, runs, and bytes without any order: what makes each kind of block. */
const arbitraryContent = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 3_000 }).map((words) => utf8ToBytes(words.join(""))),
  fc.uint8Array({ maxLength: 3_000 }),
  fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 700 })), { maxLength: 40 }).map((runs) => {
    return concatBytes(...runs.map(([byte, length]) => new Uint8Array(length).fill(byte)));
  }),
);

const arbitraryWay = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

const deflated = (content: Uint8Array, way = {}): Uint8Array => new Uint8Array(deflateRawSync(content, way));

describe("what was deflated", () => {
  test("inflates to the same, in whatever way it was deflated, and to no other size", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryWay, (content, way) => {
        const bytes = deflated(content, way);
        expect(inflate(bytes, content.length)).toEqual(content);
        expect(inflate(bytes, content.length + 1)).toBeNull();
        expect(content.length > 0 && inflate(bytes, content.length - 1) !== null).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("inflates where it is in several blocks and reaches far back", () => {
    const far = Uint8Array.from({ length: 32_768 }, (_, i) => (i * 7_919) >> 5);
    const content = concatBytes(far, far, utf8ToBytes("water the plants, ".repeat(10_000)), far);
    for (const level of [1, 6, 9]) {
      expect(bytesEqual(inflate(deflated(content, { level }), content.length) ?? new Uint8Array(), content)).toBe(true);
    }
  });

  test("is refused when it ends early or goes on", () => {
    const content = utf8ToBytes("water the plants, and the flowers ".repeat(100));
    const bytes = deflated(content);
    for (let length = 0; length < bytes.length; length++) expect(inflate(bytes.subarray(0, length), content.length)).toBeNull();
    for (const rest of [Uint8Array.of(0), Uint8Array.of(3, 0), bytes]) {
      expect(inflate(concatBytes(bytes, rest), content.length)).toBeNull();
      expect(inflate(concatBytes(bytes, rest), 2 * content.length)).toBeNull();
    }
  });

  test("makes no more than is expected, however much there is in it", () => {
    const bomb = deflated(new Uint8Array(MANY_BYTES));
    expect(bomb.length).toBeLessThan(1_100);
    expect(inflate(bomb, 1_000)).toBeNull();
    expect(inflate(bomb, MANY_BYTES)?.length).toBe(MANY_BYTES);
  });
});

/** As zlib judges them. `size`: also tried, which may be another one than comes out. */
function isJudgedAlike(bytes: Uint8Array, size: number): boolean {
  const theirs = zlibInflate(bytes);
  if (theirs !== null && !bytesEqual(inflate(bytes, theirs.length) ?? Uint8Array.of(), theirs)) return false;
  return theirs?.length === size || inflate(bytes, size) === null;
}

describe("bytes of any kind", () => {
  test("are judged as zlib judges them when they are random", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(600), (bytes, size) => {
        expect(isJudgedAlike(bytes, size)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("are judged as zlib judges them when a byte of what was deflated is changed", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryWay, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, way, position, difference) => {
        const bytes = deflated(content, way);
        const at = position % Math.min(bytes.length, 120);
        bytes[at] = (bytes[at] ?? 0) ^ difference;
        expect(isJudgedAlike(bytes, content.length)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Bits, written as deflate has them: numbers from their lowest bit on, codes from their highest. */
class BitWriter {
  readonly #bits: number[] = [];

  number(value: number, count: number): this {
    for (let i = 0; i < count; i++) this.#bits.push((value >> i) & 1);
    return this;
  }

  code(bits: string): this {
    for (const bit of bits) this.#bits.push(Number(bit));
    return this;
  }

  finish(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [i, bit] of this.#bits.entries()) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7));
    return bytes;
  }
}

describe("a stream made by hand", () => {
  const fixedBlock = (): BitWriter => new BitWriter().number(1, 1).number(1, 2);
  const END = "0000000";
  const LETTER_A = "10010001";

  test("may copy what it is just making", () => {
    // Length 3 (symbol 257), distance 1.
    const bytes = fixedBlock().code(LETTER_A).code("0000001").code("00000").code(END).finish();
    expect(inflate(bytes, 4)).toEqual(utf8ToBytes("aaaa"));
  });

  test.each([
    ["reaches behind its beginning", fixedBlock().code(LETTER_A).code("0000001").code("00001").code(END).finish()],
    ["has a length that there is not", fixedBlock().code(LETTER_A).code("11000110").code("00000").code(END).finish()],
    ["has a distance that there is not", fixedBlock().code(LETTER_A).code("0000001").code("11110").code(END).finish()],
    ["has a kind of block that there is not", new BitWriter().number(1, 1).number(3, 2).number(0, 32).finish()],
    ["has a stored block of another length than it says", Uint8Array.of(1, 1, 0, 0xff, 0xff, 97)],
    ["has more literals than there are", new BitWriter().number(1, 1).number(2, 2).number(31, 5).number(0, 5).number(15, 4).finish()],
    ["has no end of block", fixedBlock().code(LETTER_A).finish()],
  ])("that %s is refused, as zlib does", (_, bytes) => {
    expect(zlibInflate(bytes)).toBeNull();
    for (const size of [0, 1, 2, 3, 4, 5, 100]) expect(inflate(bytes, size)).toBeNull();
  });
});
