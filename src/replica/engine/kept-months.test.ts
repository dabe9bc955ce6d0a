import { describe, expect, test } from "vitest";
import type { ItemId, PackId } from "../../base/ids.ts";
import type { Space } from "../space.ts";
import { act, addTask, titlesOf, valueIn } from "../space.suite.ts";
import { at, meet, run, sharing, type Shared } from "./engine.suite.ts";
import { readWholePack } from "./rebuild.ts";

const DAY_MS = 86_400_000;

async function addTasks(space: Space, count: number, name: string): Promise<void> {
  for (let number = 0; number < count; number++) await addTask(space, `${name} ${number}`);
}

const storedPacks = async ({ core }: Space): Promise<readonly PackId[]> =>
  valueIn(await core.ports.store.listPacks(core.space)).map(({ pack }) => pack);

/** Whether any stored pack has a copy of the item. */
async function isInPacks(space: Space, id: ItemId): Promise<boolean> {
  for (const pack of await storedPacks(space)) {
    const items = valueIn(await readWholePack(space.core.ports.store, space.core.pagePorts, pack));
    if (items.some(({ item, state }) => item === id && state !== null)) return true;
  }
  return false;
}

/** Brought to the same base by endorsing. */
async function agree(shared: Shared): Promise<void> {
  for (let round = 0; round < 3; round++) await meet(shared, [1, 0]);
}

/** A month with a secret in it that is kept, on all; the packs of the base are others by then. */
async function withKeptMonth(count: 1 | 2): Promise<{ shared: Shared; a: Space; secret: ItemId }> {
  const shared = await sharing(count);
  const [a, { timers }] = [at(shared.spaces, 0), at(shared.profiles, 0)];
  const secret = await addTask(a, "secret");
  await addTasks(a, 6, "january");
  if (count === 2) await agree(shared);
  await run(a);
  if (count === 2) await agree(shared);
  timers.nowMs += 31 * DAY_MS;
  for (const id of a.core.items.ids) await act(a, { kind: "set-done", ids: [id], done: true });
  if (count === 2) await agree(shared);
  await run(a);
  if (count === 2) await agree(shared);
  for (const { core } of shared.spaces) expect(core.base.base.kept).toHaveLength(1);
  return { shared, a, secret };
}

async function purge(space: Space, id: ItemId): Promise<void> {
  await act(space, { kind: "trash", ids: [id] });
  await act(space, { kind: "purge", ids: [id] });
}

describe("the state of an earlier month", () => {
  test("is kept with all its packs", async () => {
    const { a, secret } = await withKeptMonth(1);
    expect(await storedPacks(a)).toHaveLength(2);
    await addTasks(a, 6, "february");
    await run(a);
    expect(a.core.base.base.kept).toHaveLength(1);
    expect(await isInPacks(a, secret)).toBe(true);
  });

  test("stays while packs are rewritten that tell of what was deleted for good before it", async () => {
    const shared = await sharing(1);
    const [a, { timers }] = [at(shared.spaces, 0), at(shared.profiles, 0)];
    const secret = await addTask(a, "secret");
    await addTasks(a, 6, "january");
    await purge(a, secret);
    await run(a);
    timers.nowMs += 31 * DAY_MS;
    for (const id of a.core.items.ids) await act(a, { kind: "set-done", ids: [id], done: true });
    const before = await storedPacks(a);
    await run(a);
    expect(a.core.base.base.packs.map(({ pack }) => pack)).not.toEqual(before);
    expect(a.core.base.base.kept).toHaveLength(1);
    expect(await isInPacks(a, secret)).toBe(false);
  });

  test("goes at the next compaction with all its packs once something in it was deleted for good", async () => {
    const { a, secret } = await withKeptMonth(1);
    await purge(a, secret);
    await run(a);
    expect(a.core.base.base.kept).toEqual([]);
    expect(await isInPacks(a, secret)).toBe(false);
    expect((await storedPacks(a)).toSorted()).toEqual(a.core.base.base.packs.map(({ pack }) => pack).toSorted());
  });

  test("goes so too on a device that had heard of the deletion and then takes the compaction of another", async () => {
    const { shared, a, secret } = await withKeptMonth(2);
    const b = at(shared.spaces, 1);
    await purge(a, secret);
    await agree(shared);
    expect(b.core.items.tombstones.has(secret)).toBe(true);
    await run(a);
    await agree(shared);
    expect(b.core.base.base.checkpoints).toEqual(a.core.base.base.checkpoints);
    for (const space of [a, b]) {
      expect(space.core.base.base.kept).toEqual([]);
      expect(await isInPacks(space, secret)).toBe(false);
    }
    expect(titlesOf(b)).toEqual([]);
  });
});
