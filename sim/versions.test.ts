// Stories of devices of which some run a newer version: records in a format and items under a schema that the others do not know.

import { expect, test } from "vitest";
import { program as newer } from "./program.ts?newer";
import { act, addTask, everyoneHasAll, makePairedWorld, rowsOf, titlesOf } from "./story.ts";
import type { Device } from "./world.ts";

const update = (device: Device): void => device.update(newer);

const RECORDS = 12;

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
  expect(onPhone.status?.notApplied).toEqual({ keyless: 0, parked: RECORDS - 4, void: 0, corrupt: 0 });
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
