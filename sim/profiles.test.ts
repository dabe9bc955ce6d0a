// Stories of profiles: several tabs, a damaged disk, a clone, and joining while someone goes on typing.

import { expect, test } from "vitest";
import type { TaskIntent } from "../src/model/task-intent.ts";
import { holeIn } from "./invariants.ts";
import { act, addTask, everyoneHasAll, makePairedWorld, makeWorld, rowsOf, titlesOf } from "./story.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import type { Tab, World } from "./world.ts";

const holders = (tabs: readonly Tab[]): readonly Tab[] => tabs.filter((tab) => tab.open.links.isHolder);

test("two tabs are in step over one connection, which moves to the other tab when its holder dies", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  const first = await laptop.use();
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  await act(second, {
    kind: "create",
    tasks: [{ id: laptop.makeItemId(), title: "from the second", day: null }],
    position: { at: "end", list: null },
  });
  await everyoneHasAll(world);
  expect(titlesOf(first)).toEqual(["from the second"]);
  expect(holders(laptop.tabs)).toEqual([first]);
  first.kill();
  await world.until(() => holders(laptop.tabs)[0] === second, "the links at the second tab");
  await addTask(laptop, "after the first died");
  await everyoneHasAll(world);
});

test("what a tab has committed that died before it could tell shows in the other one as soon as that is looked at, offline too", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const first = await laptop.use();
  let isDying = false;
  const second = laptop.openTab(() => (isDying ? "after" : null));
  await world.time.complete(second.opened, 60_000);
  await world.time.run(5_000);
  isDying = true;
  const tasks = [{ id: laptop.makeItemId(), title: "committed", day: null }];
  void second.open.act({ kind: "create", tasks, position: { at: "end", list: null } });
  await world.time.run(5_000);
  expect(second.isAlive).toBe(false);
  expect(titlesOf(first)).toEqual([]);
  first.open.pageState(true, false);
  await world.time.run(5_000);
  expect(titlesOf(first)).toEqual(["committed"]);
});

test("from a holder that is frozen a tab that is looked at takes the links, and the one that wakes does no harm", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const first = await laptop.use();
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  second.open.pageState(true, true);
  await world.time.run(60_000);
  // As long as it answers, it keeps them.
  expect(holders(laptop.tabs)).toEqual([first]);

  first.freeze();
  await act(second, {
    kind: "create",
    tasks: [{ id: laptop.makeItemId(), title: "while the first is frozen", day: null }],
    position: { at: "end", list: null },
  });
  if (phone !== undefined) await addTask(phone, "on the phone");
  await world.until(() => second.open.links.isHolder, "the links at the second tab");
  await world.until(() => titlesOf(second).length === 2 && second.status?.recordsNotAtRelay === 0, "both tasks at the second tab");

  first.thaw();
  await world.time.run(60_000);
  expect(holders(laptop.tabs)).toEqual([second]);
  await addTask(laptop, "on the one that woke");
  await everyoneHasAll(world);
  for (const tab of laptop.tabs) expect(titlesOf(tab)).toHaveLength(3);
});

test("a tab that opens beside the one with the links hears how they are, though nothing changes", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  // Well before the links are compared again by the clock.
  expect(await world.time.runUntil(() => second.status?.relay.kind === "online", 5_000)).toBe(true);
  expect(second.open.links.isHolder).toBe(false);
});

/** Two tabs of a device, both told of the relay. */
async function twoTabsOnline(): Promise<{
  world: World;
  tabs: readonly [Tab, Tab];
  isToldBy: (kind: "online" | "offline") => () => boolean;
}> {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const first = await laptop.use();
  const second = laptop.openTab();
  await world.time.complete(second.opened, 60_000);
  const isToldBy = (kind: "online" | "offline") => () => laptop.tabs.every((tab) => tab.status?.relay.kind === kind);
  expect(await world.time.runUntil(isToldBy("online"), 5_000)).toBe(true);
  return { world, tabs: [first, second], isToldBy };
}

