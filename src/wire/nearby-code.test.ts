import { sha256 } from "@noble/hashes/sha2.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import {
  checkOf,
  encodeNearbyCode,
  MAX_NEARBY_CODE_CHARACTERS,
  parseNearbyCode,
  type NearbyAnswer,
  type NearbyCode,
  type NearbyOffer,
} from "./nearby-code.ts";

const device = makeId("device", new Uint8Array(32).fill(0xdd));
const OFFER: NearbyOffer = { role: "offer", device, secret: null, description: Uint8Array.of(1, 2, 3) };
const INVITATION: NearbyOffer = { ...OFFER, secret: new Uint8Array(16).fill(0x55) };
const ANSWER: NearbyAnswer = { role: "answer", device, answers: checkOf(INVITATION, sha256), description: Uint8Array.of(1, 2, 3) };

test.each([
  ["an offer", OFFER, "dbn1.AQDd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3QECA4ybSgc"],
  ["an answer", ANSWER, "dbn1.AQHd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3TgNXsMBAgPKTy_q"],
  ["an offer that invites", INVITATION, "dbn1.AQLd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3VVVVVVVVVVVVVVVVVVVVVUBAgM4DV7D"],
] as const)("%s is the text that it always was", (_, code: NearbyCode, text) => {
  expect(encodeNearbyCode(code, sha256)).toBe(text);
  expect(parseNearbyCode(text, sha256)).toEqual({ ok: true, value: code });
});

test("the longest has fewer characters than are allowed, so that its picture stays easy to read", () => {
  const description = new Uint8Array(191);
  const lengths = [INVITATION, ANSWER].map((code) => encodeNearbyCode({ ...code, description }, sha256).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_NEARBY_CODE_CHARACTERS);
});

const bytesOf = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

test("whatever is in a code comes out of it, with blanks and lines put in as well", () => {
  const shown = { device: bytesOf(32).map((bytes) => makeId("device", bytes)), description: fc.uint8Array({ maxLength: 191 }) };
  const anyCode: fc.Arbitrary<NearbyCode> = fc.oneof(
    fc.record({ role: fc.constant("offer"), secret: fc.option(bytesOf(16)), ...shown }),
    fc.record({ role: fc.constant("answer"), answers: bytesOf(4), ...shown }),
  );
  fc.assert(
    fc.property(anyCode, (code) => {
      const text = encodeNearbyCode(code, sha256);
      expect(parseNearbyCode(` ${text.slice(0, 40)}\n${text.slice(40)} \r\n`, sha256)).toEqual({ ok: true, value: code });
    }),
  );
});

describe("what is no code, or not all of one, says so", () => {
  const text = encodeNearbyCode(INVITATION, sha256);

  test.each([
    ["", "not-a-code"],
    ["https://example.org/", "not-a-code"],
    ["db1.AAAA", "not-a-code"],
    ["dbn1.", "damaged"],
    [text.slice(0, -1), "damaged"],
    [`${text}A`, "damaged"],
    [`${text}${"A".repeat(400)}`, "damaged"],
    [text.replace("dbn1.", "dbn1.!"), "damaged"],
  ])("%j", (said, kind) => {
    expect(parseNearbyCode(said, sha256)).toEqual({ ok: false, error: { kind } });
  });

  test("one character that is another", () => {
    for (let index = 5; index < text.length; index++) {
      const other = text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
      expect(parseNearbyCode(other, sha256).ok).toBe(false);
    }
  });

  test("one of a later version, whatever it looks like", () => {
    expect(parseNearbyCode("dbn2.anything at all", sha256)).toEqual({ ok: false, error: { kind: "newer-version", version: 2 } });
  });
});
