// Stories of devices of which some run a newer version: records in a format and items under a schema that the others do not know; and of one that runs an
// older version, which does not know of deflated records.

import { expect, test } from "vitest";
import { parseRecord } from "../src/wire/record-envelope.ts";
import { program } from "./program.ts";
import { program as newer } from "./program.ts?newer";
import { program as older } from "./program.ts?older";
import { act, addTask, everyoneHasAll, makePairedWorld, rowsOf, titlesOf } from "./story.ts";
import type { Device } from "./world.ts";
import { readDetails } from "../src/replica/read-details.ts";

const update = (device: Device): void => device.update(newer);

const RECORDS = 12;
/** Enough for devices to compact, to compare and to drop records that are not kept. */
const UPKEEP_MS = 300_000;

/** How far each device's packs reach in the log that `author` writes. */
async function coversOf(devices: readonly Device[], author: Device): Promise<readonly number[]> {
  const { core } = (await author.use()).open.space;
  const own = core.index.heads.find((head) => head.device === core.self);
  const tabs = await Promise.all(devices.map((device) => device.use()));
  return tabs.map(({ open }) => (own === undefined ? 0 : (open.space.core.base.base.cover.get(own.log)?.seq ?? 0)));
}

async function keepNoRecords(devices: readonly Device[]): Promise<void> {
  for (const device of devices) await device.world.time.complete((await device.use()).open.setProfile("keepDays", "0"), 60_000);
}

test("what a newer version writes is kept, passed on and counted by an older one, and shown once that is updated", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  update(laptop);
  tablet.killTabs();
  for (let i = 1; i <= RECORDS; i++) await addTask(laptop, `task ${i}`);
  const onPhone = await phone.use();
  await world.until(() => onPhone.status?.recordsHeld === RECORDS, "all records on the phone");
  // The fifth record is in a new format, and those behind it wait for it.
  expect(titlesOf(onPhone)).toEqual(["task 1", "task 2", "task 3", "task 4"]);
  expect(onPhone.status?.notApplied).toEqual({ keyless: 0, parked: RECORDS - 4, void: 0, poisoned: 0, corrupt: 0 });
  expect(rowsOf(onPhone).every((row) => row.newer)).toBe(true);

  // Written by the older version meanwhile, and passed on by it alone.
  await addTask(phone, "from the older");
  await world.until(() => onPhone.status?.recordsNotAtRelay === 0, "all at the relay");
  laptop.killTabs();
  world.relay.wipe();
  await world.time.run(60_000);
  update(tablet);
  const onTablet = await tablet.use();
  await world.until(() => titlesOf(onTablet).length === RECORDS + 1, "all on the tablet, by the phone");

  update(phone);
  const updated = await phone.use();
  await laptop.use();
  await everyoneHasAll(world);
  expect(titlesOf(updated)).toEqual(titlesOf(onTablet));
  expect(updated.status?.notApplied.parked).toBe(0);
});

test("an item of a newer version is not written by an older one, and its own change is applied there once it is updated", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  update(laptop);
  const id = await addTask(laptop, "of the newer version");
  const onPhone = await phone.use();
  await world.until(() => titlesOf(onPhone).length === 1, "the task on the phone");
  const refused = await world.time.complete(onPhone.open.act({ kind: "rename", id, title: "by the older" }), 60_000);
  expect(refused).toEqual({ ok: false, error: { kind: "refused", reason: "newer-item" } });
  update(phone);
  await act(await phone.use(), { kind: "rename", id, title: "by the newer" });
  await everyoneHasAll(world);
  expect(titlesOf(await laptop.use())).toEqual(["by the newer"]);
});

