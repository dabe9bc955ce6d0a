import { describe, expect, test } from "vitest";
import { idToBytes, makeId } from "../base/ids.ts";
import { sealRecord } from "../log/seal-record.ts";
import type { JoinedPage, PageFrame } from "../sync/session-step.ts";
import { logTagOf } from "../wire/log-tag.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import {
  addTask,
  bring,
  ingest,
  openShared,
  ownPathOf,
  pageOf,
  runsIn,
  shareStatements,
  strangeRecord,
  TestProfile,
  titlesOf,
} from "./space.suite.ts";
import { pathKey } from "./log-index.ts";
import type { Space } from "./space.ts";

async function two(): Promise<{ a: Space; b: Space; profileA: TestProfile; profileB: TestProfile }> {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  const [profileA, profileB] = profiles;
  if (a === undefined || b === undefined || profileA === undefined || profileB === undefined) throw new Error("two of each");
  return { a, b, profileA, profileB };
}

/** What a restart finds. */
const reopened = async (profile: TestProfile, space: Space): Promise<Space> => profile.openSpace(space.core.space);

const countsOf = (space: Space) => ({ ...space.core.counts });
const nothing = { applied: 0, keyless: 0, parked: 0, void: 0, beyond: 0 };

describe("records that a link brings", () => {
  test("are stored, answered and applied, and stay after a restart", async () => {
    const { a, b, profileB } = await two();
    await addTask(a, "first");
    await addTask(a, "second");
    const answer = await ingest(b, await pageOf(a, ownPathOf(a), 1));
    expect([runsIn(answer), answer.headSeq]).toEqual([["2 stored"], 2]);
    expect(titlesOf(b)).toEqual(["first", "second"]);
    expect(titlesOf(await reopened(profileB, b))).toEqual(["first", "second"]);
    expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  });

  test("are told apart as held and new when they overlap", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    await ingest(b, await pageOf(a, ownPathOf(a), 1, 2));
    expect(runsIn(await ingest(b, await pageOf(a, ownPathOf(a), 1)))).toEqual(["2 duplicate", "1 stored"]);
    expect(runsIn(await ingest(b, await pageOf(a, ownPathOf(a), 1)))).toEqual(["3 duplicate"]);
    expect(countsOf(b)).toEqual({ ...nothing, applied: 3 });
  });

  test("are a gap when what they follow is not held", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    await ingest(b, await pageOf(a, ownPathOf(a), 1, 1));
    const answer = await ingest(b, await pageOf(a, ownPathOf(a), 3));
    expect([runsIn(answer), answer.headSeq, titlesOf(b)]).toEqual([["1 gap"], 1, ["1"]]);
  });

  test("are refused when a log belongs to no member, or to one who may only read", async () => {
    const { a, b } = await two();
    await addTask(a, "1");
    const page = await pageOf(a, ownPathOf(a), 1);
    expect(runsIn(await ingest(b, { ...page, log: makeId("log", new Uint8Array(8)) }))).toEqual(["1 unknown-log"]);
    const reader = new TestProfile(7);
    await reader.join(a, { role: "reader" });
    await shareStatements(a, b);
    const self = makeId("device", reader.signer.publicKey);
    const log = logTagOf(fixedSuite.sha256, a.core.space, self, 0);
    expect(runsIn(await ingest(b, { ...page, log }))).toEqual(["1 not-permitted"]);
    expect(b.view().heads).toEqual([]);
  });
});

const flipped = (page: PageFrame, index: number, byteFromEnd: number): PageFrame => {
  const records = page.records.map((bytes) => bytes.slice());
  const record = records[index];
  if (record !== undefined) record[record.length - byteFromEnd] = (record[record.length - byteFromEnd] ?? 0) ^ 1;
  return { ...page, records };
};

/** As a session joins them. */
function joined(first: PageFrame, second: PageFrame): JoinedPage {
  return { ...first, records: [...first.records, ...second.records], seams: new Map([[second.firstSeq, second.previousIdPrefix]]) };
}

