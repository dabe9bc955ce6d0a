// A profile with two spaces at one relay: both go there by whichever tab has the links, and whichever of them is on screen.

import { expect, test } from "vitest";
import type { SpaceId } from "../src/base/ids.ts";
import { spaces } from "../src/replica/spaces/spaces.ts";
import { addTask, letIn, makePairedWorld, makeWorld, titlesOf } from "./story.ts";
import type { Tab, World } from "./world.ts";

async function found(world: World, tab: Tab, name: string): Promise<SpaceId> {
  await world.time.complete(spaces.answer(tab.open, { kind: "found-space", name }), 60_000);
  return tab.open.space.core.space;
}

/** Records of the space that the relay holds. */
const atRelay = (world: World, space: SpaceId): number =>
  [...(world.relay.disk.spaces.get(space)?.paths.values() ?? [])].reduce((sum, { records }) => sum + records.length, 0);

test("both spaces of a profile come to the relay, and the own one to the other device alone", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const tab = await laptop.use();
  const own = tab.open.space.core.space;
  await addTask(laptop, "mine");
  const household = await found(world, tab, "Household");
  await addTask(laptop, "ours");
  await world.until(() => atRelay(world, household) === 1, "the shared space at the relay");
  const other = await phone?.use();
  await world.until(() => other?.open.space.core.items.index.size === 1, "the own task at the phone");
  expect([other?.open.space.core.space, other?.open.spaces.all.length]).toEqual([own, 1]);
  await world.until(() => tab.status?.recordsNotAtRelay === 0, "that to be known here");
  expect(tab.status).toMatchObject({ space: household, relay: { kind: "online" } });
});

test("what a tab without the links does in a space goes out by the tab that has them, and by itself when that one is gone", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const first = await laptop.use();
  const household = await found(world, first, "Household");
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  await world.until(() => second.open.spaces.all.length === 2, "both spaces in the other tab");
  second.open.spaces.show(household);
  const add = async (tab: Tab, title: string): Promise<void> => {
    const tasks = [{ id: laptop.makeItemId(), title, day: null }];
    const acted = await world.time.complete(tab.open.act({ kind: "create", tasks, position: { at: "end", list: null } }), 60_000);
    expect(acted.ok).toBe(true);
  };
  await add(second, "by the other tab");
  await world.until(() => atRelay(world, household) === 1, "the first record at the relay");
  expect([first.open.links.isHolder, second.open.links.isHolder]).toEqual([true, false]);
  await world.until(() => second.status?.recordsNotAtRelay === 0, "the other tab to hear of it");
  first.kill();
  await add(second, "alone");
  await world.until(() => atRelay(world, household) === 2 && second.open.links.isHolder, "the second record at the relay");
});

test("a space that another tab has made or left is so here, too", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const first = await laptop.use();
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  const household = await found(world, first, "Household");
  await world.until(() => second.open.spaces.find(household) !== null, "the space in the other tab");
  second.open.spaces.show(household);
  await world.time.complete(spaces.answer(first.open, { kind: "leave-space", space: household, isHurried: false }), 60_000);
  await world.until(() => second.open.spaces.all.length === 1, "its end in the other tab");
  expect(second.open.spaces.shown).toBe(second.open.spaces.own);
});

const sizes = (tab: Tab): readonly number[] => tab.open.spaces.all.map(({ space }) => space.core.items.index.size);

test("a writer and a reader share a space with its owner, and what each of them has beside it stays their own", async () => {
  const world = makeWorld();
  const [anna, ben, cleo] = [world.addDevice("anna"), world.addDevice("ben"), world.addDevice("cleo")];
  const [owner, writer, reader] = [await anna.use(), await ben.use(), await cleo.use()];
  for (const device of [anna, ben, cleo]) await addTask(device, `private to ${device.name}`);
  const household = await found(world, owner, "Household");
  await addTask(anna, "by the owner");
  await letIn(world, owner, writer, "writer");
  await letIn(world, owner, reader, "reader");
  expect([writer, reader].map((tab) => tab.open.space.core.space)).toEqual([household, household]);
  await addTask(ben, "by the writer");
  const all = [owner, writer, reader];
  await world.until(() => all.every((tab) => String(sizes(tab)) === "1,2"), "the shared tasks with all three");
  const refused = await world.time.complete(
    reader.open.act({ kind: "create", tasks: [{ id: cleo.makeItemId(), title: "no", day: null }], position: { at: "end", list: null } }),
    60_000,
  );
  expect(refused).toEqual({ ok: false, error: { kind: "read-only" } });
  const roles = owner.open.space.core.members;
  expect(all.map((tab) => roles.roleOf(tab.open.space.core.self))).toEqual(["owner", "writer", "reader"]);
  await world.time.run(30_000);
  for (const tab of all) expect(titlesOf(tab).toSorted()).toEqual(["by the owner", "by the writer"]);
  for (const tab of all) {
    tab.open.spaces.show(tab.open.spaces.own.id);
    expect(titlesOf(tab)).toEqual([`private to ${tab.device.name}`]);
  }
});

test("a device that is lost is taken out of all spaces that it shares with the one in hand", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = [await devices[0].use(), await devices[1]?.use()];
  if (phone === undefined) throw new Error("two devices");
  const own = laptop.open.space.core.space;
  const household = await found(world, laptop, "Household");
  await letIn(world, laptop, phone, "owner");
  const lost = phone.open.space.core.self;
  const change = { kind: "remove", device: lost, asksToWipe: true } as const;
  const remove = (ids: readonly SpaceId[]) =>
    world.time.complete(spaces.answer(laptop.open, { kind: "change-member", spaces: ids, change }), 60_000);
  expect(await remove([household, own])).toEqual({ ok: true, value: null });
  const roles = (tab: Tab) => tab.open.spaces.all.map(({ space }) => space.core.members.roleOf(lost));
  expect(roles(laptop)).toEqual([null, null]);
  await world.until(() => String(roles(phone)) === String([null, null]), "the phone to know of both");
  expect(await remove([household])).toEqual({ ok: false, error: { kind: "no-such-device" } });
});
