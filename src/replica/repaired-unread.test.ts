// A record that was damaged and has come again, where the store refuses to be read just then.

import { expect, test } from "vitest";
import { err, ok } from "../base/result.ts";
import { openMemoryStore } from "../storage/memory-store.ts";
import { addTask, bring, openShared, ownPathOf, pageOf, titlesOf } from "./space.suite.ts";

test("a record that was repaired shows though it could not be read again at once", async () => {
  const { spaces, profiles } = await openShared(2);
  const [[a, b], profileB] = [spaces, profiles[1]];
  if (a === undefined || b === undefined || profileB === undefined) throw new Error("two of each");
  for (const title of ["1", "2", "3"]) await addTask(a, title);
  await bring(a, b);
  profileB.disk.damageRecord(a.core.space, ownPathOf(a), 2, Uint8Array.of(1));

  const store = openMemoryStore(profileB.disk);
  const [read, repair] = [store.readRecords.bind(store), store.repairRecords.bind(store)];
  let isRefusing = false;
  store.repairRecords = async (space, records) => {
    isRefusing = true;
    return repair(space, records);
  };
  store.readRecords = async (...asked) => {
    if (!isRefusing) return read(...asked);
    isRefusing = false;
    return err({ kind: "unavailable", reason: "busy" });
  };
  const tab = await profileB.openSpace(b.core.space, profileB.ports(store));
  expect([tab.core.index.damagedPaths, titlesOf(tab)]).toEqual([1, ["1", "3"]]);
  const taken = await tab.ingestPage(await pageOf(a, ownPathOf(a), 2));
  expect(taken.ok).toBe(false);
  await tab.core.inTurn(async () => ok(null));
  expect([tab.core.index.damagedPaths, titlesOf(tab)]).toEqual([0, ["1", "2", "3"]]);
});
