import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { makeId } from "../base/ids.ts";
import { lateCopyId } from "./late-copies.ts";
import { readPurgeNotes } from "./purge-notes.ts";
import {
  act,
  actionsOf,
  addList,
  addTask,
  bring,
  createIntent,
  errorIn,
  openShared,
  type TestProfile,
  titlesOf,
  valueIn,
} from "./space.suite.ts";
import type { Space } from "./space.ts";

async function two(): Promise<{ a: Space; b: Space; profiles: readonly TestProfile[] }> {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  return { a, b, profiles };
}

const trash = async (space: Space, ...ids: readonly ItemId[]) => act(space, { kind: "trash", ids });
const purge = async (space: Space, ...ids: readonly ItemId[]) => act(space, { kind: "purge", ids });

const trashOf = (space: Space): readonly string[] =>
  space.core.items.index
    .query({ view: "trash" })
    .slice(0, 100)
    .map(({ title }) => title);

/** Lets copies that are kept in a turn of their own be kept. */
const settled = async (space: Space): Promise<void> => {
  await space.core.inTurn(async () => ({ ok: true, value: null }));
  await space.core.inTurn(async () => ({ ok: true, value: null }));
};

/** A task in the trash of both. */
async function trashedOnBoth(a: Space, b: Space, title = "secret"): Promise<ItemId> {
  const id = await addTask(a, title);
  await trash(a, id);
  await bring(a, b);
  return id;
}

describe("an item deleted for good", () => {
  test("is gone from rows, documents and the trash, here and on the other device, and stays so after a reload", async () => {
    const { a, b, profiles } = await two();
    const id = await trashedOnBoth(a, b);
    expect(trashOf(b)).toEqual(["secret"]);
    expect((await purge(a, id)).items).toEqual([id]);
    await bring(a, b);
    const again = await profiles[1]?.open();
    for (const space of [a, b, again]) {
      if (space === undefined) throw new Error("no space");
      expect([trashOf(space), space.core.items.has(id)]).toEqual([[], false]);
      expect(space.core.items.tombstones.has(id)).toBe(true);
    }
  });

  test("must be in the trash: what is not is left alone, and nothing is written for nothing", async () => {
    const { a } = await two();
    const [kept, gone] = [await addTask(a, "kept"), await addTask(a, "gone")];
    await trash(a, gone);
    expect((await purge(a, kept, gone)).items).toEqual([gone]);
    expect(titlesOf(a)).toEqual(["kept"]);
    expect(await purge(a, kept, gone)).toEqual({ action: null, items: [] });
  });

  test("ignores whatever comes of it later, and cannot be made, changed or taken back again", async () => {
    const { a, b } = await two();
    const id = await trashedOnBoth(a, b);
    const { action } = await act(a, { kind: "restore", ids: [id] });
    await trash(a, id);
    await purge(a, id);
    expect(errorIn(await actionsOf(a).act(a, { kind: "rename", id, title: "x" }))).toMatchObject({ reason: "no-such-item" });
    expect(errorIn(await actionsOf(a).act(a, createIntent(id, "again")))).toMatchObject({ reason: "no-such-item" });
    if (action === null) throw new Error("it was restored");
    expect(errorIn(await actionsOf(a).undo(a, action))).toEqual({ kind: "nothing-to-undo" });
    await act(b, { kind: "restore", ids: [id] });
    await bring(b, a);
    expect([titlesOf(a), trashOf(a)]).toEqual([[], []]);
  });

  test("cannot be undone, while what was done to others with it can", async () => {
    const { a } = await two();
    const [one, other] = [await addTask(a, "one"), await addTask(a, "other")];
    const { action } = await act(a, { kind: "set-done", ids: [one, other], done: true });
    await trash(a, one);
    const purged = await purge(a, one);
    if (action === null || purged.action === null) throw new Error("both were done");
    expect(errorIn(await actionsOf(a).undo(a, purged.action))).toEqual({ kind: "nothing-to-undo" });
    expect(valueIn(await actionsOf(a).undo(a, action))).toMatchObject({ items: [other], leftAlone: 1 });
    expect(titlesOf(a)).toEqual(["other"]);
  });

  test("that is a list leaves its tasks in the inbox", async () => {
    const { a } = await two();
    const list = await addList(a, "Work");
    const task = await addTask(a, "task");
    await act(a, { kind: "move", ids: [task], position: { at: "end", list } });
    await act(a, { kind: "trash-list", id: list });
    await act(a, { kind: "restore", ids: [task] });
    await purge(a, list);
    expect(a.core.items.index.listRows()).toEqual([]);
    const inbox = a.core.items.index.query({ view: "inbox" });
    expect(inbox.slice(0, 10).map(({ title }) => title)).toEqual(["task"]);
  });

  test("goes together with many others in one action, over several records", async () => {
    const { a, b } = await two();
    const ids = Array.from({ length: 2_000 }, (_, index) => {
      const bytes = new Uint8Array(16);
      new DataView(bytes.buffer).setUint32(0, index + 1);
      return makeId("item", bytes);
    });
    await act(a, { kind: "create", tasks: ids.map((id) => ({ id, title: "x", day: null })), position: { at: "end", list: null } });
    await trash(a, ...ids);
    await bring(a, b);
    expect(trashOf(b)).toHaveLength(100);
    const { items } = await purge(a, ...ids);
    expect(items).toHaveLength(2_000);
    await bring(a, b);
    expect([trashOf(a), trashOf(b)]).toEqual([[], []]);
  });
});

