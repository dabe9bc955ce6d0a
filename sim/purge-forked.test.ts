// The physical purge where a log has forked: what was deleted for good is gone from all its ways, and the space goes on as if nothing had happened.

import { expect, test } from "vitest";
import type { ItemId } from "../src/base/ids.ts";
import { isHuskBytes } from "../src/wire/record-envelope.ts";
import { holeIn } from "./invariants.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { act, addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import { search } from "./text-search.ts";
import type { Device, Tab, World } from "./world.ts";

const TITLE = "the purple door behind the house";
const NOTES = "the key lies under the third stone";
const RENAMED = "the crimson gate beyond the garden";
const TEXTS = [TITLE, NOTES, RENAMED];
const MINUTE_MS = 60_000;

type Forked = { readonly world: World; readonly laptop: Device; readonly clone: Device; readonly phone: Device; readonly id: ItemId };

/**
 * The two ways of the laptop's log: it writes notes to the task, and a copy of its profile gives it another title. `between`: when the first of them is
 * everywhere and the other nowhere yet.
 */
async function forkedWorld(
  first: "laptop" | "clone" = "laptop",
  between: (world: World) => Promise<void> = async () => {},
): Promise<Forked> {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("three devices");
  const id = await addTask(laptop, TITLE);
  for (let number = 0; number < 6; number++) await addTask(laptop, `before ${number}`);
  await everyoneHasAll(world);
  laptop.killTabs();
  const clone = world.cloneDevice(laptop, "clone");
  const ways = { laptop, clone };
  const writeOn = {
    laptop: async () => {
      await act(await laptop.use(), { kind: "set-notes", id, before: "", after: NOTES });
      await addTask(laptop, "on the laptop");
    },
    clone: async () => {
      await act(await clone.use(), { kind: "rename", id, title: RENAMED });
      await addTask(clone, "on the clone");
    },
  };
  const second = first === "laptop" ? "clone" : "laptop";
  world.network.cut(ways[second].name, RELAY_ADDRESS);
  await writeOn[second]();
  ways[second].killTabs();
  await writeOn[first]();
  await world.time.run(10 * MINUTE_MS);
  await between(world);
  world.network.heal();
  await ways[second].use();
  return { world, laptop, clone, phone, id };
}

async function purge(device: Device, id: ItemId): Promise<void> {
  await act(await device.use(), { kind: "trash", ids: [id] });
  await act(await device.use(), { kind: "purge", ids: [id] });
}

const nowhere = (world: World): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries([...world.devices.map(({ name }) => name), "the relay"].map((name) => [name, []]));

/** Long enough for packs to be made, compared, sent, and for what they contain to go. */
const packed = (world: World): Promise<void> => world.time.run(60 * MINUTE_MS);

const trashOf = (tab: Tab): readonly ItemId[] =>
  tab.open.space.core.items.index
    .query({ view: "trash" })
    .slice(0, 1_000)
    .map((row) => row.id);

/** It starts from its disk alone, and everybody still has the same. */
async function expectSound(world: World, titles: readonly string[]): Promise<void> {
  for (const device of world.devices) {
    device.killTabs();
    const tab = await device.use();
    expect(holeIn(device, tab.open.space.core.space)).toBeNull();
  }
  await everyoneHasAll(world);
  for (const device of world.devices) expect(titlesOf(await device.use()).toSorted()).toEqual([...titles].toSorted());
}

const TITLES = [...Array.from({ length: 6 }, (_, number) => `before ${number}`), "on the laptop", "on the clone"];

function husksAtRelay({ relay }: World): number {
  const paths = [...relay.disk.spaces.values()].flatMap((space) => [...space.paths.values()]);
  return paths.flatMap(({ records }) => records).filter(({ bytes }) => isHuskBytes(bytes)).length;
}

async function purgedWorld(...between: Parameters<typeof forkedWorld>): Promise<Forked> {
  const forked = await forkedWorld(...between);
  await everyoneHasAll(forked.world);
  await packed(forked.world);
  await purge(forked.phone, forked.id);
  await everyoneHasAll(forked.world);
  await packed(forked.world);
  return forked;
}

const deviceOf = (world: World, name: string): Device => {
  const device = world.devices.find((each) => each.name === name);
  if (device === undefined) throw new Error(`a device called ${name}`);
  return device;
};

