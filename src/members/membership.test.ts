import { beforeEach, describe, expect, test } from "vitest";
import { makeId, type DeviceId, type StatementId } from "../base/ids.ts";
import { deviceOf, fixedSigner } from "../crypto/fixed.suite.ts";
import { membershipAt, openStatementDag } from "./membership.ts";
import { fakeKemKey, TestSpace } from "./space.suite.ts";
import { GRANT_BYTES, type EpochBody, type NameBody } from "./statement-content.ts";
import type { StatementDag } from "./statement-dag.ts";
import type { Statement } from "./statement.ts";

const [owner, writer, reader, stranger] = [fixedSigner(1), fixedSigner(2), fixedSigner(3), fixedSigner(4)];
const [ownerId, writerId, readerId, strangerId] = [deviceOf(owner), deviceOf(writer), deviceOf(reader), deviceOf(stranger)];

const epochBody = (byte: number, devices: readonly DeviceId[] = []): EpochBody => ({
  kind: "epoch",
  epoch: makeId("epoch", new Uint8Array(32).fill(byte)),
  grants: devices.toSorted().map((device) => ({ device, sealed: new Uint8Array(GRANT_BYTES).fill(byte) })),
  predecessors: [],
});

const nameBody = (device: DeviceId | null, byte: number): NameBody => ({
  kind: "name",
  device,
  epochPrefix: new Uint8Array(4),
  nonce: new Uint8Array(12),
  sealed: new Uint8Array(48).fill(byte),
});

let space: TestSpace;
beforeEach(async () => {
  space = await TestSpace.found();
});

describe("members", () => {
  test("the founder owns the space", () => {
    const { members, newerKinds, epochs } = space.membership();
    expect(Array.from(members)).toEqual([
      [ownerId, { role: "owner", kemKey: null, addedBy: null, statement: space.found.id, cut: null, cutBy: [], isRecovery: false }],
    ]);
    expect([newerKinds, epochs]).toEqual([false, []]);
    expect(space.membership([]).members.size).toBe(0);
  });

  test("an owner adds members, who have the role they were given", async () => {
    const added = await space.add(owner, writer, "writer");
    await space.add(owner, reader, "reader");
    expect(space.roles()).toEqual({ [ownerId]: "owner", [writerId]: "writer", [readerId]: "reader" });
    expect(space.membership().members.get(writerId)).toEqual({
      role: "writer",
      kemKey: fakeKemKey(1),
      addedBy: ownerId,
      statement: added.id,
      cut: null,
      cutBy: [],
      isRecovery: false,
    });
  });

  test("at earlier heads are those of then", async () => {
    const first = await space.add(owner, writer);
    await space.add(owner, reader);
    expect(Object.keys(space.roles([first.id])).toSorted()).toEqual([ownerId, writerId].toSorted());
  });

  test("neither a writer, nor a reader, nor a stranger adds anyone", async () => {
    await space.add(owner, writer, "writer");
    await space.add(owner, reader, "reader");
    const before = space.roles();
    for (const author of [writer, reader, stranger]) await space.add(author, fixedSigner(9), "owner");
    await space.add(stranger, stranger, "owner");
    expect(space.roles()).toEqual(before);
  });

  test("whoever was added without right adds no one either", async () => {
    await space.add(stranger, fixedSigner(5), "owner");
    await space.add(fixedSigner(5), fixedSigner(6), "owner");
    expect(Object.keys(space.roles())).toEqual([ownerId]);
  });

  test("a second owner adds members; before it became one, it did not", async () => {
    await space.add(owner, writer, "owner");
    await space.add(writer, reader, "reader");
    expect(space.roles()[readerId]).toBe("reader");
    await space.add(writer, stranger, "reader", [space.found.id]);
    expect(space.roles()[strangerId]).toBeUndefined();
  });

  test("added twice, also concurrently, have the stronger role", async () => {
    await space.add(owner, writer, "reader", [space.found.id]);
    await space.add(owner, writer, "writer", [space.found.id]);
    await space.add(owner, writer, "reader");
    expect(space.roles()[writerId]).toBe("writer");
    await space.add(owner, owner, "reader");
    expect(space.roles()[ownerId]).toBe("owner");
  });

  test("added twice with the same role are members by the smaller id", async () => {
    const [one, two] = [
      await space.add(owner, writer, "writer", [space.found.id], fakeKemKey(1)),
      await space.add(owner, writer, "writer", [space.found.id], fakeKemKey(2)),
    ];
    const smaller = one.id < two.id ? one : two;
    expect(space.membership().members.get(writerId)?.statement).toBe(smaller.id);
  });
});

