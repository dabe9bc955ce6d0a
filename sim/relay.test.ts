// Stories of a relay that dies, forgets, refuses, and is refilled without anyone's doing.

import { expect, test } from "vitest";
import { copyMemoryDisk } from "../relay/memory-store.ts";
import type { LogTag } from "../src/base/ids.ts";
import type { EpochKey } from "../src/crypto/epoch-key.ts";
import { makeRecordKeys, openRecord } from "../src/log/record.ts";
import { parseRecord, type RecordEnvelope } from "../src/wire/record-envelope.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";

test("a relay that comes back with nothing is refilled, and the user is told meanwhile", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  for (let i = 0; i < 20; i++) await addTask(laptop, `task ${i}`);
  await everyoneHasAll(world);
  const tabs = await Promise.all(devices.map((device) => device.use()));
  world.relay.wipe();
  // Whoever is there first refills it; the other may find all of it there again.
  await world.until(() => tabs.some(({ status }) => status?.relayCameBackOlder === true), "a user being told");
  await everyoneHasAll(world);
  expect(tabs.map(({ status }) => status?.recordsNotAtRelay)).toEqual([0, 0]);
});

test("a relay restored from an older copy is refilled, and the user is told meanwhile", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  await addTask(laptop, "in the copy");
  await everyoneHasAll(world);
  const copy = copyMemoryDisk(world.relay.disk);
  await addTask(laptop, "after the copy");
  await everyoneHasAll(world);
  const tabs = await Promise.all(devices.map((device) => device.use()));
  world.relay.restore(copy);
  // Whoever comes first refills it.
  await world.until(() => tabs.some(({ status }) => status?.relayCameBackOlder === true), "the user being told");
  await everyoneHasAll(world);
  expect(titlesOf(await laptop.use())).toEqual(["in the copy", "after the copy"]);
});

test("a relay killed and started again on its disk has all it confirmed, and needs nothing twice", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  for (let i = 0; i < 30; i++) {
    await addTask(laptop, `task ${i}`);
    if (i % 10 === 5) world.relay.kill();
    if (i % 10 === 8) world.relay.start();
  }
  await everyoneHasAll(world);
  expect(titlesOf(await laptop.use())).toHaveLength(30);
});

test("a relay whose disk is full refuses, says so, and takes everything once there is room", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop] = devices;
  world.relay.disk.failure = { kind: "full" };
  await addTask(laptop, "no room for it");
  await world.time.run(10_000);
  const tab = await laptop.use();
  expect(tab.status?.recordsNotAtRelay).toBe(1);
  world.relay.disk.failure = null;
  tab.open.syncNow();
  await everyoneHasAll(world);
});

test("what was refused is tried again by the clock alone", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  world.relay.disk.failure = { kind: "full" };
  await addTask(devices[0], "no room for it");
  await world.time.run(10_000);
  world.relay.disk.failure = null;
  await everyoneHasAll(world);
  expect(titlesOf(await devices[0].use())).toEqual(["no room for it"]);
});

test("both sides of a partition go on, and meet again with both titles kept", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  const id = await addTask(laptop, "first");
  await everyoneHasAll(world);
  for (const device of devices) world.network.cut(device.name, RELAY_ADDRESS);
  for (const device of devices) {
    const tab = await device.use();
    await world.time.complete(tab.open.act({ kind: "rename", id, title: `from the ${device.name}` }), 60_000);
  }
  world.network.heal();
  await everyoneHasAll(world);
  const tab = await laptop.use();
  const [row] = [...tab.open.space.core.items.index.rows()];
  expect(row?.conflicts[0]?.values.map(({ value }) => value).toSorted()).toEqual(["from the laptop", "from the phone"]);
  const other = await phone?.use();
  expect(other).toBeDefined();
  await world.time.complete(tab.open.act({ kind: "resolve", id, field: "title", value: "from the phone" }), 60_000);
  await everyoneHasAll(world);
  expect([...(other?.open.space.core.items.index.rows() ?? [])][0]?.conflicts).toEqual([]);
});

test("every record at the relay opens with the key of a device of its space, and with no other", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const stranger = world.addDevice("a stranger's");
  for (const device of [...devices, stranger]) for (let i = 0; i < 5; i++) await addTask(device, `task ${i}`);
  const pathsAtRelay = () => [...world.relay.disk.spaces.values()].flatMap(({ paths }) => [...paths.values()]);
  await world.until(() => pathsAtRelay().flatMap(({ records }) => records).length === 15, "all records at the relay");

  const epochsOf = async (device: typeof stranger): Promise<EpochKey[]> => [...(await device.use()).open.space.core.members.epochKeys()];
  const ownEpochs = await epochsOf(devices[1] ?? devices[0]);
  const strangersEpochs = await epochsOf(stranger);
  const wrongKeys = ownEpochs.map(({ id, key }) => ({ id, key: key.with(0, (key[0] ?? 0) ^ 1) }));
  const { space } = (await devices[0].use()).open.space.core;
  // Keys of their own for each try: derived keys are remembered by their epoch.
  const open = (log: LogTag, envelope: RecordEnvelope, epochs: readonly EpochKey[]) =>
    openRecord(makeRecordKeys(world.crypto.suite, space), log, envelope, epochs);
  const stored = [...(world.relay.disk.spaces.get(space)?.paths.values() ?? [])].flatMap(({ head, records }) =>
    records.map(({ bytes }) => ({ log: head.log, bytes })),
  );
  expect(stored).toHaveLength(10);
  for (const { log, bytes } of stored) {
    const envelope = parseRecord(bytes);
    if (!envelope.ok) throw new Error("a record");
    expect(open(log, envelope.value, ownEpochs)).toMatchObject({ ok: true });
    expect(open(log, envelope.value, strangersEpochs)).toMatchObject({ ok: false, error: { kind: "keyless" } });
    expect(open(log, envelope.value, wrongKeys)).toMatchObject({ ok: false, error: { kind: "void" } });
  }
});
