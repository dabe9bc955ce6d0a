import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { encodeRecord, huskOf } from "./encode-record.ts";
import { isHusk, isHuskBytes, parseRecord, recordHeader, recordIdOf, signedBytesOf, type RecordEnvelope } from "./record-envelope.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const arbitraryEnvelope: fc.Arbitrary<RecordEnvelope> = fc.record({
  format: fc.integer({ min: 1, max: 255 }),
  kind: fc.nat(255),
  seq: fc.integer({ min: 1, max: 0xffff_ffff }),
  epochPrefix: bytes(4),
  payload: fc.uint8Array({ maxLength: 300 }),
  signature: bytes(64),
});

const place = { space: makeId("space", new Uint8Array(32).fill(0xa1)), log: makeId("log", new Uint8Array(8).fill(0xa2)) };
const envelope: RecordEnvelope = {
  format: 1,
  kind: 1,
  seq: 300,
  epochPrefix: fromHex("a3a3a3a3"),
  payload: fromHex("00010203"),
  signature: new Uint8Array(64).fill(0xa4),
};

describe("the outside of a record", () => {
  test("is read as it was written, of later formats and other kinds too", () => {
    fc.assert(
      fc.property(arbitraryEnvelope, (record) => {
        expect(parseRecord(encodeRecord(record))).toEqual(ok(record));
      }),
    );
  });

  test("of random bytes never throws and has one form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        const parsed = parseRecord(random);
        expect(parsed.ok ? encodeRecord(parsed.value) : random).toEqual(random);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is the known answer", () => {
    expect(bytesToHex(encodeRecord(envelope))).toBe(`0101ac02a3a3a3a300010203${"a4".repeat(64)}`);
  });

  test.each([
    ["format 0", { ...envelope, format: 0 }],
    ["seq 0", { ...envelope, seq: 0 }],
    ["a seq above 2^32 - 1", { ...envelope, seq: 2 ** 32 }],
  ])("with %s is malformed", (_, record) => {
    expect(parseRecord(encodeRecord(record))).toMatchObject({ error: { kind: "malformed" } });
  });

  test("that ends early is malformed, above the limit too large", () => {
    const short = encodeRecord({ ...envelope, payload: new Uint8Array(0) });
    expect(parseRecord(short).ok).toBe(true);
    expect(parseRecord(short.subarray(0, -1))).toMatchObject({ error: { kind: "malformed" } });
    expect(parseRecord(new Uint8Array(294_913))).toEqual({ ok: false, error: { kind: "too-large" } });
  });
});

describe("a husk", () => {
  const { sha256 } = fixedSuite;

  test("is the known answer: the payload's hash in the place of the payload", () => {
    const husk = huskOf(sha256, encodeRecord(envelope));
    expect(bytesToHex(husk)).toBe(`000101ac02a3a3a3a3054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8${"a4".repeat(64)}`);
    expect([isHuskBytes(husk), isHuskBytes(encodeRecord(envelope))]).toEqual([true, false]);
  });

  test("of any record has the id and the signature of the record, and is its own husk", () => {
    fc.assert(
      fc.property(arbitraryEnvelope, (record) => {
        const husk = huskOf(sha256, encodeRecord(record));
        const parsed = parseRecord(husk);
        if (!parsed.ok) throw new Error("a husk parses");
        expect(isHusk(parsed.value)).toBe(true);
        expect(parsed.value.payload).toHaveLength(0);
        expect(parsed.value.signature).toEqual(record.signature);
        expect(signedBytesOf(sha256, place, parsed.value, null)).toEqual(signedBytesOf(sha256, place, record, null));
        expect(encodeRecord(parsed.value)).toEqual(husk);
        expect(huskOf(sha256, husk)).toEqual(husk);
      }),
    );
  });

  test("that is longer or shorter is malformed", () => {
    const husk = huskOf(sha256, encodeRecord(envelope));
    expect(parseRecord(husk.subarray(0, -1))).toMatchObject({ error: { kind: "malformed" } });
    expect(parseRecord(concatBytes(husk, Uint8Array.of(1)))).toMatchObject({ error: { kind: "malformed" } });
  });
});

describe("what is authenticated of a record", () => {
  const zeros = "00".repeat(32);
  const header = `${"a1".repeat(32)}${"a2".repeat(8)}01010000012ca3a3a3a3`;
  // SHA-256 of 00 01 02 03.
  const payloadHash = "054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8";
  const label = `10${bytesToHex(new TextEncoder().encode("daybook/1 record"))}`;

  test("is the known answer: header, label, predecessor, payload", () => {
    expect(bytesToHex(recordHeader(place, envelope))).toBe(header);
    const signed = signedBytesOf(fixedSuite.sha256, place, envelope, null);
    expect(bytesToHex(signed)).toBe(label + header + zeros + payloadHash);
    expect(recordIdOf(fixedSuite.sha256, signed)).toBe("78b9ec6b9a7ac6dfaaa18e29561e991b9aa3af74aeb8c21e2c774b7a0d70e047");
  });

  test("changes with every part", () => {
    const previous = makeId("record", new Uint8Array(32).fill(1));
    const variants = [
      signedBytesOf(fixedSuite.sha256, place, envelope, null),
      signedBytesOf(fixedSuite.sha256, place, envelope, previous),
      signedBytesOf(fixedSuite.sha256, { ...place, log: makeId("log", new Uint8Array(8)) }, envelope, null),
      signedBytesOf(fixedSuite.sha256, { ...place, space: makeId("space", new Uint8Array(32)) }, envelope, null),
      signedBytesOf(fixedSuite.sha256, place, { ...envelope, format: 2 }, null),
      signedBytesOf(fixedSuite.sha256, place, { ...envelope, kind: 2 }, null),
      signedBytesOf(fixedSuite.sha256, place, { ...envelope, seq: 301 }, null),
      signedBytesOf(fixedSuite.sha256, place, { ...envelope, epochPrefix: new Uint8Array(4) }, null),
      signedBytesOf(fixedSuite.sha256, place, { ...envelope, payload: concatBytes(envelope.payload, Uint8Array.of(0)) }, null),
    ];
    expect(new Set(variants.map(bytesToHex)).size).toBe(variants.length);
  });
});
