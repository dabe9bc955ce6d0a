// A husk on a branch of a log whose trunk this device's base contains: it may be taken there, and what it said may be nowhere here.

import { expect, test } from "vitest";
import { fixedSuite } from "../../crypto/fixed.suite.ts";
import { huskOf } from "../../wire/encode-record.ts";
import { addTask, bring, ingest, ownPathOf, pageOf, runsIn, TestProfile, titlesOf } from "../space.suite.ts";
import { addTasks, at, digestOf, meet, run, sharing } from "./engine.suite.ts";

test("what a husk on a branch said comes with a checkpoint that contains it, though the base reaches as far on the trunk", async () => {
  const shared = await sharing(3);
  const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
  for (const space of [a, b]) space.upkeep.retention = () => ({ days: 0, months: 0 });
  await addTasks(a, 3, "before");
  for (const space of [b, c]) await bring(a, space);
  const clone = new TestProfile(1, { disk: at(shared.profiles, 0).disk.copy(), timers: at(shared.profiles, 0).timers });
  const other = await clone.openSpace(a.core.space);
  await addTasks(other, 6, "other way");
  await bring(other, c);
  await run(c);
  expect(c.core.base.coveredSeq(ownPathOf(a).log)).toBe(9);
  await addTasks(a, 6, "one way");
  const page = await pageOf(a, ownPathOf(a), 4);
  const husks = page.records.map((bytes, index) => (index === 0 ? huskOf(fixedSuite.sha256, bytes) : bytes));
  expect(runsIn(await ingest(c, { ...page, records: husks }))).toEqual(["6 fork"]);
  expect(titlesOf(c)).not.toContain("one way 0");
  await meet(shared, [1, 0]);
  await run(b);
  for (let round = 0; round < 2; round++) await meet(shared, [0, 1]);
  at(shared.profiles, 1).timers.nowMs += 1;
  await run(b);
  expect(b.view().heads).toMatchObject([{ base: { seq: 9 } }]);
  for (let round = 0; round < 2; round++) await meet(shared, [1, 2]);
  await addTask(b, "afterwards");
  for (let round = 0; round < 2; round++) await meet(shared, [1, 2]);
  expect(titlesOf(c)).toContain("one way 0");
  expect(await digestOf(b)).toEqual(await digestOf(c));
});
