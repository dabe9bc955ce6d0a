import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { padmeLength } from "./padme.ts";
import { encodeBodyContent, padBody } from "./encode-body.ts";
import { actionOfRecord, parseRecordBody, type RecordBody } from "./record-body.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const arbitraryBody: fc.Arbitrary<RecordBody> = fc.record({
  stamp: fc.maxSafeNat(),
  action: fc.option(bytes(8).map((action) => makeId("action", action))),
  code: fc.nat(255),
  changes: fc.array(fc.record({ item: bytes(16).map((item) => makeId("item", item)), update: fc.uint8Array({ maxLength: 400 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
});

const encodeRecordBody = (body: RecordBody): Uint8Array => padBody(encodeBodyContent(body));

const item = new Uint8Array(16).fill(7);
/** A body of one change, unpadded, for a given beginning. */
const written = (fill: (writer: ByteWriter) => ByteWriter): Uint8Array => fill(new ByteWriter()).finish();
const simple = written((writer) => writer.varUint(1).varUint(0).u8(2).varUint(1).bytes(item).varBytes(Uint8Array.of(9, 9)));
const pad = (unpadded: Uint8Array, length = padmeLength(unpadded.length)): Uint8Array =>
  concatBytes(unpadded, new Uint8Array(length - unpadded.length));

describe("a body", () => {
  test("is read as it was written, and its length is a Padme length", () => {
    fc.assert(
      fc.property(arbitraryBody, (body) => {
        const encoded = encodeRecordBody(body);
        expect(parseRecordBody(encoded)).toEqual(ok(body));
        expect(padmeLength(encoded.length)).toBe(encoded.length);
      }),
    );
  });

  test("of random bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        const parsed = parseRecordBody(random);
        expect(!parsed.ok || parsed.value.changes.length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("has one form: whatever parses is what would have been written", () => {
    fc.assert(
      fc.property(arbitraryBody, fc.nat(), fc.nat(255), (body, position, value) => {
        const changed = encodeRecordBody(body);
        changed[position % changed.length] = value;
        const parsed = parseRecordBody(changed);
        expect(parsed.ok ? encodeRecordBody(parsed.value) : changed).toEqual(changed);
      }),
    );
  });

  test.each([
    ["padding that is not zero", concatBytes(pad(simple).subarray(0, -1), Uint8Array.of(1))],
    ["padding that is too long", pad(simple, padmeLength(simple.length + 8))],
    ["no padding where there should be some", simple],
    ["no change", pad(written((writer) => writer.varUint(1).varUint(0).u8(2).varUint(0)))],
    [
      "an action of four bytes",
      pad(written((writer) => writer.varUint(1).varBytes(new Uint8Array(4)).u8(2).varUint(1).bytes(item).varUint(0))),
    ],
    ["more changes than bytes", pad(written((writer) => writer.varUint(1).varUint(0).u8(2).varUint(200_000).bytes(item).varUint(0)))],
    ["a number that is not in its shortest form", pad(concatBytes(Uint8Array.of(0x81, 0), simple.subarray(1)))],
    [
      "an update above the limit",
      pad(written((writer) => writer.varUint(1).varUint(0).u8(2).varUint(1).bytes(item).varBytes(new Uint8Array(262_145)))),
    ],
  ])("with %s is void", (_, broken) => {
    expect(parseRecordBody(broken).ok).toBe(false);
  });

  test("padded as it should be is not", () => {
    expect(padmeLength(simple.length)).toBeGreaterThan(simple.length);
    expect(parseRecordBody(pad(simple)).ok).toBe(true);
  });
});

test("an action of one record is named by the record", () => {
  const record = makeId(
    "record",
    Uint8Array.from({ length: 32 }, (_, i) => i),
  );
  expect(actionOfRecord({ action: null }, record)).toBe("0001020304050607");
  const action = makeId("action", new Uint8Array(8).fill(1));
  expect(actionOfRecord({ action }, record)).toBe(action);
});
