// Packs that nobody names are removed, while a checkpoint is being taken.

import { expect, test } from "vitest";
import { openMemoryStore } from "../../storage/memory-store.ts";
import { settleUntil } from "../../sync/manual-timers.suite.ts";
import { valueIn } from "../space.suite.ts";
import { addTasks, at, forge, give, holding, idOf, meet, run, sharing } from "./engine.suite.ts";

test("a base names no pack that was removed while its checkpoint was being taken", async () => {
  const shared = await sharing(2);
  const [a, profile] = [at(shared.spaces, 0), at(shared.profiles, 1)];
  await addTasks(a, 12);
  await meet(shared, [1, 0]);
  const forged = await forge(a);
  const fresh = forged.packs.map(({ pack }) => pack);
  const store = openMemoryStore(profile.disk);
  let reads = 0;
  const waiting: (() => void)[] = [];
  const { readBlocks, commit } = store;
  store.readBlocks = async (...parameters) => {
    const blocks = await readBlocks.apply(store, parameters);
    // Compared it is, and read to be taken.
    if (fresh.includes(parameters[1]) && ++reads === 2) await new Promise<void>((resolve) => void waiting.push(resolve));
    return blocks;
  };
  store.commit = async (batch) => {
    // A compaction comes no further than to its first pack meanwhile.
    if ((batch.blocks?.length ?? 0) > 0 && waiting.length > 0) await new Promise<void>(() => undefined);
    return commit.call(store, batch);
  };
  const tab = await profile.openSpace(a.core.space, profile.ports(store));
  await holding(tab);
  const giving = give(tab, forged);
  await settleUntil(() => waiting.length > 0);
  void run(tab);
  for (let turn = 0; turn < 50; turn++) await tab.core.inTurn(async () => ({ ok: true, value: null }));
  for (const goOn of waiting) goOn();
  await giving;
  expect(idOf(tab)).toBe(forged.checkpoint.id);
  const stored = valueIn(await store.listPacks(tab.core.space)).map(({ pack }) => pack);
  for (const { pack } of tab.core.base.base.packs) expect(stored).toContain(pack);
});
