import { describe, expect, test } from "vitest";
import { copyMemoryDisk } from "./memory-store.ts";
import { haveOf, versionOfLog, type ScriptedDevice, type ScriptedLink } from "./scripted-device.suite.ts";
import {
  answerTo,
  checkpointBy,
  coverOf,
  handOver,
  isAsk,
  makePack,
  packAnswer,
  sizeOf,
  type TestCheckpoint,
} from "./test-checkpoint.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, failing, openSpace, owner, phone, reader, space, statements, stranger } from "./test-space.suite.ts";

const offer = (...checkpoints: readonly TestCheckpoint[]) => haveOf({ heads: [addReader], checkpoints: checkpoints.map(({ id }) => id) });

/** What the relay tells a device that comes now. */
async function told({ relay }: Pick<TestRelay, "relay">, device: ScriptedDevice = owner): Promise<readonly string[]> {
  const { link, have } = await device.join(relay, space, { heads: [addReader] });
  link.close();
  return have.checkpoints;
}

const storedBlocks = ({ disk }: TestRelay): number =>
  [...(disk.spaces.get(space)?.packs.values() ?? [])].reduce((sum, { blocks }) => sum + blocks.length, 0);

const asksIn = (frames: Awaited<ReturnType<typeof handOver>>): readonly string[] =>
  frames.filter(isAsk).map((ask) => (ask.type === "ask-pack" ? `${ask.pack.slice(0, 4)} ${ask.firstBlock}` : ask.checkpoint.slice(0, 4)));

const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

async function store(link: ScriptedLink, ...checkpoints: readonly TestCheckpoint[]): Promise<void> {
  link.send(offer(...checkpoints));
  await handOver(link, checkpoints);
}

