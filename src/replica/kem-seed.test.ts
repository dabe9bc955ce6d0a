import { expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { deviceKemSeed, makeKemSeedEntry } from "./kem-seed.ts";
import { TestProfile, valueIn } from "./space.suite.ts";

test("a seed is wrapped at rest, and the same after a restart", async () => {
  const profile = new TestProfile(1);
  const { store, vault, random } = profile.ports();
  const entry = await makeKemSeedEntry(vault, random);
  valueIn(await store.commit(makeBatch(NO_SPACE, { meta: [entry] })));
  const seed = await deviceKemSeed({ store, vault });
  expect(seed).toHaveLength(32);
  expect(bytesToHex(entry.value ?? seed)).not.toContain(bytesToHex(seed));
  expect(await deviceKemSeed(profile.ports())).toEqual(seed);
});

test("a device without a seed is a defect, and another device's seed does not open", async () => {
  const profile = new TestProfile(1);
  await expect(deviceKemSeed(profile.ports())).rejects.toThrow("a device that is set up has a seed");
  const { store, random } = profile.ports();
  const foreign = await makeKemSeedEntry(new TestProfile(2).vault, random);
  valueIn(await store.commit(makeBatch(NO_SPACE, { meta: [foreign] })));
  await expect(deviceKemSeed(profile.ports())).rejects.toThrow("seed");
});
