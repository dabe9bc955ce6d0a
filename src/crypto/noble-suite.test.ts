import { describe, expect, test } from "vitest";
import { bytesToHex, utf8ToBytes } from "../base/bytes.ts";
import { makeSeedSigner } from "./ed25519.ts";
import { fixedSeed, fixedSuite, fromHex, makeFixedRandom } from "./fixed.suite.ts";
import { makeCryptoSuite } from "./noble-suite.ts";
import type { SubtleSha256 } from "./subtle-digest.ts";
import type { SubtleEd25519 } from "./subtle-verify.ts";

const NO_DIGEST: SubtleSha256["digest"] = () => Promise.reject(new Error("not supported"));

describe("known answers", () => {
  test("SHA-256 of FIPS 180-2", () => {
    const hash = fixedSuite.sha256(utf8ToBytes("abc"));
    expect(bytesToHex(hash)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  test("HKDF of RFC 5869, test case 1", () => {
    const key = fixedSuite.hkdf(fromHex("0b".repeat(22)), fromHex("000102030405060708090a0b0c"), fromHex("f0f1f2f3f4f5f6f7f8f9"), 42);
    expect(bytesToHex(key)).toBe("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  });

  test("ChaCha20-Poly1305 of RFC 8439, section 2.8.2", () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
    const nonce = fromHex("070000004041424344454647");
    const context = fromHex("50515253c0c1c2c3c4c5c6c7");
    const text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const sealed = fixedSuite.seal(key, nonce, context, utf8ToBytes(text));
    expect(bytesToHex(sealed.subarray(-16))).toBe("1ae10b594f09e26a7e902ecbd0600691");
    expect(bytesToHex(sealed.subarray(0, 16))).toBe("d31a8d34648e60db7b86afbc53ef7ec2");
    expect(fixedSuite.open(key, nonce, context, sealed)).toEqual(utf8ToBytes(text));
  });
});

describe("hashing", () => {
  const shared = new Uint8Array(new SharedArrayBuffer(10_000)).fill(7);

  test.each([
    ["nothing", new Uint8Array(0)],
    ["little", utf8ToBytes("abc")],
    ["much", new Uint8Array(10_000).fill(1)],
    ["a view of much", new Uint8Array(10_000).fill(2).subarray(17, 9_001)],
    ["shared memory", shared],
  ])("%s gives the same by the platform, here, and where the platform cannot", async (_, message) => {
    const subtle: SubtleEd25519<never> & SubtleSha256 = {
      digest: NO_DIGEST,
      importKey: () => Promise.reject(new Error("not supported")),
      verify: () => Promise.reject(new Error("not supported")),
    };
    const hash = fixedSuite.sha256(message);
    expect(await fixedSuite.digest(message)).toEqual(hash);
    expect(await makeCryptoSuite({ subtle, random: makeFixedRandom() }).digest(message)).toEqual(hash);
  });
});

describe("opening", () => {
  const [key, nonce, context] = [fixedSeed(1), new Uint8Array(12), utf8ToBytes("context")];
  const sealed = fixedSuite.seal(key, nonce, context, utf8ToBytes("text"));

  test.each([
    ["another key", () => fixedSuite.open(fixedSeed(2), nonce, context, sealed)],
    ["another nonce", () => fixedSuite.open(key, new Uint8Array(12).fill(1), context, sealed)],
    ["another context", () => fixedSuite.open(key, nonce, utf8ToBytes("Context"), sealed)],
    [
      "a changed byte",
      () =>
        fixedSuite.open(
          key,
          nonce,
          context,
          sealed.map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
        ),
    ],
    ["a missing byte", () => fixedSuite.open(key, nonce, context, sealed.subarray(1))],
    ["nothing", () => fixedSuite.open(key, nonce, context, new Uint8Array(0))],
  ])("%s gives null", (_, open) => {
    expect(open()).toBeNull();
  });
});

describe("verifying", () => {
  const signer = makeSeedSigner(fixedSeed(3));
  const message = utf8ToBytes("message");
  const random = makeFixedRandom();

  test("goes on without WebCrypto's Ed25519", async () => {
    const subtle: SubtleEd25519<never> & SubtleSha256 = {
      digest: NO_DIGEST,
      importKey: () => Promise.reject(new Error("not supported")),
      verify: () => Promise.reject(new Error("not supported")),
    };
    const suite = makeCryptoSuite({ subtle, random });
    expect(await suite.verify(signer.publicKey, message, await signer.sign(message))).toBe(true);
    expect(await suite.verify(signer.publicKey, utf8ToBytes("other"), await signer.sign(message))).toBe(false);
  });

  test("does not trust a WebCrypto that accepts what is wrong", async () => {
    const subtle: SubtleEd25519<string> & SubtleSha256 = {
      digest: NO_DIGEST,
      importKey: () => Promise.resolve("key"),
      verify: () => Promise.resolve(true),
    };
    const suite = makeCryptoSuite({ subtle, random });
    expect(await suite.verify(signer.publicKey, message, new Uint8Array(64).fill(1))).toBe(false);
  });

  test("again, of what is stored, sees damage with and without WebCrypto's Ed25519", async () => {
    const signature = await signer.sign(message);
    for (const subtle of [crypto.subtle, undefined]) {
      const suite = makeCryptoSuite({ subtle, random });
      expect(await suite.verifyAgain(signer.publicKey, message, signature)).toBe(true);
      expect(await suite.verifyAgain(signer.publicKey, message, signature.with(40, (signature[40] ?? 0) ^ 1))).toBe(false);
    }
  });

  test("takes views into larger and shared memory", async () => {
    const signature = await signer.sign(message);
    const shared = new Uint8Array(new SharedArrayBuffer(128));
    shared.set(signature, 32);
    expect(await fixedSuite.verify(signer.publicKey, message, shared.subarray(32, 96))).toBe(true);
  });
});
