// A profile that was rolled back below what everyone has as their base, and went on in its own way.

import { describe, expect, test } from "vitest";
import type { Space } from "../space.ts";
import { act, addTask, bring, ingest, ownPathOf, pageOf, runsIn, TestProfile, titlesOf } from "../space.suite.ts";
import { addTasks, at, digestOf, holding, meet, run, sharing } from "./engine.suite.ts";

/** Below the base of the other device, which covers 8 records of its log. `after`: what it does before it hears of it. */
async function rollBackBelow(after: (back: Space) => Promise<void>): Promise<{ back: Space; b: Space; meetAgain: () => Promise<void> }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
  await addTasks(a, 2, "before");
  const old = at(shared.profiles, 0).disk.copy();
  await addTasks(a, 6, "lost here");
  await meet(shared, [1, 0]);
  await run(b);
  await meet(shared, [0, 1]);
  await meet(shared, [0, 1]);
  at(shared.profiles, 1).timers.nowMs += 1;
  await run(b);
  expect(b.view().heads).toMatchObject([{ base: { seq: 8 } }]);
  const profile = new TestProfile(1, { disk: old, timers: at(shared.profiles, 0).timers });
  profile.limits = at(shared.profiles, 0).limits;
  const back = await profile.openSpace(a.core.space);
  await holding(back);
  await after(back);
  const again = { spaces: [back, b], profiles: [profile, at(shared.profiles, 1)] };
  const meetAgain = async (): Promise<void> => void (await meet(again, [0, 1]));
  await meetAgain();
  await meetAgain();
  return { back, b, meetAgain };
}

const titles = (onlyHere: number): readonly string[] =>
  [
    "before 0",
    "before 1",
    ...Array.from({ length: 6 }, (_, n) => `lost here ${n}`),
    ...Array.from({ length: onlyHere }, (_, n) => `only here ${n}`),
  ].toSorted();

describe("a profile that was rolled back", () => {
  test("below everyone's base has its content written again", async () => {
    const { back, b, meetAgain } = await rollBackBelow(async (space) => void (await addTasks(space, 3, "only here")));
    expect(titlesOf(back).toSorted()).toEqual(titles(3));
    expect(await digestOf(b)).toEqual(await digestOf(back));
    await addTask(back, "afterwards");
    await meetAgain();
    expect(await digestOf(b)).toEqual(await digestOf(back));
  });

  test.each([4, 6, 9])("and has compacted %i records of its own since has their content written again too", async (count) => {
    const { back, b, meetAgain } = await rollBackBelow(async (space) => {
      await addTasks(space, count, "only here");
      await run(space);
      expect(space.core.base.base.cover.size).toBe(1);
    });
    expect(titlesOf(back).toSorted()).toEqual(titles(count));
    expect(await digestOf(b)).toEqual(await digestOf(back));
    await addTask(back, "afterwards");
    await meetAgain();
    expect(await digestOf(b)).toEqual(await digestOf(back));
    expect(b.view().version).toEqual(back.view().version);
  });

  test.each(["in records", "in packs"])(
    "and has deleted something for good since, as it says %s, has that deleted everywhere",
    async (where) => {
      const { back, b, meetAgain } = await rollBackBelow(async (space) => {
        const id = [...space.core.items.ids][0];
        if (id === undefined) throw new Error("an item");
        await act(space, { kind: "trash", ids: [id] });
        await act(space, { kind: "purge", ids: [id] });
        if (where === "in records") return;
        await addTasks(space, 4, "only here");
        await run(space);
        expect(space.core.items.tail.purges).toEqual([]);
      });
      await meetAgain();
      expect(b.core.items.tombstones.size).toBe(1);
      expect(b.core.items.tombstones).toEqual(back.core.items.tombstones);
      expect(await digestOf(b)).toEqual(await digestOf(back));
    },
  );
});

test("what own packs contain of another way than a checkpoint covers stays with its packs", async () => {
  const shared = await sharing(3);
  const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
  await addTasks(a, 4, "before");
  for (const space of [b, c]) await bring(a, space);
  const clone = new TestProfile(1, { disk: at(shared.profiles, 0).disk.copy(), timers: at(shared.profiles, 0).timers });
  const other = await clone.openSpace(a.core.space);
  await addTask(other, "other way");
  await bring(other, b);
  await run(b);
  expect(b.core.base.coveredSeq(ownPathOf(a).log)).toBe(5);
  await addTasks(a, 4, "one way");
  await bring(a, c);
  await run(c);
  for (let round = 0; round < 2; round++) await meet(shared, [0, 2]);
  expect(runsIn(await ingest(b, await pageOf(a, ownPathOf(a), 5)))).toEqual(["4 fork"]);
  for (let round = 0; round < 2; round++) await meet(shared, [1, 2]);
  expect(titlesOf(b)).toContain("other way");
  const again = await at(shared.profiles, 1).openSpace(b.core.space);
  expect(titlesOf(again).toSorted()).toEqual(titlesOf(b).toSorted());
  expect(titlesOf(again)).toEqual(expect.arrayContaining(["other way", "one way 3"]));
  expect(b.core.base.base.checkpoints).toEqual(c.core.base.base.checkpoints);
});
