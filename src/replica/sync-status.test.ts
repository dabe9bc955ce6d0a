// What the windows are told about copies of what was written here.

import { expect, test } from "vitest";
import { sealName } from "../members/seal-name.ts";
import { signStatement } from "../members/sign-statement.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import { addTask, bring, openShared, ownPathOf, shareStatements, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { makeConnection, makeSyncStatus, NO_LINKS } from "./sync-status.ts";
import { oldestOnlyHereMs } from "./reports/oldest-only-here.ts";

const statusOf = (space: Space, knowledge: RelayKnowledge) => makeSyncStatus(space, null, NO_LINKS, knowledge);
const onlyHere = (space: Space, knowledge: RelayKnowledge): number => statusOf(space, knowledge).recordsOnlyHere;

async function laptopAndPhone() {
  const { spaces, profiles } = await openShared(2);
  const [laptop, phone] = spaces;
  const [profile] = profiles;
  if (laptop === undefined || phone === undefined || profile === undefined) throw new Error("two of each");
  return { laptop, phone, timers: profile.timers };
}

/** What `from` has confirmed reaches `to`. */
const bringReceipts = async (from: Space, to: Space): Promise<void> => {
  valueIn(await from.receipts.issueIfDue());
  valueIn(await to.ingestReceipts(from.receiptsBeyond(new Map())));
};

test("what was written here is only here until the relay or another device is known to hold it", async () => {
  const { laptop, phone } = await laptopAndPhone();
  const knowledge = new RelayKnowledge();
  for (const title of ["one", "two", "three"]) await addTask(laptop, title);
  expect(onlyHere(laptop, knowledge)).toBe(3);
  knowledge.confirm(ownPathOf(laptop), 1);
  expect(onlyHere(laptop, knowledge)).toBe(2);
  await bring(laptop, phone);
  expect(onlyHere(laptop, knowledge)).toBe(2);
  await bringReceipts(phone, laptop);
  expect([onlyHere(laptop, knowledge), onlyHere(phone, new RelayKnowledge())]).toEqual([0, 0]);
});

test("the oldest of it tells since when, though younger ones come", async () => {
  const { laptop, timers } = await laptopAndPhone();
  const knowledge = new RelayKnowledge();
  expect(await oldestOnlyHereMs(laptop, knowledge)).toBeNull();
  await addTask(laptop, "at the relay");
  await timers.pass(3_600_000);
  const writtenMs = timers.nowMs;
  await addTask(laptop, "only here");
  await timers.pass(86_400_000);
  await addTask(laptop, "later");
  knowledge.confirm(ownPathOf(laptop), 1);
  expect(await oldestOnlyHereMs(laptop, knowledge)).toBe(writtenMs);
});

test("a device that was replaced holds nothing and wrote nothing that is safe there, until it says its name again", async () => {
  const { laptop, phone } = await laptopAndPhone();
  const knowledge = new RelayKnowledge();
  await addTask(laptop, "one");
  await bring(laptop, phone);
  await bringReceipts(phone, laptop);
  await addTask(phone, "two");
  await bring(phone, laptop);
  expect(onlyHere(laptop, knowledge)).toBe(0);

  const name = async (by: Space, isReplaced: boolean): Promise<void> => {
    const { core } = by;
    const epoch = core.members.writingEpoch();
    if (epoch === null) throw new Error("a member holds the key");
    const body = sealName({ ...core.ports, space: core.space }, epoch, phone.core.self, "Phone", { isReplaced });
    const parents = core.members.dag.parentsForNext();
    valueIn(
      await by.addOwnStatements(async () => [
        await signStatement(core.ports.suite.sha256, core.signer, { space: core.space, parents, body }),
      ]),
    );
  };
  await name(laptop, true);
  expect(statusOf(laptop, knowledge).devices).toMatchObject([{ self: true }, { name: "Phone", isReplaced: true, hasEverything: false }]);
  expect(onlyHere(laptop, knowledge)).toBe(2);
  await shareStatements(laptop, phone);
  await name(phone, false);
  await shareStatements(phone, laptop);
  expect(statusOf(laptop, knowledge).devices).toMatchObject([{ self: true }, { name: "Phone", isReplaced: false }]);
});

const kindOf = (lastSeenMs: number | null, byFileMs: number | null, isAtRelay = false): string =>
  makeConnection(undefined, { isAtRelay, lastSeenMs, byFileMs }).kind;

test("a device is reached by files where the last that was heard of it came so, and no better way is there", () => {
  expect([kindOf(null, null), kindOf(5, null), kindOf(5, 4)]).toEqual(["none", "none", "none"]);
  expect([kindOf(null, 5), kindOf(4, 5), kindOf(5, 5)]).toEqual(["file", "file", "file"]);
  expect(kindOf(4, 5, true)).toBe("relay");
});
