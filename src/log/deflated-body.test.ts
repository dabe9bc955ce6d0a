import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesEqual, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { makeId } from "../base/ids.ts";
import { parseDeflatedBody } from "./deflated-body.ts";
import { deflateContent, encodeBodyContent, padBody } from "./encode-body.ts";
import type { RecordBody } from "./record-body.ts";

const deflate = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(bytes));
const compression = { deflate: (bytes: Uint8Array) => Promise.resolve(deflate(bytes)) };

const bodyOf = (...updates: readonly Uint8Array[]): RecordBody => ({
  stamp: 1,
  action: null,
  code: 2,
  changes: updates.map((update, i) => ({ item: makeId("item", new Uint8Array(16).fill(i)), update })),
});

const WORDS = ["water ", "the ", "plants ", "before ", "Friday, ", "für ", "nächste ", "Woche ", "\n"];
/** Bytes that do not deflate (xorshift). */
const noise = (length: number, seed = 1): Uint8Array => {
  let x = seed;
  return Uint8Array.from({ length }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x;
  });
};
const prose = (seed: number, words: number): Uint8Array =>
  utf8ToBytes(Array.from(noise(words, seed + 1), (byte) => WORDS[byte % WORDS.length]).join(""));

/** Padded. */
const written = (sizeBytes: number, deflated: Uint8Array): Uint8Array =>
  padBody(new ByteWriter().varUint(sizeBytes).varBytes(deflated).finish());

const mixed = (noiseBytes: number): Uint8Array => encodeBodyContent(bodyOf(concatBytes(noise(noiseBytes), prose(3, 500))));

const body = bodyOf(prose(1, 600), prose(2, 300));
const content = encodeBodyContent(body);

describe("a deflated body", () => {
  test("is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1_000), fc.integer({ min: 600, max: 4_000 })), { minLength: 1, maxLength: 4 }),
        async (made) => {
          const long = bodyOf(...made.map(([seed, words]) => prose(seed, words)));
          const deflated = await deflateContent(compression, encodeBodyContent(long));
          const parsed = deflated === null ? null : parseDeflatedBody(padBody(deflated));
          expect(parsed?.ok === true && bytesEqual(encodeBodyContent(parsed.value), encodeBodyContent(long))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("with any one byte changed is another body, or void, and never throws", () => {
    const bytes = written(content.length, deflate(content));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, difference) => {
        const changed = bytes.map((byte, i) => (i === position ? byte ^ difference : byte));
        const parsed = parseDeflatedBody(changed);
        expect(parsed.ok ? encodeBodyContent(parsed.value).length : content.length).toBe(content.length);
      }),
      { numRuns: 500 },
    );
  });

  test("of random bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        const parsed = parseDeflatedBody(random);
        expect(!parsed.ok || parsed.value.changes.length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  const huge = encodeBodyContent(bodyOf(noise(150_000), noise(150_000)));
  test.each([
    ["that ends early", written(content.length, deflate(content).subarray(0, -1))],
    ["with bytes left over behind its deflated ones", written(content.length, concatBytes(deflate(content), Uint8Array.of(0)))],
    ["that inflates to less than it says", written(content.length + 1, deflate(content))],
    ["that inflates to more than it says", written(content.length - 1, deflate(content))],
    ["with bytes left over within", written(content.length + 1, deflate(concatBytes(content, Uint8Array.of(0))))],
    ["that is not padded", new ByteWriter().varUint(content.length).varBytes(deflate(content)).finish()],
    ["that is larger than a body may be", written(huge.length, deflate(huge))],
    ["that inflates to far more than it has bytes", written(200_100, deflate(encodeBodyContent(bodyOf(new Uint8Array(200_070)))))],
    ["of no change", written(4, deflate(Uint8Array.of(1, 0, 2, 0)))],
    ["of nothing", new Uint8Array(0)],
  ])("%s is void", (_, bytes) => {
    expect(parseDeflatedBody(bytes).ok).toBe(false);
  });

  test("is not that of a bomb, whose author leaves it as it is", async () => {
    const bomb = encodeBodyContent(bodyOf(new Uint8Array(200_070)));
    expect(bomb.length).toBe(200_093);
    expect(await deflateContent(compression, bomb)).toBeNull();
  });

  test("is made only where it becomes smaller by an eighth", async () => {
    expect(await deflateContent(compression, mixed(0))).not.toBeNull();
    expect(await deflateContent(compression, mixed(60_000))).toBeNull();
  });
});
