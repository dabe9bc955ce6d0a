// A relay and a device that were set back to the same moment, both to before what has been pruned everywhere since.

import { expect, test } from "vitest";
import { copyMemoryDisk } from "../relay/memory-store.ts";
import type { LogTag, SpaceId } from "../src/base/ids.ts";
import type { Space } from "../src/replica/space.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;

function ownLogOf({ core }: Space): LogTag {
  const head = core.index.heads.find(({ device }) => device === core.self);
  if (head === undefined) throw new Error("a device that has written");
  return head.log;
}

const baseAtRelay = ({ relay }: World, space: SpaceId, log: LogTag): number =>
  relay.disk.spaces.get(space)?.paths.get(`${log}/`)?.head.base?.seq ?? 0;
const baseAt = ({ core }: Space, log: LogTag): number => core.index.headOf({ log, branch: "" })?.base?.seq ?? 0;

test("what a device wrote after it was set back with the relay is kept, and so is what it had lost", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  for (let number = 0; number < 5; number++) await addTask(phone, `before ${number}`);
  await everyoneHasAll(world);
  // Single changes go as soon as others have them.
  for (const device of devices) (await device.use()).open.space.upkeep.retention = () => ({ days: 0, months: 0 });
  const backup = { relay: copyMemoryDisk(world.relay.disk), phone: phone.disk.copy() };
  for (let number = 0; number < 30; number++) await addTask(phone, `later ${number}`);
  await everyoneHasAll(world);
  await world.time.run(60 * MINUTE_MS);
  const { space } = (await phone.use()).open;
  const log = ownLogOf(space);
  expect(baseAtRelay(world, space.core.space, log)).toBeGreaterThan(5);
  expect(baseAt((await laptop.use()).open.space, log)).toBeGreaterThan(5);
  laptop.killTabs();
  phone.killTabs();
  world.relay.restore(copyMemoryDisk(backup.relay));
  phone.disk = backup.phone.copy();
  await addTask(phone, "after it was set back");
  await world.time.run(10 * MINUTE_MS);
  await laptop.use();
  await everyoneHasAll(world);
  const titles = titlesOf(await laptop.use());
  expect(titles).toHaveLength(36);
  expect(titles).toContain("after it was set back");
  expect(titlesOf(await phone.use()).toSorted()).toEqual(titles.toSorted());
});

test("a way of a log that only a relay has, from below what everybody else has compacted of another way on, comes to all", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  for (let number = 0; number < 5; number++) await addTask(phone, `before ${number}`);
  await everyoneHasAll(world);
  laptop.killTabs();
  const backup = { relay: copyMemoryDisk(world.relay.disk), phone: phone.disk.copy() };
  for (let number = 0; number < 60; number++) await addTask(phone, `one way ${number}`);
  await world.time.run(MINUTE_MS);
  phone.killTabs();
  const atRelayAlone = copyMemoryDisk(world.relay.disk);
  world.relay.restore(copyMemoryDisk(backup.relay));
  phone.disk = backup.phone.copy();
  for (const device of devices) (await device.use()).open.space.upkeep.retention = () => ({ days: 0, months: 0 });
  for (let number = 0; number < 30; number++) await addTask(phone, `other way ${number}`);
  await everyoneHasAll(world);
  await world.time.run(60 * MINUTE_MS);
  const { space } = (await phone.use()).open;
  const log = ownLogOf(space);
  for (const device of devices) expect(baseAt((await device.use()).open.space, log)).toBeGreaterThan(20);
  for (const device of devices) device.killTabs();
  world.relay.restore(copyMemoryDisk(atRelayAlone));
  for (const device of devices) await device.use();
  await everyoneHasAll(world);
  for (const device of devices) {
    const titles = titlesOf(await device.use());
    expect(titles).toHaveLength(95);
    expect(titles).toEqual(expect.arrayContaining(["one way 0", "one way 59", "other way 0", "other way 29"]));
  }
});
