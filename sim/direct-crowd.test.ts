// Direct connections where there are more devices than each keeps connections, and where what travels takes its time.

import { expect, test } from "vitest";
import type { DeviceConnection } from "../src/replica/face.ts";
import { addTask, everyoneHasAll, makeDirectWorld, titlesOf } from "./story.ts";
import type { Device } from "./world.ts";

const connectionsOf = (device: Device): readonly DeviceConnection[] =>
  (device.tabs[0]?.status?.devices ?? []).filter(({ self }) => !self).map(({ connection }) => connection);

const linksOf = (device: Device): number => connectionsOf(device).filter(({ kind }) => kind === "direct").length;

test("nine that are connected to each other have room for a tenth, none keeps more than eight, and without the relay all get everything", async () => {
  const names = Array.from({ length: 8 }, (_, index) => `device ${index + 2}`);
  const { world, devices: nine } = await makeDirectWorld("device 1", ...names);
  await world.until(() => nine.every((device) => linksOf(device) >= 7), "as many as there may be", 600_000);
  await world.time.run(120_000);
  const tenth = world.addDevice("device 10");
  await world.pair(nine[0], tenth);
  await world.until(() => linksOf(tenth) > 0, "a connection of the tenth", 600_000);
  world.relay.kill();
  const devices = [...nine, tenth];
  for (const device of devices) await addTask(device, `of ${device.name}`);
  const tabs = await Promise.all(devices.map((device) => device.use()));
  await world.until(() => tabs.every((tab) => titlesOf(tab).length === devices.length), "all on all", 600_000);
  expect(Math.max(...devices.map(linksOf))).toBeLessThanOrEqual(8);
  world.relay.start();
  await everyoneHasAll(world);
});

test("what takes a while over a direct connection is told with how much there is, and no more once it is there", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await world.until(() => devices.every((device) => linksOf(device) === 1), "a direct connection");
  world.relay.kill();
  world.network.troubleDirect((connection) => connection.slow(2_000));
  for (const title of ["one", "two", "three"]) await addTask(laptop, title);
  await world.until(() => connectionsOf(laptop)[0]?.sending?.total === 3, "three on their way");
  expect(connectionsOf(laptop)[0]).toMatchObject({ isMoving: true, receiving: null });
  await world.until(() => connectionsOf(laptop)[0]?.sending === null, "all there");
  expect(titlesOf(await phone.use())).toHaveLength(3);
  expect(connectionsOf(laptop)[0]?.isMoving).toBe(false);
});
