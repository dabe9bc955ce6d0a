// What a device takes of the log of another that was removed: what is within the cut, whoever brings it and in whatever order, and nothing else.

import { beforeEach, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import type { Cut } from "../members/statement-content.ts";
import { signStatement } from "../members/sign-statement.ts";
import type { Statement } from "../members/statement.ts";
import { hasArrived } from "./arrival.ts";
import { addTask, bring, ingest, ownPathOf, pageOf, runsIn, shareStatements, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

let profiles: readonly [TestProfile, TestProfile, TestProfile];
/** Two owners, and a writer that is removed. */
let laptop: Space;
let phone: Space;
let lost: Space;
/** The same device as the lost one, as it goes on when it has been removed: from before its first record. */
let forger: Space;

const openWith = async (profile: TestProfile, host: Space, role: "owner" | "writer" | "reader"): Promise<Space> => {
  await profile.join(host, { role });
  return profile.open();
};

beforeEach(async () => {
  profiles = [new TestProfile(1), new TestProfile(2), new TestProfile(3)];
  laptop = await profiles[0].open();
  phone = await openWith(profiles[1], laptop, "owner");
  lost = await openWith(profiles[2], laptop, "writer");
  await shareStatements(laptop, phone);
  forger = await new TestProfile(3, { disk: profiles[2].disk.copy(), timers: profiles[2].timers }).open();
  for (const title of ["one", "two", "three", "four"]) await addTask(lost, title);
  for (const title of ["false", "falser", "false again", "false still", "last"]) await addTask(forger, title);
});

async function removal(cut: Cut): Promise<Statement> {
  const body = { kind: "remove", device: lost.core.self, asksToWipe: false, cut } as const;
  return signStatement(fixedSuite.sha256, laptop.core.signer, { space: laptop.core.space, parents: laptop.core.members.heads, body });
}

const tell = async (space: Space, ...statements: readonly Statement[]): Promise<void> =>
  void valueIn(await space.ingestStatements(statements.map(({ bytes }) => bytes)));

async function placeOf(space: Space, seq: number): Promise<Cut[number]> {
  const { log, branch } = ownPathOf(space);
  const id = await space.core.index.idAt({ log, branch }, seq);
  if (id === null) throw new Error("a record that is held");
  return { log, seq, id };
}

/** The laptop has all four records and removes the device that wrote them. */
async function remove(): Promise<void> {
  await bring(lost, laptop);
  await tell(laptop, await removal([await placeOf(lost, 4)]));
}

const newcomer = (role: "writer" | "reader" = "writer", number = 4): Promise<Space> => openWith(new TestProfile(number), laptop, role);

const acceptsIn = ({ core }: Space): number => core.members.dag.statements.filter(({ body }) => body.kind === "accept").length;

const ALL = ["one", "two", "three", "four"];

test("a newcomer gets what counts of a removed device page by page, and applies it when it knows", async () => {
  await remove();
  const fresh = await newcomer();
  const path = ownPathOf(lost);
  const admission = { heads: laptop.core.members.heads, version: laptop.view().version, checkpoints: [], relays: [] };
  expect(runsIn(await ingest(fresh, await pageOf(laptop, path, 1, 2)))).toEqual(["2 stored"]);
  expect([titlesOf(fresh), fresh.core.counts.beyond, hasArrived(fresh, admission)]).toEqual([[], 2, false]);
  expect(runsIn(await ingest(fresh, await pageOf(laptop, path, 3)))).toEqual(["2 stored"]);
  expect([titlesOf(fresh), fresh.core.counts.beyond, hasArrived(fresh, admission)]).toEqual([ALL, 0, true]);
  expect(fresh.view().version).toEqual(laptop.view().version);
});

test("in one page it is applied at once", async () => {
  await remove();
  const fresh = await newcomer();
  await bring(laptop, fresh);
  expect([titlesOf(fresh), fresh.core.counts.applied]).toEqual([ALL, 4]);
});

test("what was written later is refused by all, behind what counts and beside it", async () => {
  await remove();
  await addTask(lost, "five");
  expect(runsIn(await ingest(laptop, await pageOf(lost, ownPathOf(lost), 1)))).toEqual(["4 duplicate", "1 not-permitted"]);
  expect(runsIn(await ingest(laptop, await pageOf(forger, ownPathOf(lost), 1)))).toEqual(["5 not-permitted"]);
  const fresh = await newcomer();
  expect(runsIn(await ingest(fresh, await pageOf(lost, ownPathOf(lost), 1)))).toEqual(["4 stored", "1 not-permitted"]);
  for (const space of [laptop, fresh]) expect(titlesOf(space)).toEqual(ALL);
});

test("a newcomer that is shown another branch first applies nothing of it, accepts nothing of it, and arrives all the same", async () => {
  await remove();
  const profile = new TestProfile(4);
  const fresh = await openWith(profile, laptop, "writer");
  const path = ownPathOf(lost);
  const admission = { heads: laptop.core.members.heads, version: laptop.view().version, checkpoints: [], relays: [] };
  expect(runsIn(await ingest(fresh, await pageOf(forger, path, 1)))).toEqual(["3 stored", "2 not-permitted"]);
  expect([titlesOf(fresh), hasArrived(fresh, admission)]).toEqual([[], false]);
  const again = await profile.open();
  await tell(again, await removal([]));
  expect([titlesOf(again), acceptsIn(again)]).toEqual([[], 0]);
  expect(runsIn(await ingest(again, await pageOf(laptop, path, 1, 2)))).toEqual(["2 fork"]);
  expect(runsIn(await ingest(again, await pageOf(laptop, path, 3)))).toEqual(["2 stored"]);
  const once = await profile.open();
  for (const space of [again, once]) {
    expect([titlesOf(space), space.view().version, acceptsIn(space), hasArrived(space, admission)]).toEqual([ALL, laptop.view().version, 0, true]); // prettier-ignore
  }
  // What nobody counts is sent to nobody, and taken from nobody.
  expect(once.view().heads.map(({ seq }) => seq)).toEqual([4]);
  const other = await newcomer("writer", 5);
  await bring(once, other);
  expect(titlesOf(other)).toEqual(ALL);
});

test("what a reader alone holds beyond the cut is kept and shown there, and served to nobody", async () => {
  const profile = new TestProfile(4);
  const reader = await openWith(profile, laptop, "reader");
  await bring(lost, reader);
  await tell(reader, await removal([await placeOf(lost, 2)]));
  const again = await profile.open();
  for (const space of [reader, again]) {
    expect([titlesOf(space), space.view().version.map(({ seq }) => seq)]).toEqual([ALL, [2]]);
    expect(valueIn(await space.readPage(ownPathOf(lost), 1)).records).toHaveLength(2);
  }
});

test("when the removal turns out to be void, what had been held without counting is applied", async () => {
  const before = laptop.core.members.heads;
  const body = { kind: "remove", device: lost.core.self, asksToWipe: false, cut: [await placeOf(lost, 4)] } as const;
  const byPhone = await signStatement(fixedSuite.sha256, phone.core.signer, { space: phone.core.space, parents: before, body });
  await tell(laptop, byPhone);
  const fresh = await newcomer("reader");
  await ingest(fresh, await pageOf(lost, ownPathOf(lost), 1, 2));
  expect([titlesOf(fresh), fresh.core.counts.beyond]).toEqual([[], 2]);
  const removed = { kind: "remove", device: makeId("device", phone.core.signer.publicKey), asksToWipe: false, cut: [] } as const;
  await tell(
    fresh,
    await signStatement(fixedSuite.sha256, laptop.core.signer, { space: laptop.core.space, parents: before, body: removed }),
  );
  expect([titlesOf(fresh), fresh.core.counts.beyond]).toEqual([["one", "two"], 0]);
});
