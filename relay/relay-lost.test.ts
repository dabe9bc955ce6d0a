// A relay that lost all or some of what it had, and what checkpoints tell it then.

import { describe, expect, test } from "vitest";
import { idToBytes, makeId } from "../src/base/ids.ts";
import type { Frame } from "../src/wire/frames.ts";
import { copyMemoryDisk } from "./memory-store.ts";
import { at, bring, logOf, push, say, seqs } from "./pruning.suite.ts";
import { versionOfLog, type FrameOf, type ScriptedLink, type TestRecord } from "./scripted-device.suite.ts";
import { EMPTY_LOG_GRACE_MS } from "./shelf.ts";
import { checkpointBy, coverOf, handOver, type TestCheckpoint } from "./test-checkpoint.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, openSpace, owner, phone, space, statements } from "./test-space.suite.ts";

async function openDevice(): Promise<{
  readonly records: readonly TestRecord[];
  readonly checkpoint: TestCheckpoint;
  readonly version: FrameOf<"have">["version"];
}> {
  const records = await owner.write(space, 10);
  const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 6))] });
  return { records, checkpoint, version: versionOfLog(owner, space, at(records, 10)) };
}

/** As long as a checkpoint waits for the records of a log of which nothing is here, on links that are not idle; what the first one heard. */
async function waitForRecords({ time }: TestRelay, link: ScriptedLink, ...others: readonly ScriptedLink[]): Promise<readonly Frame[]> {
  const said: Frame[] = [];
  for (let ms = 0; ms <= EMPTY_LOG_GRACE_MS; ms += 30_000) {
    time.pass(30_000);
    said.push(...(await link.settle()));
    for (const other of others) await other.settle();
  }
  return said;
}

