// A device that nothing reaches: it gets all, and gives all, by files that somebody carries.

import { expect, test } from "vitest";
import { concatBytes } from "../src/base/bytes.ts";
import type { FileImport } from "../src/replica/face/files.ts";
import { readFile } from "../src/replica/files/read-file.ts";
import { writeFile } from "../src/replica/files/write-file.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import type { Device } from "./world.ts";

const HOUR_MS = 3_600_000;

async function writtenBy(device: Device): Promise<Uint8Array> {
  const { space } = (await device.use()).open;
  const gather = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of writeFile(space, [], { records: 0, unreadable: 0 }) ?? []) parts.push(part);
    return concatBytes(...parts);
  };
  return device.world.time.complete(gather(), 60_000);
}

async function* inPieces(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += 1_000) yield file.subarray(from, from + 1_000);
}

async function takenBy(device: Device, file: Uint8Array): Promise<FileImport> {
  const { space } = (await device.use()).open;
  const watch = { isCancelled: () => false, progress: () => undefined };
  return device.world.time.complete(readFile(space, inPieces(file), watch), 600_000);
}

test("a device that is cut off has all by file, both ways, and a link then has nothing to add", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  await addTask(laptop, "before");
  // Single changes go as soon as others have them.
  for (const device of [laptop, tablet]) (await device.use()).open.space.upkeep.retention = () => ({ days: 0, months: 0 });
  await everyoneHasAll(world);
  world.network.cut(phone.name, RELAY_ADDRESS);
  for (let number = 0; number < 30; number++) await addTask(number % 2 === 0 ? laptop : tablet, `there ${number}`);
  for (let number = 0; number < 5; number++) await addTask(phone, `on the phone ${number}`);
  // Packs come about meanwhile.
  await world.time.run(HOUR_MS);
  const [onLaptop, onPhone] = [await laptop.use(), await phone.use()];
  await world.until(() => titlesOf(onLaptop).length === 31, "the tablet's tasks on the laptop");
  expect(onLaptop.open.space.core.base.base.packs.length).toBeGreaterThan(0);

  const toPhone = await takenBy(phone, await writtenBy(laptop));
  expect([toPhone.error, toPhone.taken.refused, toPhone.taken.waiting]).toEqual([null, 0, 0]);
  expect(titlesOf(onPhone)).toHaveLength(36);
  const toLaptop = await takenBy(laptop, await writtenBy(phone));
  expect([toLaptop.error, toLaptop.taken.records, toLaptop.taken.waiting]).toEqual([null, 5, 0]);
  expect(titlesOf(onLaptop).toSorted()).toEqual(titlesOf(onPhone).toSorted());

  // Without the phone, which only then comes back.
  const onTablet = await tablet.use();
  await world.until(() => titlesOf(onTablet).length === 36, "the phone's tasks by way of the laptop");
  world.network.heal();
  await everyoneHasAll(world);
  expect(titlesOf(onPhone)).toHaveLength(36);
  expect((await takenBy(phone, await writtenBy(tablet))).taken).toMatchObject({ records: 0, statements: 0, refused: 0, waiting: 0 });
});