describe("KEM keys", () => {
  test("the founder states its own, once", async () => {
    await space.say(owner, { kind: "keys", kemKey: fakeKemKey(1) });
    await space.say(owner, { kind: "keys", kemKey: fakeKemKey(2) });
    expect(space.membership().members.get(ownerId)?.kemKey).toEqual(fakeKemKey(1));
  });

  test("of two stated at once the smaller id counts", async () => {
    const one = await space.say(owner, { kind: "keys", kemKey: fakeKemKey(1) }, [space.found.id]);
    const two = await space.say(owner, { kind: "keys", kemKey: fakeKemKey(2) }, [space.found.id]);
    expect(space.membership().members.get(ownerId)?.kemKey).toEqual(fakeKemKey(one.id < two.id ? 1 : 2));
  });

  test("neither a stranger nor a member that has one states one", async () => {
    await space.add(owner, writer, "writer", undefined, fakeKemKey(1));
    await space.say(writer, { kind: "keys", kemKey: fakeKemKey(2) });
    await space.say(stranger, { kind: "keys", kemKey: fakeKemKey(3) });
    expect(space.membership().members.get(writerId)?.kemKey).toEqual(fakeKemKey(1));
    expect(space.membership().members.has(strangerId)).toBe(false);
  });
});

describe("epochs", () => {
  test("are made by owners and writers, not by readers and strangers", async () => {
    await space.add(owner, writer, "writer");
    await space.add(owner, reader, "reader");
    for (const [byte, author] of [owner, writer, reader, stranger].entries()) await space.say(author, epochBody(byte));
    expect(space.membership().epochs.map((epoch) => epoch.id)).toEqual([epochBody(0).epoch, epochBody(1).epoch]);
  });

  test("of one commitment add their grants together, several for one device too", async () => {
    const first = await space.say(owner, epochBody(1, [ownerId]));
    const second = await space.say(owner, {
      ...epochBody(1, [ownerId, writerId]),
      predecessors: [{ epoch: epochBody(9).epoch, sealed: new Uint8Array(48) }],
    });
    const [epoch, ...others] = space.membership().epochs;
    expect(others).toEqual([]);
    expect(epoch?.statements).toEqual([first.id, second.id]);
    expect([epoch?.grants.get(ownerId)?.length, epoch?.grants.get(writerId)?.length]).toEqual([2, 1]);
    expect(epoch?.predecessors.map((predecessor) => predecessor.epoch)).toEqual([epochBody(9).epoch]);
  });
});

describe("names", () => {
  test("of a device are stated by itself and by owners, of the space by owners", async () => {
    await space.add(owner, writer, "writer");
    await space.say(writer, nameBody(writerId, 1));
    await space.say(writer, nameBody(null, 2));
    await space.say(writer, nameBody(ownerId, 3));
    await space.say(stranger, nameBody(strangerId, 4));
    expect(space.membership().names).toEqual({
      space: null,
      devices: new Map([[writerId, { ...nameBody(writerId, 1), author: writerId }]]),
    });
    await space.say(owner, nameBody(writerId, 5));
    await space.say(owner, nameBody(null, 6));
    expect(space.membership().names).toEqual({
      space: { ...nameBody(null, 6), author: ownerId },
      devices: new Map([[writerId, { ...nameBody(writerId, 5), author: ownerId }]]),
    });
  });

  test("that came later replace those they knew, whatever their ids", async () => {
    for (let byte = 1; byte <= 8; byte++) await space.say(owner, nameBody(null, byte));
    expect(space.membership().names.space).toMatchObject(nameBody(null, 8));
  });
});

