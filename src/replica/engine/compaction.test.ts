import { describe, expect, test } from "vitest";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { Space } from "../space.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import type { Store } from "../../ports/store.ts";
import { act, addTask, bring, openShared, ownPathOf, titlesOf, valueIn, type TestProfile } from "../space.suite.ts";

/** The tab holds the links. */
async function holding(space: Space): Promise<void> {
  const number = valueIn(await space.core.ports.store.raiseFence());
  space.core.fence = { number, overtaken: () => undefined };
}

async function one(limits: Partial<TestProfile["limits"]> = {}): Promise<{ space: Space; profile: TestProfile }> {
  const { profiles, spaces } = await openShared(1, { tailRecords: 5, ...limits });
  const [space, profile] = [spaces[0], profiles[0]];
  if (space === undefined || profile === undefined) throw new Error("one of them");
  await holding(space);
  return { space, profile };
}

const run = (space: Space): Promise<void> => space.upkeep.runNow();

/** Runs one step of the engine after another. */
async function* stepping(space: Space, { timers }: TestProfile): AsyncGenerator<void> {
  let isDone = false;
  const running = run(space).finally(() => {
    isDone = true;
  });
  for (;;) {
    await settle();
    if (isDone) return running;
    yield;
    await timers.pass(10);
  }
}

const digestOf = async (space: Space): Promise<unknown> => Object.fromEntries(await space.core.items.digest());

/** A store that answers no question for records while it is shut. */
function gatedStore({ disk }: TestProfile): { store: Store; gate: { isShut: boolean; open: () => void } } {
  const store = openMemoryStore(disk);
  const waiting: (() => void)[] = [];
  const gate = {
    isShut: false,
    open: (): void => {
      gate.isShut = false;
      for (const answer of waiting.splice(0)) answer();
    },
  };
  const { readRecords } = store;
  store.readRecords = async (...parameters) => {
    if (gate.isShut) await new Promise<void>((resolve) => void waiting.push(resolve));
    return readRecords.apply(store, parameters);
  };
  return { store, gate };
}

describe("compaction", () => {
  test("does not cover records that are being read again, after damage to them was mended", async () => {
    const { space, profile } = await one();
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    const digest = await digestOf(space);
    const path = ownPathOf(space);
    const [second] = await space.core.index.read(path, 2, { maxRecords: 1, maxBytes: 1 });
    if (second === undefined) throw new Error("a second record");
    const damaged = second.bytes.map((byte, at) => (at === 80 ? byte ^ 1 : byte));
    profile.disk.damageRecord(space.core.space, path, 2, damaged);
    const { store, gate } = gatedStore(profile);
    const again = await profile.openSpace(space.core.space, profile.ports(store));
    await holding(again);
    expect(again.core.index.damagedPaths).toBe(1);
    // Another tab has fetched it again.
    profile.disk.damageRecord(space.core.space, path, 2, second.bytes);
    gate.isShut = true;
    const refreshed = again.refresh();
    await settle();
    const running = run(again);
    await settle();
    gate.open();
    await Promise.all([refreshed, running]);
    expect(await digestOf(again)).toEqual(digest);
    await run(again);
    expect(again.core.base.base.packs).toHaveLength(1);
    expect(await digestOf(await profile.open())).toEqual(digest);
  });

  test("puts the tail into packs, and a reload reads them and gives the same documents and rows", async () => {
    const { space, profile } = await one();
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    const [digest, titles] = [await digestOf(space), titlesOf(space)];
    await run(space);
    expect(space.core.items.tail.size).toBe(0);
    expect(space.core.base.base.packs).toHaveLength(1);
    expect(await digestOf(space)).toEqual(digest);
    const again = await profile.open();
    expect(again.core.items.tail.size).toBe(0);
    expect(await digestOf(again)).toEqual(digest);
    expect(titlesOf(again)).toEqual(titles);
  });

  test("goes on from the base: what is edited is packed again, what is not stays", async () => {
    const { space, profile } = await one();
    const ids = [];
    for (let number = 0; number < 8; number++) ids.push(await addTask(space, `task ${number}`));
    await run(space);
    for (const id of ids.slice(0, 2)) await act(space, { kind: "set-done", ids: [id], done: true });
    for (let number = 8; number < 12; number++) await addTask(space, `task ${number}`);
    const digest = await digestOf(space);
    await run(space);
    expect(space.core.base.base.packs).toHaveLength(2);
    expect(await digestOf(await profile.open())).toEqual(digest);
  });

  test("leaves a short tail alone", async () => {
    const { space } = await one();
    await addTask(space, "one");
    await run(space);
    expect(space.core.base.base.packs).toHaveLength(0);
  });

  test("what is written meanwhile stays in the tail", async () => {
    const { space, profile } = await one({ pauseMs: 10 });
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    const steps = stepping(space, profile);
    await steps.next();
    const id = await addTask(space, "meanwhile");
    while ((await steps.next()).done !== true);
    const digest = await digestOf(space);
    expect([...space.core.items.tail.ids]).toContain(id);
    expect(await digestOf(await profile.open())).toEqual(digest);
  });

  test("makes no pause before it has worked for a while", async () => {
    const { space } = await one({ pauseMs: 10, stepMs: 16 });
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    // Nobody lets the time pass.
    await run(space);
    expect(space.core.base.base.packs).toHaveLength(1);
  });

  test("is done by the tab that holds the links alone", async () => {
    const { space } = await one();
    space.core.fence = null;
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    await run(space);
    expect(space.core.base.base.packs).toHaveLength(0);
  });

  test("another tab reads the new base when it is told, and through it what is gone from the old one", async () => {
    const { space, profile } = await one();
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    const other = await profile.open();
    await run(space);
    valueIn(await other.refresh());
    expect(other.core.items.tail.size).toBe(0);
    expect(await digestOf(other)).toEqual(await digestOf(space));
  });

  test("another tab hears by the new base alone of what was deleted for good, whose packs are gone", async () => {
    const { space, profile } = await one();
    const gone = await addTask(space, "gone");
    for (let number = 0; number < 8; number++) await addTask(space, `task ${number}`);
    await run(space);
    const other = await profile.open();
    await act(space, { kind: "trash", ids: [gone] });
    await act(space, { kind: "purge", ids: [gone] });
    await run(space);
    valueIn(await other.refresh());
    expect([...other.core.items.tombstones]).toEqual([gone]);
    expect(titlesOf(other)).toEqual(titlesOf(space));
    expect(await digestOf(other)).toEqual(await digestOf(space));
  });
});

test("a checkpoint covers what is applied and not what is only held", async () => {
  const { spaces } = await openShared(2, { tailRecords: 3 });
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  for (let number = 0; number < 4; number++) await addTask(a, `task ${number}`);
  await bring(a, b);
  await holding(b);
  await run(b);
  expect([...b.core.base.base.cover.values()].map(({ seq }) => seq)).toEqual([4]);
});

test("a pack that says that another device's item was deleted for good names the record that deleted it", async () => {
  const { spaces } = await openShared(2, { tailRecords: 3 });
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  const gone = await addTask(a, "gone");
  for (let number = 0; number < 4; number++) await addTask(a, `task ${number}`);
  await bring(a, b);
  await holding(b);
  await run(b);
  await act(b, { kind: "trash", ids: [gone] });
  await act(b, { kind: "purge", ids: [gone] });
  await run(b);
  const packs = b.core.base.items.get(gone)?.packs;
  const reached = b.core.base.base.packs.filter(({ number }) => packs?.includes(number)).map(({ reach }) => reach.get(ownPathOf(b).log));
  expect(reached).toEqual([2]);
});
