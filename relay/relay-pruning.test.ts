import { describe, expect, test } from "vitest";
import type { Statement } from "../src/members/statement.ts";
import { idPrefixOf } from "../src/wire/log-tree.ts";
import { copyMemoryDisk, makeMemoryDisk, openMemoryStore } from "./memory-store.ts";
import { makeNodeVerifier } from "./node-suite.ts";
import type { RelayStore } from "./relay-store.ts";
import { haveOf, versionOfLog, type FrameOf, type ScriptedDevice, type TestRecord } from "./scripted-device.suite.ts";
import { GRACE_MS } from "./shelf.ts";
import { Space } from "./space.ts";
import { at, bring, logOf, push, say, seqs } from "./pruning.suite.ts";
import { checkpointBy, coverOf, makePack, type TestCheckpoint } from "./test-checkpoint.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, answerAll, failing, founding, openSpace, owner, phone, reader, space, stranger } from "./test-space.suite.ts";

const DAY_MS = 86_400_000;

/** A relay with ten records of the owner, and a checkpoint of the owner that covers so many of them. */
async function openCovered(
  coverSeq = 6,
): Promise<Awaited<ReturnType<typeof openSpace>> & { readonly records: readonly TestRecord[]; readonly checkpoint: TestCheckpoint }> {
  const opened = await openSpace();
  const records = await owner.write(space, 10);
  await push(opened.link, records);
  const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, coverSeq))] });
  await bring(opened.link, checkpoint);
  return { ...opened, records, checkpoint };
}

type Opened = Awaited<ReturnType<typeof openSpace>>;

async function joinAsWriter({ relay, link }: Opened, device: ScriptedDevice) {
  const added = await owner.add(founding, device, "writer", [addReader.id]);
  link.send({ type: "statements", statements: [added.bytes] });
  await link.settle();
  return { ...(await device.join(relay, space, { heads: [added] })), added };
}

async function remove({ link }: Opened, device: ScriptedDevice, head: Statement): Promise<void> {
  const removed = await owner.remove(founding, device, [head.id]);
  link.send({ type: "statements", statements: [removed.bytes] });
  await link.settle();
}

const haveFrom = async ({ relay }: Pick<TestRelay, "relay">, says: Parameters<ScriptedDevice["join"]>[2] = {}) =>
  phone.join(relay, space, { heads: [addReader], ...says });

