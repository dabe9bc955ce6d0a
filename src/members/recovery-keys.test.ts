import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { makeSeedSigner } from "../crypto/ed25519.ts";
import { fixedSuite, fromHex, makeFixedRandom } from "../crypto/fixed.suite.ts";
import { makeKem } from "../crypto/kem.ts";
import { recoverySeeds } from "./recovery-keys.ts";
import vectors from "./vectors/recovery-v1.json";

describe("the keys of a phrase in a space", () => {
  test.each(vectors)("are what they were in version 1: $entropy", async ({ space, entropy, signSeed, kemSeed, device, kemKeyHash }) => {
    const seeds = recoverySeeds(fixedSuite, makeId("space", fromHex(space)), fromHex(entropy));
    expect([bytesToHex(seeds.sign), bytesToHex(seeds.kem)]).toEqual([signSeed, kemSeed]);
    expect(bytesToHex(makeSeedSigner(seeds.sign).publicKey)).toBe(device);
    const kemKey = await makeKem(makeFixedRandom()).publicKeyOf(seeds.kem);
    expect(bytesToHex(fixedSuite.sha256(kemKey))).toBe(kemKeyHash);
  });

  test("are others in every space, for every phrase, and for each purpose", () => {
    const [here, there] = [makeId("space", new Uint8Array(32).fill(1)), makeId("space", new Uint8Array(32).fill(2))];
    const [mine, yours] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];
    const seeds = [here, there].flatMap((space) => [mine, yours].map((entropy) => recoverySeeds(fixedSuite, space, entropy)));
    expect(new Set(seeds.flatMap(({ sign, kem }) => [bytesToHex(sign), bytesToHex(kem)])).size).toBe(8);
  });
});
