// What a relay takes of the log of a device that was removed, and tells of it: what is within the cut of the removal, or may be.

import { expect, test } from "vitest";
import type { Statement } from "../src/members/statement.ts";
import { makeMemoryDisk, type MemoryDisk } from "./memory-store.ts";
import { ScriptedDevice, versionOfLog, type FrameOf, type ScriptedLink, type TestRecord } from "./scripted-device.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, answerAll, failing, founding, openSpace, owner, phone, recordCount, space, statements } from "./test-space.suite.ts";

const records = await phone.write(space, 5);
/** Written by the phone when it had been removed, as if it had not. */
const forged = await phone.write(space, 6, { salt: 1 });
const at = (all: readonly TestRecord[], seq: number): TestRecord => all[seq - 1] ?? failing();

/** What the phone wrote up to the third record counts. */
const removal = await owner.remove(founding, phone, [addReader.id], at(records, 3));

type Removed = TestRelay & { readonly link: ScriptedLink };

/** A relay that has nothing but the statements, and the link of the owner. */
async function openEmpty(shows: readonly Statement[] = [...statements, removal], disk?: MemoryDisk): Promise<Removed> {
  const opened = openTestRelay(disk === undefined ? {} : { disk });
  const { link } = await owner.join(opened.relay, space, { shows, heads: [removal] });
  return { ...opened, link };
}

async function push(link: ScriptedLink, page: FrameOf<"page">): Promise<readonly object[]> {
  link.send(page);
  return (await link.skipTo("answer")).runs;
}

const toldTo = async ({ relay }: Pick<TestRelay, "relay">, heads = removal): Promise<FrameOf<"have">["version"]> =>
  (await owner.join(relay, space, { shows: statements, heads: [heads] })).have.version;

test("a wiped relay is filled again with what counts of a removed device, and refuses the rest", async () => {
  const opened = await openEmpty();
  expect(await push(opened.link, phone.page(space, records))).toEqual([
    { code: "stored", count: 3 },
    { code: "refused", count: 1, reason: "not-permitted" },
    { code: "gap", count: 1 },
  ]);
  expect(await toldTo(opened)).toEqual(versionOfLog(phone, space, at(records, 3)));
  const { link } = await owner.join(opened.relay, space, { heads: [removal] });
  expect((await link.expect("page")).records).toEqual(records.slice(0, 3).map(({ bytes }) => bytes));
});

test("page by page it is taken before it is known to count", async () => {
  const opened = await openEmpty();
  expect(await push(opened.link, phone.page(space, records.slice(0, 2)))).toEqual([{ code: "stored", count: 2 }]);
  expect(await toldTo(opened)).toEqual(versionOfLog(phone, space, at(records, 2)));
  expect(await push(opened.link, phone.page(space, records.slice(2, 3), records[1]))).toEqual([{ code: "stored", count: 1 }]);
  expect(await push(opened.link, phone.page(space, records.slice(3), records[2]))).toContainEqual({ code: "refused", count: 1, reason: "not-permitted" }); // prettier-ignore
});

test("a branch that is put back in time is refused where all that counts is there", async () => {
  const opened = await openEmpty();
  await push(opened.link, phone.page(space, records.slice(0, 3)));
  expect(await push(opened.link, phone.page(space, forged.slice(0, 2)))).toContainEqual({ code: "refused", count: 1, reason: "not-permitted" }); // prettier-ignore
  expect(recordCount(opened)).toBe(3);
});

test("where it came first it is told until what counts is there, and not after that", async () => {
  const opened = await openEmpty();
  expect(await push(opened.link, phone.page(space, forged))).toContainEqual({ code: "stored", count: 2 });
  expect(await toldTo(opened)).toEqual(versionOfLog(phone, space, at(forged, 2)));
  expect(await push(opened.link, phone.page(space, records.slice(0, 3)))).toEqual([{ code: "fork", count: 3 }]);
  expect(await toldTo(opened)).toEqual(versionOfLog(phone, space, at(records, 3)));
  const again = await openEmpty([], opened.disk);
  expect(await toldTo(again)).toEqual(versionOfLog(phone, space, at(records, 3)));
  const { link } = await owner.join(again.relay, space, { heads: [removal] });
  const page = await link.expect("page");
  expect([page.firstSeq, page.records]).toEqual([1, records.slice(0, 3).map(({ bytes }) => bytes)]);
  expect(await link.settle()).toEqual([]);
});

test("what a relay has beyond the cut that it is told is sent to nobody any more", async () => {
  const { relay, link, phoneLink } = await openSpace();
  phoneLink.send(phone.page(space, records));
  await phoneLink.expect("answer");
  await link.expect("page");
  link.send({ type: "statements", statements: [removal.bytes] });
  await link.expect("heads");
  expect(await toldTo({ relay })).toEqual(versionOfLog(phone, space, at(records, 3)));
  const { link: fresh } = await owner.join(relay, space, { heads: [removal] });
  expect((await fresh.expect("page")).records).toHaveLength(3);
});

test("a cut that becomes larger is told on links that are open, with what it lets through", async () => {
  const { relay, link, phoneLink } = await openSpace();
  phoneLink.send(phone.page(space, records));
  await phoneLink.expect("answer");
  await link.expect("page");
  link.send({ type: "statements", statements: [removal.bytes] });
  await link.expect("heads");
  const { link: open } = await owner.join(relay, space, { heads: [removal] });
  answerAll(open, await open.expect("page"), at(records, 3));
  const larger = await owner.remove(founding, phone, [removal.id], at(records, 5));
  link.send({ type: "statements", statements: [larger.bytes] });
  expect((await open.skipTo("have")).version).toEqual(versionOfLog(phone, space, at(records, 5)));
  const { firstSeq, records: sent } = await open.skipTo("page");
  expect([firstSeq, sent]).toEqual([4, records.slice(3).map(({ bytes }) => bytes)]);
});

test("of a device that was removed without anything that counts nothing is taken", async () => {
  const nothing = await owner.remove(founding, phone, [addReader.id]);
  const opened = await openEmpty([...statements, nothing], makeMemoryDisk(new Uint8Array(32)));
  expect(await push(opened.link, phone.page(space, records))).toEqual([{ code: "refused", count: 5, reason: "not-permitted" }]);
});

test("of more heads than are told members' come first, whatever a removed device puts back in time", async () => {
  const opened = await openEmpty();
  const strangers = Array.from({ length: 70 }, (_, index) => new ScriptedDevice(100 + index));
  const putBack = await Promise.all(strangers.map((stranger) => phone.add(founding, stranger, "writer", [addReader.id])));
  opened.link.send({ type: "statements", statements: putBack.map(({ bytes }) => bytes) });
  const { heads } = await opened.link.skipTo("heads");
  expect([heads[0], heads.length]).toEqual([removal.id, 64]);
  const { have } = await owner.join(opened.relay, space, { heads: [removal] });
  expect(have.heads).toEqual(heads);
});
