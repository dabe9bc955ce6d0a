// Leaving a shared space: by whichever way the others hear of it, and whatever happens in between.

import { expect, test } from "vitest";
import type { SpaceId } from "../src/base/ids.ts";
import type { SpaceRequest } from "../src/replica/face/spaces.ts";
import { spaces } from "../src/replica/spaces/spaces.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, letIn, makeWorld, titlesOf } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

async function ask(world: World, device: Device, request: SpaceRequest): Promise<void> {
  expect(await world.time.complete(spaces.answer((await device.use()).open, request), 60_000)).toMatchObject({ ok: true });
}

const leave = (world: World, device: Device, space: SpaceId, isHurried = false): Promise<void> =>
  ask(world, device, { kind: "leave-space", space, isHurried });

/** `guests` are in the household of `host`, which all of them show; each has written one task there, and has the others'. */
async function household(...roles: readonly ("owner" | "writer" | "reader")[]) {
  const world = makeWorld();
  const host = world.addDevice("host");
  const guests = roles.map((_, index) => world.addDevice(`guest${index}`));
  const tab = await host.use();
  await world.time.complete(spaces.answer(tab.open, { kind: "found-space", name: "Household" }), 60_000);
  const space = tab.open.space.core.space;
  for (const [index, guest] of guests.entries()) {
    const other = await guest.use();
    await letIn(world, tab, other, roles[index] ?? "writer");
    other.open.spaces.show(space);
  }
  const writers = [host, ...guests.filter((_, index) => roles[index] !== "reader")];
  for (const device of writers) await addTask(device, `by ${device.name}`);
  const all = writers.map(({ name }) => `by ${name}`).toSorted();
  for (const device of [host, ...guests]) await has(world, device, all);
  await world.until(() => tab.status?.recordsNotAtRelay === 0, "all at the relay");
  const [guest = host, other = host] = guests;
  return { world, space, host, guest, other };
}

async function has(world: World, device: Device, titles: readonly string[]): Promise<void> {
  const tab = await device.use();
  await world.until(() => JSON.stringify(titlesOf(tab).toSorted()) === JSON.stringify(titles), `${device.name} to have ${titles.join()}`);
}

const stateIn = (tab: Tab, space: SpaceId) => tab.open.spaces.state()?.spaces.find(({ id }) => id === space);

/** Nothing of the space is stored any more: no row, and no name of it. */
const isForgotten = ({ disk }: Device, space: SpaceId): boolean =>
  !disk.spaces.has(space) && ![...disk.meta.keys()].some((key) => key.includes(space));

async function isGone(world: World, device: Device, space: SpaceId): Promise<void> {
  const tab = await device.use();
  await world.until(() => tab.open.spaces.find(space) === null && isForgotten(device, space), `${device.name} to be out of it`);
}

/** In the one tab that it has. */
const at = ({ tabs: [tab] }: Device, space: SpaceId) => (tab === undefined ? undefined : stateIn(tab, space));

const formerAt = (device: Device, space: SpaceId) => at(device, space)?.former.map(({ hasLeft }) => hasLeft);

test.each(["owner", "writer", "reader"] as const)(
  "whoever leaves as %s is out of it for the others, keeps nothing, and what it wrote stays",
  async (role) => {
    const { world, space, host, guest } = await household(role);
    const tab = await host.use();
    const before = titlesOf(tab);
    await leave(world, guest, space);
    await isGone(world, guest, space);
    await world.until(() => formerAt(host, space)?.length === 1, "the others to hear of it");
    expect([formerAt(host, space), stateIn(tab, space)?.people.length]).toEqual([[true], 1]);
    await addTask(host, "after it");
    await world.time.run(60_000);
    expect(titlesOf(tab).toSorted()).toEqual([...before, "after it"].toSorted());
  },
);

