// Stories of devices in trouble: one that lost its data and comes back, and clocks that are wrong by hours.

import { expect, test } from "vitest";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import { act, addTask, everyoneHasAll, makePairedWorld, makeWorld, rowsOf, titlesOf } from "./story.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import type { Device, Tab } from "./world.ts";

const HOUR_MS = 3_600_000;

const replacedIn = (tab: Tab): readonly (boolean | undefined)[] => (tab.status?.devices ?? []).map(({ isReplaced }) => isReplaced);

test("a device that lost its data takes its own place again, and its old self counts again if it turns up", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await addTask(laptop, "before");
  await everyoneHasAll(world);
  const old = (await phone.use()).open.space.core.self;
  phone.killTabs();
  world.devices.splice(world.devices.indexOf(phone), 1);

  const cleared = world.addDevice("phone, cleared");
  await cleared.use();
  await world.pair(laptop, cleared, old);
  await everyoneHasAll(world);
  const onLaptop = await laptop.use();
  expect(replacedIn(onLaptop)).toHaveLength(3);
  expect(onLaptop.status?.devices.find(({ id }) => id === old)).toMatchObject({ isReplaced: true, hasEverything: false });
  expect(onLaptop.status?.devices.filter(({ self, hasEverything }) => !self && hasEverything)).toHaveLength(1);
  expect(titlesOf(await cleared.use())).toEqual(["before"]);

  world.devices.push(phone);
  const woken = await phone.use();
  await world.until(() => woken.status?.devices.some(({ self, isReplaced }) => self && isReplaced) === true, "word of its replacement");
  await world.time.complete(nameOwnDevice(woken.open.space, "phone"), 60_000);
  await world.until(() => onLaptop.status?.devices.every(({ isReplaced }) => !isReplaced) === true, "nobody replaced");
});

test("what a device saved late, after another took its place and all else was compacted and dropped, still comes to all", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  world.engineLimits = { ...world.engineLimits, tailRecords: 6 };
  const before = await addTask(phone, "before");
  await everyoneHasAll(world);
  const old = (await phone.use()).open.space.core.self;
  world.network.cut(phone.name, RELAY_ADDRESS);
  await addTask(phone, "late");
  await act(await phone.use(), { kind: "rename", id: before, title: "renamed late" });
  phone.killTabs();
  world.devices.splice(world.devices.indexOf(phone), 1);

  const cleared = world.addDevice("phone, cleared");
  await cleared.use();
  await world.pair(laptop, cleared, old);
  for (const device of [laptop, cleared]) {
    device.killTabs();
    await world.time.complete((await device.use()).open.setProfile("keepDays", "0"), 60_000);
  }
  for (let i = 0; i < 12; i++) await addTask(laptop, `since ${i}`);
  await world.time.run(600_000);
  expect(world.engineCounts.prunings).toBeGreaterThan(0);

  world.network.heal();
  world.devices.push(phone);
  await phone.use();
  await everyoneHasAll(world);
  for (const device of world.devices) expect(titlesOf(await device.use())).toEqual(expect.arrayContaining(["late", "renamed late"]));
  for (const device of world.devices) expect(titlesOf(await device.use())).toHaveLength(14);
});

test.each([-7, 7])(
  "with a clock %i hours off a device pairs, and of two edits the one that knew the other stands on both",
  async (hours) => {
    const world = makeWorld();
    const laptop = world.addDevice("laptop");
    const phone: Device = world.addDevice("phone", hours * HOUR_MS);
    await laptop.use();
    await phone.use();
    await world.pair(laptop, phone);
    const id = await addTask(laptop, "from the laptop");
    await everyoneHasAll(world);
    const tabs = [await laptop.use(), await phone.use()];
    // By turns, each knowing what stood before.
    for (const [turn, tab] of [1, 0, 1].map((which) => tabs[which]).entries()) {
      if (tab === undefined) continue;
      await act(tab, { kind: "rename", id, title: `turn ${turn}` });
      await everyoneHasAll(world);
    }
    for (const tab of tabs) expect(titlesOf(tab)).toEqual(["turn 2"]);
    for (const tab of tabs) expect(rowsOf(tab).flatMap((row) => row.conflicts)).toEqual([]);
  },
);

test("a clock that was hours ahead and is set right goes on without losing what it writes", async () => {
  const world = makeWorld();
  const laptop = world.addDevice("laptop");
  const phone = world.addDevice("phone", 7 * HOUR_MS);
  await laptop.use();
  await phone.use();
  await world.pair(laptop, phone);
  const id = await addTask(phone, "from the future");
  await everyoneHasAll(world);
  phone.killTabs();
  phone.skewMs = 0;
  await act(await phone.use(), { kind: "rename", id, title: "from now" });
  await everyoneHasAll(world);
  await act(await laptop.use(), { kind: "rename", id, title: "from the laptop" });
  await everyoneHasAll(world);
  for (const device of [laptop, phone]) expect(titlesOf(await device.use())).toEqual(["from the laptop"]);
});
