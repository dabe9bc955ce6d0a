import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { homePlaceToCode, parseHomePlace } from "./home-place.ts";
import { homeInvitationToCode, invitationToCode } from "./invitation.ts";

const { sha256 } = fixedSuite;
const bytesOf = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const place = {
  device: makeId("device", new Uint8Array(32).fill(1)),
  address: { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(192, 168, 1, 7)] },
};
const code = homePlaceToCode(sha256, place);

describe("the code of a home device's place", () => {
  test("is the committed one", () => {
    expect(code).toBe("dbh1.AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq9REAQTAqAEHNju2fw");
  });

  test("of any device and address is read as it was made, in whatever lines it is typed", () => {
    const hosts = fc.array(fc.oneof(bytesOf(4), bytesOf(16)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(bytesOf(32), bytesOf(32), fc.integer({ min: 1, max: 65_535 }), hosts, (device, fingerprint, port, found) => {
        const made = { device: makeId("device", device), address: { fingerprint: bytesToHex(fingerprint), port, hosts: found } };
        const text = homePlaceToCode(sha256, made);
        expect(parseHomePlace(sha256, ` ${text.slice(0, 40)}\n${text.slice(40)} `)).toEqual(ok(made));
      }),
    );
  });

  test("with a letter wrong, missing or too many is named as mistyped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: code.length - 1 }), (at) => {
        const other = code.charAt(at) === "A" ? "B" : "A";
        for (const text of [code.slice(0, at) + other + code.slice(at + 1), code.slice(0, at) + code.slice(at + 1), `${code}A`])
          expect(parseHomePlace(sha256, text)).toEqual(err({ kind: "mistyped" }));
      }),
    );
  });

  test("may be that of an invitation which a home device shows, and no other", () => {
    const secret = new Uint8Array(16);
    expect(parseHomePlace(sha256, homeInvitationToCode(sha256, { ...place, secret, asks: false }))).toEqual(ok(place));
    const atRelay = invitationToCode(sha256, { secret, relay: "wss://relay.example", isShared: false });
    expect(parseHomePlace(sha256, atRelay)).toEqual(err({ kind: "no-invitation" }));
  });

  test("of a later version is told from other text", () => {
    expect(parseHomePlace(sha256, "dbh2.abc")).toEqual(err({ kind: "newer" }));
    for (const text of ["", "dbh", "hello", "x".repeat(100_000)]) expect(parseHomePlace(sha256, text).ok).toBe(false);
  });
});