test("who leaves offline goes on with it after a restart: what only it holds comes to the others first", async () => {
  const { world, space, host, guest, other } = await household("writer", "writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await addTask(guest, "last");
  await leave(world, guest, space);
  await world.time.run(60_000);
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: { waitsFor: "records" }, recordsOnlyHere: 1 });
  guest.killTabs();
  await guest.use();
  await world.until(() => guest.tabs[0]?.open.spaces.find(space) !== null, "the space after the restart");
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: { waitsFor: "records" } });
  world.network.heal();
  await isGone(world, guest, space);
  for (const device of [host, other]) {
    await has(world, device, ["by guest0", "by guest1", "by host", "last"]);
    await world.until(() => formerAt(device, space)?.length === 1, "the others to hear of it");
  }
});

test("who does not wait for what only it holds states its leaving at once", async () => {
  const { world, space, host, guest } = await household("writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await addTask(guest, "last");
  await leave(world, guest, space, true);
  await world.time.run(60_000);
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: { waitsFor: "others" } });
  world.network.heal();
  await isGone(world, guest, space);
  await world.until(() => formerAt(host, space)?.length === 1, "the others to hear of it");
  expect(titlesOf(await host.use())).toEqual(expect.arrayContaining(["by guest0", "by host"]));
});

test("who stays after all is in it as before, until it has been stated", async () => {
  const { world, space, host, guest } = await household("writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await addTask(guest, "kept");
  await leave(world, guest, space);
  await ask(world, guest, { kind: "stay-in-space", space });
  world.network.heal();
  await has(world, host, ["by guest0", "by host", "kept"]);
  await world.until(() => at(guest, space)?.recordsOnlyHere === 0, "that to be known");
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: null, role: "writer" });
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await leave(world, guest, space);
  await world.until(() => at(guest, space)?.role === "none", "its being stated");
  const late = spaces.answer((await guest.use()).open, { kind: "stay-in-space", space });
  expect(await world.time.complete(late, 60_000)).toEqual({ ok: false, error: { kind: "too-late" } });
});

test("a relay that is wiped in the middle hears of it all the same, once another has filled it again", async () => {
  const { world, space, host, guest } = await household("writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await leave(world, guest, space);
  await world.until(() => at(guest, space)?.role === "none", "its being stated");
  world.network.cut(host.name, RELAY_ADDRESS);
  world.relay.wipe();
  world.network.heal();
  world.network.cut(host.name, RELAY_ADDRESS);
  await world.time.run(600_000);
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: { waitsFor: "others" } });
  world.network.heal();
  await isGone(world, guest, space);
  await world.until(() => formerAt(host, space)?.length === 1, "the other to hear of it");
});

test("one that is removed while it leaves is out of it either way", async () => {
  const { world, space, host, guest } = await household("writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await leave(world, guest, space);
  await world.until(() => at(guest, space)?.role === "none", "its being stated");
  const { self } = (await guest.use()).open.spaces.own.space.core;
  const change = { kind: "remove", device: self, asksToWipe: false } as const;
  await ask(world, host, { kind: "change-member", spaces: [space], change });
  await world.time.run(60_000);
  world.network.heal();
  await isGone(world, guest, space);
  expect(stateIn(await host.use(), space)?.people.length).toBe(1);
});

test("one that is removed before what only it holds has gone out keeps that, and leaves no further", async () => {
  const { world, space, host, guest } = await household("writer");
  world.network.cut(guest.name, RELAY_ADDRESS);
  await world.time.run(60_000);
  await addTask(guest, "last");
  await leave(world, guest, space);
  const { self } = (await guest.use()).open.spaces.own.space.core;
  await ask(world, host, { kind: "change-member", spaces: [space], change: { kind: "remove", device: self, asksToWipe: true } });
  await world.time.run(60_000);
  world.network.heal();
  await world.until(() => at(guest, space)?.isRemoved === true, "the guest to hear of it");
  await world.time.run(60_000);
  expect(stateIn(await guest.use(), space)).toMatchObject({ leaving: null, isRemoved: true, recordsOnlyHere: 1 });
  expect(titlesOf(await guest.use())).toContain("last");
});

test("who is alone in a space takes it away from the relay, too", async () => {
  const { world, space, host } = await household();
  expect(world.relay.disk.spaces.get(space)?.paths.size).toBe(1);
  await leave(world, host, space);
  await isGone(world, host, space);
  expect(world.relay.disk.spaces.get(space)?.paths.size ?? 0).toBe(0);
});