describe("a relay that lost what it had", () => {
  test("all of it: takes the checkpoint, tells where the logs go on, and is sent the records from there", async () => {
    const { records, checkpoint, version } = await openDevice();
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader], version, checkpoints: [checkpoint.id] });
    await handOver(link, [checkpoint]);
    const said = await waitForRecords(wiped, link);
    const have = said.findLast((frame): frame is FrameOf<"have"> => frame.type === "have");
    expect([have?.version, have?.checkpoints]).toEqual([versionOfLog(owner, space, at(records, 6)), [checkpoint.id]]);
    expect(await push(link, records.slice(6), at(records, 6))).toEqual([{ code: "stored", count: 4 }]);
    expect(logOf(wiped)).toEqual({ seqs: seqs(7, 10), base: 6, seq: 10 });
  });

  test("all of it: is sent the records from the first by whoever has them, though the checkpoint was here before", async () => {
    const { records, checkpoint, version } = await openDevice();
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader], version, checkpoints: [checkpoint.id] });
    await handOver(link, [checkpoint]);
    const { link: phoneLink } = await phone.join(wiped.relay, space, { heads: [addReader] });
    phoneLink.send(owner.page(space, records));
    expect((await phoneLink.skipTo("answer")).runs).toEqual([{ code: "stored", count: 10 }]);
    await waitForRecords(wiped, phoneLink, link);
    expect(logOf(wiped)).toEqual({ seqs: seqs(1, 10), base: 0, seq: 10 });
  });

  test("all of it: begins at once where a device's records begin, behind what a checkpoint covers that reaches further", async () => {
    const records = await owner.write(space, 10);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 8))] });
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader], checkpoints: [checkpoint.id] });
    const page = { ...owner.page(space, records.slice(6), at(records, 6)), previousId: at(records, 6).id, begins: true } as const;
    const answerTo = async (sent: FrameOf<"page">) => {
      link.send(sent);
      return (await link.skipTo("answer")).runs;
    };
    await handOver(link, [checkpoint]);
    await link.settle();
    const forged = makeId("record", idToBytes(at(records, 6).id).with(31, 0));
    expect(await answerTo({ ...page, previousId: forged })).toEqual([{ code: "gap", count: 4 }]);
    expect(await answerTo(owner.page(space, records.slice(6), at(records, 6)))).toEqual([{ code: "gap", count: 4 }]);
    const beyond = { ...owner.page(space, records.slice(9), at(records, 9)), previousId: at(records, 9).id, begins: true } as const;
    expect(await answerTo(beyond)).toEqual([{ code: "gap", count: 1 }]);
    expect(await answerTo(page)).toEqual([{ code: "stored", count: 4 }]);
    expect(logOf(wiped)).toEqual({ seqs: seqs(7, 10), base: 6, seq: 10 });
    const empty = openTestRelay();
    const { link: emptyLink } = await owner.join(empty.relay, space, { shows: statements, heads: [addReader] });
    emptyLink.send(page);
    expect((await emptyLink.skipTo("answer")).runs).toEqual([{ code: "gap", count: 4 }]);
    const again = openTestRelay({ disk: copyMemoryDisk(wiped.disk) });
    const { link: phoneLink } = await phone.join(again.relay, space, { heads: [addReader] });
    expect((await phoneLink.settle()).some((frame) => frame.type === "page")).toBe(false);
    phoneLink.send({ ...owner.page(space, records.slice(0, 3)) });
    expect((await phoneLink.skipTo("answer")).runs).toMatchObject([{ code: "covered", count: 3, checkpoint: checkpoint.id }]);
  });

  test("all of it: has no beginning of a log whose records it has no room for", async () => {
    const records = await owner.write(space, 10);
    const checkpoint = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(records, 8))] });
    const { disk, relay } = openTestRelay();
    const { link: first } = await owner.join(relay, space, { shows: statements, heads: [addReader], checkpoints: [checkpoint.id] });
    await handOver(first, [checkpoint]);
    await first.settle();
    const bytes = records.slice(6).reduce((sum, record) => sum + record.bytes.length, 0);
    const spaceQuotaBytes = (disk.spaces.get(space)?.usedBytes ?? 0) + bytes - 1;
    const wiped = openTestRelay({ disk: copyMemoryDisk(disk), limits: { spaceQuotaBytes } });
    const { link } = await owner.join(wiped.relay, space, { heads: [addReader] });
    link.send({ ...owner.page(space, records.slice(6), at(records, 6)), previousId: at(records, 6).id, begins: true as const });
    expect((await link.skipTo("answer")).runs).toEqual([{ code: "refused", count: 4, reason: "quota" }]);
    expect(logOf(wiped)).toEqual({ seqs: [], base: 0, seq: 0 });
    link.send(owner.page(space, records.slice(0, 1)));
    expect((await link.skipTo("answer")).runs).toEqual([{ code: "stored", count: 1 }]);
  });

  test("some of it, of a log that goes on in the records that are there: keeps them", async () => {
    const { records, checkpoint, version } = await openDevice();
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader], version });
    await push(link, records.slice(0, 3));
    await bring(link, checkpoint);
    expect(logOf(wiped)).toEqual({ seqs: seqs(1, 3), base: 0, seq: 3 });
  });

  test("restored from before it pruned: goes on from the endorsed checkpoint where nobody has the records any more", async () => {
    const { records, checkpoint } = await openDevice();
    const opened = await openSpace();
    await push(opened.link, records.slice(0, 3));
    const restored = openTestRelay({ disk: copyMemoryDisk(opened.disk) });
    const { link } = await phone.join(restored.relay, space, { heads: [addReader], version: versionOfLog(owner, space, at(records, 10)) });
    await bring(link, checkpoint);
    expect(logOf(restored).seq).toBe(3);
    await say(link, phone, { checkpoints: [checkpoint.id] });
    expect(logOf(restored)).toEqual({ seqs: [], base: 6, seq: 6 });
    expect(await push(link, records.slice(6), at(records, 6))).toEqual([{ code: "stored", count: 4 }]);
  });

  test("and took a checkpoint that was wrong: forgets it when a member says so, and is filled from the first record", async () => {
    const { records } = await openDevice();
    const lie = await checkpointBy(owner, space, { cover: [coverOf(owner, space, at(await owner.write(space, 9, { salt: 9 }), 9))] });
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader], checkpoints: [lie.id] });
    await handOver(link, [lie]);
    await waitForRecords(wiped, link);
    expect(logOf(wiped)).toEqual({ seqs: [], base: 9, seq: 9 });
    const { link: phoneLink } = await phone.join(wiped.relay, space, { heads: [addReader] });
    phoneLink.send(owner.page(space, records));
    expect((await phoneLink.skipTo("answer")).runs[0]?.code).toBe("covered");
    phoneLink.send({ type: "receipts", receipts: [await phone.receipt(space, 1, { objections: [lie.id] })] });
    expect((await phoneLink.skipTo("have")).version).toEqual([]);
    phoneLink.send(owner.page(space, records));
    expect((await phoneLink.skipTo("answer")).runs).toEqual([{ code: "stored", count: 10 }]);
  });

  test("and has a newer word of a log of which it holds nothing: goes on from the newer one, but not past an endorsed one", async () => {
    const records = await owner.write(space, 10);
    const older = await checkpointBy(owner, space, { counter: 1, cover: [coverOf(owner, space, at(records, 4))] });
    const newer = await checkpointBy(owner, space, { counter: 2, cover: [coverOf(owner, space, at(records, 7))] });
    const newest = await checkpointBy(owner, space, { counter: 3, cover: [coverOf(owner, space, at(records, 9))] });
    const wiped = openTestRelay();
    const { link } = await owner.join(wiped.relay, space, { shows: statements, heads: [addReader] });
    await bring(link, older);
    await bring(link, newer);
    await waitForRecords(wiped, link);
    expect(logOf(wiped).base).toBe(7);
    const { link: phoneLink } = await phone.join(wiped.relay, space, { heads: [addReader] });
    await say(phoneLink, phone, { checkpoints: [newer.id] });
    await bring(link, newest);
    await waitForRecords(wiped, link, phoneLink);
    expect(logOf(wiped).base).toBe(7);
  });
});
