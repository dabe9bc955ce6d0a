import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import type { PathHead } from "../ports/store.ts";
import { idPrefixOf, makeLogTrees } from "../wire/log-tree.ts";
import { countUnseen } from "./relay-witness.ts";

const log = makeId("log", new Uint8Array(8).fill(1));
const other = makeId("log", new Uint8Array(8).fill(2));
const device = makeId("device", new Uint8Array(32).fill(3));
const recordId = (seq: number) => makeId("record", new Uint8Array(32).fill(seq));
const entryAt = (seq: number, id = seq) => ({ log, seq, idPrefix: idPrefixOf(recordId(id)) });
const head: PathHead = { log, branch: "", device, generation: 0, firstSeq: 1, parentId: null, seq: 10, id: recordId(10) };

const unseen = async (version: Parameters<typeof countUnseen>[0], held: PathHead = head) => {
  const idAt = (_: unknown, seq: number) => (seq <= (held.base?.seq ?? 0) ? null : recordId(seq));
  return countUnseen(version, await makeLogTrees([held], idAt), idAt);
};

test("nothing is missed of a version whose leaves are all held", async () => {
  expect(await unseen([])).toBe(0);
  expect(await unseen([entryAt(4)])).toBe(0);
  expect(await unseen([entryAt(10)])).toBe(0);
});

test("what goes beyond what is held is missed, in logs that are unknown too", async () => {
  expect(await unseen([entryAt(13)])).toBe(3);
  expect(await unseen([{ ...entryAt(7), log: other }])).toBe(7);
});

test("a branch that is not held is missed", async () => {
  expect(await unseen([entryAt(6, 99)])).toBe(1);
});

test("what lies below the base cannot be compared any more and is not missed", async () => {
  const based = { ...head, base: { seq: 8, id: recordId(8) } };
  expect(await unseen([entryAt(6, 99)], based)).toBe(0);
  expect(await unseen([entryAt(9, 99)], based)).toBe(1);
});
