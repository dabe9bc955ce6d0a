import { describe, expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { decodeFrame, encodeFrame } from "./frame-codec.ts";
import { FRAME_VECTORS } from "./frame.suite.ts";
import type { Version } from "./frames.ts";
import { MAX_FRAME_BYTES, MAX_FRAME_BYTES_BEFORE_AUTH, MAX_RECORD_BYTES, MAX_SEQ } from "./limits.ts";

const AUTHENTICATED = { authenticated: true };
const log = makeId("log", new Uint8Array(8).fill(9));

function fromHex(...parts: readonly string[]): Uint8Array {
  const bytes = hexToBytes(parts.join(""));
  if (bytes === null) throw new Error("not hex");
  return bytes;
}

const sized = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);

const reasonOf = (...parts: readonly string[]): string | null => {
  const result = decodeFrame(fromHex(...parts), AUTHENTICATED);
  if (result.ok) return null;
  return result.error.kind === "malformed" ? result.error.reason : result.error.kind;
};

const have = (version: Version): Uint8Array =>
  encodeFrame({ type: "have", heads: [], version, checkpoints: [], receiptsDigest: new Uint8Array(8), windowBytes: 0 });

const entry = (seq: number, idPrefix: string): Version[number] => ({ log, seq, idPrefix: idPrefix.repeat(8) });

describe("known answers", () => {
  test.each(FRAME_VECTORS.map(({ frame, hex }) => ({ type: frame.type, frame, hex: hex.join("") })))("$type", ({ frame, hex }) => {
    expect(bytesToHex(encodeFrame(frame))).toBe(hex);
    expect(decodeFrame(fromHex(hex), AUTHENTICATED)).toEqual(ok(frame));
  });

  test("a frame without its last byte is malformed, and so is one with a byte more", () => {
    for (const { hex } of FRAME_VECTORS) {
      const bytes = fromHex(...hex);
      expect(decodeFrame(bytes.subarray(0, -1), AUTHENTICATED).ok).toBe(false);
      expect(reasonOf(...hex, "00")).toBe("bytes left over");
    }
  });
});

describe("types", () => {
  test("types above 0x3f are ignored with whatever follows", () => {
    for (const code of ["40", "7f", "80", "ff"]) {
      expect(decodeFrame(fromHex(code, "0102030405"), AUTHENTICATED)).toEqual(ok({ type: "ignored" }));
    }
  });

  test("unknown types up to 0x3f and no type at all are malformed", () => {
    expect(reasonOf("00")).toBe("unknown type");
    expect(reasonOf("18")).toBe("unknown type");
    expect(reasonOf("3e")).toBe("unknown type");
    expect(reasonOf("")).toBe("ends early");
  });
});

describe("sizes", () => {
  test("a frame larger than allowed is oversized, and before authentication the limit is lower", () => {
    expect(decodeFrame(sized(MAX_FRAME_BYTES), AUTHENTICATED)).toEqual(ok({ type: "ignored" }));
    expect(decodeFrame(sized(MAX_FRAME_BYTES + 1), AUTHENTICATED)).toEqual({ ok: false, error: { kind: "oversized" } });
    expect(decodeFrame(sized(MAX_FRAME_BYTES_BEFORE_AUTH), { authenticated: false })).toEqual(ok({ type: "ignored" }));
    expect(decodeFrame(sized(MAX_FRAME_BYTES_BEFORE_AUTH + 1), { authenticated: false })).toEqual({
      ok: false,
      error: { kind: "oversized" },
    });
  });

  test("a record above the record limit passes, so that it can be answered", () => {
    const record = new Uint8Array(MAX_RECORD_BYTES + 1);
    const bytes = encodeFrame({ type: "page", log, firstSeq: 1, previousIdPrefix: "00".repeat(8), records: [record] });
    expect(decodeFrame(bytes, AUTHENTICATED).ok).toBe(true);
  });

  test("encoding asserts the limits", () => {
    expect(() => encodeFrame({ type: "statements", statements: [new Uint8Array(MAX_FRAME_BYTES)] })).toThrow("within the limit");
    expect(() => encodeFrame({ type: "hello", versions: [], acceptor: new Uint8Array(32), challenge: new Uint8Array(32) })).toThrow(
      "versions",
    );
    expect(() => encodeFrame({ type: "meet-join", room: new Uint8Array(15) })).toThrow("room");
    expect(() => encodeFrame({ type: "answer", log, headSeq: 0, headIdPrefix: "00", runs: [] })).toThrow("8 bytes");
  });
});

