// Stories of keys and members that change at the same time, at devices that do not know of each other.

import { expect, test } from "vitest";
import { makeEpochKey } from "../src/crypto/epoch-key.ts";
import { makeEpochBody, membersWithoutGrant, type Recipient } from "../src/members/make-epoch.ts";
import { signStatement } from "../src/members/statement.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import type { Device } from "./world.ts";

/** Makes a new epoch for all members that the device knows, itself included. */
async function rotate(device: Device): Promise<void> {
  const { space } = (await device.use()).open;
  const { ports, members, signer, space: id } = space.core;
  const epoch = makeEpochKey(ports.suite.sha256, device.random, id);
  const present = members.writingEpoch();
  const kem = await ports.suite.loadKem();
  const known = members.membership.members;
  const recipients: Recipient[] = [...known].flatMap(([member, { kemKey }]) => (kemKey === null ? [] : [{ device: member, kemKey }]));
  const predecessors = present === null ? [] : [present];
  const stored = space.addOwnStatements(async () => {
    members.addEpochKey(epoch);
    const body = await makeEpochBody({ suite: ports.suite, kem, space: id, epoch, recipients, predecessors });
    return [await signStatement(ports.suite.sha256, signer, { space: id, parents: members.dag.parentsForNext(), body })];
  });
  expect((await device.world.time.complete(stored, 60_000)).ok).toBe(true);
}

test("two new keys made at once, while a third device adds a fourth, reach everybody, and all is read by all", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "desktop");
  const [laptop, phone, desktop] = devices;
  if (phone === undefined || desktop === undefined) throw new Error("three devices");
  for (const device of [laptop, phone]) world.network.cut(device.name, RELAY_ADDRESS);
  await rotate(laptop);
  await rotate(phone);
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
    return tab?.status?.recordsHeld === 3 && tab.status.notApplied.keyless === 0;
  }, "keys for the tablet");
  await everyoneHasAll(world);
  const titles = titlesOf(await laptop.use()).toSorted();
  expect(titles).toEqual(["under the key of before", "under the laptop's key", "under the phone's key"]);
  const { membership } = (await laptop.use()).open.space.core.members;
  expect(membership.epochs.length).toBe(3);
  // Under whichever key it writes now, all can read it.
  for (const device of world.devices) await addTask(device, `by ${device.name}`);
  await everyoneHasAll(world);
  const latest = membership.epochs.at(-1);
  expect(latest === undefined ? null : membersWithoutGrant((await laptop.use()).open.space.core.members.membership, latest)).toEqual([]);
  for (const device of world.devices) expect((await device.use()).status?.notApplied.keyless).toBe(0);
});
