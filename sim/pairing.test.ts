// Stories of pairings that do not go straight: a profile that moves meanwhile, connections that go, people who cancel.

import { expect, test } from "vitest";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import type { PairingState } from "../src/replica/face.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makePairedWorld, makeWorld, titlesOf } from "./story.ts";
import type { Tab, World } from "./world.ts";

async function invite(world: World, host: Tab): Promise<string> {
  host.open.pairing.invite("http://app.test/");
  await world.until(() => host.pairing.kind === "inviting", "an invitation");
  await world.time.run(1_000);
  return host.pairing.kind === "inviting" ? host.pairing.link : "";
}

/** Up to the code on both. */
async function meet(world: World, host: Tab, guest: Tab): Promise<void> {
  guest.open.pairing.join(await invite(world, host));
  await world.until(() => host.pairing.kind === "asked" && codeOf(guest.pairing) !== null, "the code on both");
}

const codeOf = (pairing: PairingState): string | null => (pairing.kind === "joining" ? pairing.comparisonCode : null);

const reasonOf = (pairing: PairingState): string => (pairing.kind === "failed" ? pairing.reason : pairing.kind);

test("an invitation ends when the profile moves to another space in another tab, and nobody is let in by it", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const [desktop, phone] = [world.addDevice("desktop"), world.addDevice("phone")];
  const [host, guest] = [await laptop.use(), await phone.use()];
  await desktop.use();
  await meet(world, host, guest);
  const other = laptop.openTab();
  await world.time.complete(other.opened, 60_000);
  const [desk] = desktop.tabs;
  other.open.pairing.join(desk === undefined ? "" : await invite(world, desk));
  await world.until(() => desk?.pairing.kind === "asked" && codeOf(other.pairing) !== null, "the code on both");
  desk?.open.pairing.answer(true);
  other.open.pairing.answer(true);
  await world.until(() => other.pairing.kind === "joined", "the move", 1_200_000);
  await world.time.run(5_000);
  host.open.pairing.answer(true);
  await world.time.run(30_000);
  expect([reasonOf(host.pairing), reasonOf(guest.pairing)]).toEqual(["other-tab", "other-left"]);
  for (const tab of [host, other, desk]) expect(tab?.open.space.core.members.membership.members.size).toBe(2);
  await world.pair(laptop, phone);
  await everyoneHasAll(world);
});

test("letting somebody in ends, also where the relay's answer was lost and another member has stated something since", async () => {
  const { world, devices } = await makePairedWorld("laptop", "desktop");
  const [laptop, desktop] = devices;
  const phone = world.addDevice("phone");
  const [host, guest] = [await laptop.use(), await phone.use()];
  const desk = await desktop?.use();
  if (desk === undefined) throw new Error("a desktop");
  await meet(world, host, guest);
  guest.open.pairing.answer(true);
  const { core } = host.open.space;
  const atRelay = (): number => world.relay.disk.spaces.get(core.space)?.statements.size ?? 0;
  const before = atRelay();
  host.open.pairing.answer(true);
  await world.until(() => atRelay() > before, "the admission at the relay");
  world.relay.kill();
  world.network.cut(laptop.name, RELAY_ADDRESS);
  world.relay.start();
  await world.until(() => desk.open.space.core.members.membership.members.size === 3, "the new member at the desktop");
  await world.time.complete(nameOwnDevice(desk.open.space, "desktop"), 60_000);
  await world.until(() => atRelay() > core.members.dag.statements.length, "the desktop's name at the relay");
  await world.until(() => host.status?.relay.kind === "waiting", "the laptop to notice");
  expect(host.pairing.kind).toBe("admitting");
  world.network.heal();
  await world.until(() => host.pairing.kind === "admitted", "the end");
});

test("an invitation says so when another tab takes the links, and works from there", async () => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  const [host, guest] = [await laptop.use(), await phone.use()];
  await invite(world, host);
  const other = laptop.openTab();
  await world.time.complete(other.opened, 60_000);
  await meet(world, other, guest);
  expect([reasonOf(host.pairing), reasonOf(other.pairing)]).toEqual(["other-tab", "asked"]);
  for (const tab of [other, guest]) tab.open.pairing.answer(true);
  await world.until(() => guest.pairing.kind === "joined", "the end");
});

