// Stories of a device that was removed and of a relay that is in league with it.

import { expect, test } from "vitest";
import { copyMemoryDisk } from "../relay/memory-store.ts";
import type { DeviceId } from "../src/base/ids.ts";
import { changeMember } from "../src/replica/member-changes.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makeDirectWorld, makePairedWorld, titlesOf } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

async function remove(device: Device, removed: Device, asksToWipe = false): Promise<void> {
  const { self } = (await removed.use()).open.space.core;
  const changed = changeMember((await device.use()).open.space, { kind: "remove", device: self, asksToWipe });
  expect((await device.world.time.complete(changed, 60_000)).ok).toBe(true);
}

function threeOf({ world, devices: [laptop, phone, lost] }: Awaited<ReturnType<typeof makePairedWorld>>) {
  if (phone === undefined || lost === undefined) throw new Error("three devices");
  return { world, laptop, phone, lost };
}

/** It is nobody's to wait for any more. */
function leave(world: World, device: Device): void {
  device.killTabs();
  world.devices.splice(world.devices.indexOf(device), 1);
}

const versionsAt = async (devices: readonly Device[]): Promise<ReadonlySet<string>> =>
  new Set(await Promise.all(devices.map(async (device) => JSON.stringify((await device.use()).open.space.view().version))));

const logOf = ({ open }: Tab): string => open.space.core.index.heads[0]?.log ?? "";

/** Of a log. */
const pathsAtRelay = ({ relay }: World, log: string): number =>
  [...relay.disk.spaces.values()].flatMap(({ paths }) => [...paths.keys()]).filter((key) => key.startsWith(log)).length;

test("what a removed device puts back in time at a relay that has forgotten its removal comes to nobody, a newcomer included", async () => {
  const { world, laptop, phone, lost } = threeOf(await makePairedWorld("laptop", "phone", "lost"));
  // Of a time before anything was written.
  const backup = { relay: copyMemoryDisk(world.relay.disk), lost: lost.disk.copy() };
  const titles = ["one", "two", "three"];
  for (const title of titles) await addTask(lost, title);
  await everyoneHasAll(world);
  await remove(laptop, lost);
  await addTask(phone, "after it");
  leave(world, lost);
  await everyoneHasAll(world);
  for (const device of [laptop, phone]) world.network.cut(device.name, RELAY_ADDRESS);
  world.relay.restore(backup.relay);
  lost.disk = backup.lost;
  for (const title of ["false", "falser"]) await addTask(lost, title);
  const onLost = await lost.use();
  const log = logOf(onLost);
  await world.until(() => onLost.status?.recordsNotAtRelay === 0, "what was put back in time being at the relay");
  lost.killTabs();
  world.network.heal();
  // Until they have noticed that their links are dead.
  await world.time.run(120_000);
  const tablet = world.addDevice("tablet");
  await tablet.use();
  await world.pair(phone, tablet);
  await world.time.run(120_000);
  expect(pathsAtRelay(world, log)).toBe(2);
  const all = [...titles, "after it"].toSorted();
  for (const device of world.devices) expect(titlesOf(await device.use()).toSorted()).toEqual(all);
  expect((await versionsAt(world.devices)).size).toBe(1);
  for (const device of world.devices)
    expect((await device.use()).status).toMatchObject({ relayCameBackOlder: false, recordsNotAtRelay: 0, moving: false });
});

/** Links that another device holds to it, or it to the other, by what they say of it. */
const linksTo = (devices: readonly Device[], id: DeviceId): number =>
  devices.flatMap(({ tabs }) => tabs[0]?.status?.devices ?? []).filter((device) => device.id === id && device.connection.kind === "direct")
    .length;

const WITHIN_MS = 1_000;

