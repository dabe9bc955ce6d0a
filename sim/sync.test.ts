// Stories of few devices and one relay, told step by step: the real replicas and the real relay in virtual time.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../src/base/ids.ts";
import type { TaskRow } from "../src/model/task-row.ts";
import { makeKeyedHashSuite } from "./keyed-hash-suite.ts";
import { World, type Device, type Tab } from "./world.ts";

function makeWorld(seed = 1): World {
  const suite = makeKeyedHashSuite();
  return new World(seed, () => ({ suite, makeSigner: suite.makeSigner }));
}

const rowsOf = (tab: Tab): readonly TaskRow[] => tab.open.space.core.items.index.query({ view: "open" }).slice(0, 10_000);
const titlesOf = (tab: Tab): readonly string[] => rowsOf(tab).map((row) => row.title);

async function addTask(device: Device, title: string): Promise<ItemId> {
  const tab = await device.use();
  const id = device.makeItemId();
  const acted = await device.world.time.complete(
    tab.open.act({ kind: "create", tasks: [{ id, title, day: null }], position: { at: "end", list: null } }),
    60_000,
  );
  expect(acted.ok).toBe(true);
  return id;
}

const isSettled = (tab: Tab): boolean =>
  tab.status !== null && tab.status.relay.kind === "online" && tab.status.recordsNotAtRelay === 0 && !tab.status.moving;

describe("two devices and a relay", () => {
  test("pair, and what both had made before is on both", async () => {
    const world = makeWorld();
    const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
    await addTask(laptop, "on the laptop");
    await addTask(phone, "on the phone");
    await world.pair(laptop, phone);
    const [a, b] = [await laptop.use(), await phone.use()];
    await world.until(() => titlesOf(a).length === 2 && titlesOf(b).length === 2, "both tasks on both");
    expect(titlesOf(a)).toEqual(titlesOf(b));
    expect([...titlesOf(a)].sort()).toEqual(["on the laptop", "on the phone"]);
  });

  test("know that the other has everything", async () => {
    const world = makeWorld();
    const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
    await world.pair(laptop, phone);
    const a = await laptop.use();
    await addTask(laptop, "seen by the phone");
    await world.until(() => isSettled(a) && a.status?.devices.every((device) => device.hasEverything) === true, "the phone's receipt");
    expect(a.status?.devices.length).toBe(2);
  });
});
