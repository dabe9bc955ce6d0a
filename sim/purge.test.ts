// The physical purge: after the next compaction that another device has vouched for, whoever holds all keys and opens everything that is left on the disks
// of the devices and of the relay finds neither the content nor the text of what was deleted for good.

import { expect, test } from "vitest";
import { parseRecord } from "../src/wire/record-envelope.ts";
import { reports } from "../src/replica/reports/reports.ts";
import { openRelayDisk, placesOf } from "./stored-plaintext.ts";
import { act, addTask, everyoneHasAll, makePairedWorld, makeWorld, titlesOf } from "./story.ts";
import { keysIn, search, searchDisk } from "./text-search.ts";
import type { Device } from "./world.ts";

const TITLE = "the purple door behind the house";
const NOTES = "the key lies under the third stone";
/** In a record that is deflated. */
const LONG_NOTES = Array.from({ length: 600 }, (_, index) => (index === 100 ? NOTES : `room ${index} needs paint`)).join("\n");
const MINUTE_MS = 60_000;

async function fill(device: Device, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await addTask(device, `another task, number ${index}`);
}

test("what was deleted for good is nowhere any more, on no device and not at the relay", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const id = await addTask(laptop, TITLE);
  await act(await laptop.use(), { kind: "set-notes", id, before: "", after: LONG_NOTES });
  await fill(laptop, 40);
  await everyoneHasAll(world);
  // Long enough for packs to be made, compared and sent.
  await world.time.run(30 * MINUTE_MS);
  const before = await search(world, [TITLE, NOTES]);
  expect(Object.values(before).map((places) => places.length > 0)).toEqual([true, true, true]);
  const records = [...world.archive.records((await laptop.use()).open.space.core.space)].map(({ bytes }) => parseRecord(bytes));
  expect(records.filter((record) => record.ok && record.value.format === 2)).toHaveLength(1);
  // In the record itself, which has to be inflated for that.
  const { laptop: inRecords = [] } = await search(world, [NOTES]);
  expect(inRecords.filter((place) => place.startsWith("record "))).toHaveLength(1);

  const tab = await laptop.use();
  await act(tab, { kind: "trash", ids: [id] });
  await act(tab, { kind: "purge", ids: [id] });
  await everyoneHasAll(world);
  await world.time.run(60 * MINUTE_MS);
  expect(await search(world, [TITLE, NOTES])).toEqual({ laptop: [], phone: [], "the relay": [] });
  const report = await world.time.complete(reports.purges(tab.open), MINUTE_MS);
  expect(report).toEqual({ ok: true, value: { pendingItems: 0, holders: [], goneItems: 1 } });
  for (const device of [laptop, phone]) {
    if (device === undefined) continue;
    device.killTabs();
    const again = await device.use();
    expect(titlesOf(again)).toHaveLength(40);
    expect(again.open.space.core.items.tombstones.has(id)).toBe(true);
  }
});

test.each([4, 40])("what was deleted for good goes from a space with %i tasks beside it that was left for another one", async (count) => {
  const world = makeWorld();
  const [laptop, phone] = [world.addDevice("laptop"), world.addDevice("phone")];
  const id = await addTask(phone, TITLE);
  await fill(phone, count);
  await world.time.run(5 * MINUTE_MS);
  const left = keysIn((await phone.use()).open.space);
  await world.pair(laptop, phone);
  await everyoneHasAll(world);
  const searchRelay = async (): Promise<readonly string[]> => placesOf(TITLE, await openRelayDisk(world.relay.disk, left));
  expect((await searchDisk(phone, left, [TITLE])).length).toBeGreaterThan(0);
  expect((await searchRelay()).length).toBeGreaterThan(0);
  const tab = await phone.use();
  await act(tab, { kind: "trash", ids: [id] });
  await act(tab, { kind: "purge", ids: [id] });
  await everyoneHasAll(world);
  await world.time.run(60 * MINUTE_MS);
  expect(await searchDisk(phone, left, [TITLE])).toEqual([]);
  expect(await searchRelay()).toEqual([]);
  expect(titlesOf(await laptop.use())).toHaveLength(count);
});