describe("pages that were joined", () => {
  test("are taken as one where the second follows the first", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    const [first, second] = [await pageOf(a, ownPathOf(a), 1, 2), await pageOf(a, ownPathOf(a), 3)];
    expect(runsIn(await ingest(b, joined(first, second)))).toEqual(["3 stored"]);
    expect(titlesOf(b)).toEqual(["1", "2", "3"]);
  });

  test("are taken up to a second one that follows something else", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    const [first, second] = [await pageOf(a, ownPathOf(a), 1, 2), await pageOf(a, ownPathOf(a), 3)];
    expect(runsIn(await ingest(b, joined(first, { ...second, previousIdPrefix: "00".repeat(8) })))).toEqual(["2 stored", "1 unverified"]);
    expect(runsIn(await ingest(b, second))).toEqual(["1 stored"]);
  });
});

describe("a record that fails", () => {
  test.each([
    ["its signature", 1],
    ["what it seals", 70],
  ])("is never stored when %s was altered, nor what follows it", async (_, byteFromEnd) => {
    const { a, b, profileB } = await two();
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    const page = flipped(await pageOf(a, ownPathOf(a), 1), 1, byteFromEnd);
    expect(runsIn(await ingest(b, page))).toEqual(["1 stored", "2 unverified"]);
    expect(titlesOf(b)).toEqual(["1"]);
    expect((await reopened(profileB, b)).view().heads[0]?.seq).toBe(1);
  });

  test("is never stored when it is numbered wrongly, or no record at all", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2"]) await addTask(a, title);
    const page = await pageOf(a, ownPathOf(a), 1);
    expect(runsIn(await ingest(b, { ...page, records: page.records.toReversed() }))).toEqual(["2 unverified"]);
    expect(runsIn(await ingest(b, { ...page, records: [new Uint8Array(300_000)] }))).toEqual(["1 unverified"]);
    expect(runsIn(await ingest(b, { ...page, records: [Uint8Array.of(1)] }))).toEqual(["1 unverified"]);
    expect(b.view().heads).toEqual([]);
  });

  test("is never stored under another device's log", async () => {
    const { a, b } = await two();
    await addTask(a, "1");
    await addTask(b, "2");
    const stolen = { ...(await pageOf(b, ownPathOf(b), 1)), log: ownPathOf(a).log };
    expect(runsIn(await ingest(b, stolen))).toEqual(["1 unverified"]);
  });

  test("does not end what is stored when a held record comes again altered", async () => {
    const { a, b } = await two();
    for (const title of ["1", "2"]) await addTask(a, title);
    await bring(a, b);
    const answer = await ingest(b, flipped(await pageOf(a, ownPathOf(a), 1), 1, 70));
    expect(runsIn(answer)).toEqual(["1 duplicate", "1 unverified"]);
    expect(b.core.index.trees.get(ownPathOf(a).log)?.paths.size).toBe(1);
  });

  test("is void when its body is broken: it is kept, counted, forwarded, and the log goes on", async () => {
    const { a, b, profileB } = await two();
    await addTask(a, "before");
    const { log } = ownPathOf(a);
    await ingest(a, await strangeRecord(a, log));
    await addTask(a, "after");
    expect(runsIn(await ingest(b, await pageOf(a, { log, branch: "" }, 1)))).toEqual(["3 stored"]);
    expect([titlesOf(b), countsOf(b)]).toEqual([["before", "after"], { ...nothing, applied: 2, void: 1 }]);
    const again = await reopened(profileB, b);
    expect([titlesOf(again), countsOf(again)]).toEqual([["before", "after"], { ...nothing, applied: 2, void: 1 }]);
    expect((await pageOf(b, { log, branch: "" }, 1)).records).toEqual((await pageOf(a, { log, branch: "" }, 1)).records);
  });

  test("is void when what it does to an item is no update", async () => {
    const { a, b } = await two();
    await addTask(a, "before");
    const { core } = a;
    const { log } = ownPathOf(a);
    const [epoch, head] = [core.members.writingEpoch(), core.index.headOf({ log, branch: "" })];
    if (epoch === null || head === null) throw new Error("a writer");
    const changes = [{ item: makeId("item", new Uint8Array(16)), update: Uint8Array.of(9, 9, 9) }];
    const body = { stamp: 1, action: null, code: 1, changes };
    const place = { keys: core.keys, signer: core.signer, log, seq: head.seq + 1, previousId: head.id };
    const sealed = await sealRecord({ ...place, random: core.ports.random, compression: core.ports.compression, epoch, body });
    const page = { ...(await strangeRecord(a, log)), records: [sealed.bytes] };
    await bring(a, b);
    expect(runsIn(await ingest(b, page))).toEqual(["1 stored"]);
    expect(countsOf(b)).toEqual({ ...nothing, applied: 1, void: 1 });
  });

  test("is parked when it is of a newer format: its log waits behind it, other logs go on", async () => {
    const { a, b, profileB } = await two();
    await addTask(a, "before");
    await addTask(b, "of another log");
    const { log } = ownPathOf(a);
    await bring(a, b);
    const newer = await strangeRecord(a, log, { format: 3 });
    await ingest(b, newer);
    await ingest(a, newer);
    await addTask(a, "after");
    await bring(a, b);
    await addTask(b, "later");
    expect([...titlesOf(b)].sort()).toEqual(["before", "later", "of another log"]);
    expect(countsOf(b)).toEqual({ ...nothing, applied: 3, parked: 2 });
    const again = await reopened(profileB, b);
    expect([titlesOf(again), countsOf(again)]).toEqual([titlesOf(b), countsOf(b)]);
    expect(again.view().version).toEqual(b.view().version);
  });

  test("waits without its key, and so does its log; both are applied when the key comes", async () => {
    const { a } = await two();
    const keyless = new TestProfile(5);
    await keyless.join(a, { hasKeys: false });
    const c = await keyless.open();
    await addTask(a, "sealed");
    await addTask(a, "sealed too");
    expect(runsIn(await ingest(c, await pageOf(a, ownPathOf(a), 1)))).toEqual(["2 stored"]);
    expect([titlesOf(c), countsOf(c)]).toEqual([[], { ...nothing, keyless: 2 }]);
    await keyless.join(a);
    await c.refresh();
    expect([titlesOf(c), countsOf(c)]).toEqual([["sealed", "sealed too"], { ...nothing, applied: 2 }]);
    expect(await c.core.items.digest()).toEqual(await a.core.items.digest());
  });

  test("waits as well when it is of an epoch nobody here knows", async () => {
    const { a, b } = await two();
    await addTask(a, "before");
    await bring(a, b);
    await ingest(b, await strangeRecord(a, ownPathOf(a).log, { epochPrefix: idToBytes(makeId("epoch", new Uint8Array(32))).slice(0, 4) }));
    expect(countsOf(b)).toEqual({ ...nothing, applied: 1, keyless: 1 });
  });
});

