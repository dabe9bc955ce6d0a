// Stories of keys and members that change at the same time, at devices that do not know of each other.

import { expect, test } from "vitest";
import type { DeviceId } from "../src/base/ids.ts";
import { membersWithoutGrant } from "../src/members/make-epoch.ts";
import { signStatement } from "../src/members/sign-statement.ts";
import type { SpaceMembers } from "../src/replica/space-members.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import type { Device, World } from "./world.ts";

async function remove(device: Device, removed: DeviceId): Promise<void> {
  const { space } = (await device.use()).open;
  const { ports, members, signer, space: id } = space.core;
  const stored = space.addOwnStatements(async () => {
    const body = { kind: "remove", device: removed, asksToWipe: false, cut: [] } as const;
    return [await signStatement(ports.suite.sha256, signer, { space: id, parents: members.dag.parentsForNext(), body })];
  });
  expect((await device.world.time.complete(stored, 60_000)).ok).toBe(true);
}

/** It goes its own way from here on. */
async function lose(world: World, device: Device): Promise<{ readonly id: DeviceId; readonly keys: SpaceMembers }> {
  const { members, self } = (await device.use()).open.space.core;
  device.killTabs();
  world.devices.splice(world.devices.indexOf(device), 1);
  return { id: self, keys: members };
}

const membersAt = async (device: Device): Promise<SpaceMembers> => (await device.use()).open.space.core.members;

/** Three devices, and a fourth that has gone its own way. */
async function withoutTheLost() {
  const { world, devices } = await makePairedWorld("laptop", "phone", "desktop", "lost");
  const [laptop, phone, desktop, lost] = devices;
  if (phone === undefined || desktop === undefined || lost === undefined) throw new Error("four devices");
  await addTask(laptop, "before");
  await everyoneHasAll(world);
  return { world, laptop, phone, desktop, left: await lose(world, lost) };
}

const writingEpochs = (world: World): Promise<readonly unknown[]> =>
  Promise.all(world.devices.map(async (device) => (await membersAt(device)).writingEpoch()?.id));

test("a device is removed by two beside each other, who make a new key each, while a third adds a fourth; all is read by all, and nothing by the removed one", async () => {
  const { world, laptop, phone, desktop, left } = await withoutTheLost();
  for (const device of [laptop, phone]) world.network.cut(device.name, RELAY_ADDRESS);
  for (const device of [laptop, phone]) await remove(device, left.id);
  await addTask(laptop, "under the laptop's key");
  await addTask(phone, "under the phone's key");
  const tablet = world.addDevice("tablet");
  await tablet.use();
  await world.pair(desktop, tablet);
  await addTask(tablet, "under the key of before");
  world.network.heal();
  // Records come before keys: they are kept, and read when the keys come.
  await world.until(() => {
    const [tab] = tablet.tabs;
    return tab?.status?.recordsHeld === 4 && tab.status.notApplied.keyless === 0;
  }, "keys for the tablet");
  await everyoneHasAll(world);
  const titles = titlesOf(await laptop.use()).toSorted();
  expect(titles).toEqual(["before", "under the key of before", "under the laptop's key", "under the phone's key"]);
  const members = await membersAt(laptop);
  expect(members.membership.epochs.length).toBe(3);
  expect(new Set(await writingEpochs(world)).size).toBe(1);
  // Under whichever key it writes now, all can read it, and no further one is made.
  for (const device of world.devices) await addTask(device, `by ${device.name}`);
  await everyoneHasAll(world);
  expect((await membersAt(laptop)).membership.epochs.length).toBe(3);
  const [, ...made] = members.membership.epochs;
  expect(made.slice(-1).flatMap((latest) => membersWithoutGrant(members.membership, latest))).toEqual([]);
  for (const device of world.devices) expect((await device.use()).status?.notApplied.keyless).toBe(0);
  for (const { id, grants } of made) {
    expect([grants.has(left.id), left.keys.keyOfEpoch(id)]).toEqual([false, null]);
  }
});
