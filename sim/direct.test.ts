// Devices that connect to each other directly, in the simulation: with a relay, without one, and where such connections fail in every way they can.

import { expect, test } from "vitest";
import type { DeviceConnection } from "../src/replica/face.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makeDirectWorld, titlesOf } from "./story.ts";
import type { Device, World } from "./world.ts";

const connectionOf = (from: Device, to: Device): DeviceConnection | undefined => {
  const self = to.tabs[0]?.open.space.core.self;
  return from.tabs[0]?.status?.devices.find(({ id }) => id === self)?.connection;
};

const isLinked = (a: Device, b: Device): boolean => connectionOf(a, b)?.kind === "direct" && connectionOf(b, a)?.kind === "direct";

const pairsOf = (devices: readonly Device[]): readonly (readonly [Device, Device])[] =>
  devices.flatMap((a, i) => devices.slice(i + 1).map((b) => [a, b] as const));

const areAllLinked = (devices: readonly Device[]): boolean => pairsOf(devices).every(([a, b]) => isLinked(a, b));

async function makeLinkedWorld(
  ...names: readonly [string, ...string[]]
): Promise<{ world: World; devices: readonly [Device, ...Device[]] }> {
  const { world, devices } = await makeDirectWorld(...names);
  await world.until(() => areAllLinked(devices), "a direct connection between any two");
  return { world, devices };
}

test("two devices at a relay connect directly, and sync without it", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  world.relay.kill();
  await addTask(laptop, "from the laptop");
  await addTask(phone, "from the phone");
  const [onLaptop, onPhone] = [await laptop.use(), await phone.use()];
  await world.until(() => titlesOf(onLaptop).length === 2 && titlesOf(onPhone).length === 2, "both on both");
  await world.until(() => onLaptop.status?.devices.every(({ hasEverything }) => hasEverything) === true, "the phone's receipt");
  expect(onLaptop.status?.recordsOnlyHere).toBe(0);
  world.relay.start();
  await everyoneHasAll(world);
});

test("with the relay gone a connection that breaks is made again by what both are still connected to", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  world.relay.kill();
  world.network.cut("phone", "tablet");
  await world.until(() => !isLinked(phone, tablet), "the loss of it");
  await addTask(phone, "by way of the laptop");
  const onTablet = await tablet.use();
  await world.until(() => titlesOf(onTablet).length === 1, "the task");
  world.network.heal();
  await world.until(() => isLinked(phone, tablet), "a new one");
  expect(isLinked(laptop, phone)).toBe(true);
  world.relay.start();
  await everyoneHasAll(world);
});

test("a connection that one side believes to be up is replaced by one that is", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await world.time.run(40_000);
  for (const side of ["a", "b"] as const) {
    const before = connectionOf(laptop, phone)?.sinceMs ?? 0;
    world.network.troubleDirect((connection) => connection.breakHalf(side));
    await world.until(() => isLinked(laptop, phone) && (connectionOf(laptop, phone)?.sinceMs ?? 0) > before, "another one", 60_000);
    await world.time.run(40_000);
  }
  await addTask(laptop, "after it");
  await everyoneHasAll(world);
  expect(isLinked(laptop, phone)).toBe(true);
});

test("a connection that loses all that is sent one way is given up within a minute and made anew", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  for (const side of ["a", "b"] as const) {
    await world.time.run(40_000);
    const before = connectionOf(laptop, phone)?.sinceMs ?? 0;
    world.network.troubleDirect((connection) => connection.deafen(side));
    await addTask(laptop, `lost towards ${side}`);
    await everyoneHasAll(world);
    await world.until(() => isLinked(laptop, phone) && (connectionOf(laptop, phone)?.sinceMs ?? 0) > before, "another one", 120_000);
  }
  expect(titlesOf(await phone.use())).toHaveLength(2);
});

test("when the tab that has the connections closes, another tab makes them anew, and no two tabs have them", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  const [first] = laptop.tabs;
  const second = laptop.openTab();
  await world.until(
    () => second.status?.devices.some(({ connection }) => connection.kind === "direct") === true,
    "the other tab being told",
  );
  expect([first?.open.links.isHolder, second.open.links.isHolder]).toEqual([true, false]);
  first?.kill();
  await world.until(() => second.replica?.links.isHolder === true && isLinked(laptop, phone), "a connection of the other tab");
  world.relay.kill();
  await addTask(phone, "to the second tab");
  await world.until(() => titlesOf(second).length === 1, "the task");
  world.relay.start();
  await everyoneHasAll(world);
});

test("what is open on one device is told to those that are connected directly, while it is on screen there and the connection lasts", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await addTask(laptop, "written by two");
  await everyoneHasAll(world);
  const [onLaptop, onPhone] = [await laptop.use(), await phone.use()];
  const [id] = onPhone.open.ids({ view: "open" });
  if (id === undefined) throw new Error("the task is there");
  const isOpen = (count: number) => (): boolean => onLaptop.status?.openElsewhere.length === count;
  for (const tab of [onLaptop, onPhone]) tab.open.pageState(true, true);
  await onPhone.open.watchTask(7, id);
  await world.until(isOpen(1), "the laptop being told");
  expect(onLaptop.status?.openElsewhere).toEqual([id]);
  expect(onPhone.status?.openElsewhere).toEqual([]);
  onPhone.open.pageState(false, true);
  await world.until(isOpen(0), "the phone being put away");
  onPhone.open.pageState(true, true);
  await world.until(isOpen(1), "the phone being taken out");
  onPhone.open.screen.unwatch(7);
  await world.until(isOpen(0), "the task being closed");
  await onPhone.open.watchTask(8, id);
  await world.until(isOpen(1), "the task being opened again");
  world.network.cut("laptop", "phone");
  await world.until(isOpen(0), "the loss of the connection");
  world.network.heal();
  await world.until(isOpen(1), "a new one");
});

