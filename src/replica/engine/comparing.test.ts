// When a checkpoint is compared, and what else goes on meanwhile.

import { expect, test } from "vitest";
import type { PackId } from "../../base/ids.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import { settleUntil } from "../../sync/manual-timers.suite.ts";
import { readBook } from "../checkpoint-book.ts";
import { act, valueIn, type TestProfile } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { addTasks, at, forge, give, holding, meet, run, sharing } from "./engine.suite.ts";

const verdictsOf = async ({ core }: Space, maker: Space): Promise<readonly string[]> =>
  (await readBook(core.ports.store, core.space)).filter((entry) => entry.maker === maker.core.self).map(({ verdict }) => verdict);

/** Another tab that holds the links, whose store gives no block of these packs before `goOn`. */
async function waitingTab(
  profile: TestProfile,
  { core }: Space,
  packs: readonly PackId[],
): Promise<{ space: Space; isWaiting: () => boolean; goOn: () => void }> {
  const store = openMemoryStore(profile.disk);
  let waiting: (() => void) | null = null;
  const { readBlocks } = store;
  store.readBlocks = async (...parameters) => {
    if (packs.includes(parameters[1]) && waiting === null) await new Promise<void>((resolve) => (waiting = resolve));
    return readBlocks.apply(store, parameters);
  };
  const space = await profile.openSpace(core.space, profile.ports(store));
  await holding(space);
  return { space, isWaiting: () => waiting !== null, goOn: () => waiting?.() };
}

test("a checkpoint is not found wrong for what a compaction covers while it is being compared", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const id = at(await addTasks(a, 12), 0);
  await meet(shared, [1, 0]);
  const forged = await forge(a);
  const tab = await waitingTab(
    at(shared.profiles, 1),
    b,
    forged.packs.map(({ pack }) => pack),
  );
  await act(tab.space, { kind: "trash", ids: [id] });
  await act(tab.space, { kind: "purge", ids: [id] });
  const giving = give(tab.space, forged);
  await settleUntil(tab.isWaiting);
  await run(tab.space);
  expect(tab.space.core.base.base.checkpoints).toHaveLength(1);
  tab.goOn();
  await giving;
  expect(await verdictsOf(tab.space, a)).toEqual(["unknown"]);
});

test("a checkpoint that came with nothing else is compared once it has waited", async () => {
  const shared = await sharing(2, { jitterMs: 60_000 });
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const { timers } = at(shared.profiles, 1);
  await addTasks(a, 6);
  await meet(shared, [1, 0]);
  await timers.pass(600_000);
  await run(a);
  await meet(shared, [1, 0]);
  expect(await verdictsOf(b, a)).toEqual(["unknown"]);
  const turn = b.core.base.fetchTurn;
  await timers.pass(120_000);
  expect(b.core.base.fetchTurn).toBeGreaterThan(turn);
  await meet(shared, [1, 0]);
  expect(await verdictsOf(b, a)).toEqual(["verified"]);
});

test("a checkpoint that says less of its packs than there is of them is left for good", async () => {
  const { spaces } = await sharing(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  await addTasks(a, 2);
  const { checkpoint } = await forge(a);
  b.core.base.admitted = [checkpoint.id];
  const desk = await b.loadCheckpoints();
  const plan = async (): Promise<unknown> => valueIn(await desk.planFetch([checkpoint.id], new Map(), false)).target;
  valueIn(await desk.keepCheckpoint(checkpoint.id, checkpoint.bytes));
  expect(await plan()).toMatchObject({ checkpoint: checkpoint.id });
  valueIn(await desk.endFetch({ checkpoint: checkpoint.id, outcome: "oversized", pack: null }));
  expect([await verdictsOf(b, a), await plan()]).toEqual([["broken"], null]);
});
