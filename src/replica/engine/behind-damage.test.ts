// A checkpoint that covers a record which is missing in this store, with records behind it that only this device has.

import { expect, test } from "vitest";
import type { LogPath } from "../../ports/store.ts";
import type { MemoryDisk } from "../../storage/memory-store.ts";
import type { Space } from "../space.ts";
import { act, addTask, ingest, ownPathOf, pageOf, TestProfile, titlesOf } from "../space.suite.ts";
import { addTasks, at, digestOf, holding, meet, run, sharing } from "./engine.suite.ts";

const ownLog = ({ core }: Space): LogPath => {
  const head = at(core.index.heads, 0);
  return { log: head.log, branch: head.branch };
};

const addOnlyHere: Prepare = async (disk, a) =>
  void (await addTask(await new TestProfile(1, { disk }).openSpace(a.core.space), "only here"));

type Damaged = { readonly damaged: Space; readonly b: Space; readonly meetAgain: () => Promise<void> };

/** A profile over this disk writes what nobody else has. */
type Prepare = (disk: MemoryDisk, a: Space) => Promise<void>;

/**
 * A device with these records missing, with more behind them that nobody else has, and another whose base covers six of its records, none of which is
 * anywhere any more.
 */
async function damagedAt(seqs: readonly number[], prepare: Prepare = addOnlyHere): Promise<Damaged> {
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
  await prepare(before, a);
  for (const seq of seqs) before.damageRecord(a.core.space, ownLog(a), seq, null);
  const damaged = await profile.openSpace(a.core.space);
  await holding(damaged);
  const again = { spaces: [damaged, b], profiles: [profile, at(shared.profiles, 1)] };
  const meetAgain = async (): Promise<void> => void (await meet(again, [0, 1]));
  return { damaged, b, meetAgain };
}

const everywhere = Array.from({ length: 6 }, (_, number) => `everywhere ${number}`);

test.each([1, 5, 6])("what stands behind missing record %i is read once a base covers that", async (seq) => {
  const { damaged, b, meetAgain } = await damagedAt([seq]);
  await meetAgain();
  await meetAgain();
  expect(titlesOf(damaged).toSorted()).toEqual([...everywhere, "only here"]);
  expect(titlesOf(b).toSorted()).toEqual([...everywhere, "only here"]);
  expect(await digestOf(b)).toEqual(await digestOf(damaged));
});

const addTwo: Prepare = async (disk, a) => {
  const space = await new TestProfile(1, { disk }).openSpace(a.core.space);
  await addTask(space, "gone");
  const id = await addTask(space, "kept");
  await act(space, { kind: "rename", id, title: "kept, and renamed" });
};

const purgeOne: Prepare = async (disk, a) => {
  const space = await new TestProfile(1, { disk }).openSpace(a.core.space);
  await addTask(space, "gone");
  const rows = space.core.items.index.query({ view: "open" }).slice(0, 10);
  const ids = rows.filter(({ title }) => title === "everywhere 0").map(({ id }) => id);
  await act(space, { kind: "trash", ids });
  await act(space, { kind: "purge", ids });
};

const addBothWays: Prepare = async (disk, a) => {
  await addTask(await new TestProfile(1, { disk }).openSpace(a.core.space), "gone");
  const copy = disk.copy();
  await addOnlyHere(disk, a);
  const other = await new TestProfile(1, { disk: copy }).openSpace(a.core.space);
  await addTask(other, "another way");
  const here = await new TestProfile(1, { disk }).openSpace(a.core.space);
  await ingest(here, await pageOf(other, ownPathOf(other), 8));
};

test.each<[string, Prepare, readonly string[]]>([
  ["stands behind two missing records, of which a base covers one, is written again", addTwo, [...everywhere, "kept, and renamed"]],
  ["was deleted for good behind missing records stays deleted", purgeOne, everywhere.slice(1)],
  ["stands behind missing records of a log that forks there is written again", addBothWays, ["another way", ...everywhere, "only here"]],
])("what %s", async (_, prepare, titles) => {
  const { damaged, b, meetAgain } = await damagedAt([6, 7], prepare);
  for (let times = 0; times < 3; times++) await meetAgain();
  for (const space of [damaged, b]) expect(titlesOf(space).toSorted()).toEqual(titles);
  expect(await digestOf(b)).toEqual(await digestOf(damaged));
});
