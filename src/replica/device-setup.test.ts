import { expect, test } from "vitest";
import { openMemoryStore } from "../storage/memory-store.ts";
import { readActiveSpace } from "./active-space.ts";
import { setUpDevice } from "./device-setup.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { addTask, errorIn, TestProfile, titlesOf, valueIn } from "./space.suite.ts";

test("a new profile founds a space of its own, and works in it ever after", async () => {
  const profile = new TestProfile(1);
  expect(await readActiveSpace(profile.ports())).toBeNull();
  const space = valueIn(await setUpDevice(profile.ports(), profile.signer));
  expect(valueIn(await setUpDevice(profile.ports(), profile.signer))).toBe(space);
  expect(await readActiveSpace(profile.ports())).toBe(space);
  const opened = await profile.open();
  expect(opened.core.members.roleOf(opened.core.self)).toBe("owner");
  expect(opened.core.members.writingEpoch()).not.toBeNull();
  expect(await deviceKemSeed(profile.ports())).toHaveLength(32);
});

test("two profiles found different spaces", async () => {
  const [one, two] = [new TestProfile(1), new TestProfile(1)];
  expect((await one.open()).core.space).not.toBe((await two.open()).core.space);
});

test("tabs that open a new profile at the same time agree on one space", async () => {
  const profile = new TestProfile(1);
  const tabs = await Promise.all(Array.from({ length: 6 }, () => setUpDevice(profile.ports(), profile.signer)));
  expect(new Set(tabs.map(valueIn)).size).toBe(1);
  expect(profile.disk.spaces.size).toBe(1);
  const [first, second] = [await profile.open(), await profile.open()];
  await addTask(first, "of the first tab");
  await addTask(second, "of the second tab");
  expect(titlesOf(second)).toEqual(["of the first tab", "of the second tab"]);
});

test("a store without room says so, and nothing is half set up", async () => {
  const profile = new TestProfile(1);
  profile.disk.capacityBytes = 100;
  expect(errorIn(await setUpDevice(profile.ports(), profile.signer))).toEqual({ kind: "full" });
  expect(await readActiveSpace(profile.ports())).toBeNull();
  profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
  expect(errorIn(await setUpDevice(profile.ports(), profile.signer))).toBeNull();
});

test("a store that cannot be used says so", async () => {
  const profile = new TestProfile(1);
  const store = openMemoryStore(profile.disk);
  store.close();
  expect(errorIn(await setUpDevice(profile.ports(store), profile.signer))).toEqual({ kind: "closed" });
});
