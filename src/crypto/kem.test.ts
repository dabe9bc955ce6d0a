import { ml_kem768_x25519 as xWing } from "@noble/post-quantum/hybrid.js";
import { shake128 } from "@noble/hashes/sha3.js";
import { describe, expect, test } from "vitest";
import { bytesToHex, utf8ToBytes } from "../base/bytes.ts";
import { fixedSeed, fixedSuite, fromHex, makeFixedRandom } from "./fixed.suite.ts";
import { hpkeMessageKey } from "./hpke.ts";
import { makeKem } from "./kem.ts";
import interop from "./vectors/hpke-x-wing.json";

describe("X-Wing", () => {
  /** The draft's vectors take 32 bytes of seed and 64 of encapsulation randomness each from SHAKE-128 of nothing. */
  const stream = shake128(new Uint8Array(0), { dkLen: 192 });

  test.each([
    ["first", 0, "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384"],
    ["second", 96, "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150"],
  ])("gives the shared secret of the draft's %s vector", (_, offset, sharedSecret) => {
    const { publicKey, secretKey } = xWing.keygen(stream.subarray(offset, offset + 32));
    const encapsulated = xWing.encapsulate(publicKey, stream.subarray(offset + 32, offset + 96));
    expect(bytesToHex(encapsulated.sharedSecret)).toBe(sharedSecret);
    expect(bytesToHex(xWing.decapsulate(encapsulated.cipherText, secretKey))).toBe(sharedSecret);
    expect([secretKey.length, publicKey.length, encapsulated.cipherText.length]).toEqual([32, 1216, 1120]);
  });

  test("the encapsulated key of the draft's first vector has its digest", () => {
    const { publicKey } = xWing.keygen(stream.subarray(0, 32));
    const { cipherText } = xWing.encapsulate(publicKey, stream.subarray(32, 96));
    expect(bytesToHex(fixedSuite.sha256(cipherText))).toBe("17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33");
  });
});

test("the key schedule is that of RFC 9180 (appendix A.2.1)", () => {
  const DHKEM_X25519 = 0x0020;
  const sharedSecret = fromHex("0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7");
  const { key, nonce } = hpkeMessageKey(DHKEM_X25519, sharedSecret, utf8ToBytes("Ode on a Grecian Urn"));
  expect(bytesToHex(key)).toBe("ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91");
  expect(bytesToHex(nonce)).toBe("5c4d98150661b848853b547f");
});

describe("sealing to a device", () => {
  const kem = makeKem(makeFixedRandom());
  const info = utf8ToBytes("info");
  const secret = utf8ToBytes("secret");

  test("opens what another implementation of HPKE sealed", async () => {
    const opened = await kem.openWith(fromHex(interop.recipientSeed), utf8ToBytes(interop.infoText), fromHex(interop.sealed));
    expect(opened).toEqual(utf8ToBytes(interop.plaintextText));
  });

  test("opens with the recipient's seed and nothing else", async () => {
    const sealed = await kem.sealTo(await kem.publicKeyOf(fixedSeed(1)), info, secret);
    expect(sealed).toHaveLength(1120 + secret.length + 16);
    const opened = sealed ?? new Uint8Array(0);
    expect(await kem.openWith(fixedSeed(1), info, opened)).toEqual(secret);
    expect(await kem.openWith(fixedSeed(2), info, opened)).toBeNull();
    expect(await kem.openWith(fixedSeed(1), utf8ToBytes("other"), opened)).toBeNull();
    expect(await kem.openWith(fixedSeed(1), info, opened.subarray(1))).toBeNull();
    expect(await kem.openWith(fixedSeed(1), info, new Uint8Array(0))).toBeNull();
  });

  test("gives null for a key that is none", async () => {
    const publicKey = await kem.publicKeyOf(fixedSeed(1));
    expect(await kem.sealTo(publicKey.subarray(1), info, secret)).toBeNull();
    expect(await kem.sealTo(publicKey.slice().fill(255, 0, 6), info, secret)).toBeNull();
    expect(await kem.sealTo(publicKey.slice().fill(0, 1184), info, secret)).toBeNull();
  });

  test("is loaded through the suite", async () => {
    const loaded = await fixedSuite.loadKem();
    expect(await loaded.publicKeyOf(fixedSeed(1))).toEqual(await kem.publicKeyOf(fixedSeed(1)));
  });
});
