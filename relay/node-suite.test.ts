import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { concatBytes, hexToBytes } from "../src/base/bytes.ts";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { makeNodeVerifier } from "./node-suite.ts";

const verifier = makeNodeVerifier();
const noble = makeCryptoSuite({ random: (length) => new Uint8Array(length) });
const signer = makeSeedSigner(new Uint8Array(32).fill(1));
const message = new TextEncoder().encode("to be signed");
const hex = (text: string): Uint8Array => hexToBytes(text) ?? new Uint8Array();

const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

test("it hashes as everyone does", () => {
  expect(verifier.sha256(message)).toEqual(new Uint8Array(createHash("sha256").update(message).digest()));
});

test("it accepts what the signer signed, and nothing that was changed", async () => {
  const signature = await signer.sign(message);
  expect(await verifier.verify(signer.publicKey, message, signature)).toBe(true);
  for (let at = 0; at < 64; at += 7) expect(await verifier.verify(signer.publicKey, message, flipped(signature, at))).toBe(false);
  expect(await verifier.verify(signer.publicKey, flipped(message, 3), signature)).toBe(false);
  expect(await verifier.verify(flipped(signer.publicKey, 3), message, signature)).toBe(false);
  expect(await verifier.verify(signer.publicKey, message, signature.slice(1))).toBe(false);
  expect(await verifier.verify(signer.publicKey.slice(1), message, signature)).toBe(false);
});

test("it agrees with the devices' own suite on keys and signatures at the edges", async () => {
  const signature = await signer.sign(message);
  const order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  let carry = 0;
  const sPlusOrder = Array.from(signature.subarray(32), (byte, i) => {
    const sum = byte + (order[i] ?? 0) + carry;
    carry = sum >> 8;
    return sum & 255;
  });
  const smallOrderKeys = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    // Not canonical: p + 1.
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ].map(hex);
  const cases = [
    [signer.publicKey, concatBytes(signature.subarray(0, 32), Uint8Array.from(sPlusOrder))],
    ...smallOrderKeys.map((key) => [key, concatBytes(key, new Uint8Array(32))]),
    ...smallOrderKeys.map((key) => [signer.publicKey, concatBytes(key, signature.subarray(32))]),
  ];
  for (const [key = message, forged = message] of cases) {
    expect([await verifier.verify(key, message, forged), await noble.verify(key, message, forged)]).toEqual([false, false]);
  }
});