describe("records that a checkpoint covers", () => {
  test("stay when it is stored, and go when another member has found it right", async () => {
    const opened = await openCovered();
    expect(logOf(opened)).toEqual({ seqs: seqs(1, 10), base: 0, seq: 10 });
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    expect(logOf(opened)).toEqual({ seqs: seqs(7, 10), base: 6, seq: 10 });
    expect(logOf({ disk: copyMemoryDisk(opened.disk) })).toEqual({ seqs: seqs(7, 10), base: 6, seq: 10 });
  });

  test("go as well when it was found right before it was here", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 10);
    await push(opened.link, records);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 6))] });
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    await bring(opened.link, checkpoint);
    expect(logOf(opened).base).toBe(6);
  });

  test("stay when only its maker, or somebody who is no member, has found it right", async () => {
    const opened = await openCovered();
    await say(opened.link, owner, { checkpoints: [opened.checkpoint.id] });
    await say(opened.link, stranger, { checkpoints: [opened.checkpoint.id] });
    expect(logOf(opened).base).toBe(0);
  });

  test("neither go nor stay by the word of a member that only reads", async () => {
    const opened = await openCovered();
    const { link } = await reader.join(opened.relay, space, { heads: [addReader] });
    await say(link, reader, { checkpoints: [opened.checkpoint.id] });
    expect(logOf(opened).base).toBe(0);
    await say(link, reader, { objections: [opened.checkpoint.id] }, 2);
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    expect(logOf(opened).base).toBe(6);
  });

  test("stay when anybody has found it wrong, however many have found it right and however long it waits", async () => {
    const opened = await openCovered();
    const { link } = await joinAsWriter(opened, stranger);
    await say(link, stranger, { objections: [opened.checkpoint.id] });
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    opened.time.pass(GRACE_MS + DAY_MS);
    expect(logOf(opened)).toEqual({ seqs: seqs(1, 10), base: 0, seq: 10 });
    // A newer receipt has no room for it: what was said is remembered.
    const again = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link: later } = await stranger.join(again.relay, space, { heads: [addReader] });
    await say(later, stranger, {}, 2);
    const { link: phoneLater } = await phone.join(again.relay, space, { heads: [addReader] });
    await say(phoneLater, phone, { checkpoints: [opened.checkpoint.id] }, 2);
    expect(logOf(again).base).toBe(0);
  });

  test("go by the word of another when who had found it wrong is removed, and stay when who had found it right was", async () => {
    const objected = await openCovered();
    await say(objected.phoneLink, phone, { objections: [objected.checkpoint.id] });
    const { link, added } = await joinAsWriter(objected, stranger);
    await say(link, stranger, { checkpoints: [objected.checkpoint.id] });
    expect(logOf(objected).base).toBe(0);
    await remove(objected, phone, added);
    expect(logOf(objected).base).toBe(6);
    const endorsed = await openSpace();
    const records = await owner.write(space, 10);
    await push(endorsed.link, records);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 6))] });
    await say(endorsed.phoneLink, phone, { checkpoints: [checkpoint.id] });
    await remove(endorsed, phone, addReader);
    await bring(endorsed.link, checkpoint);
    expect(logOf(endorsed).base).toBe(0);
  });

  test("stay beside it where the record that it names is not the one that is here, and both ways go on", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 10);
    await push(opened.link, records);
    const others = await owner.write(space, 10, { salt: 7 });
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(others, 6))] });
    await bring(opened.link, checkpoint);
    expect(logOf(opened)).toEqual({ seqs: seqs(1, 10), base: 0, seq: 10 });
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect(logOf(opened)).toEqual({ seqs: [], base: 6, seq: 6 });
    expect((await push(opened.link, others.slice(6), at(others, 6))).map(({ code, count }) => `${count} ${code}`)).toEqual(["4 stored"]);
    const more = await owner.write(space, 2, { previous: at(records, 10) });
    expect((await push(opened.link, more, at(records, 10))).map(({ code, count }) => `${count} ${code}`)).toEqual(["2 stored"]);
    const again = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link } = await haveFrom(again, { version: versionOfLog(owner, space, at(others, 10)) });
    const page = await link.skipTo("page");
    expect(page).toEqual({ ...owner.page(space, [...records, ...more]), previousId: null });
  });

  test("go only up to the first fork of their log", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 10);
    await push(opened.link, records);
    const fork = await owner.write(space, 3, { previous: at(records, 4), salt: 7 });
    await push(opened.link, fork, at(records, 4));
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 8))] });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect(logOf(opened)).toEqual({ seqs: seqs(5, 10), base: 4, seq: 10 });
    const again = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link } = await haveFrom(again, { version: versionOfLog(owner, space, at(records, 10)) });
    expect(await link.skipTo("page")).toEqual({ ...owner.page(space, fork, at(records, 4)), previousId: at(records, 4).id });
  });

  test("do not come back when they are sent again as another way, and a fork of such a way holds nothing up", async () => {
    const opened = await openSpace();
    const records = await owner.write(space, 10);
    await push(opened.link, records);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 6))] });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    const pushParting = async (page: FrameOf<"page">, previous: TestRecord) => {
      opened.link.send({ ...page, previousId: previous.id });
      return (await opened.link.skipTo("answer")).runs.map(({ code, count }) => `${count} ${code}`);
    };
    expect(await pushParting(owner.page(space, records.slice(2), at(records, 2)), at(records, 2))).toEqual(["4 covered", "4 duplicate"]);
    const other = await owner.write(space, 3, { previous: at(records, 2), salt: 7 });
    expect(await pushParting(owner.page(space, other, at(records, 2)), at(records, 2))).toEqual(["3 fork"]);
    const fork = await owner.write(space, 1, { previous: at(other, 1), salt: 8 });
    expect((await push(opened.link, fork, at(other, 1))).map(({ code }) => code)).toEqual(["fork"]);
    const next = await checkpointBy(owner, space, { counter: 2, cover: [coverOf(owner, space, at(records, 9))] });
    await bring(opened.link, next);
    await say(opened.phoneLink, phone, { checkpoints: [next.id] }, 2);
    expect(logOf(opened)).toEqual({ seqs: seqs(10, 10), base: 9, seq: 10 });
  });

  test("go 45 days after it came if nobody has found it wrong, at a look once a day", async () => {
    const opened = await openCovered();
    const verifier = makeNodeVerifier();
    const ports = { store: openMemoryStore(opened.disk), verifier, clock: opened.time.clock, timers: opened.time };
    const limits = { quotaBytes: 1_000_000, stagedBytes: 1_000_000 };
    const silent = { storeFailed: () => undefined, defect: () => undefined };
    const held = await Space.open(space, { ...ports, ...limits, ...silent });
    if (!held.ok) return failing();
    held.value.follow({ device: owner.id, changed: () => undefined, expelled: () => undefined, failed: () => undefined });
    const baseAfter = async (ms: number): Promise<number> => {
      opened.time.pass(ms);
      await held.value.settled();
      return logOf(opened).base;
    };
    expect(await baseAfter(GRACE_MS - 1)).toBe(0);
    expect(await baseAfter(DAY_MS)).toBe(6);
    return undefined;
  });

  test("go as well when the relay finds the time has passed as it opens", async () => {
    const opened = await openCovered();
    opened.time.pass(GRACE_MS + 1);
    const { link } = await haveFrom(opened);
    await link.settle();
    expect(logOf(opened).base).toBe(6);
  });

  test("go in steps when they are many", async () => {
    const disk = makeMemoryDisk(new Uint8Array(32));
    const store = openMemoryStore(disk);
    const bases: number[] = [];
    const commit: RelayStore["commit"] = (batch) => {
      bases.push(...(batch.bases ?? []).map(({ base }) => base.seq));
      return store.commit(batch);
    };
    const opened = await openSpace({ disk, store: { ...store, commit } });
    const records = await owner.write(space, 2_150);
    for (let i = 0; i < 2_150; i += 1_500) await push(opened.link, records.slice(i, i + 1_500), records[i - 1] ?? null);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 2_100))] });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    await opened.phoneLink.settle();
    expect(bases).toEqual([2_000, 2_100]);
    expect(logOf(opened)).toEqual({ seqs: seqs(2_101, 2_150), base: 2_100, seq: 2_150 });
  });

  test("free their room in the quota", async () => {
    const opened = await openSpace({ limits: { spaceQuotaBytes: 48_000 } });
    const records = await owner.write(space, 5, { payloadBytes: 10_000 });
    await push(opened.link, records.slice(0, 4));
    expect((await push(opened.link, records.slice(4), at(records, 4))).map(({ code }) => code)).toEqual(["refused"]);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 4))], packs: [makePack(1, 50)] });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect((await push(opened.link, records.slice(4), at(records, 4))).map(({ code }) => code)).toEqual(["stored"]);
  });

  test("stay when its maker is no member any more than its log's author: nothing follows from a log that is nobody's", async () => {
    const opened = await openSpace();
    const foreign = await stranger.write(space, 3);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(stranger, space, at(foreign, 3))] });
    await bring(opened.link, checkpoint);
    await say(opened.phoneLink, phone, { checkpoints: [checkpoint.id] });
    expect(opened.disk.spaces.get(space)?.paths.size).toBe(0);
  });
});