/** A profile that was cloned: both go on with the same log. */
async function forked() {
  const { a, b, profileA, profileB } = await two();
  await addTask(a, "common");
  const clone = new TestProfile(1, { disk: profileA.disk.copy(), timers: profileA.timers });
  const c = await clone.open();
  await addTask(a, "of the original");
  await addTask(c, "of the clone");
  return { a, b, c, clone, profileB };
}

describe("a fork", () => {
  test("is kept as a branch and applied with the rest", async () => {
    const { a, b, c, profileB } = await forked();
    const path = ownPathOf(a);
    await ingest(b, await pageOf(a, path, 1));
    expect(runsIn(await ingest(b, await pageOf(c, path, 1)))).toEqual(["1 duplicate", "1 fork"]);
    expect([...titlesOf(b)].sort()).toEqual(["common", "of the clone", "of the original"]);
    expect(b.view().version).toHaveLength(2);
    expect([...titlesOf(await reopened(profileB, b))].sort()).toEqual([...titlesOf(b)].sort());
    expect(runsIn(await ingest(b, await pageOf(c, path, 1)))).toEqual(["2 duplicate"]);
  });

  test("gives equal items in whatever order the branches come", async () => {
    const { a, b, c } = await forked();
    const path = ownPathOf(a);
    const d = new TestProfile(6);
    await d.join(a);
    const other = await d.open();
    for (const from of [a, c]) await ingest(b, await pageOf(from, path, 1));
    for (const from of [c, a]) await ingest(other, await pageOf(from, path, 1));
    expect(await other.core.items.digest()).toEqual(await b.core.items.digest());
    expect(other.view().version).toEqual(b.view().version);
    const branch = other.view().heads.find((head) => head.branch !== "");
    expect(branch?.firstSeq).toBe(2);
  });

  test("makes the device go on in a new generation of its log", async () => {
    const { a, b, c } = await forked();
    const path = ownPathOf(a);
    await ingest(a, await pageOf(c, path, 1));
    await addTask(a, "after the fork");
    const generations = a
      .view()
      .heads.filter((head) => head.device === a.core.self)
      .map((head) => head.generation);
    expect(Math.max(...generations)).toBeGreaterThan(0);
    await bring(a, b);
    expect([...titlesOf(b)].sort()).toEqual(["after the fork", "common", "of the clone", "of the original"]);
  });
});