test("a statement of a later version is noted, and nothing else changes", async () => {
  const known = await space.add(owner, writer);
  const later: Statement = {
    ...known,
    id: makeId("statement", new Uint8Array(32).fill(1)),
    parents: [known.id],
    body: { kind: "unknown", format: 1, code: 3, bytes: new Uint8Array(0) },
  };
  const before = space.roles();
  expect(space.membership().newerKinds).toBe(false);
  space.dag.add(later);
  expect(space.membership().newerKinds).toBe(true);
  expect(space.membership([known.id]).newerKinds).toBe(false);
  expect(space.roles()).toEqual(before);
});

function guardedDagOf({ found }: TestSpace, statements: readonly Statement[]): StatementDag {
  const dag = openStatementDag(found.space);
  for (const statement of statements) dag.add(statement);
  return dag;
}

const later = (author: DeviceId, parents: readonly StatementId[]): Statement => ({
  ...space.found,
  id: makeId("statement", new Uint8Array(32).fill(3)),
  author,
  parents,
  body: { kind: "unknown", format: 1, code: 3, bytes: new Uint8Array(0) },
});

describe("statements of strangers", () => {
  test("do not get in, and what is stated on them waits", async () => {
    const strange = await space.say(stranger, nameBody(strangerId, 1));
    const onIt = await space.say(owner, nameBody(ownerId, 2), [strange.id]);
    const dag = guardedDagOf(space, [space.found]);
    expect([dag.add(strange).kind, dag.add(onIt).kind, dag.add(later(strangerId, [space.found.id])).kind]).toEqual([
      "refused",
      "waiting",
      "refused",
    ]);
    expect(dag.heads()).toEqual([space.found.id]);
    expect(membershipAt(dag, dag.heads()).newerKinds).toBe(false);
  });

  test("do not get in after they have waited either", async () => {
    const named = await space.say(owner, nameBody(null, 1));
    const strange = await space.say(stranger, nameBody(strangerId, 2));
    const dag = guardedDagOf(space, [space.found]);
    expect(dag.add(strange).kind).toBe("waiting");
    expect(dag.add(named)).toEqual({ kind: "added", statements: [named] });
    expect([dag.has(strange.id), dag.heads()]).toEqual([false, [named.id]]);
  });

  test("are those of a later member too, where its past does not say that it is one", async () => {
    const early = await space.sign(writer, nameBody(writerId, 1), [space.found.id]);
    const added = await space.add(owner, writer);
    const late = await space.sign(writer, nameBody(writerId, 2), [added.id]);
    const dag = guardedDagOf(space, [space.found, added]);
    expect([dag.add(early).kind, dag.add(late).kind]).toEqual(["refused", "added"]);
  });

  test("get in on a member's statement of a later version, which may have made them members", async () => {
    const newer = later(ownerId, [space.found.id]);
    const strange = await space.sign(stranger, nameBody(strangerId, 1), [newer.id]);
    const dag = guardedDagOf(space, [space.found, newer]);
    expect(dag.add(strange).kind).toBe("added");
    expect(membershipAt(dag, dag.heads()).names.devices.size).toBe(0);
  });
});

test("thousands of statements are judged once each", () => {
  const statementAt = (index: number, parents: readonly StatementId[]): Statement => ({
    id: makeId("statement", new Uint8Array(32).fill(index & 255).fill(index >> 8, 0, 2)),
    space: space.found.space,
    author: ownerId,
    parents,
    bytes: new Uint8Array(0),
    body: {
      kind: "add",
      device: makeId("device", new Uint8Array(32).fill(index & 255).fill(index >> 8, 0, 2)),
      role: "owner",
      kemKey: fakeKemKey(1),
      proof: new Uint8Array(64),
    },
  });
  let last = space.found.id;
  for (let index = 1; index <= 5_000; index++) {
    const statement = statementAt(index, [last]);
    space.dag.add(statement);
    last = statement.id;
  }
  expect(space.membership().members.size).toBe(5_001);
  for (let again = 0; again < 10; again++) expect(space.membership().members.size).toBe(5_001);
});
