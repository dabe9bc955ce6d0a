// A checkpoint that covers a record which is missing in this store, with records behind it that only this device has.

import { expect, test } from "vitest";
import type { LogPath } from "../../ports/store.ts";
import type { Space } from "../space.ts";
import { addTask, TestProfile, titlesOf } from "../space.suite.ts";
import { addTasks, at, digestOf, holding, meet, run, sharing } from "./engine.suite.ts";

const ownLog = ({ core }: Space): LogPath => {
  const head = at(core.index.heads, 0);
  return { log: head.log, branch: head.branch };
};

/** A device whose record of this number is missing, with one more behind them that nobody else has, and another whose base covers six of its records, none of which is anywhere any more. */
async function damagedAt(seq: number): Promise<{ damaged: Space; b: Space; meetAgain: () => Promise<void> }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  b.upkeep.retention = () => ({ days: 0, months: 0 });
  await addTasks(a, 6, "everywhere");
  await meet(shared, [1, 0]);
  const { disk, timers } = at(shared.profiles, 0);
  const before = disk.copy();
  await run(b);
  await meet(shared, [0, 1]);
  await meet(shared, [0, 1]);
  at(shared.profiles, 1).timers.nowMs += 1;
  await run(b);
  expect(b.view().heads).toMatchObject([{ base: { seq: 6 } }]);
  const profile = new TestProfile(1, { disk: before, timers });
  profile.limits = at(shared.profiles, 0).limits;
  await addTask(await profile.openSpace(a.core.space), "only here");
  before.damageRecord(a.core.space, ownLog(a), seq, null);
  const damaged = await profile.openSpace(a.core.space);
  await holding(damaged);
  const again = { spaces: [damaged, b], profiles: [profile, at(shared.profiles, 1)] };
  const meetAgain = async (): Promise<void> => void (await meet(again, [0, 1]));
  return { damaged, b, meetAgain };
}

const everywhere = Array.from({ length: 6 }, (_, number) => `everywhere ${number}`);

test.each([1, 5, 6])("what stands behind missing record %i is read once a base covers that", async (seq) => {
  const { damaged, b, meetAgain } = await damagedAt(seq);
  await meetAgain();
  await meetAgain();
  expect(titlesOf(damaged).toSorted()).toEqual([...everywhere, "only here"]);
  expect(titlesOf(b).toSorted()).toEqual([...everywhere, "only here"]);
  expect(await digestOf(b)).toEqual(await digestOf(damaged));
});