describe("a checkpoint that a device has", () => {
  test("is asked for, with its packs, and told to everyone once all of it is stored", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, { packs: [makePack(3), makePack(1)] });
    opened.link.send(offer(checkpoint));
    const ask = await opened.link.skipTo("ask-checkpoint");
    expect(ask.checkpoint).toBe(checkpoint.id);
    opened.link.send(answerTo(ask, [checkpoint]));
    expect(await told(opened)).toEqual([]);
    await handOver(opened.link, [checkpoint]);
    expect((await opened.phoneLink.expect("have")).checkpoints).toEqual([checkpoint.id]);
    expect(await told(opened)).toEqual([checkpoint.id]);
    expect(await told(openTestRelay({ disk: copyMemoryDisk(opened.disk) }))).toEqual([checkpoint.id]);
  });

  test("that covers more than is here is told of when the records are: whoever has it too would send none while it waits", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 6);
    const [fourth, last] = [records[3], records[5]];
    if (fourth === undefined || last === undefined) throw new Error("six records");
    opened.link.send(owner.page(space, records.slice(0, 4)));
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, last)] });
    await store(opened.link, checkpoint);
    expect(await told(opened)).toEqual([]);
    opened.link.send(owner.page(space, records.slice(4), fourth));
    expect((await opened.link.skipTo("have")).checkpoints).toEqual([checkpoint.id]);
    expect(await told(opened)).toEqual([checkpoint.id]);
  });

  test("that covers more than is here is told of to a device that does not have it, whatever it holds, and not to one that does", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 3);
    const [, second, third] = records;
    if (second === undefined || third === undefined) throw new Error("three records");
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, second)] });
    await store(opened.link, checkpoint);
    const { link, have } = await phone.join(opened.relay, space, { heads: [addReader] });
    expect(have.checkpoints).toEqual([]);
    expect((await link.expect("have")).checkpoints).toEqual([checkpoint.id]);
    link.send(offer(checkpoint));
    expect((await link.expect("have")).checkpoints).toEqual([]);
    link.send(haveOf({ heads: [addReader], version: versionOfLog(owner, space, third) }));
    expect((await link.expect("have")).checkpoints).toEqual([checkpoint.id]);
  });

  test("is served as it came, its packs in parts of at most 256 KiB", async () => {
    const opened = await openSpace();
    const pack = makePack(40, 16_000);
    const checkpoint = await checkpointBy(owner, space, { packs: [pack] });
    await store(opened.link, checkpoint);
    const { link } = await phone.join(opened.relay, space, { heads: [addReader] });
    link.send({ type: "ask-checkpoint", checkpoint: checkpoint.id });
    expect((await link.expect("checkpoint")).content).toEqual(checkpoint.bytes);
    const blocks: Uint8Array[] = [];
    while (blocks.length < 40) {
      link.send({ type: "ask-pack", pack: pack.id, firstBlock: blocks.length, maxBlocks: 64 });
      const part = await link.expect("pack");
      expect(part.leaves).toEqual(blocks.length === 0 ? pack.leaves : []);
      expect(part.firstBlock).toBe(blocks.length);
      expect(sizeOf([{ ...pack, blocks: part.blocks }])).toBeLessThanOrEqual(262_144);
      expect(part.blocks.length).toBeGreaterThan(0);
      blocks.push(...part.blocks);
    }
    expect(blocks).toEqual(pack.blocks);
  });

  test("is not served before all of it is here, nor is what was never here", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, {});
    opened.link.send(offer(checkpoint));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
    await opened.link.skipTo("ask-pack");
    opened.phoneLink.send({ type: "ask-checkpoint", checkpoint: checkpoint.id });
    expect((await opened.phoneLink.expect("checkpoint")).content).toHaveLength(0);
    const unknown = makePack();
    opened.phoneLink.send({ type: "ask-pack", pack: unknown.id, firstBlock: 0, maxBlocks: 1 });
    expect(await opened.phoneLink.expect("pack")).toEqual({ type: "pack", pack: unknown.id, firstBlock: 0, leaves: [], blocks: [] });
  });

  test("goes on where a transfer broke off, after a restart too and with another device", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, { packs: [makePack(6, 50_000)] });
    opened.link.send(offer(checkpoint));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
    opened.link.send(answerTo(await opened.link.skipTo("ask-pack"), [checkpoint], 100_000));
    const next = await opened.link.skipTo("ask-pack");
    expect(next.firstBlock).toBe(2);
    opened.link.close();

    const again = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    expect(storedBlocks(again)).toBe(2);
    const { link } = await phone.join(again.relay, space, { heads: [addReader], checkpoints: [checkpoint.id] });
    const ask = await link.skipTo("ask-pack");
    expect(ask.firstBlock).toBe(2);
    link.send(answerTo(ask, [checkpoint]));
    expect((await link.skipTo("have")).checkpoints).toEqual([checkpoint.id]);
  });

  test("is fetched from several devices at once, each pack from one of them", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, { packs: Array.from({ length: 10 }, () => makePack(1)) });
    opened.link.send(offer(checkpoint));
    opened.phoneLink.send(offer(checkpoint));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
    const [asked, askedToo] = [(await opened.link.settle()).filter(isAsk), (await opened.phoneLink.settle()).filter(isAsk)];
    expect([asked.length, askedToo.length]).toEqual([4, 4]);
    for (const ask of asked) opened.link.send(answerTo(ask, [checkpoint]));
    for (const ask of askedToo) opened.phoneLink.send(answerTo(ask, [checkpoint]));
    const more = asksIn([
      ...asked,
      ...askedToo,
      ...(await handOver(opened.link, [checkpoint])),
      ...(await handOver(opened.phoneLink, [checkpoint])),
    ]);
    expect(new Set(more).size).toBe(10);
    expect(more).toHaveLength(10);
    expect(await told(opened)).toEqual([checkpoint.id]);
  });

  test("is fetched in a second device's packs only as far as they are not here", async () => {
    const opened = await openSpace();
    const shared = makePack(4);
    const first = await checkpointBy(owner, space, { packs: [shared] });
    await store(opened.link, first);
    const second = await checkpointBy(phone, space, { packs: [makePack(2), shared] });
    opened.phoneLink.send(offer(second));
    const asks = asksIn(await handOver(opened.phoneLink, [second]));
    expect(asks).toHaveLength(2);
    expect(new Set(await told(opened))).toEqual(new Set([first.id, second.id]));
  });
});

