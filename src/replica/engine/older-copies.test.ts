// Items that this device has packed anew though nothing about them was new: its rows name the newer pack alone, while an older one that stays holds them too.
// Another device may have them in the older one only.

import { expect, test } from "vitest";
import { findOlderCopies } from "./older-copies.ts";
import { CopyGatherer } from "./rebuild.ts";
import type { Space } from "../space.ts";
import { addTask } from "../space.suite.ts";
import { addTasks, at, digestOf, idOf, meet, run, sharing, type Shared } from "./engine.suite.ts";

const meetTwice = async (shared: Shared, pair: readonly [number, number]): Promise<void> => {
  await meet(shared, pair);
  await meet(shared, pair);
};

const objectionsOf = (space: Space): readonly string[] => space.receipts.verdicts.flatMap(({ objections }) => objections);

/**
 * `a` has packed ten tasks, `c` has vouched for that, and `b`, which had five of them in a pack with one of its own, has packed those anew beside it. Ten
 * more have come to all, and only `b` has packed them.
 */
async function packedAnew(): Promise<{ shared: Shared; a: Space; b: Space; c: Space }> {
  const shared = await sharing(3);
  const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
  const first = await addTasks(a, 5, "first");
  await meet(shared, [1, 0]);
  await addTask(b, "only at b");
  await run(b);
  await addTasks(a, 5, "second");
  await run(a);
  await meetTwice(shared, [2, 0]);
  await meetTwice(shared, [1, 2]);
  expect(b.core.base.base.packs).toHaveLength(2);
  await addTasks(a, 10, "third");
  await meetTwice(shared, [2, 0]);
  await meetTwice(shared, [1, 2]);
  await run(b);
  const [older] = a.core.base.base.packs;
  const kept = b.core.base.base.packs.find(({ pack }) => pack === older?.pack);
  expect(kept).toBeDefined();
  for (const id of first) expect(b.core.base.items.get(id)?.packs).not.toContain(kept?.number);
  return { shared, a, b, c };
}

test("a checkpoint that has them in the older pack is found right", async () => {
  const { shared, a, b } = await packedAnew();
  await run(a);
  const made = idOf(a);
  await meetTwice(shared, [1, 0]);
  expect(objectionsOf(b)).toEqual([]);
  expect(b.receipts.of(b.core.self)?.checkpoints).toContain(made);
});

test("a checkpoint that has them in the older pack can be taken in the place of the newer one", async () => {
  const { shared, a, b, c } = await packedAnew();
  await addTasks(a, 5, "fourth");
  await run(a);
  await meetTwice(shared, [2, 0]);
  expect(c.receipts.of(c.core.self)?.checkpoints).toContain(idOf(a));
  await meetTwice(shared, [1, 2]);
  expect(objectionsOf(b)).toEqual([]);
  expect(idOf(b)).toEqual(idOf(a));
  expect(await digestOf(b)).toEqual(await digestOf(a));
});

test("are looked for where what a new pack has of an item is not all that goes", async () => {
  const { a, b } = await packedAnew();
  const { core } = b;
  const titled = (title: string) => [...core.base.items].find(([, { row }]) => row?.kind === "task" && row.title === title)?.[0];
  const [id, other] = [titled("first 0"), titled("only at b")];
  if (id === undefined || other === undefined) throw new Error("both are packed");
  const older = core.base.base.packs.find(({ pack }) => a.core.base.base.packs.some((named) => named.pack === pack))?.number ?? 0;
  const [whole, part] = await Promise.all([id, other].map(async (item) => [...((await core.base.source.read([item])).get(item) ?? [])]));
  const find = async (states: readonly Uint8Array[], shared: readonly number[]): Promise<readonly number[] | null> => {
    const fresh = new CopyGatherer();
    for (const item of core.base.items.keys()) {
      const copies = item === id ? states : ((await core.base.source.read([item])).get(item) ?? []);
      for (const state of copies) fresh.add(99, [{ item, state }]);
    }
    const context = { core, limits: core.ports.engineLimits, pause: () => Promise.resolve(), isStopped: () => false };
    const found = await findOlderCopies(context, { dropped: new Set(core.base.items.get(id)?.packs), shared: new Set(shared), fresh });
    return found.kind === "found" ? found.older.packsOf(id) : null;
  };
  expect(await find(whole ?? [], [older])).toEqual([]);
  expect(await find(part ?? [], [older])).toEqual([older]);
  expect(await find([], [older])).toEqual([older]);
  expect(await find([], [])).toBeNull();
});