test.each(["a relay", "other devices alone"])(
  "a device that is removed knows it by %s within a second, and all its links have ended",
  async (by) => {
    const { world, devices } = await makeDirectWorld("laptop", "phone", "lost");
    const [laptop, phone, lost] = devices;
    if (phone === undefined || lost === undefined) throw new Error("three devices");
    const onLost = await lost.use();
    const { self } = onLost.open.space.core;
    await world.until(() => linksTo([laptop, phone], self) === 2, "direct connections");
    if (by !== "a relay") world.relay.kill();
    await world.time.run(5_000);
    expect(onLost.status?.removed).toBeNull();
    const told = (await laptop.use()).open.space.core.self;
    await remove(laptop, lost, true);
    const reached = await world.time.runUntil(() => onLost.status?.removed !== null && linksTo([laptop, phone], self) === 0, WITHIN_MS);
    expect([reached, onLost.status?.removed]).toEqual([true, { by: onLost.open.space.core.members.nameOf(told), asksToWipe: true }]);
    await world.time.run(120_000);
    expect([onLost.status?.relay.kind === "online", linksTo([laptop, phone], self), onLost.status?.devices.length]).toEqual([false, 0, 2]);
    await addTask(laptop, "after it");
    await world.time.run(60_000);
    expect([titlesOf(onLost), titlesOf(await phone.use())]).toEqual([[], ["after it"]]);
  },
);

test("one that was away is told when it comes again", async () => {
  const { world, devices } = await makePairedWorld("laptop", "lost");
  const [laptop, lost] = devices;
  if (lost === undefined) throw new Error("two devices");
  await addTask(lost, "mine");
  await everyoneHasAll(world);
  world.network.cut("lost", RELAY_ADDRESS);
  await remove(laptop, lost);
  await world.time.run(120_000);
  const onLost = await lost.use();
  expect(onLost.status?.removed).toBeNull();
  world.network.heal();
  await world.until(() => onLost.status?.removed !== null, "its being told");
  // What it holds stays there, until its user decides.
  expect(titlesOf(onLost)).toEqual(["mine"]);
});

test("a device whose removal turns out to be void comes back by itself", async () => {
  const { world, laptop, phone, lost } = threeOf(await makePairedWorld("laptop", "phone", "lost"));
  await addTask(lost, "mine");
  await everyoneHasAll(world);
  for (const name of [RELAY_ADDRESS, "laptop", "lost"]) world.network.cut("phone", name);
  await remove(laptop, lost);
  const onLost = await lost.use();
  await world.until(() => onLost.status?.removed !== null, "its being told");
  // Meanwhile the one that has removed it is removed itself, by somebody who does not know.
  await remove(phone, laptop);
  world.network.heal();
  await world.until(() => onLost.status?.removed === null && onLost.status?.relay.kind === "online", "its being a member again");
  leave(world, laptop);
  await addTask(lost, "mine again");
  await everyoneHasAll(world);
  expect(titlesOf(await phone.use()).toSorted()).toEqual(["mine", "mine again"]);
});

test("what a reader writes with an app that was changed comes to nobody, by a relay or directly", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "phone", "reader");
  const [laptop, phone, reader] = devices;
  if (phone === undefined || reader === undefined) throw new Error("three devices");
  await addTask(reader, "while it was an owner");
  await everyoneHasAll(world);
  const onReader = await reader.use();
  const { core } = onReader.open.space;
  const lowered = changeMember((await laptop.use()).open.space, { kind: "role", device: core.self, role: "reader" });
  expect((await world.time.complete(lowered, 60_000)).ok).toBe(true);
  await everyoneHasAll(world);
  const intent = {
    kind: "create",
    tasks: [{ id: reader.makeItemId(), title: "no", day: null }],
    position: { at: "end", list: null },
  } as const;
  expect((await world.time.complete(onReader.open.act(intent), 60_000)).ok).toBe(false);
  // Its own copy believes that it may write, and that all it holds counts.
  Object.assign(core.members, { mayWrite: () => true, cutOf: () => null });
  await addTask(reader, "written all the same");
  await addTask(phone, "by who may");
  await world.time.run(120_000);
  expect(titlesOf(onReader)).toContain("written all the same");
  for (const device of [laptop, phone]) {
    expect(titlesOf(await device.use()).toSorted()).toEqual(["by who may", "while it was an owner"]);
    expect((await device.use()).status).toMatchObject({ moving: false, recordsNotAtRelay: 0 });
  }
  const atRelay = [...world.relay.disk.spaces.values()].flatMap(({ paths }) => [...paths.values()]);
  expect(atRelay.find(({ head }) => head.device === core.self)?.head.seq).toBe(1);
});