test("older versions that compact and vouch for each other beside a newer one cover nothing that they only hold, and lose nothing", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  world.engineLimits = { ...world.engineLimits, tailRecords: 6 };
  update(laptop);
  phone.killTabs();
  tablet.killTabs();
  await keepNoRecords(devices);
  for (let i = 1; i <= RECORDS; i++) await addTask(laptop, `newer ${i}`);
  for (let i = 1; i <= RECORDS; i++) await addTask(phone, `older ${i}`);
  await world.time.run(UPKEEP_MS);
  // The fifth record is in a format that they do not know.
  expect(await coversOf([phone, tablet], laptop)).toEqual([4, 4]);
  expect(await coversOf([phone, tablet], phone)).toEqual([RECORDS, RECORDS]);
  expect(world.engineCounts.prunings).toBeGreaterThan(0);

  // What the older ones have kept is all there is.
  laptop.killTabs();
  world.relay.wipe();
  await world.time.run(UPKEEP_MS);
  const cleared = world.addDevice("laptop, cleared");
  world.devices.splice(world.devices.indexOf(laptop), 1);
  update(cleared);
  for (const device of [phone, tablet]) update(device);
  await cleared.use();
  await world.pair(phone, cleared);
  await tablet.use();
  await everyoneHasAll(world);
  expect(titlesOf(await cleared.use())).toHaveLength(2 * RECORDS);
});

test("what newer versions have compacted and pruned an older one takes as packs, and shows all of it once it is updated, alone", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  world.engineLimits = { ...world.engineLimits, tailRecords: 6 };
  for (const device of [laptop, tablet]) update(device);
  await keepNoRecords([laptop, tablet]);
  phone.killTabs();
  for (let i = 1; i <= RECORDS; i++) await addTask(laptop, `task ${i}`);
  await world.time.run(UPKEEP_MS);
  expect(await coversOf([laptop, tablet], laptop)).toEqual([RECORDS, RECORDS]);
  await phone.use();
  await world.time.run(UPKEEP_MS);
  expect(await coversOf([phone], laptop)).toEqual([RECORDS]);
  for (const device of [laptop, tablet]) {
    device.killTabs();
    world.devices.splice(world.devices.indexOf(device), 1);
  }
  world.relay.wipe();
  update(phone);
  expect(titlesOf(await phone.use())).toHaveLength(RECORDS);
  await world.time.run(2 * UPKEEP_MS);
  await everyoneHasAll(world);
});

test("a large record is kept and passed on by a version from before there were deflated ones, which writes on, and is shown there once that is updated", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  phone.update(older);
  tablet.killTabs();
  const id = await addTask(laptop, "the house");
  const notes = Array.from({ length: 600 }, (_, index) => `room ${index} needs paint`).join("\n");
  await act(await laptop.use(), { kind: "set-notes", id, before: "", after: notes });
  await addTask(laptop, "behind it");
  const formats = Array.from(world.archive.records((await laptop.use()).open.space.core.space), ({ bytes }) => parseRecord(bytes));
  expect(formats.flatMap((record) => (record.ok ? [record.value.format] : []))).toEqual([1, 2, 1]);
  const onPhone = await phone.use();
  await world.until(() => onPhone.status?.recordsHeld === 3, "all records on the phone");
  expect(titlesOf(onPhone)).toEqual(["the house"]);
  expect(onPhone.status?.notApplied).toMatchObject({ parked: 2, void: 0 });

  // Written without knowing the notes, in a form that all know.
  const own = "written by the older version, ".repeat(200);
  await act(onPhone, { kind: "set-notes", id, before: "", after: own });
  await world.until(() => onPhone.status?.recordsNotAtRelay === 0, "all at the relay");
  laptop.killTabs();
  world.relay.wipe();
  await world.time.run(60_000);
  const onTablet = await tablet.use();
  await world.until(() => titlesOf(onTablet).length === 2, "all on the tablet, by the phone");

  phone.update(program);
  await phone.use();
  await laptop.use();
  await everyoneHasAll(world);
  for (const device of [laptop, phone, tablet]) {
    const text = (await readDetails((await device.use()).open.space.core.items, id))?.notes ?? "";
    expect([text.includes(notes), text.includes(own)]).toEqual([true, true]);
  }
});
