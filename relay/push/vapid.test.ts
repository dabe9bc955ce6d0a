import { createPrivateKey, createPublicKey, verify, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  base64url,
  openVapidKey,
  PUSH_FOLDER,
  readVapidKey,
  signToken,
  tokenContent,
  VAPID_FILE,
  VapidTokens,
  type VapidKey,
} from "./vapid.ts";

/** RFC 8292, section 2.4. */
const RFC_8292 = {
  token:
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA",
  key: "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs",
  claims: { audience: "https://push.example.net", expiresAtS: 1_453_523_768, contact: "mailto:push@example.com" },
};

/** RFC 7515, appendix A.3. */
const RFC_7515_KEY = {
  kty: "EC",
  crv: "P-256",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
};

function keyOf(point: Uint8Array): KeyObject {
  const [x, y] = [base64url(point.slice(1, 33)), base64url(point.slice(33))];
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
}

function isSigned(token: string, point: Uint8Array): boolean {
  const [header, claims, signature = ""] = token.split(".");
  const key = { key: keyOf(point), dsaEncoding: "ieee-p1363" as const };
  return verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url"));
}

function exampleKey(): VapidKey {
  const key = readVapidKey(createPrivateKey({ key: RFC_7515_KEY, format: "jwk" }));
  if (key === null) throw new Error("the example's key is one");
  return key;
}

const claimsOf = (header: string): unknown => JSON.parse(Buffer.from(header.split(".")[1] ?? "", "base64url").toString());

describe("a token", () => {
  test("is signed over the bytes of the example in RFC 8292", () => {
    expect(tokenContent(RFC_8292.claims)).toBe(RFC_8292.token.slice(0, RFC_8292.token.lastIndexOf(".")));
    expect(isSigned(RFC_8292.token, Buffer.from(RFC_8292.key, "base64url"))).toBe(true);
  });

  test("verifies by the point that is told, and by no other", () => {
    const token = signToken(exampleKey(), RFC_8292.claims);
    expect(isSigned(token, exampleKey().publicKey)).toBe(true);
    expect(isSigned(token, Buffer.from(RFC_8292.key, "base64url"))).toBe(false);
  });

  test("tells its origin, at most 24 hours, and whom to ask, or nobody", () => {
    const tokens = new VapidTokens(exampleKey(), null, () => 1_000_000);
    const header = tokens.headerFor("https://push.example");
    expect(header).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]{86}, k=[\w-]{87}$/u);
    expect(claimsOf(header)).toEqual({ aud: "https://push.example", exp: 1_000 + 12 * 3_600 });
  });

  test("is used again for some hours, of each origin its own, and made anew when the clock is set back", () => {
    let now = 1_000_000;
    const tokens = new VapidTokens(exampleKey(), "mailto:me@notes.example", () => now);
    const first = tokens.headerFor("https://a.example");
    expect(tokens.headerFor("https://b.example")).not.toBe(first);
    now += 5 * 3_600_000;
    expect(tokens.headerFor("https://a.example")).toBe(first);
    now += 2 * 3_600_000;
    const second = tokens.headerFor("https://a.example");
    expect(second).not.toBe(first);
    now -= 60_000;
    expect(tokens.headerFor("https://a.example")).not.toBe(second);
  });
});

describe("the key", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daybook-vapid-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is made once, for its owner's eyes, and is a point on the curve", () => {
    const first = openVapidKey(folder);
    const again = openVapidKey(folder);
    if (!first.ok || !again.ok) throw new Error("a key is made");
    expect(first.value.publicKey).toHaveLength(65);
    expect(again.value.publicKey).toEqual(first.value.publicKey);
    expect(statSync(join(folder, PUSH_FOLDER, VAPID_FILE)).mode & 0o77).toBe(0);
  });

  test("that is damaged is left alone and said", () => {
    openVapidKey(folder);
    const path = join(folder, PUSH_FOLDER, VAPID_FILE);
    writeFileSync(path, "nothing of the kind");
    expect(openVapidKey(folder)).toEqual({ ok: false, error: { kind: "push-key-damaged" } });
    expect(readFileSync(path, "utf8")).toBe("nothing of the kind");
  });
});