test("what was deleted for good is nowhere any more after its log has forked, on no device and not at the relay", async () => {
  const { world, phone, id } = await forkedWorld();
  await everyoneHasAll(world);
  await packed(world);
  const before = await search(world, TEXTS);
  expect(Object.values(before).every((places) => places.length > 0)).toBe(true);
  await purge(phone, id);
  await everyoneHasAll(world);
  await packed(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  expect(husksAtRelay(world)).toBeGreaterThan(0);
  await expectSound(world, TITLES);
  await addTask(phone, "afterwards");
  await expectSound(world, [...TITLES, "afterwards"]);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
});

test("a profile that was rolled back, and deletes for good itself what it has on both ways, has it deleted everywhere", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  const id = await addTask(laptop, TITLE);
  for (let number = 0; number < 6; number++) await addTask(laptop, `before ${number}`);
  await everyoneHasAll(world);
  const disk = (laptop.killTabs(), laptop.disk.copy());
  await act(await laptop.use(), { kind: "set-notes", id, before: "", after: NOTES });
  await addTask(laptop, "on the laptop");
  await everyoneHasAll(world);
  laptop.killTabs();
  laptop.disk = disk;
  for (const device of world.devices) world.network.cut(device.name, RELAY_ADDRESS);
  await act(await laptop.use(), { kind: "rename", id, title: RENAMED });
  await addTask(laptop, "on the clone");
  world.network.heal();
  await everyoneHasAll(world);
  await packed(world);
  await purge(laptop, id);
  await everyoneHasAll(world);
  await packed(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  await expectSound(world, TITLES);
});

test("a relay that was wiped is filled again with husks", async () => {
  const { world } = await purgedWorld();
  world.relay.wipe();
  await everyoneHasAll(world);
  await packed(world);
  await everyoneHasAll(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  await expectSound(world, TITLES);
});

test("a newcomer takes husks, and what they said from packs", async () => {
  const { world, phone } = await purgedWorld();
  const tablet = world.addDevice("tablet");
  await world.pair(phone, tablet);
  await everyoneHasAll(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  await packed(world);
  await expectSound(world, TITLES);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
});

test.each(["laptop", "clone"] as const)(
  "a device that was away and has the way of the %s alone takes the other one as husks",
  async (first) => {
    const leave = async (world: World): Promise<void> => {
      await packed(world);
      deviceOf(world, "tablet").killTabs();
    };
    const { world } = await purgedWorld(first, leave);
    const tablet = deviceOf(world, "tablet");
    expect(tablet.tabs).toEqual([]);
    await tablet.use();
    await everyoneHasAll(world);
    await packed(world);
    expect(await search(world, TEXTS)).toEqual(nowhere(world));
    await expectSound(world, TITLES);
  },
);

test.each(["at the fork", "long before it"])("a third way that was left %s and comes later is taken like any other", async (when) => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  await addTask(laptop, "before 0");
  await everyoneHasAll(world);
  const early = (laptop.killTabs(), laptop.disk.copy());
  const id = await addTask(laptop, TITLE);
  await addTask(laptop, "before 1");
  await everyoneHasAll(world);
  laptop.killTabs();
  const clone = world.cloneDevice(laptop, "clone");
  const third = world.cloneDevice(laptop, "third");
  if (when === "long before it") third.disk = early;
  for (const device of world.devices) world.network.cut(device.name, RELAY_ADDRESS);
  await act(await laptop.use(), { kind: "set-notes", id, before: "", after: NOTES });
  await act(await clone.use(), { kind: "rename", id, title: RENAMED });
  await addTask(third, "on the third");
  third.killTabs();
  world.network.heal();
  await everyoneHasAll(world);
  await packed(world);
  await purge(phone, id);
  await everyoneHasAll(world);
  await packed(world);
  await third.use();
  await everyoneHasAll(world);
  await packed(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  await expectSound(world, ["before 0", "before 1", "on the third"]);
  await addTask(third, "later on the third");
  await expectSound(world, ["before 0", "before 1", "on the third", "later on the third"]);
});

test("what a copied profile had written to it on its way, and brings after the deletion, goes too", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  const id = await addTask(laptop, TITLE);
  await addTask(laptop, "before 0");
  await everyoneHasAll(world);
  laptop.killTabs();
  const clone = world.cloneDevice(laptop, "clone");
  world.network.cut("clone", RELAY_ADDRESS);
  await act(await clone.use(), { kind: "rename", id, title: RENAMED });
  await addTask(clone, "on the clone");
  clone.killTabs();
  await addTask(laptop, "on the laptop");
  await everyoneHasAll(world);
  await purge(phone, id);
  await everyoneHasAll(world);
  await packed(world);
  // Two copies of a profile that pack at the same moment would wait for the next time until one of them is vouched for.
  laptop.killTabs();
  world.network.heal();
  await clone.use();
  await world.time.run(10 * MINUTE_MS);
  await packed(world);
  // What nobody had seen who deleted it is kept as a copy in the trash, and is deleted for good like anything else.
  for (const copy of trashOf(await phone.use())) await act(await phone.use(), { kind: "purge", ids: [copy] });
  await packed(world);
  await laptop.use();
  await everyoneHasAll(world);
  await packed(world);
  expect(await search(world, TEXTS)).toEqual(nowhere(world));
  await expectSound(world, ["before 0", "on the clone", "on the laptop"]);
});
