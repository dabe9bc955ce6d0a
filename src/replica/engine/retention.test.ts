// Which records stay after a deletion for good, and in a log that has forked.

import { expect, test } from "vitest";
import type { Space } from "../space.ts";
import { act, addTask, bring, ownPathOf, pageOf, runsIn, ingest, TestProfile, titlesOf } from "../space.suite.ts";
import { at, digestOf, holding, meet, run, sharing, type Shared } from "./engine.suite.ts";

const DAY_MS = 86_400_000;

/** The first device's compaction is compared by the second. */
async function endorsed(shared: Shared): Promise<void> {
  await meet(shared, [1, 0]);
  await run(at(shared.spaces, 0));
  await meet(shared, [1, 0]);
  await meet(shared, [1, 0]);
  await run(at(shared.spaces, 0));
}

const baseSeqOf = (space: Space): number => space.core.index.headOf(ownPathOf(space))?.base?.seq ?? 0;

test("records that speak of what was deleted for good go at once, with those before them; those behind them stay as long as set", async () => {
  const shared = await sharing(2);
  const a = at(shared.spaces, 0);
  await addTask(a, "before");
  const gone = await addTask(a, "gone");
  await act(a, { kind: "trash", ids: [gone] });
  for (let number = 0; number < 6; number++) await addTask(a, `task ${number}`);
  await act(a, { kind: "purge", ids: [gone] });
  for (let number = 0; number < 6; number++) await addTask(a, `later ${number}`);
  await endorsed(shared);
  expect([a.view().heads[0]?.seq, baseSeqOf(a)]).toEqual([16, 3]);
  for (let number = 0; number < 6; number++) await addTask(a, `much later ${number}`);
  await endorsed(shared);
  expect(baseSeqOf(a)).toBe(3);
  at(shared.profiles, 0).timers.nowMs += 40 * DAY_MS;
  await run(a);
  expect(baseSeqOf(a)).toBeGreaterThan(16);
});

test("a late edit of what was deleted for good goes with the next compaction", async () => {
  const shared = await sharing(3);
  const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
  const gone = await addTask(a, "gone");
  await bring(a, c);
  await act(c, { kind: "rename", id: gone, title: "renamed unseen" });
  await act(a, { kind: "trash", ids: [gone] });
  await act(a, { kind: "purge", ids: [gone] });
  for (let number = 0; number < 6; number++) await addTask(a, `task ${number}`);
  await endorsed(shared);
  await bring(c, a);
  await bring(c, b);
  for (let number = 0; number < 6; number++) await addTask(a, `later ${number}`);
  await endorsed(shared);
  const log = ownPathOf(c).log;
  expect(a.core.index.headOf({ log, branch: "" })).toMatchObject({ seq: 1, base: { seq: 1 } });
});

test("a log that has forked gives up its records up to where it parts, and both ways stay", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
  for (let number = 0; number < 4; number++) await addTask(a, `task ${number}`);
  const clone = new TestProfile(1, { disk: at(shared.profiles, 0).disk.copy(), timers: at(shared.profiles, 0).timers });
  const other = await clone.openSpace(a.core.space);
  await addTask(a, "one way");
  await addTask(other, "other way");
  await bring(a, b);
  expect(runsIn(await ingest(b, await pageOf(other, ownPathOf(other), 4)))).toEqual(["1 duplicate", "1 fork"]);
  for (let number = 0; number < 6; number++) await addTask(b, `b ${number}`);
  await meet(shared, [0, 1]);
  await run(b);
  await meet(shared, [0, 1]);
  await meet(shared, [0, 1]);
  at(shared.profiles, 1).timers.nowMs += 1;
  await run(b);
  const forked = b.view().heads.filter(({ log }) => log === ownPathOf(a).log);
  expect(forked.map(({ seq, base }) => `${seq} from ${base?.seq ?? 0}`).toSorted()).toEqual(["5 from 0", "5 from 4"]);
  const again = await at(shared.profiles, 1).openSpace(b.core.space);
  expect(await digestOf(again)).toEqual(await digestOf(b));
  expect(titlesOf(again)).toEqual(expect.arrayContaining(["one way", "other way"]));
  await holding(again);
  await meet({ spaces: [a, again], profiles: shared.profiles }, [0, 1]);
  expect(await digestOf(a)).toEqual(await digestOf(again));
});

test("records before a fork that comes to light below what is covered stay, so that the space can be opened again", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  for (let number = 0; number < 4; number++) await addTask(a, `task ${number}`);
  const clone = new TestProfile(1, { disk: at(shared.profiles, 0).disk.copy(), timers: at(shared.profiles, 0).timers });
  const other = await clone.openSpace(a.core.space);
  for (let number = 0; number < 4; number++) await addTask(a, `one way ${number}`);
  await addTask(other, "other way");
  await meet(shared, [1, 0]);
  await run(b);
  await meet(shared, [0, 1]);
  await meet(shared, [0, 1]);
  expect(b.core.base.coveredSeq(ownPathOf(a).log)).toBe(8);
  expect(runsIn(await ingest(b, await pageOf(other, ownPathOf(other), 4)))).toEqual(["1 duplicate", "1 fork"]);
  b.upkeep.retention = () => ({ days: 0, months: 0 });
  at(shared.profiles, 1).timers.nowMs += 1;
  await run(b);
  const again = await at(shared.profiles, 1).openSpace(b.core.space);
  const forked = again.view().heads.filter(({ log }) => log === ownPathOf(a).log);
  expect(forked.map(({ seq, base }) => `${seq} from ${base?.seq ?? 0}`).toSorted()).toEqual(["5 from 0", "8 from 4"]);
  expect(await digestOf(again)).toEqual(await digestOf(b));
  expect(titlesOf(again)).toEqual(expect.arrayContaining(["one way 3", "other way"]));
});

test("records stay until another device has compared what covers them, however long that takes", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  a.upkeep.retention = () => ({ days: 0, months: 0 });
  for (let number = 0; number < 6; number++) await addTask(a, `task ${number}`);
  await meet(shared, [1, 0]);
  await meet(shared, [1, 0]);
  await run(a);
  const { log } = ownPathOf(a);
  for (const days of [0, 46]) {
    at(shared.profiles, 0).timers.nowMs += days * DAY_MS + 1;
    await run(a);
    expect([a.core.base.coveredSeq(log), baseSeqOf(a)]).toEqual([6, 0]);
  }
  expect([...a.receipts.verdicts].some(({ device, version }) => device === b.core.self && version.length > 0)).toBe(true);
  await endorsed(shared);
  at(shared.profiles, 0).timers.nowMs += 1;
  await run(a);
  expect(baseSeqOf(a)).toBe(6);
});

test("records that are not old enough stay where the last one that is old enough is missing in this store", async () => {
  const shared = await sharing(2);
  const a = at(shared.spaces, 0);
  const { disk, timers } = at(shared.profiles, 0);
  for (let number = 0; number < 6; number++) await addTask(a, `task ${number}`);
  await endorsed(shared);
  timers.nowMs += 20 * DAY_MS;
  for (let number = 0; number < 8; number++) await addTask(a, `later ${number}`);
  await endorsed(shared);
  timers.nowMs += 11 * DAY_MS;
  disk.damageRecord(a.core.space, ownPathOf(a), 6, null);
  // Its id is not in memory either.
  await a.core.index.load(a.core.index.heads);
  await run(a);
  expect([a.core.base.coveredSeq(ownPathOf(a).log), baseSeqOf(a)]).toEqual([14, 5]);
});
