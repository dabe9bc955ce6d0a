// Spaces that keep nothing in memory of what is said beyond the base: all is read of its records again whenever it is asked for.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { err } from "../base/result.ts";
import type { Store } from "../ports/store.ts";
import { openMemoryStore } from "../storage/memory-store.ts";
import { digestOf, holding, run } from "./engine/engine.suite.ts";
import {
  act,
  actionsOf,
  addTask,
  bring,
  createIntent,
  ingest,
  newItem,
  openShared,
  ownPathOf,
  pageOf,
  TestProfile,
  titlesOf,
  valueIn,
} from "./space.suite.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

/** `a` has written four tasks and renamed the first. `b` has all of it, holds all of it, and is opened again by what is asked for. */
async function scene() {
  const { spaces, profiles } = await openShared(2, { tailRecords: 5, jitterMs: 0 });
  const [a, b] = spaces;
  const [, profile] = profiles;
  if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
  const ids: ItemId[] = [];
  for (const title of ["one", "two", "three", "four"]) ids.push(await addTask(a, title));
  const [id] = ids;
  if (id === undefined) throw new Error("a task");
  await act(a, { kind: "rename", id, title: "first" });
  await act(a, { kind: "set-notes", id, before: "", after: "notes of the first" });
  await bring(a, b);
  // Whoever opens the space then has nothing to be careful with.
  b.core.takeNoteAway();
  const open = (tailBytes: number, store?: Store): Promise<Space> => {
    profile.tailBytes = tailBytes;
    return profile.open(store);
  };
  return { a, b, profile, open, ids, id };
}

const notesOf = async (space: Space, id: ItemId): Promise<string | undefined> => (await readDetails(space.core.items, id))?.notes;

describe("a space that holds no update in memory", () => {
  test("has the same documents and rows as one that holds all", async () => {
    const { a, open } = await scene();
    const [little, much] = [await open(0), await open(1_000_000)];
    expect([little.core.items.tail.heldBytes, much.core.items.tail.heldBytes]).toEqual([0, much.core.items.tail.bytes]);
    expect(await digestOf(little)).toEqual(await digestOf(a));
    expect(await digestOf(much)).toEqual(await digestOf(a));
    expect(titlesOf(little)).toEqual(titlesOf(a));
  });

  test("takes in, changes and deletes what it has let go", async () => {
    const { a, open, ids, id } = await scene();
    const b = await open(0);
    await act(b, { kind: "rename", id, title: "again" });
    await act(a, { kind: "set-notes", id, before: "notes of the first", after: "notes of the first, longer" });
    await bring(a, b);
    await bring(b, a);
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect([titlesOf(b).includes("again"), await notesOf(b, id)]).toEqual([true, "notes of the first, longer"]);
    await act(b, { kind: "trash", ids: ids.slice(1) });
    await bring(b, a);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("compacts to the same packs as one that holds all, and goes on after it", async () => {
    const { a, open, id } = await scene();
    const b = await open(0);
    const before = await digestOf(b);
    await holding(b);
    await run(b);
    expect([b.core.items.tail.bytes, await digestOf(b)]).toEqual([0, before]);
    await holding(a);
    await run(a);
    expect(b.core.base.base.packs.map(({ pack }) => pack)).toEqual(a.core.base.base.packs.map(({ pack }) => pack));
    await act(a, { kind: "rename", id, title: "after" });
    await bring(a, b);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("has both ways of a log that has forked", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [profileA, profileB] = profiles;
    if (a === undefined || b === undefined || profileA === undefined || profileB === undefined) throw new Error("two of each");
    const id = await addTask(a, "one");
    const clone = new TestProfile(1, { disk: profileA.disk.copy(), timers: profileA.timers });
    await act(a, { kind: "rename", id, title: "this way" });
    const c = await clone.open();
    await act(c, { kind: "set-notes", id, before: "", after: "that way" });
    profileB.tailBytes = 0;
    const held = await profileB.open();
    await bring(a, held);
    await ingest(held, await pageOf(c, ownPathOf(c), 2));
    expect([titlesOf(held), await notesOf(held, id)]).toEqual([["this way"], "that way"]);
    await act(held, createIntent(newItem(held), "more"));
    expect(await notesOf(await profileB.open(), id)).toBe("that way");
  });
});

describe("a record whose updates were let go", () => {
  test("that is damaged makes its items unreadable, is missed in the version, and comes again", async () => {
    const { a, open, profile, id } = await scene();
    const b = await open(0);
    const path = ownPathOf(a);
    profile.disk.damageRecord(b.core.space, path, 5, null);
    expect(await readDetails(b.core.items, id)).toBeNull();
    expect([...b.core.items.unreadable]).toEqual([id]);
    expect(titlesOf(b)).toContain("first");
    // The turn in which all is read again.
    valueIn(await b.refresh());
    expect(b.view().version).toMatchObject([{ seq: 4 }]);
    expect(titlesOf(b)).toContain("one");
    await ingest(b, await pageOf(a, path, 1));
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(b.view().version).toEqual(a.view().version);
  });

  test("on a disk that fails is asked for again: nothing is changed, and nothing taken for lost", async () => {
    const { a, profile, open, id } = await scene();
    const store = openMemoryStore(profile.disk);
    const { readRecords } = store;
    let isBroken = false;
    store.readRecords = (...asked) =>
      isBroken ? Promise.resolve(err({ kind: "unavailable", reason: "a disk error" })) : readRecords.apply(store, asked);
    const b = await open(0, store);
    isBroken = true;
    const refused = err({ kind: "store", error: { kind: "unavailable", reason: "a disk error" } });
    expect(await actionsOf(b).act(b, { kind: "rename", id, title: "now" })).toEqual(refused);
    expect([b.core.items.unreadable.size, titlesOf(b).includes("first")]).toEqual([0, true]);
    isBroken = false;
    await act(b, { kind: "rename", id, title: "now" });
    await bring(b, a);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("and that is gone because another tab has put it into a base is read of that base", async () => {
    const { a, profile, open, id } = await scene();
    const [tab, other] = [await open(0), await open(0)];
    await holding(other);
    await run(other);
    expect([other.core.items.tail.bytes, tab.core.items.tail.bytes > 0]).toEqual([0, true]);
    for (let seq = 1; seq <= 6; seq++) profile.disk.damageRecord(tab.core.space, ownPathOf(a), seq, null);
    expect(await notesOf(tab, id)).toBe("notes of the first");
    expect([tab.core.items.tail.bytes, tab.core.items.unreadable.size]).toEqual([0, 0]);
    expect(await digestOf(tab)).toEqual(await digestOf(a));
  });
});
