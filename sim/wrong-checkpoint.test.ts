// Checkpoints that nobody has compared, and a device that was away and cannot: a right one that has been at the relay for so long that its records are gone
// there is taken; a wrong one that only says to be old, since its maker's compaction is broken and its clock set back, is not, as long as others have what it
// leaves out.

import { expect, test } from "vitest";
import { writePacks, type PackedItem } from "../src/packs/pack-writer.ts";
import { encodeState } from "../src/items/document.ts";
import type { Result } from "../src/base/result.ts";
import type { StoreError } from "../src/ports/store.ts";
import { makeBatch } from "../src/replica/store-batch.ts";
import { readBook } from "../src/replica/checkpoint-book.ts";
import type { Space } from "../src/replica/space.ts";
import { makeCheckpoint, type Checkpoint } from "../src/wire/checkpoint.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import { disagreement } from "./invariants.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";
import type { Device, World } from "./world.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Change = (items: readonly PackedItem[]) => readonly PackedItem[];

/** Of all that this device has applied, as it is made by `change`; the device takes it. */
async function takeChanged(space: Space, change: Change): Promise<CheckpointId> {
  const { core } = space;
  const { suite, compression, clock } = core.ports;
  const epoch = core.members.writingEpoch();
  if (epoch === null) throw new Error("a member that may write");
  const documents = await core.items.readDocuments([...core.items.ids].toSorted());
  const items = [...documents].map(([item, document]): PackedItem => ({ item, state: encodeState(document) }));
  const sorted = items.toSorted((x, y) => (x.item < y.item ? -1 : 1));
  const desk = await space.loadCheckpoints();
  const packs: Checkpoint["packs"][number][] = [];
  const cover = core.index.heads.map(({ log, seq, id }) => ({ log, seq, id })).toSorted((x, y) => (x.log < y.log ? -1 : 1));
  const reach = cover.map(({ seq }) => seq);
  for await (const { pack, blocks, sizeBytes, inflatedBytes } of writePacks(
    { suite, compression, space: core.space, epoch },
    change(sorted),
  )) {
    packs.push({ pack, blocks: blocks.length, sizeBytes, inflatedBytes, reach });
    await desk.keepBlocks({ pack, firstBlock: 0, blocks });
  }
  const checkpoint = await makeCheckpoint(suite.sha256, core.signer, { space: core.space, counter: 1, madeAt: clock(), cover, packs });
  core.base.admitted = [checkpoint.id];
  await desk.keepCheckpoint(checkpoint.id, checkpoint.bytes);
  await desk.endFetch({ checkpoint: checkpoint.id, outcome: "fetched", pack: null });
  return checkpoint.id;
}

/** As a compactor may that is broken in this too. */
function dropAllRecords({ core }: Space): Promise<Result<void, StoreError>> {
  const heads = core.index.heads.map((head) => ({ ...head, base: { seq: head.seq, id: head.id } }));
  return core.ports.store.commit(
    makeBatch(core.space, {
      expect: heads.map(({ log, branch, seq, id }) => ({ log, branch, seq, id })),
      heads,
      prune: heads.map(({ log, branch, seq }) => ({ log, branch, upTo: seq })),
    }),
  );
}

/** It becomes the base of the device that makes it, which keeps no record; and it is offered to the relay. */
async function makeWrong(world: World, device: Device, change: Change): Promise<CheckpointId> {
  device.killTabs();
  device.skewMs = -60 * DAY_MS;
  const { space } = (await device.use()).open;
  const wrong = await world.time.complete(takeChanged(space, change), MINUTE_MS);
  const pruned = await world.time.complete(dropAllRecords(space), MINUTE_MS);
  expect(pruned.ok).toBe(true);
  device.killTabs();
  const { heads, checkpoints } = (await device.use()).open.space.view();
  expect(checkpoints).toEqual([wrong]);
  expect(heads.every(({ seq, base }) => seq === base?.seq)).toBe(true);
  return wrong;
}

async function verdictOf(world: World, device: Device, checkpoint: string): Promise<string | undefined> {
  const { core } = (await device.use()).open.space;
  const book = await world.time.complete(readBook(core.ports.store, core.space), MINUTE_MS);
  return book.find(({ id }) => id === checkpoint)?.verdict;
}

async function addTasks(device: Device, count: number, name: string): Promise<readonly string[]> {
  const titles = Array.from({ length: count }, (_, number) => `${name} ${number}`);
  for (const title of titles) await addTask(device, title);
  return titles;
}

const WRONG: readonly (readonly [what: string, change: Change])[] = [
  ["leaves out an item", (items) => items.slice(1)],
  ["says that an item was deleted for good", (items) => items.map((each, i) => (i === 0 ? { ...each, state: null } : each))],
  ["swaps two documents", (items) => items.map(({ item }, i) => ({ item, state: items[i ^ 1]?.state ?? null }))],
];

test.each(WRONG)("a wrong checkpoint that %s and says to be old is not taken at a relay that was wiped", async (_, change) => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  await world.time.run(MINUTE_MS);
  phone.killTabs();
  const titles = [...(await addTasks(laptop, 6, "laptop")), ...(await addTasks(tablet, 2, "tablet"))];
  await everyoneHasAll(world);
  laptop.killTabs();
  const wrong = await makeWrong(world, tablet, change);
  // Nobody has the records but the laptop, which is closed: the relay takes up their logs behind the wrong checkpoint.
  world.relay.wipe();
  await world.time.run(30 * MINUTE_MS);
  await phone.use();
  await world.time.run(MINUTE_MS);
  tablet.killTabs();
  await laptop.use();
  await world.time.run(30 * MINUTE_MS);
  expect(await verdictOf(world, laptop, wrong)).toBe("objected");
  for (const device of [laptop, phone]) expect(titlesOf(await device.use()).toSorted()).toEqual(titles);
  expect(await disagreement(world)).toBeNull();
});

test.each([
  ["its maker is not there", []],
  ["a device that could have compared it has never come back", ["tablet"]],
])("a right checkpoint for which the relay has given up its records is taken by whoever was away, though %s", async (_, others) => {
  const { world, devices } = await makePairedWorld("laptop", "phone", ...others);
  const [laptop, phone, tablet] = devices;
  if (phone === undefined) throw new Error("two devices");
  await world.time.run(MINUTE_MS);
  phone.killTabs();
  const before = await addTasks(laptop, 20, "before");
  await world.time.run(MINUTE_MS);
  tablet?.killTabs();
  const titles = [...before, ...(await addTasks(laptop, 10, "later"))];
  await world.time.run(10 * MINUTE_MS);
  laptop.killTabs();
  await world.time.run(46 * DAY_MS);
  const onPhone = await phone.use();
  await world.time.run(10 * MINUTE_MS);
  const [head] = onPhone.open.space.view().heads;
  expect([head?.seq, head?.base === undefined]).toEqual([30, false]);
  expect(titlesOf(onPhone).toSorted()).toEqual(titles.toSorted());
});