test("a device whose network is gone says so at once in every tab, though its connection is still open, and is connected when it is back", async () => {
  const { world, tabs, isToldBy } = await twoTabsOnline();
  const [first] = tabs;
  world.network.cut(first.device.name, RELAY_ADDRESS);
  first.open.pageState(true, false);
  expect(await world.time.runUntil(isToldBy("offline"), 1_000)).toBe(true);
  await addTask(first.device, "written offline");
  await world.time.run(5_000);
  expect(isToldBy("offline")()).toBe(true);
  world.network.heal();
  first.open.pageState(true, true);
  expect(await world.time.runUntil(isToldBy("online"), 5_000)).toBe(true);
});

test("a device that is told to have no network is not offline while its connection gives answers, as one to a relay on the same machine does", async () => {
  const { world, tabs, isToldBy } = await twoTabsOnline();
  const [first] = tabs;
  first.open.pageState(true, false);
  await world.time.run(1_000);
  expect(isToldBy("online")()).toBe(true);
  await addTask(first.device, "travels all the same");
  await everyoneHasAll(world);
  world.relay.kill();
  expect(await world.time.runUntil(isToldBy("offline"), 5_000)).toBe(true);
});

test("of a thousand racing appends from two tabs no seq is given twice and no value is lost", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  const tabs = [await laptop.use(), laptop.openTab()];
  for (const tab of tabs) await world.time.complete(tab.opened, 60_000);
  const create = (title: string): TaskIntent => ({
    kind: "create",
    tasks: [{ id: laptop.makeItemId(), title, day: null }],
    position: { at: "end", list: null },
  });
  const acts = Array.from({ length: 500 }, (_, i) => tabs.map((tab, at) => tab.open.act(create(`task ${i} of tab ${at}`))));
  const done = await world.time.complete(Promise.all(acts.flat()), 3_600_000);
  expect(done.every((acted) => acted.ok)).toBe(true);
  await everyoneHasAll(world);
  for (const tab of tabs) expect(new Set(rowsOf(tab).map(({ title }) => title)).size).toBe(1_000);
  const { core } = tabs[0]?.open.space ?? {};
  expect(core?.index.heads.map(({ seq }) => seq)).toEqual([1_000]);
  expect(core === undefined ? null : holeIn(laptop, core.space)).toBeNull();
});

test("a tab that dies right after a commit leaves nothing unsent for longer than the clock allows", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  const doomed = laptop.openTab((write) => (write >= 1 ? "after" : null));
  await world.time.complete(doomed.opened, 60_000);
  void doomed.open.act({
    kind: "create",
    tasks: [{ id: laptop.makeItemId(), title: "the last word", day: null }],
    position: { at: "end", list: null },
  });
  await world.until(() => !doomed.isAlive, "the tab's death");
  await everyoneHasAll(world);
  expect(titlesOf(await laptop.use())).toEqual(["the last word"]);
});

for (const damage of ["flipped", "missing"] as const) {
  test(`a ${damage} record is fetched again and what stands behind it is applied, in all tabs`, async () => {
    const { world, devices } = await makePairedWorld("laptop", "phone");
    const [laptop] = devices;
    const id = await addTask(laptop, "first title");
    for (const title of ["second title", "third title"]) await act(await laptop.use(), { kind: "rename", id, title });
    await everyoneHasAll(world);
    const { space, index } = (await laptop.use()).open.space.core;
    const head = index.heads.find(({ seq }) => seq === 3);
    expect(head).toBeDefined();
    if (head === undefined) return;
    laptop.killTabs();
    laptop.disk.damageRecord(space, head, 2, damage === "missing" ? null : new Uint8Array(200));
    world.network.cut(laptop.name, RELAY_ADDRESS);
    const tabs = [laptop.openTab(), laptop.openTab()];
    for (const tab of tabs) await world.time.complete(tab.opened, 60_000);
    await world.time.run(1_000);
    for (const tab of tabs) expect(tab.status?.notApplied.corrupt).toBe(1);
    world.network.heal();
    await everyoneHasAll(world);
    for (const tab of tabs)
      expect([tab.status?.notApplied.corrupt, tab.status?.forkedLogs, ...titlesOf(tab)]).toEqual([0, 0, "third title"]);
  });
}

