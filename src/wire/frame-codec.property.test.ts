import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesEqual } from "../base/bytes.ts";
import { ok } from "../base/result.ts";
import { decodeFrame, encodeFrame, type IgnoredFrame } from "./frame-codec.ts";
import { arbitraryFrame, arbitraryFrames } from "./frame.suite.ts";
import type { Frame } from "./frames.ts";
import { MAX_FRAME_BYTES } from "./limits.ts";

const AUTHENTICATED = { authenticated: true };

/** Bytes that a decoded value holds: of byte strings and of hex text, and one for every element and number. */
function heldBytes(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === "string") return /^[0-9a-f]{16,}$/.test(value) ? value.length / 2 : 0;
  if (typeof value === "object" && value !== null) return Object.values(value).reduce<number>((sum, part) => sum + heldBytes(part), 0);
  return typeof value === "number" ? 1 : 0;
}

/** What is wrong with how any bytes are decoded; `null` when nothing is. */
function flawOf(bytes: Uint8Array): string | null {
  const result = decodeFrame(bytes, AUTHENTICATED);
  if (!result.ok) return null;
  const frame: Frame | IgnoredFrame = result.value;
  if (heldBytes(frame) > bytes.length) return "holds more than was sent";
  if (frame.type !== "ignored" && !bytesEqual(encodeFrame(frame), bytes)) return "has another encoding";
  return null;
}

describe("frames", () => {
  test.each(Object.entries(arbitraryFrames))("%s decodes to what was encoded", (_, frames) => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(decodeFrame(encodeFrame(frame), AUTHENTICATED)).toEqual(ok(frame));
      }),
    );
  });

  test("nothing but the records of a page shares memory with the bytes", () => {
    fc.assert(
      fc.property(arbitraryFrame, (frame) => {
        fc.pre(frame.type !== "page");
        const bytes = encodeFrame(frame);
        const decoded = decodeFrame(bytes, AUTHENTICATED);
        bytes.fill(0xee);
        expect(decoded).toEqual(ok(frame));
      }),
    );
  });
});

describe("foreign bytes", () => {
  test("random bytes never throw, hold no more than was sent, and have one encoding", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(flawOf(bytes)).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });

  test("random bytes behind each type byte never throw either", () => {
    const behindType = fc.tuple(fc.integer({ min: 0, max: 0x40 }), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(behindType, ([code, rest]) => {
        expect(flawOf(Uint8Array.of(code, ...rest))).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  test("mutated frames never throw, hold no more than was sent, and have one encoding", () => {
    const mutations = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arbitraryFrame, mutations, fc.nat(), (frame, changes, cut) => {
        const bytes = encodeFrame(frame);
        for (const [position, value] of changes) bytes[position % bytes.length] = value;
        expect(flawOf(bytes)).toBeNull();
        expect(flawOf(bytes.subarray(0, cut % (bytes.length + 1)))).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });

  test("counts and lengths that promise more than is there are refused at any value", () => {
    const promises = [0x7f, 0xff, 0x80].flatMap((byte) =>
      Array.from({ length: 64 }, (_, code) => {
        const bytes = new Uint8Array(2_000).fill(byte);
        bytes[0] = code;
        return bytes;
      }),
    );
    for (const bytes of promises) expect(flawOf(bytes)).toBeNull();
    expect(decodeFrame(new Uint8Array(MAX_FRAME_BYTES).fill(0xff).fill(0x05, 0, 1), AUTHENTICATED).ok).toBe(false);
  });
});
