// A step of a story: what a device shows is what is on its disk.

import { unsavedItem } from "./invariants.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import type { Device, World } from "./world.ts";

/** Of a device that hears nothing new, and has had the time to read what it heard. */
export async function lookAtDisk(world: World, device: Device): Promise<void> {
  for (const other of [RELAY_ADDRESS, ...world.devices.map(({ name }) => name)]) world.network.cut(device.name, other);
  world.network.breakAll();
  await world.time.run(5_000);
  const [tab, second] = device.tabs;
  if (tab === undefined || tab.replica === null || second !== undefined) return;
  // Another tab may have died between its commit and telling of it.
  tab.replica.pageState(true, false);
  await world.time.run(1_000);
  if (tab.replica === null) return;
  const unsaved = await unsavedItem(tab);
  if (unsaved !== null) throw new Error(unsaved);
}
