// A log that turns out to have forked below what the base covers: the records behind the fork are told by themselves again, and must be what they were.

import { expect, test } from "vitest";
import { fixedSuite } from "../../crypto/fixed.suite.ts";
import { huskOf } from "../../wire/encode-record.ts";
import type { Space } from "../space.ts";
import { addTask, ingest, ownPathOf, pageOf, TestProfile, titlesOf } from "../space.suite.ts";
import { addTasks, at, digestOf, holding, meet, run, sharing } from "./engine.suite.ts";

type Damage = { readonly seq: number; readonly made: (record: Uint8Array) => Uint8Array };

/** `b` covers seven records of `a`, of which one is damaged in its store, and then hears of a clone of `a` that went on after the fourth. */
async function forkedBelowCover(
  damage: Damage,
): Promise<{ a: Space; b: Space; openTab: () => Promise<Space>; meetAgain: () => Promise<void> }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const [profileA, profileB] = [at(shared.profiles, 0), at(shared.profiles, 1)];
  await addTasks(a, 4, "common");
  const clone = new TestProfile(1, { disk: profileA.disk.copy(), timers: profileA.timers });
  await addTasks(a, 3, "of the original");
  await meet(shared, [1, 0]);
  await run(b);
  expect(b.core.base.coveredSeq(ownPathOf(a).log)).toBe(7);
  const [record] = (await pageOf(b, ownPathOf(a), damage.seq)).records;
  profileB.disk.damageRecord(a.core.space, ownPathOf(a), damage.seq, damage.made(record ?? new Uint8Array()));
  const cloned = await clone.openSpace(a.core.space);
  await addTask(cloned, "of the clone");
  await ingest(b, await pageOf(cloned, ownPathOf(a), 1));
  const meetAgain = async (): Promise<void> => void (await meet(shared, [0, 1]));
  return { a, b, openTab: () => profileB.openSpace(a.core.space), meetAgain };
}

test("a record behind the fork that is damaged is noticed, not sent, and comes again", async () => {
  const { a, b, openTab, meetAgain } = await forkedBelowCover({ seq: 6, made: () => Uint8Array.of(1, 2, 3) });
  const second = await openTab();
  await holding(b);
  await addTasks(b, 6, "at b");
  await run(b);
  expect(b.core.base.coveredSeq(ownPathOf(a).log)).toBe(4);
  await second.refresh();
  for (const tab of [b, second]) {
    expect(tab.core.index.damagedPaths).toBe(1);
    expect((await pageOf(tab, ownPathOf(a), 6)).records).toEqual([]);
  }
  await meetAgain();
  await meetAgain();
  expect(b.core.index.damagedPaths).toBe(0);
  expect(await digestOf(b)).toEqual(await digestOf(a));
  expect((await openTab()).core.index.damagedPaths).toBe(0);
});

test("what its packs contain behind the fork is contained: a record there that says nothing any more is not missed", async () => {
  const { a, b, openTab } = await forkedBelowCover({ seq: 7, made: (record) => huskOf(fixedSuite.sha256, record) });
  await holding(b);
  await addTasks(b, 6, "at b");
  await run(b);
  expect(b.core.base.coveredSeq(ownPathOf(a).log)).toBe(4);
  const opened = await openTab();
  for (const tab of [b, opened]) {
    expect(tab.core.index.damagedPaths).toBe(0);
    expect(titlesOf(tab)).toContain("of the original 2");
  }
});
