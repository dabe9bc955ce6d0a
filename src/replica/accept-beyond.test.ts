// What somebody who may write holds beyond a cut is never cut off (decision 129).

import { beforeEach, expect, test } from "vitest";
import { makeId, type DeviceId, type StatementId } from "../base/ids.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import type { Cut, KnownBody } from "../members/statement-content.ts";
import { signStatement } from "../members/sign-statement.ts";
import type { Statement } from "../members/statement.ts";
import { openMemoryStore } from "../storage/memory-store.ts";
import { makeBatch } from "./store-batch.ts";
import { addTask, bring, ownPathOf, pageOf, shareStatements, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

/** Two owners; a writer, whose three records both have; and a reader. */
let profiles: readonly [TestProfile, TestProfile, TestProfile, TestProfile];
let laptop: Space;
let phone: Space;
let writer: Space;
let reader: Space;

const idOf = ({ core }: Space): DeviceId => core.self;

const open = async (profile: TestProfile, role: "owner" | "writer" | "reader"): Promise<Space> => {
  await profile.join(laptop, { role });
  return profile.open();
};

beforeEach(async () => {
  profiles = [new TestProfile(1), new TestProfile(2), new TestProfile(3), new TestProfile(4)];
  laptop = await profiles[0].open();
  phone = await open(profiles[1], "owner");
  writer = await open(profiles[2], "writer");
  reader = await open(profiles[3], "reader");
  for (const space of [phone, writer]) await shareStatements(laptop, space);
  for (const title of ["one", "two", "three"]) await addTask(writer, title);
  for (const space of [laptop, phone, reader]) await bring(writer, space);
});

type Body = Exclude<KnownBody, { kind: "found" }>;

/** Stated by a device, and not stored anywhere. */
const signed = ({ core }: Space, body: Body, parents: readonly StatementId[] = core.members.heads): Promise<Statement> =>
  signStatement(fixedSuite.sha256, core.signer, { space: core.space, parents, body });

const removal = (cut: Cut): Body => ({ kind: "remove", device: idOf(writer), asksToWipe: false, cut });

const take = async (space: Space, ...statements: readonly Statement[]): Promise<void> =>
  void valueIn(await space.ingestStatements(statements.map(({ bytes }) => bytes)));

async function placeIn(space: Space, seq: number): Promise<Cut[number]> {
  const { log, branch } = ownPathOf(writer);
  const id = await space.core.index.idAt({ log, branch }, seq);
  if (id === null) throw new Error("a record that is held");
  return { log, seq, id };
}

const acceptsIn = ({ core }: Space): readonly Cut[] =>
  core.members.dag.statements.flatMap(({ body }) => (body.kind === "accept" ? [body.cut] : []));

const cutSeqs = ({ core }: Space): readonly number[] => core.members.cutOf(idOf(writer))?.cut.map(({ seq }) => seq) ?? [];

test("what is held beyond a cut is accepted in the turn that takes the removal, once, and all come to the same cut", async () => {
  const first = await placeIn(laptop, 1);
  await take(phone, await signed(laptop, removal([first])));
  expect(acceptsIn(phone)).toEqual([[await placeIn(phone, 3)]]);
  expect(cutSeqs(phone)).toEqual([1, 3]);
  await shareStatements(phone, laptop);
  expect(cutSeqs(laptop)).toEqual([1, 3]);
  const again = await profiles[1].open();
  await again.refresh();
  expect([acceptsIn(laptop), acceptsIn(again)]).toEqual([acceptsIn(phone), acceptsIn(phone)]);
});

test("so does who states the removal itself, of what it has heard of since it was asked", async () => {
  const statement = await signed(laptop, removal([await placeIn(laptop, 2)]));
  valueIn(await laptop.addOwnStatements(async () => [statement]));
  expect(cutSeqs(laptop)).toEqual([2, 3]);
});

test("nothing is accepted where nothing is beyond the cut", async () => {
  await take(phone, await signed(laptop, removal([await placeIn(laptop, 3)])));
  expect([acceptsIn(phone), cutSeqs(phone)]).toEqual([[], [3]]);
});

test("what a worker that ended has not accepted is accepted at the next start", async () => {
  const { id, bytes } = await signed(laptop, removal([]));
  valueIn(await openMemoryStore(profiles[1].disk).commit(makeBatch(phone.core.space, { statements: [{ id, bytes }] })));
  const again = await profiles[1].open();
  await again.refresh();
  expect(cutSeqs(again)).toEqual([3]);
});

test("a reader accepts nothing, and nobody does of itself", async () => {
  const statement = await signed(laptop, removal([]));
  await take(reader, statement);
  await take(writer, statement);
  for (const space of [reader, writer]) expect([acceptsIn(space), cutSeqs(space)]).toEqual([[], []]);
});

test("of a writer that is made a reader likewise", async () => {
  await take(phone, await signed(laptop, { kind: "role", device: idOf(writer), role: "reader", cut: [await placeIn(laptop, 2)] }));
  expect(cutSeqs(phone)).toEqual([2, 3]);
});

test("both ways of a log that has forked are accepted", async () => {
  const clone = await new TestProfile(3, { disk: profiles[2].disk.copy(), timers: profiles[2].timers }).open();
  await addTask(writer, "here");
  await addTask(clone, "there");
  const path = ownPathOf(writer);
  for (const from of [writer, clone]) valueIn(await phone.ingestPage(await pageOf(from, path, 4)));
  await take(phone, await signed(laptop, removal([await placeIn(laptop, 3)])));
  expect(cutSeqs(phone)).toEqual([3, 4, 4]);
});

test("what was accepted of a removal that turns out to be void is accepted of another one that stays", async () => {
  const before = laptop.core.members.heads;
  const byPhone = await signed(phone, removal([]));
  await take(laptop, byPhone);
  expect(cutSeqs(laptop)).toEqual([3]);
  valueIn(await laptop.addOwnStatements(async () => [await signed(laptop, removal([]))]));
  // The phone is removed by somebody who did not know what it has stated.
  const removed = await signed(laptop, { kind: "remove", device: makeId("device", phone.core.signer.publicKey), asksToWipe: false, cut: [] }, before); // prettier-ignore
  await take(laptop, removed);
  const former = laptop.core.members.membership.former.get(idOf(writer));
  expect([former?.removals.includes(byPhone.id), cutSeqs(laptop)]).toEqual([false, [3]]);
});
