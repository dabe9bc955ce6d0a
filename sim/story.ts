// What the stories beside this file have in common: a world with paired devices, and the few things people do in it.

import { expect } from "vitest";
import type { ActionId, ItemId, SpaceId } from "../src/base/ids.ts";
import type { TaskIntent } from "../src/model/task-intent.ts";
import type { TaskRow } from "../src/model/task-row.ts";
import { difference, disagreement } from "./invariants.ts";
import { makeKeyedHashSuite } from "./keyed-hash-suite.ts";
import { World, type Device, type Tab } from "./world.ts";

/** Between two comparisons, which cost much: short at first, as most worlds come to rest soon. */
const SHORTEST_SLICE_MS = 100;
const LONGEST_SLICE_MS = 5_000;
const WITHIN_MS = 600_000;

export function makeWorld(seed = 1): World {
  const suite = makeKeyedHashSuite();
  return new World(seed, () => ({ suite, makeSigner: suite.makeSigner }));
}

type PairedWorld = { readonly world: World; readonly devices: readonly [Device, ...Device[]] };

/** Paired devices in one space, all online. */
export function makePairedWorld(...names: readonly [string, ...string[]]): Promise<PairedWorld> {
  return pairAll(makeWorld(), names);
}

/** Devices that connect to each other directly too, all connected so far as that is allowed. */
export function makeDirectWorld(...names: readonly [string, ...string[]]): Promise<PairedWorld> {
  const world = makeWorld();
  world.isDirect = true;
  return pairAll(world, names);
}

async function pairAll(world: World, names: readonly [string, ...string[]]): Promise<PairedWorld> {
  const [firstName, ...otherNames] = names;
  const first = world.addDevice(firstName);
  const others = otherNames.map((name) => world.addDevice(name));
  await first.use();
  for (const other of others) await world.pair(first, other);
  await everyoneHasAll(world);
  return { world, devices: [first, ...others] };
}

const leftIn = async (world: World, space: SpaceId | undefined): Promise<string | null> =>
  space === undefined ? null : difference(world, space);

/** Lets time pass until all devices and the relay have the same, and checks that they show the same. */
export async function everyoneHasAll(world: World): Promise<void> {
  const tab = world.devices[0]?.tabs[0];
  const space = tab?.open.space.core.space;
  expect(space).toBeDefined();
  const startMs = world.time.elapsedMs;
  let sliceMs = SHORTEST_SLICE_MS;
  for (let left = await leftIn(world, space); left !== null; left = await leftIn(world, space)) {
    if (world.time.elapsedMs - startMs > WITHIN_MS) throw new Error(`never the same everywhere: ${left}`);
    await world.time.run(sliceMs);
    sliceMs = Math.min(2 * sliceMs, LONGEST_SLICE_MS);
  }
  // A tab may still be reading what it knows to be there.
  await world.time.run(500);
  expect(await disagreement(world)).toBeNull();
}

export const rowsOf = (tab: Tab): readonly TaskRow[] => tab.open.space.core.items.index.query({ view: "open" }).slice(0, 100_000);

export const titlesOf = (tab: Tab): readonly string[] => rowsOf(tab).map(({ title }) => title);

/** Done once it is called saved. */
export async function act(tab: Tab, intent: TaskIntent): Promise<ActionId | null> {
  const acted = await tab.device.world.time.complete(tab.open.act(intent), 60_000);
  expect(acted.ok).toBe(true);
  return acted.ok ? acted.value.action : null;
}

export async function addTask(device: Device, title: string): Promise<ItemId> {
  const tab = await device.use();
  const id = device.makeItemId();
  await act(tab, { kind: "create", tasks: [{ id, title, day: null }], position: { at: "end", list: null } });
  return id;
}

/** `guest` is let into the space that `host` shows, as somebody else. */
export async function letIn(world: World, host: Tab, guest: Tab, role: "owner" | "writer" | "reader"): Promise<void> {
  host.open.pairing.invite("http://app.test/", null, { space: host.open.space.core.space, role });
  await world.until(() => host.pairing.kind === "inviting", "an invitation");
  guest.open.pairing.join(host.pairing.kind === "inviting" ? host.pairing.link : "");
  await world.until(() => host.pairing.kind === "asked" && guest.pairing.kind === "joining", "the code on both");
  await world.time.run(2_000);
  const shared = { name: host.open.space.core.members.spaceName, role };
  expect([host.pairing, guest.pairing]).toMatchObject([{ shared }, { shared }]);
  for (const tab of [host, guest]) tab.open.pairing.answer(true);
  await world.until(() => guest.pairing.kind === "joined", `the ${role} in the space`, 600_000);
  await world.until(() => host.pairing.kind === "admitted", "the end");
}
