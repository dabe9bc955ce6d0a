import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToBase64url, concatBytes } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { ok } from "../base/result.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { codeToLink, homeInvitationToCode, invitationToCode, parseInvitation } from "./invitation.ts";

const { sha256 } = fixedSuite;
const secret = Uint8Array.from({ length: 16 }, (_, i) => i);
const invitation = { secret, relay: "wss://relay.example:8787", isShared: false };
const code = invitationToCode(sha256, invitation);

describe("an invitation's code", () => {
  test("is the committed one", () => {
    expect(code).toBe("db1.AAECAwQFBgcICQoLDA0ODxh3c3M6Ly9yZWxheS5leGFtcGxlOjg3ODdggq3j");
  });

  test("into a shared space is the committed one, which older versions take for one of a later version", () => {
    expect(invitationToCode(sha256, { ...invitation, isShared: true })).toBe(
      "db3.AAECAwQFBgcICQoLDA0ODxh3c3M6Ly9yZWxheS5leGFtcGxlOjg3ODdggq3j",
    );
  });

  test("is read alone, with blanks around it, and from a link", () => {
    const link = codeToLink("https://app.example/?x=1#old", code);
    expect(link).toBe(`https://app.example/?x=1#join=${code}`);
    for (const text of [code, ` ${code}\n`, link, `Open ${link} please`]) expect(parseInvitation(sha256, text)).toEqual(ok(invitation));
  });

  test("of any secret and relay is read as it was made", () => {
    const relays = fc.constantFrom("", "ws://127.0.0.1:8787", "wss://relay.example", "https://[::1]:9", "http://host");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), relays, fc.boolean(), (random, relay, isShared) => {
        expect(parseInvitation(sha256, invitationToCode(sha256, { secret: random, relay, isShared }))).toEqual(
          ok({ secret: random, relay, isShared }),
        );
      }),
    );
  });

  test("with a letter wrong, missing or too many is named as mistyped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: code.length - 1 }), (at) => {
        const other = code.charAt(at) === "A" ? "B" : "A";
        for (const text of [code.slice(0, at) + other + code.slice(at + 1), code.slice(0, at) + code.slice(at + 1), `${code}A`]) {
          expect(parseInvitation(sha256, text)).toEqual({ ok: false, error: { kind: "mistyped" } });
        }
      }),
    );
  });

  test("of a later version is told from other text", () => {
    expect(parseInvitation(sha256, "db4.abc")).toEqual({ ok: false, error: { kind: "newer" } });
    for (const text of ["", "hello", "https://app.example/#list=1", "db.abc"]) {
      expect(parseInvitation(sha256, text)).toEqual({ ok: false, error: { kind: "no-invitation" } });
    }
  });

  test.each(["javascript:alert(1)", "wss://relay.example/path", "wss://user@relay.example", "wss://", "\u00ff"])(
    "whose relay is %j does not count",
    (relay) => {
      const address = new TextEncoder().encode(relay);
      const content = concatBytes(secret, Uint8Array.of(address.length), address);
      const text = `db1.${bytesToBase64url(concatBytes(content, sha256(concatBytes(label("invitation"), content)).subarray(0, 4)))}`;
      expect(parseInvitation(sha256, text).ok).toBe(false);
      expect(() => invitationToCode(sha256, { secret, relay, isShared: false })).toThrow("assertion");
    },
  );

  test("of a home device is the committed one, and read as it was made", () => {
    const device = makeId("device", new Uint8Array(32).fill(0xdd));
    const address = { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(192, 168, 1, 5)] };
    const home = { secret, device, address, asks: true };
    const homeCode = homeInvitationToCode(sha256, home);
    expect(homeCode).toMatchInlineSnapshot(
      `"db2.AAECAwQFBgcICQoLDA0ODwHd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3aurq6urq6urq6urq6urq6urq6urq6urq6urq6urq6ur1EQBBMCoAQWTMG3g"`,
    );
    expect(parseInvitation(sha256, codeToLink("https://app.example/", homeCode))).toEqual(ok(home));
    const inviting = { ...home, asks: false };
    expect(parseInvitation(sha256, homeInvitationToCode(sha256, inviting))).toEqual(ok(inviting));
    expect(parseInvitation(sha256, homeCode.slice(0, -1))).toEqual({ ok: false, error: { kind: "mistyped" } });
    expect(parseInvitation(sha256, homeCode.replace("db2", "db1"))).toEqual({ ok: false, error: { kind: "mistyped" } });
  });

  test("of any text never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseInvitation(sha256, `db1.${text}`).ok).toBe(false);
        expect(parseInvitation(sha256, `db2.${text}`).ok).toBe(false);
        expect(parseInvitation(sha256, text).ok).toBe(false);
      }),
    );
  });
});