async function openPruned() {
  const opened = await openCovered();
  await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
  return opened;
}

describe("below a base", () => {
  test("a record is answered with the checkpoint that covers it, neither stored nor a duplicate", async () => {
    const { link, records, checkpoint, disk } = await openPruned();
    expect(await push(link, records.slice(0, 3))).toEqual([{ code: "covered", count: 3, checkpoint: checkpoint.id }]);
    expect(logOf({ disk }).seqs).toEqual(seqs(7, 10));
  });

  test("a page that goes on beyond it is stored from there", async () => {
    const { link, records, checkpoint } = await openPruned();
    const more = await owner.write(space, 2, { previous: at(records, 10) });
    expect(await push(link, [...records.slice(3), ...more], at(records, 3))).toEqual([
      { code: "covered", count: 3, checkpoint: checkpoint.id },
      { code: "duplicate", count: 4 },
      { code: "stored", count: 2 },
    ]);
  });

  test("a page that parted from the log below it is covered as a whole: its records do not follow the base", async () => {
    const { link, records, checkpoint, disk } = await openPruned();
    const parted = await owner.write(space, 6, { previous: at(records, 3), salt: 7 });
    expect(await push(link, parted, at(records, 3))).toEqual([{ code: "covered", count: 6, checkpoint: checkpoint.id }]);
    expect(logOf({ disk }).seqs).toEqual(seqs(7, 10));
  });

  test("a device that has less gets the checkpoint and not the records, one that has the base the records", async () => {
    const opened = await openPruned();
    const { link, have } = await haveFrom(opened, { version: versionOfLog(owner, space, at(opened.records, 2)) });
    expect(have.checkpoints).toEqual([opened.checkpoint.id]);
    expect((await link.settle()).filter(({ type }) => type === "page")).toEqual([]);
    const { link: based } = await haveFrom(opened, { version: versionOfLog(owner, space, at(opened.records, 6)) });
    expect(await based.skipTo("page")).toEqual(owner.page(space, opened.records.slice(6), at(opened.records, 6)));
  });

  test("a device that loses its place is not sent what is not there, again and again", async () => {
    const opened = await openPruned();
    const { link } = await haveFrom(opened, { version: versionOfLog(owner, space, at(opened.records, 6)) });
    const page = await link.skipTo("page");
    link.send({ type: "answer", log: page.log, headSeq: 0, headIdPrefix: idPrefixOf(null), runs: [{ code: "gap", count: 4 }] });
    expect((await link.settle()).filter(({ type }) => type === "page")).toEqual([]);
  });
});