describe("what does not verify", () => {
  test("is not stored: a block that differs is charged, and another device is asked", async () => {
    const opened = await openSpace();
    const pack = makePack(3);
    const checkpoint = await checkpointBy(owner, space, { packs: [pack] });
    opened.link.send(offer(checkpoint));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
    const ask = await opened.link.skipTo("ask-pack");
    const honest = packAnswer(ask, [checkpoint]);
    const [first = failing(), ...rest] = honest.blocks;
    opened.link.send({ ...honest, blocks: [flipped(first, 7), ...rest] });
    expect((await opened.link.settle()).filter(isAsk)).toEqual([]);
    expect(storedBlocks(opened)).toBe(0);
    opened.phoneLink.send(offer(checkpoint));
    await handOver(opened.phoneLink, [checkpoint]);
    expect(await told(opened)).toEqual([checkpoint.id]);
  });

  test("ends the link when it is too much", async () => {
    const { link } = await openSpace();
    for (let salt = 0; salt < 16; salt++) {
      const checkpoint = await checkpointBy(owner, space, { counter: salt + 1 });
      link.send(offer(checkpoint));
      const content = flipped(checkpoint.bytes, checkpoint.bytes.length - 1);
      link.send({ type: "checkpoint", checkpoint: (await link.skipTo("ask-checkpoint")).checkpoint, content });
    }
    expect(await link.ending()).toBe("unverified");
  });

  test("are leaves that do not make the pack, a manifest under another id, and one of another space", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, {});
    const other = await checkpointBy(owner, space, { counter: 2 });
    opened.link.send(offer(checkpoint));
    await opened.link.skipTo("ask-checkpoint");
    opened.link.send({ type: "checkpoint", checkpoint: checkpoint.id, content: other.bytes });
    const foreign = await checkpointBy(owner, (await owner.found(9)).space, {});
    opened.link.send(offer(foreign));
    await opened.link.skipTo("ask-checkpoint");
    opened.link.send({ type: "checkpoint", checkpoint: foreign.id, content: foreign.bytes });
    opened.link.send(offer(checkpoint));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
    const honest = packAnswer(await opened.link.skipTo("ask-pack"), [checkpoint]);
    opened.link.send({ ...honest, leaves: honest.leaves.toReversed() });
    expect((await opened.link.settle()).filter(isAsk)).toEqual([]);
    expect([await told(opened), storedBlocks(opened), opened.disk.spaces.get(space)?.checkpoints.size]).toEqual([[], 0, 1]);
  });

  test("is no answer that was not asked for", async () => {
    const { link, phoneLink } = await openSpace();
    const checkpoint = await checkpointBy(owner, space, {});
    link.send({ type: "checkpoint", checkpoint: checkpoint.id, content: checkpoint.bytes });
    expect(await link.ending()).toBe("unexpected");
    phoneLink.send({ type: "pack", pack: makePack().id, firstBlock: 0, leaves: [], blocks: [] });
    expect(await phoneLink.ending()).toBe("unexpected");
  });
});

test("a device that answers with something else is cut off, and what it was asked for is asked of another", async () => {
  const opened = await openSpace();
  const checkpoint = await checkpointBy(owner, space, { packs: [makePack(3)] });
  opened.link.send(offer(checkpoint));
  opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [checkpoint]));
  await opened.link.skipTo("ask-pack");
  opened.link.send({ type: "pack", pack: makePack(4).id, firstBlock: 0, leaves: [], blocks: [] });
  expect(await opened.link.ending()).toBe("unexpected");
  opened.phoneLink.send(offer(checkpoint));
  opened.phoneLink.send(answerTo(await opened.phoneLink.skipTo("ask-pack"), [checkpoint]));
  expect((await opened.phoneLink.skipTo("have")).checkpoints).toEqual([checkpoint.id]);
});

