import { webcrypto } from "node:crypto";
import { describe, expect, test } from "vitest";
import { utf8ToBytes } from "../src/base/bytes.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { makeBusySigner, makeBusySuite } from "./busy-suite.ts";
import { makeKeyedHashSuite } from "./keyed-hash-suite.ts";
import { makeRandom, makeRandomBytes } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

const random = makeRandomBytes(makeRandom(11));
const real = makeCryptoSuite({ subtle: webcrypto.subtle, random });
const message = utf8ToBytes("a message");
const flipped = (bytes: Uint8Array, index = 0): Uint8Array => bytes.map((byte, i) => (i === index ? byte ^ 1 : byte));

describe("hashes and sealing", () => {
  test("are the real ones", () => {
    const suite = makeKeyedHashSuite();
    for (const length of [0, 1, 64, 1_000]) {
      const [key, nonce, associatedData, plaintext] = [random(32), random(12), random(50), random(length)];
      const sealed = suite.seal(key, nonce, associatedData, plaintext);
      expect(sealed).toEqual(real.seal(key, nonce, associatedData, plaintext));
      expect(suite.open(key, nonce, associatedData, sealed)).toEqual(plaintext);
      expect(suite.sha256(plaintext)).toEqual(real.sha256(plaintext));
      expect(suite.hkdf(key, nonce, associatedData, 32)).toEqual(real.hkdf(key, nonce, associatedData, 32));
    }
  });

  test("open nothing that was changed", () => {
    const suite = makeKeyedHashSuite();
    const [key, nonce, associatedData] = [random(32), random(12), random(50)];
    const sealed = suite.seal(key, nonce, associatedData, message);
    for (let i = 0; i < sealed.length; i++) expect(suite.open(key, nonce, associatedData, flipped(sealed, i))).toBeNull();
    expect(suite.open(flipped(key), nonce, associatedData, sealed)).toBeNull();
    expect(suite.open(key, flipped(nonce), associatedData, sealed)).toBeNull();
    expect(suite.open(key, nonce, flipped(associatedData), sealed)).toBeNull();
    expect(suite.open(key, nonce, associatedData, sealed.subarray(0, 10))).toBeNull();
  });
});

describe("signatures", () => {
  test("verify for their message and key only", async () => {
    const suite = makeKeyedHashSuite();
    const [signer, other] = [suite.makeSigner(random(32)), suite.makeSigner(random(32))];
    const signature = await signer.sign(message);
    expect(signature).toHaveLength(64);
    expect(signer.publicKey).toHaveLength(32);
    expect(await suite.verify(signer.publicKey, message, signature)).toBe(true);
    expect(await suite.verify(signer.publicKey, flipped(message), signature)).toBe(false);
    expect(await suite.verify(signer.publicKey, message, flipped(signature, 63))).toBe(false);
    expect(await suite.verify(signer.publicKey, message, signature.subarray(0, 63))).toBe(false);
    expect(await suite.verify(signer.publicKey, message, await other.sign(message))).toBe(false);
    expect(await suite.verify(other.publicKey, message, signature)).toBe(false);
    expect(await suite.verify(random(32), message, signature)).toBe(false);
  });

  test("a signer made again from its seed is the same", async () => {
    const suite = makeKeyedHashSuite();
    const seed = random(32);
    const [first, again] = [suite.makeSigner(seed), suite.makeSigner(seed)];
    expect(again.publicKey).toEqual(first.publicKey);
    expect(await again.sign(message)).toEqual(await first.sign(message));
  });
});

test("what is sealed to a key has the real sizes and opens with its seed and info only", async () => {
  const kem = await makeKeyedHashSuite().loadKem();
  const [seed, otherSeed, info, plaintext] = [random(32), random(32), random(20), random(32)];
  const publicKey = await kem.publicKeyOf(seed);
  const sealed = (await kem.sealTo(publicKey, info, plaintext)) ?? new Uint8Array(0);
  expect([publicKey.length, sealed.length]).toEqual([1_216, 1_168]);
  expect(await kem.openWith(seed, info, sealed)).toEqual(plaintext);
  expect(await kem.openWith(otherSeed, info, sealed)).toBeNull();
  expect(await kem.openWith(seed, flipped(info), sealed)).toBeNull();
  expect(await kem.openWith(seed, info, flipped(sealed, 1_100))).toBeNull();
  expect(await kem.openWith(seed, info, sealed.subarray(0, 5))).toBeNull();
});

test("the real suite answers within virtual time", async () => {
  const time = new VirtualTime();
  const suite = makeBusySuite(time, real);
  const verdict = time.complete(suite.verify(random(32), message, random(64)), 1);
  expect(await verdict).toBe(false);
  // So large that the platform hashes it.
  const large = new Uint8Array(100_000).fill(7);
  expect(await time.complete(suite.digest(large), 1)).toEqual(real.sha256(large));
  const signer = makeBusySigner(time, { publicKey: random(32), sign: async (signed) => real.sha256(signed) });
  expect(await time.complete(signer.sign(message), 1)).toEqual(real.sha256(message));
  const kem = await time.complete(suite.loadKem(), 1);
  expect(await time.complete(kem.publicKeyOf(random(32)), 1)).toHaveLength(1_216);
  expect(time.elapsedMs).toBe(0);
});