describe("one way to write each frame", () => {
  test("a version that is not strictly ascending is malformed, and is not written", () => {
    const [one, two] = [entry(1, "bb"), entry(2, "aa")];
    const bytes = bytesToHex(have([one, two]));
    expect(reasonOf(bytes)).toBeNull();
    const [first, second] = ["09".repeat(8) + "01" + "bb".repeat(8), "09".repeat(8) + "02" + "aa".repeat(8)];
    expect(reasonOf(bytes.replace(first + second, second + first))).toBe("version not ascending");
    expect(reasonOf(bytes.replace(first + second, first + first))).toBe("version not ascending");
    expect(() => have([two, one])).toThrow("ascending");
    expect(() => have([one, one])).toThrow("ascending");
  });

  test("entries of one log and seq are ordered by id", () => {
    expect(decodeFrame(have([entry(1, "aa"), entry(1, "bb")]), AUTHENTICATED).ok).toBe(true);
    expect(() => have([entry(1, "bb"), entry(1, "aa")])).toThrow("ascending");
  });

  test("a seq of 0 or above 2^32 - 1 is malformed where a record is meant", () => {
    const [logHex, prefix] = ["09".repeat(8), "00".repeat(8)];
    expect(reasonOf("07", logHex, "00", prefix, "01", "01", "07")).toBe("a record before the first");
    expect(reasonOf("07", logHex, "8080808010", prefix, "01", "01", "07")).toBe("number above its limit");
    expect(reasonOf("07", logHex, "ffffffff0f", prefix, "01", "01", "07")).toBeNull();
    expect(reasonOf("07", logHex, "ffffffff0f", prefix, "02", "01", "07", "01", "07")).toBe("records beyond the last seq");
    expect(reasonOf("08", logHex, "00", prefix, "00")).toBeNull();
    expect(() => have([entry(0, "aa")])).toThrow("seq");
    expect(() => have([entry(MAX_SEQ + 1, "aa")])).toThrow("seq");
  });

  test("the whole id of the record before a page goes with its first bytes, and is zero before the first record", () => {
    const [logHex, zero, some] = ["09".repeat(8), "00".repeat(8), "aa".repeat(8)];
    const page = (seq: string, prefix: string, whole: string): string | null =>
      reasonOf("07", logHex, seq, prefix, "01", "01", "07", whole);
    expect(page("02", some, some + "bb".repeat(24))).toBeNull();
    expect(page("02", some, "bb".repeat(32))).toBe("another id than its first bytes say");
    expect(page("01", zero, "00".repeat(32))).toBeNull();
    expect(page("01", zero, zero + "bb".repeat(24))).toBe("a record before the first");
    expect(page("01", some, some + "bb".repeat(24))).toBe("a record before the first");
  });

  test("empty pages, runs without records, unknown codes, reasons, errors and flags are malformed", () => {
    const [logHex, prefix, room] = ["09".repeat(8), "00".repeat(8), "05".repeat(16)];
    expect(reasonOf("07", logHex, "01", prefix, "00")).toBe("a page without records");
    expect(reasonOf("08", logHex, "01", prefix, "01", "0000")).toBe("a run without records");
    expect(reasonOf("08", logHex, "01", prefix, "01", "0601")).toBe("unknown answer");
    expect(reasonOf("08", logHex, "01", prefix, "01", "050100")).toBe("unknown reason");
    expect(reasonOf("08", logHex, "01", prefix, "01", "050107")).toBe("unknown reason");
    expect(reasonOf("13", room, "00")).toBe("unknown reason");
    expect(reasonOf("13", room, "05")).toBe("unknown reason");
    expect(reasonOf("3f", "00")).toBe("unknown error");
    expect(reasonOf("03", "02", "00")).toBe("unknown flags");
    expect(reasonOf("03", "00", "01", "aa")).toBe("a signature cut short");
    expect(reasonOf("01", "00", "aa".repeat(64))).toBe("no versions");
    expect(reasonOf("0c", "010203")).toBe("ends early");
  });

  test("counts above their limits are malformed", () => {
    expect(reasonOf("06", "41", "aa".repeat(65 * 32))).toBe("number above its limit");
    expect(reasonOf("10", "05".repeat(16), "d904")).toBe("number above its limit");
    expect(reasonOf("12", "05".repeat(16), "818001", "aa".repeat(16_385))).toBe("number above its limit");
  });
});