describe("a checkpoint is not stored", () => {
  test("when its maker is no member, or only reads", async () => {
    const opened = await openSpace();
    for (const maker of [stranger, reader]) {
      const checkpoint = await checkpointBy(maker, space, {});
      opened.link.send(offer(checkpoint));
      expect(asksIn(await handOver(opened.link, [checkpoint]))).toHaveLength(1);
      opened.link.send(offer(checkpoint));
      expect(asksIn(await handOver(opened.link, [checkpoint]))).toEqual([]);
    }
    expect(opened.disk.spaces.get(space)?.checkpoints.size).toBe(0);
  });

  test("until its maker is a member: it is asked for again then", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(stranger, space, {});
    await store(opened.link, checkpoint);
    const addStranger = await owner.add(statements[0] ?? failing(), stranger, "writer", [addReader.id]);
    opened.link.send({ type: "statements", statements: [addStranger.bytes] });
    await handOver(opened.link, [checkpoint]);
    expect(await told(opened)).toEqual([checkpoint.id]);
  });

  test("until somebody who may write says that it is right, whose maker may not any more", async () => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(phone, space, {});
    const removal = await owner.remove(statements[0] ?? failing(), phone, [addReader.id]);
    opened.link.send({ type: "statements", statements: [removal.bytes] });
    await opened.link.skipTo("heads");
    await store(opened.link, checkpoint);
    expect(await told(opened)).toEqual([]);
    opened.link.send({ type: "receipts", receipts: [await owner.receipt(space, 1, { checkpoints: [checkpoint.id] })] });
    await handOver(opened.link, [checkpoint]);
    expect(await told(opened)).toEqual([checkpoint.id]);
  });

  test("when two newer ones of its maker are here, and the oldest goes when a third comes", async () => {
    const opened = await openSpace();
    const common = makePack();
    const made: TestCheckpoint[] = [];
    for (let counter = 1; counter <= 4; counter++)
      made.push(await checkpointBy(owner, space, { counter, packs: [makePack(counter), common] }));
    const [first = failing(), second = failing(), third = failing(), fourth = failing()] = made;
    await store(opened.link, second);
    await store(opened.link, third, second);
    expect(await told(opened)).toEqual([third.id, second.id]);
    await store(opened.link, fourth, third, second);
    expect(await told(opened)).toEqual([fourth.id, third.id]);
    expect(storedBlocks(opened)).toBe(3 + 4 + common.blocks.length);
    opened.link.send(offer(fourth, third, first));
    expect(asksIn(await handOver(opened.link, made))).toEqual([first.id.slice(0, 4)]);
    expect(await told(opened)).toEqual([fourth.id, third.id]);
  });

  test("half-way for ever: a newer one of the same maker takes its place", async () => {
    const opened = await openSpace();
    const first = await checkpointBy(owner, space, { counter: 1, packs: [makePack(5)] });
    opened.link.send(offer(first));
    opened.link.send(answerTo(await opened.link.skipTo("ask-checkpoint"), [first]));
    opened.link.send(answerTo(await opened.link.skipTo("ask-pack"), [first], 1));
    await opened.link.skipTo("ask-pack");
    opened.link.close();
    for (let counter = 2; counter <= 3; counter++) {
      const { link } = await owner.join(opened.relay, space, { heads: [addReader] });
      await store(link, await checkpointBy(owner, space, { counter, packs: [makePack(1)] }));
    }
    expect([storedBlocks(opened), opened.disk.spaces.get(space)?.packs.size]).toEqual([2, 2]);
  });

  test("when the space has no room for it, while records still are", async () => {
    const opened = await openSpace({ limits: { spaceQuotaBytes: 20_000 } });
    const checkpoint = await checkpointBy(owner, space, { packs: [makePack(3, 10_000)] });
    opened.link.send(offer(checkpoint));
    expect(asksIn(await handOver(opened.link, [checkpoint]))).toHaveLength(1);
    expect(opened.disk.spaces.get(space)?.checkpoints.size).toBe(0);
    opened.link.send(owner.page(space, await owner.write(space, 1)));
    expect((await opened.link.skipTo("answer")).runs).toEqual([{ code: "stored", count: 1 }]);
  });

  test("when more would be half-way than a space may have", async () => {
    const opened = await openSpace({ limits: { spaceStagedBytes: 1_000 } });
    const [small, large] = [
      await checkpointBy(owner, space, { packs: [makePack(4)] }),
      await checkpointBy(phone, space, { packs: [makePack(6)] }),
    ];
    await store(opened.link, large);
    await store(opened.link, small);
    expect(await told(opened)).toEqual([small.id]);
  });

  test("beyond the quota by blocks that are larger than the manifest says", async () => {
    const opened = await openSpace({ limits: { spaceQuotaBytes: 12_000 } });
    const pack = makePack(2, 20_000);
    const lying = await checkpointBy(owner, space, { packs: [{ ...pack, blocks: pack.blocks.map((block) => block.subarray(0, 10)) }] });
    opened.link.send(offer(lying));
    await handOver(opened.link, [{ ...lying, packs: [pack] }]);
    expect([storedBlocks(opened), await told(opened)]).toEqual([0, []]);
  });
});