/** On b, while a deletes the item. */
async function lateEdit() {
  const { a, b, profiles } = await two();
  const id = await trashedOnBoth(a, b);
  await act(b, { kind: "restore", ids: [id] });
  await act(b, { kind: "rename", id, title: "still needed" });
  await purge(a, id);
  return { a, b, id, profiles };
}

test("what was deleted for good is noted, so that it can be told who has confirmed it", async () => {
  const { a, b } = await two();
  const id = await trashedOnBoth(a, b);
  expect(await readPurgeNotes(a.core.ports.store, a.core.space)).toEqual([]);
  await purge(a, id);
  const [head] = a.view().heads;
  expect(await readPurgeNotes(a.core.ports.store, a.core.space)).toMatchObject([{ log: head?.log, seq: head?.seq, items: 1 }]);
});

describe("an edit made before the device knew that the item was deleted for good", () => {
  test("is kept in the trash under another id, once, and reaches the other device", async () => {
    const { a, b, id, profiles } = await lateEdit();
    await bring(a, b);
    await settled(b);
    expect([titlesOf(b), trashOf(b)]).toEqual([[], ["still needed"]]);
    const log = b.view().heads.find(({ device }) => device === b.core.self)?.log;
    if (log === undefined) throw new Error("b has written");
    const copy = lateCopyId(b.core.ports.suite.sha256, b.core.space, id, log);
    expect(b.core.items.index.row(copy)).toMatchObject({ title: "still needed", trashed: true });
    await bring(b, a);
    await settled(a);
    expect(trashOf(a)).toEqual(["still needed"]);
    const again = await profiles[1]?.open();
    if (again === undefined) throw new Error("no space");
    await settled(again);
    expect([again.view().heads.length, trashOf(again)]).toEqual([b.view().heads.length, ["still needed"]]);
    expect(again.view().version).toEqual(b.view().version);
  });

  test("is kept by the next start where the worker ended before it could be", async () => {
    const { a, b, profiles } = await lateEdit();
    const before = b.view().version;
    // A store that takes what comes in, and nothing of its own any more.
    await bring(a, b);
    b.core.items.lateEdits.clear();
    const started = await profiles[1]?.open();
    if (started === undefined) throw new Error("no space");
    await settled(started);
    expect(trashOf(started)).toEqual(["still needed"]);
    expect(started.view().version).not.toEqual(before);
  });

  test("is not made again after the copy was deleted for good too", async () => {
    const { a, b, id, profiles } = await lateEdit();
    await bring(a, b);
    await settled(b);
    const [copy] = b.core.items.index.query({ view: "trash" }).slice(0, 1);
    if (copy === undefined) throw new Error("a copy was kept");
    await purge(b, copy.id);
    const started = await profiles[1]?.open();
    if (started === undefined) throw new Error("no space");
    await settled(started);
    expect(trashOf(started)).toEqual([]);
    expect([...started.core.items.tombstones].toSorted((x, y) => (x < y ? -1 : 1))).toEqual(
      [id, copy.id].toSorted((x, y) => (x < y ? -1 : 1)),
    );
  });

  test("is not kept by a device that only holds it, which is another's", async () => {
    const { spaces } = await openShared(3);
    const [a, b, c] = spaces;
    if (a === undefined || b === undefined || c === undefined) throw new Error("three of them");
    const id = await trashedOnBoth(a, b);
    await act(b, { kind: "rename", id, title: "late" });
    await bring(a, c);
    await bring(b, c);
    await purge(a, id);
    await bring(a, c);
    await settled(c);
    expect(c.view().heads.some(({ device }) => device === c.core.self)).toBe(false);
    expect(trashOf(c)).toEqual([]);
  });

  test("made in another tab is kept as well", async () => {
    const { a, b, profiles } = await two();
    const id = await trashedOnBoth(a, b);
    const tab = await profiles[1]?.open();
    if (tab === undefined) throw new Error("no tab");
    await purge(a, id);
    await bring(a, b);
    // This tab has not heard yet.
    await act(tab, { kind: "restore", ids: [id] });
    valueIn(await tab.refresh());
    valueIn(await b.refresh());
    await settled(tab);
    await settled(b);
    valueIn(await b.refresh());
    expect([trashOf(tab), trashOf(b)]).toEqual([["secret"], ["secret"]]);
    expect(tab.core.items.tombstones.has(id)).toBe(true);
  });
});