test("a cloned profile's records are kept, applied everywhere under the same names, and each copy goes on in a log of its own", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  await addTask(laptop, "before");
  await everyoneHasAll(world);
  const clone = world.cloneDevice(laptop, "clone");
  for (const device of world.devices) world.network.cut(device.name, RELAY_ADDRESS);
  await addTask(laptop, "on the laptop");
  await addTask(clone, "on the clone");
  world.network.heal();
  await everyoneHasAll(world);
  await addTask(laptop, "after the fork");
  await everyoneHasAll(world);
  const tab = await laptop.use();
  expect(titlesOf(tab).toSorted()).toEqual(["after the fork", "before", "on the clone", "on the laptop"]);
  const generations = tab.open.space.core.index.heads
    .filter(({ device }) => device === tab.open.space.core.self)
    .map(({ generation }) => generation);
  expect([tab.status?.forkedLogs, generations.filter((generation) => generation > 0).length]).toEqual([1, 1]);
});

test("what is saved while the profile moves into another space comes along", async () => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  await Promise.all([laptop, phone].map((device) => device.world.time.complete(device.openTab().opened, 60_000)));
  await addTask(phone, "long before");
  const saved: string[] = [];
  const [tab] = phone.tabs;
  for (let i = 0; i < 400; i++) {
    world.time.after(i * 5, () => {
      const title = `while joining ${i}`;
      void tab?.replica
        ?.act({ kind: "create", tasks: [{ id: phone.makeItemId(), title, day: null }], position: { at: "end", list: null } })
        .then((acted) => acted.ok && saved.push(title));
    });
  }
  await world.pair(laptop, phone);
  await world.time.run(5_000);
  await everyoneHasAll(world);
  expect(saved).toHaveLength(400);
  expect(titlesOf(await laptop.use()).toSorted()).toEqual(["long before", ...saved].toSorted());
});

test("what was saved in a space just left comes along as soon as a full disk has room again, without another start", async () => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  await Promise.all([laptop, phone].map((device) => device.world.time.complete(device.openTab().opened, 60_000)));
  const late = phone.openTab();
  await world.time.complete(late.opened, 60_000);
  late.freeze();
  await world.pair(laptop, phone);
  await act(late, {
    kind: "create",
    tasks: [{ id: phone.makeItemId(), title: "saved late", day: null }],
    position: { at: "end", list: null },
  });
  phone.disk.capacityBytes = phone.disk.usedBytes;
  late.thaw();
  await world.until(() => late.open.space.core.space === phone.tabs[0]?.open.space.core.space, "the late tab in the new space");
  await world.until(() => late.open.storage.isFull, "the full disk");
  expect(titlesOf(late)).toEqual([]);
  phone.disk.capacityBytes = Number.POSITIVE_INFINITY;
  await world.time.run(60_000);
  expect([titlesOf(late), titlesOf(await laptop.use())]).toEqual([["saved late"], ["saved late"]]);
});

test("a tab whose fence was overtaken gives the links up and takes them again", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  await world.time.complete((await laptop.use()).store.raiseFence(), 60_000);
  expect(phone).toBeDefined();
  if (phone !== undefined) await addTask(phone, "for the laptop");
  await everyoneHasAll(world);
  expect(titlesOf(await laptop.use())).toEqual(["for the laptop"]);
});

test("a record damaged below a fork is fetched again", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const id = await addTask(laptop, "first title");
  for (const title of ["second title", "third title"]) await act(await laptop.use(), { kind: "rename", id, title });
  await everyoneHasAll(world);
  const clone = world.cloneDevice(laptop, "clone");
  for (const device of world.devices) world.network.cut(device.name, RELAY_ADDRESS);
  await addTask(laptop, "on the laptop");
  await addTask(clone, "on the clone");
  world.network.heal();
  await everyoneHasAll(world);
  const { space, index } = (await laptop.use()).open.space.core;
  const trunk = index.heads.find(({ branch, seq }) => branch === "" && seq === 4);
  expect([phone === undefined, trunk === undefined]).toEqual([false, false]);
  if (phone === undefined || trunk === undefined) return;
  phone.killTabs();
  phone.disk.damageRecord(space, trunk, 2, null);
  const tab = await phone.use();
  await everyoneHasAll(world);
  expect([tab.status?.notApplied.corrupt, ...titlesOf(tab).toSorted()]).toEqual([0, "on the clone", "on the laptop", "third title"]);
});