test("a device that asks more than four things at once is cut off", async () => {
  const { link } = await openSpace();
  for (let i = 0; i < 5; i++) link.send({ type: "ask-pack", pack: makePack().id, firstBlock: 0, maxBlocks: 64 });
  expect(await link.ending()).toBe("rate");
});

test("a pack that the disk has spoilt is not served, and is fetched again from a device that has it", async () => {
  const opened = await openSpace();
  const pack = makePack(3);
  const checkpoint = await checkpointBy(owner, space, { packs: [pack, makePack(2)] });
  await store(opened.link, checkpoint);
  await opened.phoneLink.expect("have");
  const held = opened.disk.spaces.get(space)?.packs.get(pack.id) ?? failing();
  held.blocks[1] = flipped(held.blocks[1] ?? failing(), 0);
  opened.phoneLink.send({ type: "ask-pack", pack: pack.id, firstBlock: 0, maxBlocks: 64 });
  expect((await opened.phoneLink.expect("pack")).blocks).toEqual([]);
  expect(asksIn(await handOver(opened.link, [checkpoint]))).toEqual([`${pack.id.slice(0, 4)} 0`]);
  opened.phoneLink.send({ type: "ask-pack", pack: pack.id, firstBlock: 0, maxBlocks: 64 });
  expect((await opened.phoneLink.skipTo("pack")).blocks).toEqual(pack.blocks);
  expect(await told(opened)).toEqual([checkpoint.id]);
});

test("a manifest that the disk has spoilt is as good as none: its checkpoint is brought again", async () => {
  const opened = await openSpace();
  const checkpoint = await checkpointBy(owner, space, {});
  await store(opened.link, checkpoint);
  const disk = copyMemoryDisk(opened.disk);
  const stored = disk.spaces.get(space)?.checkpoints.get(checkpoint.id) ?? failing();
  disk.spaces.get(space)?.checkpoints.set(checkpoint.id, { ...stored, bytes: stored.bytes.subarray(0, 50) });
  const again = openTestRelay({ disk });
  expect(await told(again)).toEqual([]);
  const { link } = await owner.join(again.relay, space, { heads: [addReader], checkpoints: [checkpoint.id] });
  await handOver(link, [checkpoint]);
  expect(await told(again)).toEqual([checkpoint.id]);
});

test.each([
  ["what it says", 60],
  ["its signature", -1],
])(
  "a manifest of which the disk has spoilt %s while the relay runs is not served, and is fetched again from a device that has it",
  async (_, at) => {
    const opened = await openSpace();
    const checkpoint = await checkpointBy(owner, space, {});
    const other = await checkpointBy(owner, space, { counter: 2, packs: checkpoint.packs });
    await store(opened.link, checkpoint, other);
    const { checkpoints } = opened.disk.spaces.get(space) ?? failing();
    const stored = checkpoints.get(checkpoint.id) ?? failing();
    checkpoints.set(checkpoint.id, { ...stored, bytes: stored.bytes.with(at, (stored.bytes.at(at) ?? 0) ^ 1) });
    opened.phoneLink.send({ type: "ask-checkpoint", checkpoint: checkpoint.id });
    expect((await opened.phoneLink.skipTo("checkpoint")).content).toHaveLength(0);
    expect(asksIn(await handOver(opened.link, [checkpoint]))).toEqual([checkpoint.id.slice(0, 4)]);
    opened.phoneLink.send({ type: "ask-checkpoint", checkpoint: checkpoint.id });
    expect((await opened.phoneLink.skipTo("checkpoint")).content).toEqual(checkpoint.bytes);
  },
);
