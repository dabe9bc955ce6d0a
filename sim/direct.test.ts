// Devices that connect to each other directly, in the simulation: with a relay, without one, and where such connections fail in every way they can.

import { expect, test } from "vitest";
import type { DeviceConnection } from "../src/replica/face.ts";
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

const NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight"] as const;

/** Records that have been taken in, whoever sent them and however often, and sent. */
const recordsAt = ({ tabs: [tab] }: Device): { readonly got: number; readonly sent: number } => ({
  got: tab?.status?.statistics.recordsReceived ?? 0,
  sent: tab?.status?.statistics.recordsSent ?? 0,
});

test("with eight devices a live change comes to each once directly and once by the relay", async () => {
  const { world, devices } = await makeLinkedWorld(...NAMES);
  await world.time.run(120_000);
  for (const author of devices.slice(0, 3)) {
    const before = devices.map(recordsAt);
    await addTask(author, `of ${author.name}`);
    await world.time.run(60_000);
    const copies = devices.map((device, i) => recordsAt(device).got - (before[i]?.got ?? 0));
    const sent = devices.map((device, i) => recordsAt(device).sent - (before[i]?.sent ?? 0));
    expect({ copies, sent }).toEqual({
      copies: devices.map((device) => (device === author ? 0 : 2)),
      sent: devices.map((device) => (device === author ? 8 : 0)),
    });
  }
});