test("after a sleep whatever is open is asked at once, and made anew where it does not answer", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  const [tab] = laptop.tabs;
  await world.time.run(40_000);
  const before = connectionOf(laptop, phone)?.sinceMs ?? 0;
  tab?.freeze();
  world.network.breakAll();
  await world.time.run(600_000);
  tab?.thaw();
  await world.until(() => isLinked(laptop, phone) && (connectionOf(laptop, phone)?.sinceMs ?? 0) > before, "another one", 30_000);
  await addTask(phone, "after the sleep");
  await everyoneHasAll(world);
  expect(isLinked(laptop, phone)).toBe(true);
});

test("who else is there is told with when they were seen last, and by what way they are reached", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await addTask(phone, "some bytes");
  await everyoneHasAll(world);
  const linked = connectionOf(laptop, phone);
  expect(linked).toMatchObject({ kind: "direct", isConnecting: false, failure: null });
  expect(Math.min(linked?.bytesSent ?? 0, linked?.bytesReceived ?? 0)).toBeGreaterThan(0);
  const self = phone.tabs[0]?.open.space.core.self;
  const seen = (): DeviceConnection | undefined => laptop.tabs[0]?.status?.devices.find(({ id }) => id === self)?.connection;
  world.network.cut("laptop", "phone");
  await world.until(() => seen()?.kind === "relay", "the relay's way", 120_000);
  phone.killTabs();
  const leftAtMs = world.time.nowMs;
  await world.until(() => seen()?.kind === "none", "the phone's leaving");
  expect(Math.abs((seen()?.lastSeenMs ?? 0) - leftAtMs)).toBeLessThan(60_000);
});

const NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight"] as const;

/** Records that have been taken in, whoever sent them and however often, and sent. */
const recordsAt = ({ tabs: [tab] }: Device): { readonly got: number; readonly sent: number } => ({
  got: tab?.status?.statistics.recordsReceived ?? 0,
  sent: tab?.status?.statistics.recordsSent ?? 0,
});

type Copies = { readonly got: readonly number[]; readonly sent: readonly number[] };

/** How often one change is taken in and sent by each device within a minute. */
async function copiesOf(world: World, author: Device): Promise<Copies> {
  const before = world.devices.map(recordsAt);
  await addTask(author, `of ${author.name}`);
  await world.time.run(60_000);
  const now = world.devices.map(recordsAt);
  return {
    got: now.map(({ got }, i) => got - (before[i]?.got ?? 0)),
    sent: now.map(({ sent }, i) => sent - (before[i]?.sent ?? 0)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test("with eight devices a live change comes to each once directly and once by the relay, and nobody but its author sends it", async () => {
  const { world, devices } = await makeLinkedWorld(...NAMES);
  await world.time.run(120_000);
  for (const author of devices.slice(0, 3)) {
    expect(await copiesOf(world, author)).toEqual({
      got: devices.map((device) => (device === author ? 0 : 2)),
      sent: devices.map((device) => (device === author ? 8 : 0)),
    });
  }
});

test("without a relay a live change comes to each of eight devices once", async () => {
  const { world, devices } = await makeLinkedWorld(...NAMES);
  world.relay.kill();
  await world.time.run(120_000);
  const [author] = devices;
  expect(await copiesOf(world, author)).toEqual({
    got: devices.map((device) => (device === author ? 0 : 1)),
    sent: devices.map((device) => (device === author ? 7 : 0)),
  });
});

test("what a device makes that the relay cannot be reached from is brought there by one of the others, and still comes to each at most twice", async () => {
  const { world, devices } = await makeLinkedWorld(...NAMES);
  const [author] = devices;
  world.network.cut(author.name, RELAY_ADDRESS);
  await world.time.run(180_000);
  const { got, sent } = await copiesOf(world, author);
  expect(Math.max(...got)).toBeLessThanOrEqual(2);
  expect(sum(sent)).toBe(8);
  world.network.heal();
  await everyoneHasAll(world);
});

test("a device that only one other can reach gets each change once from that one", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone", "tablet", "old phone");
  const [laptop, phone, tablet, apart] = devices;
  if (phone === undefined || tablet === undefined || apart === undefined) throw new Error("four devices");
  world.relay.kill();
  for (const other of [phone, tablet]) world.network.cut(apart.name, other.name);
  await world.time.run(180_000);
  const { got } = await copiesOf(world, phone);
  expect([isLinked(apart, laptop), isLinked(apart, phone)]).toEqual([true, false]);
  expect(got).toEqual([1, 0, 1, 1]);
});

const checkpointsOf = ({ tabs: [tab] }: Device): readonly string[] => tab?.open.space.core.base.base.checkpoints ?? [];

test("without a relay devices vouch for each other's checkpoints, and let go of the records that these contain", async () => {
  const { world, devices } = await makeLinkedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  world.relay.kill();
  for (let i = 0; i < 60; i++) await addTask(i % 3 === 0 ? phone : laptop, `task ${i}`);
  const isShared = (): boolean => checkpointsOf(laptop).some((id) => checkpointsOf(phone).includes(id));
  await world.until(isShared, "a base in common", 1_200_000);
  for (const device of devices) expect(titlesOf(await device.use())).toHaveLength(60);
  world.relay.start();
  await everyoneHasAll(world);
});