test("nothing of a log is sent to a device that is taking a checkpoint which covers it, until it says again what it has", async () => {
  const opened = await openCovered();
  const { link } = await haveFrom(opened, { checkpoints: [opened.checkpoint.id] });
  expect((await link.settle()).filter(({ type }) => type === "page")).toEqual([]);
  const [more = failing()] = await owner.write(space, 1, { previous: at(opened.records, 10) });
  await push(opened.link, [more], at(opened.records, 10));
  expect((await link.settle()).filter(({ type }) => type === "page")).toEqual([]);
  link.send(
    haveOf({ heads: [addReader], version: versionOfLog(owner, space, at(opened.records, 6)), checkpoints: [opened.checkpoint.id] }),
  );
  expect((await link.skipTo("page")).firstSeq).toBe(7);
  const { link: failed } = await haveFrom(opened, { checkpoints: [opened.checkpoint.id] });
  await failed.settle();
  failed.send(haveOf({ heads: [addReader] }));
  expect((await failed.skipTo("page")).firstSeq).toBe(1);
});

describe("the checkpoint that records went for", () => {
  test("is kept, however many newer ones its maker makes, until one that is found right takes its place", async () => {
    const opened = await openCovered();
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    const cover = [coverOf(owner, space, at(opened.records, 9))];
    const newer: TestCheckpoint[] = [];
    for (let counter = 2; counter <= 4; counter++) newer.push(await checkpointBy(owner, space, { counter, cover }));
    for (const checkpoint of newer) await bring(opened.link, checkpoint);
    const [, third = failing(), fourth = failing()] = newer;
    const told = async (): Promise<readonly string[]> => (await haveFrom(opened)).have.checkpoints;
    expect(await told()).toEqual([opened.checkpoint.id, fourth.id, third.id]);
    await say(opened.phoneLink, phone, { checkpoints: [fourth.id] }, 2);
    expect(await told()).toEqual([fourth.id, third.id]);
    expect(logOf(opened).base).toBe(9);
  });

  test("is what covered names, though newer receipts do not name it any more", async () => {
    const opened = await openCovered();
    await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
    await say(opened.phoneLink, phone, {}, 2);
    await bring(opened.link, await checkpointBy(owner, space, { counter: 2, cover: [coverOf(owner, space, at(opened.records, 9))] }));
    expect(await push(opened.link, opened.records.slice(0, 3))).toEqual([{ code: "covered", count: 3, checkpoint: opened.checkpoint.id }]);
  });
});

test("what records follow a base is passed on at once to who has it", async () => {
  const opened = await openCovered(10);
  await say(opened.phoneLink, phone, { checkpoints: [opened.checkpoint.id] });
  expect(logOf(opened)).toEqual({ seqs: [], base: 10, seq: 10 });
  const { link } = await haveFrom(opened, { version: versionOfLog(owner, space, at(opened.records, 10)) });
  await link.settle();
  const [more = failing()] = await owner.write(space, 1, { previous: at(opened.records, 10) });
  expect(await push(opened.link, [more], at(opened.records, 10))).toEqual([{ code: "stored", count: 1 }]);
  const page = await link.skipTo("page");
  expect(page).toEqual(owner.page(space, [more], at(opened.records, 10)));
  answerAll(link, page, more);
});
