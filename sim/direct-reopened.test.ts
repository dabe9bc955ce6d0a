// A page that is closed and opened again, over and over, and how soon it is connected directly each time.

import { expect, test } from "vitest";
import { makeDirectWorld } from "./story.ts";
import type { Device } from "./world.ts";

const OPENINGS = 8;
const WITHIN_MS = 15_000;

const isConnected = (device: Device): boolean =>
  device.tabs[0]?.status?.devices.some(({ connection }) => connection?.kind === "direct") === true;

/** As it is, told or not. */
const isConnecting = (device: Device): boolean =>
  [...(device.tabs[0]?.replica?.linkStatus().connections.values() ?? [])].some((connection) => connection.isConnecting);

test.for([0, 1])("a page of device %i that is opened anew many times within a minute is connected each time", async (which) => {
  const { world, devices } = await makeDirectWorld("laptop", "phone");
  const comes = devices[which];
  if (comes === undefined) throw new Error("two devices");
  await world.until(() => devices.every(isConnected), "the first connection");
  for (let opening = 0; opening < OPENINGS; opening++) {
    comes.killTabs();
    await comes.use();
    await world.until(() => isConnected(comes), `connection ${opening}`, WITHIN_MS);
  }
  expect(isConnected(comes)).toBe(true);
});

test.for([0, 1])("a page of device %i that was closed many times before it was connected is connected when it stays", async (which) => {
  const { world, devices } = await makeDirectWorld("laptop", "phone");
  const comes = devices[which];
  if (comes === undefined) throw new Error("two devices");
  await world.until(() => devices.every(isConnected), "the first connection");
  for (let opening = 0; opening < OPENINGS; opening++) {
    comes.killTabs();
    await comes.use();
    await world.until(() => isConnecting(comes), `try ${opening}`, WITHIN_MS);
    await world.time.run(30);
  }
  comes.killTabs();
  await comes.use();
  await world.until(() => isConnected(comes), "a connection", WITHIN_MS);
  expect(isConnected(comes)).toBe(true);
});