test("who lets somebody in while the relay is gone can leave it: what admits is stored, and a new link brings the two together", async () => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  await addTask(laptop, "on the laptop");
  const [host, guest] = [await laptop.use(), await phone.use()];
  await meet(world, host, guest);
  guest.open.pairing.answer(true);
  world.relay.kill();
  host.open.pairing.answer(true);
  await world.until(() => host.open.space.isMember(guest.open.space.core.self), "the admission here");
  expect(host.pairing.kind).toBe("admitting");
  host.open.pairing.cancel();
  expect(host.pairing.kind).toBe("idle");
  world.relay.start();
  await world.until(() => guest.pairing.kind === "failed", "its end there", 1_200_000);
  expect(host.pairing.kind).toBe("idle");
  await world.pair(laptop, phone);
  await everyoneHasAll(world);
});

test("who leaves letting somebody in while the two still hear each other ends it for both", async () => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  const [host, guest] = [await laptop.use(), await phone.use()];
  await meet(world, host, guest);
  guest.open.pairing.answer(true);
  host.open.pairing.answer(true);
  host.open.pairing.cancel();
  await world.until(() => guest.pairing.kind === "failed", "its end there");
  await world.time.run(30_000);
  expect([host.pairing.kind, reasonOf(guest.pairing)]).toEqual(["idle", "other-left"]);
  await world.pair(laptop, phone);
  await everyoneHasAll(world);
});

test("who waits for an inviter whose relay has gone is told so in time", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const phone = world.addDevice("phone");
  const [host, guest] = [await laptop.use(), await phone.use()];
  await meet(world, host, guest);
  world.network.cut(phone.name, RELAY_ADDRESS);
  await world.until(() => guest.pairing.kind === "failed", "an end", 900_000);
  expect(reasonOf(guest.pairing)).toBe("relay-unreachable");
});

test("an invitation outlives the inviter's connection, also where the relay has not noticed yet that it broke", async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const world = makeWorld(seed);
    const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
    const [host, guest] = [await laptop.use(), await phone.use()];
    const link = await invite(world, host);
    world.network.breakAll();
    host.open.syncNow();
    await world.until(() => host.status?.relay.kind === "online", "the relay");
    await world.time.run(5_000);
    expect([seed, reasonOf(host.pairing)]).toEqual([seed, "inviting"]);
    guest.open.pairing.join(link);
    await world.until(() => host.pairing.kind === "asked", "somebody who asks");
  }
});

test("a profile that comes back to a space that it had left has all of both", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const desktop = world.addDevice("desktop");
  await addTask(laptop, "in the first");
  await addTask(desktop, "in the second");
  if (phone === undefined) throw new Error("two devices");
  await world.pair(desktop, phone);
  await addTask(phone, "on the phone, in the second");
  await world.pair(laptop, phone);
  await world.pair(laptop, desktop);
  await everyoneHasAll(world);
  expect(titlesOf(await desktop.use()).toSorted()).toEqual(["in the first", "in the second", "on the phone, in the second"]);
});

/** Somebody who has been let in and is fetching; nothing comes any more. */
async function fetching(): Promise<{ world: World; host: Tab; guest: Tab }> {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const phone = world.addDevice("phone");
  for (let number = 0; number < 20; number++) await addTask(laptop, `task ${number}`);
  await addTask(phone, "on the phone");
  const [host, guest] = [await laptop.use(), await phone.use()];
  await meet(world, host, guest);
  guest.open.pairing.answer(true);
  host.open.pairing.answer(true);
  await world.until(() => guest.pairing.kind === "fetching", "fetching");
  return { world, host, guest };
}

test("who cancels while it fetches stays with what it had, and can join again", async () => {
  const { world, host, guest } = await fetching();
  guest.open.pairing.cancel();
  await world.time.run(60_000);
  expect([guest.pairing.kind, titlesOf(guest)]).toEqual(["idle", ["on the phone"]]);
  await world.pair(host.device, guest.device);
  await everyoneHasAll(world);
  expect(titlesOf(guest)).toHaveLength(21);
});

test("who has no room for what it fetches is told so, and not that the relay is gone", async () => {
  const { world, host, guest } = await fetching();
  const { disk } = guest.device;
  disk.capacityBytes = disk.usedBytes;
  await world.until(() => guest.pairing.kind === "failed", "an end", 1_200_000);
  expect([reasonOf(guest.pairing), titlesOf(guest)]).toEqual(["storage", ["on the phone"]]);
  disk.capacityBytes = Number.POSITIVE_INFINITY;
  await world.time.run(60_000);
  await world.pair(host.device, guest.device);
  await everyoneHasAll(world);
});