async function damaged(seqs: readonly number[], bytes: Uint8Array | null) {
  const { a, b, profileB } = await two();
  for (const title of ["1", "2", "3", "4", "5"]) await addTask(a, title);
  await bring(a, b);
  for (const seq of seqs) profileB.disk.damageRecord(a.core.space, ownPathOf(a), seq, bytes);
  return { a, profileB, b: await reopened(profileB, b) };
}

describe("a damaged record", () => {
  test.each([
    ["altered", Uint8Array.of(1, 2, 3)],
    ["lost", null],
  ])("that was %s does not keep the space from opening, and the version says what is whole", async (_, bytes) => {
    const { b, a } = await damaged([3], bytes);
    expect(b.view().version).toMatchObject([{ log: ownPathOf(a).log, seq: 2 }]);
    expect(b.core.index.damagedPaths).toBe(1);
    expect(titlesOf(b).slice(0, 2)).toEqual(["1", "2"]);
  });

  test("is not sent, nor what is behind it", async () => {
    const { b, a } = await damaged([3], Uint8Array.of(1));
    expect((await pageOf(b, ownPathOf(a), 1)).records).toHaveLength(2);
    expect((await pageOf(b, ownPathOf(a), 3)).records).toHaveLength(0);
    expect((await pageOf(b, ownPathOf(a), 4)).records).toHaveLength(0);
  });

  test.each([
    ["one altered", [3], Uint8Array.of(1, 2, 3)],
    ["one lost", [3], null],
    ["the last lost", [5], null],
    ["the first altered", [1], Uint8Array.of(1)],
    ["two altered", [2, 4], Uint8Array.of(1)],
    ["two lost", [2, 4], null],
  ])("is repaired when it comes again: %s", async (_, seqs, bytes) => {
    const { a, b, profileB } = await damaged(seqs, bytes);
    const next = (b.view().version[0]?.seq ?? 0) + 1;
    for (let seq = next; seq <= 5; seq++) await ingest(b, await pageOf(a, ownPathOf(a), seq, 1));
    expect(b.view().version).toEqual(a.view().version);
    expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
    const again = await reopened(profileB, b);
    expect([again.core.index.damagedPaths, titlesOf(again)]).toEqual([0, ["1", "2", "3", "4", "5"]]);
    expect((await pageOf(again, ownPathOf(a), 1)).records).toEqual((await pageOf(a, ownPathOf(a), 1)).records);
  });

  test("is known again when another branch of its log brings it", async () => {
    const { a, b, c, profileB } = await forked();
    const path = ownPathOf(a);
    await ingest(b, await pageOf(a, path, 1));
    profileB.disk.damageRecord(a.core.space, path, 1, null);
    const again = await reopened(profileB, b);
    expect(runsIn(await ingest(again, await pageOf(c, path, 1)))).toEqual(["1 duplicate", "1 fork"]);
    expect([again.core.index.damagedPaths, titlesOf(again).toSorted()]).toEqual([0, ["common", "of the clone", "of the original"]]);
  });

  test.each([
    ["before which its log forks", 1, ""],
    ["with which a branch begins", 2, "branch"],
  ])("%s, and that was lost, does not keep the space from opening, and comes again", async (_, seq, where) => {
    const { a, b, c, profileB } = await forked();
    const path = ownPathOf(a);
    await addTask(c, "of the clone too");
    for (const from of [a, c]) await ingest(b, await pageOf(from, path, 1));
    const branch = where === "" ? "" : (b.view().heads.find((head) => head.branch !== "")?.branch ?? "none");
    profileB.disk.damageRecord(a.core.space, { ...path, branch }, seq, null);
    const again = await reopened(profileB, b);
    expect(again.core.index.damagedPaths).toBe(1);
    for (const from of [a, c]) await ingest(again, await pageOf(from, path, 1));
    expect(again.core.index.damagedPaths).toBe(0);
    expect(again.view().heads).toHaveLength(2);
    expect(await again.core.items.digest()).toEqual(await b.core.items.digest());
    expect([again.view().version, (await reopened(profileB, b)).view().version]).toEqual([b.view().version, b.view().version]);
  });

  test.each([
    ["altered", [7], Uint8Array.of(1, 2, 3)],
    ["lost", [7], null],
    ["the first of what is new, lost", [6], null],
    ["the last, lost", [8], null],
  ])("that another tab has stored is found when this one reads it, and comes again: %s", async (_, seqs, bytes) => {
    const { a, b, profileB } = await damaged([], null);
    const tab = await profileB.openSpace(b.core.space);
    for (const title of ["6", "7", "8"]) await addTask(a, title);
    await bring(a, tab);
    for (const seq of seqs) profileB.disk.damageRecord(a.core.space, ownPathOf(a), seq, bytes);
    await b.refresh();
    expect([b.core.index.damagedPaths, b.view().version]).toMatchObject([1, [{ seq: (seqs[0] ?? 0) - 1 }]]);
    await ingest(b, await pageOf(a, ownPathOf(a), seqs[0] ?? 0));
    expect([b.core.index.damagedPaths, b.view().version]).toEqual([0, a.view().version]);
    expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  });

  test("is repaired by one page of all that the version left out", async () => {
    const { a, b } = await damaged([2, 4], Uint8Array.of(1));
    await ingest(b, await pageOf(a, ownPathOf(a), 2));
    expect([b.core.index.damagedPaths, b.view().version]).toEqual([0, a.view().version]);
    expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  });
});

describe("a path whose head is lost", () => {
  test("does not keep the space from opening, nor what forks from it, and comes again", async () => {
    const { a, b, c, clone, profileB } = await forked();
    const path = ownPathOf(a);
    const d = await new TestProfile(1, { disk: clone.disk.copy(), timers: clone.timers }).open();
    await addTask(c, "later in the clone");
    await addTask(d, "of the clone's clone");
    for (const from of [a, c, d]) await ingest(b, await pageOf(from, path, 1));
    const fork = b.view().heads.find(({ branch, firstSeq }) => branch !== "" && firstSeq === 2);
    profileB.disk.spaces.get(b.core.space)?.heads.delete(pathKey(fork ?? path));
    const again = await reopened(profileB, b);
    expect(titlesOf(again)).toContain("of the clone's clone");
    expect(again.view().version).toHaveLength(2);
    for (const from of [a, c, d]) await ingest(again, await pageOf(from, path, 1));
    expect(await again.core.items.digest()).toEqual(await b.core.items.digest());
    expect([again.view().version, (await reopened(profileB, b)).view().version]).toEqual([b.view().version, b.view().version]);
  });
});
