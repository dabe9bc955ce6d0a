// Which records others hold counts when records are to go. What others hold of another way of the log says nothing of this one.

import { expect, test } from "vitest";
import type { Version, VersionEntry } from "../../wire/frames.ts";
import type { Space } from "../space.ts";
import { ingest, ownPathOf, pageOf, TestProfile } from "../space.suite.ts";
import { addTasks, at, idOf, meet, run, sharing } from "./engine.suite.ts";

const baseSeqOf = (space: Space): number | undefined => space.view().heads.find(({ branch }) => branch === "")?.base?.seq;

/** `b` has a base at 8 of a log of 14 records, beside which a way of 13 stands that left it at 2; its base covers all of the trunk, and all is old enough. */
async function besideBase(): Promise<{ a: Space; b: Space; trunk: VersionEntry; branch: VersionEntry }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const { timers, disk } = at(shared.profiles, 0);
  for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
  await addTasks(a, 2, "before");
  const clone = new TestProfile(1, { disk: disk.copy(), timers });
  await addTasks(a, 6, "trunk");
  await meet(shared, [1, 0]);
  await run(b);
  await meet(shared, [0, 1]);
  await meet(shared, [0, 1]);
  timers.nowMs += 1;
  await run(b);
  expect(baseSeqOf(b)).toBe(8);
  await addTasks(a, 6, "later");
  await meet(shared, [0, 1]);
  const other = await clone.openSpace(a.core.space);
  await addTasks(other, 11, "branch");
  await ingest(a, await pageOf(other, ownPathOf(other), 3));
  await meet(shared, [0, 1]);
  const leaves = b.view().version.filter(({ log }) => log === ownPathOf(other).log);
  await run(b);
  timers.nowMs += 1;
  return { a, b, trunk: at(leaves, 1), branch: at(leaves, 0) };
}

/** As if `a` had vouched for it, and that were all it has said to hold. */
async function runWhere(b: Space, a: Space, version: Version): Promise<void> {
  const receipt = b.receipts.of(a.core.self);
  if (receipt === null) throw new Error("a receipt");
  b.receipts.take([{ receipt: { ...receipt, counter: receipt.counter + 1, version, checkpoints: [idOf(b)] }, bytes: new Uint8Array(0) }]);
  await run(b);
}

test("records stay where all that another device has said to hold is another way of their log", async () => {
  const { a, b, trunk, branch } = await besideBase();
  expect([branch.seq, trunk.seq, b.core.base.coveredSeq(trunk.log)]).toEqual([13, 14, 14]);
  await runWhere(b, a, [branch]);
  expect(baseSeqOf(b)).toBe(8);
  await runWhere(b, a, [
    branch,
    { ...trunk, seq: 12, idPrefix: (await b.core.index.idAt({ log: trunk.log, branch: "" }, 12))?.slice(0, 16) ?? "" },
  ]);
  expect(baseSeqOf(b)).toBe(12);
});

test("records go where another device has said to hold a leaf further on that is not known here", async () => {
  const { a, b, trunk } = await besideBase();
  await runWhere(b, a, [{ ...trunk, seq: 20, idPrefix: "ab".repeat(8) }]);
  expect(baseSeqOf(b)).toBe(14);
});
