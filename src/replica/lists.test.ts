// Lists and what shows in them.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import {
  act,
  actionsOf,
  addList,
  bring,
  createIntent,
  errorIn,
  newItem,
  openShared,
  TestProfile,
  titlesOf,
  valueIn,
} from "./space.suite.ts";
import type { Space } from "./space.ts";

/** Names of the lists outside the trash with how many open tasks each has. */
const listsOf = (space: Space): string =>
  space.core.items.index
    .listRows()
    .filter(({ trashed }) => !trashed)
    .map(({ name, openTasks }) => `${name} ${openTasks}`)
    .join(", ");

const titlesIn = (space: Space, list: ItemId | null): string => {
  const rows = space.core.items.index.query(list === null ? { view: "inbox" } : { view: "list", list });
  return rows.slice(0, 1_000).map(({ title }) => title).join(" "); // prettier-ignore
};

const trashOf = (space: Space): string =>
  space.core.items.index.query({ view: "trash" }).slice(0, 1_000).map(({ title }) => title).toSorted().join(" "); // prettier-ignore

async function addTo(space: Space, list: ItemId | null, title: string): Promise<ItemId> {
  const id = newItem(space);
  await act(space, { kind: "create", tasks: [{ id, title, day: null }], position: { at: "end", list } });
  return id;
}

/** A list with an open and a done task, one that was in the trash before, and a task in the inbox. */
async function openWithList() {
  const space = await new TestProfile(1).open();
  const list = await addList(space, "Home");
  const [open, done, gone] = [await addTo(space, list, "open"), await addTo(space, list, "done"), await addTo(space, list, "gone")];
  await addTo(space, null, "inbox");
  await act(space, { kind: "set-done", ids: [done], done: true });
  await act(space, { kind: "trash", ids: [gone] });
  return { space, list, open, done, gone };
}

describe("lists", () => {
  test("stand in the user's order with their colours and open tasks", async () => {
    const space = await new TestProfile(1).open();
    const [home, work] = [await addList(space, "Home"), await addList(space, "Work")];
    await act(space, { kind: "create-list", id: newItem(space), name: "Garden", color: "green", position: { at: "before", list: work } });
    await addTo(space, work, "task");
    expect(listsOf(space)).toBe("Home 0, Garden 0, Work 1");
    await act(space, { kind: "move-list", id: work, position: { at: "start" } });
    await act(space, { kind: "color-list", id: home, color: "purple" });
    await act(space, { kind: "rename-list", id: home, name: "House" });
    expect(listsOf(space)).toBe("Work 1, House 0, Garden 0");
    expect(space.core.items.index.listRows().map(({ color }) => color)).toEqual(["blue", "purple", "green"]);
    for (const position of [
      { at: "after", list: work },
      { at: "before", list: home },
    ] as const) {
      expect((await act(space, { kind: "move-list", id: home, position })).action).toBeNull();
    }
  });

  test("follow the inbox when all open tasks are shown, each in its order", async () => {
    const space = await new TestProfile(1).open();
    const [home, work] = [await addList(space, "Home"), await addList(space, "Work")];
    for (const [list, title] of [[work, "w1"], [home, "h1"], [null, "i1"], [home, "h2"]] as const) await addTo(space, list, title); // prettier-ignore
    expect(titlesOf(space)).toEqual(["i1", "h1", "h2", "w1"]);
    await act(space, { kind: "move-list", id: work, position: { at: "start" } });
    expect(titlesOf(space)).toEqual(["i1", "w1", "h1", "h2"]);
  });

  test("may not be changed where they are none, and tasks not where they are lists", async () => {
    const { space, list, open } = await openWithList();
    const wrong: readonly TaskIntent[] = [
      { kind: "rename-list", id: open, name: "x" },
      { kind: "trash-list", id: open },
      { kind: "rename", id: list, title: "x" },
      { kind: "set-notes", id: list, before: "", after: "x" },
      { kind: "move-list", id: list, position: { at: "before", list: open } },
      { kind: "resolve", id: list, field: "title", value: "x" },
    ];
    for (const intent of wrong) {
      expect(errorIn(await actionsOf(space).act(space, intent)), `with ${intent.kind}`).toEqual({
        kind: "refused",
        reason: "no-such-item",
      });
    }
  });

  test("are at most three hundred", async () => {
    const space = await new TestProfile(1).open();
    for (let i = 0; i < 300; i++) await addList(space, `list ${i}`);
    const intent: TaskIntent = { kind: "create-list", id: newItem(space), name: "more", color: "red", position: { at: "end" } };
    expect(errorIn(await actionsOf(space).act(space, intent))).toEqual({ kind: "refused", reason: "too-many" });
  });
});

describe("a list that goes into the trash", () => {
  test("takes its open and done tasks along in one action, which undo takes back", async () => {
    const { space, list } = await openWithList();
    const trashed = await act(space, { kind: "trash-list", id: list });
    expect([listsOf(space), titlesIn(space, null), trashOf(space), trashed.items.length]).toEqual(["", "inbox", "done gone open", 3]);
    if (trashed.action === null) throw new Error("an action");
    expect(valueIn(await actionsOf(space).undo(space, trashed.action))).toMatchObject({ leftAlone: 0 });
    expect([listsOf(space), titlesIn(space, list), trashOf(space)]).toEqual(["Home 1", "open", "gone"]);
  });

  test("comes back with the tasks that went with it, and leaves what was there before", async () => {
    const { space, list } = await openWithList();
    await act(space, { kind: "trash-list", id: list });
    const restored = await act(space, { kind: "restore-list", id: list });
    expect([listsOf(space), titlesIn(space, list), trashOf(space), restored.items.length]).toEqual(["Home 1", "open", "gone", 3]);
  });

  test("comes back alone when its tasks were restored before, and they are in it again", async () => {
    const { space, list, open, done } = await openWithList();
    await act(space, { kind: "trash-list", id: list });
    await act(space, { kind: "restore", ids: [open, done] });
    expect(titlesIn(space, null).split(" ").toSorted()).toEqual(["inbox", "open"]);
    expect((await act(space, { kind: "restore-list", id: list })).items).toEqual([list]);
    expect([titlesIn(space, list), titlesIn(space, null)]).toEqual(["open", "inbox"]);
  });

  test("shows a task that is in it all the same in the inbox, where it can be moved among the others without being rewritten first", async () => {
    const { space, list, open } = await openWithList();
    const other = await addTo(space, null, "other");
    await act(space, { kind: "move", ids: [open], position: { at: "end", list } });
    await act(space, { kind: "trash-list", id: list });
    await act(space, { kind: "restore", ids: [open] });
    const row = space.core.items.index.row(open);
    expect([row?.list, titlesIn(space, null), titlesIn(space, list)]).toEqual([list, "inbox other open", ""]);
    await act(space, { kind: "move", ids: [other], position: { at: "after", task: open } });
    expect(titlesIn(space, null)).toBe("inbox open other");
    expect([space.core.items.index.row(open)?.order, space.core.items.index.row(open)?.list]).toEqual([row?.order, list]);
  });
});

async function twoWithList() {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two spaces");
  const list = await addList(a, "Home");
  const [one, two] = [await addTo(a, list, "one"), await addTo(a, list, "two")];
  await bring(a, b);
  b.core.clock = a.core.clock;
  return { a, b, list, one, two };
}

async function exchange(a: Space, b: Space): Promise<void> {
  await bring(a, b);
  await bring(b, a);
  expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  expect(b.core.items.index.listRows()).toEqual(a.core.items.index.listRows());
  expect(titlesOf(b)).toEqual(titlesOf(a));
}

describe("two devices", () => {
  test("of which one trashes a list while the other edits a task in it show that task in the inbox", async () => {
    const { a, b, list, one } = await twoWithList();
    await act(a, { kind: "trash-list", id: list });
    await act(b, { kind: "rename", id: one, title: "one, edited" });
    await exchange(a, b);
    expect([listsOf(b), titlesIn(b, null), trashOf(b)]).toEqual(["", "one, edited", "two"]);
    expect((await act(b, { kind: "restore-list", id: list })).items).toHaveLength(2);
    await exchange(a, b);
    expect([listsOf(a), titlesIn(a, list), trashOf(a)]).toEqual(["Home 2", "one, edited two", ""]);
  });

  test("of which one trashes a list while the other moves a task into it show that task in the inbox", async () => {
    const { a, b, list } = await twoWithList();
    const loose = await addTo(b, null, "loose");
    await bring(b, a);
    await act(a, { kind: "trash-list", id: list });
    await act(b, { kind: "move", ids: [loose], position: { at: "end", list } });
    await exchange(a, b);
    expect([titlesIn(a, null), trashOf(a)]).toEqual(["loose", "one two"]);
  });

  test("of which one trashes a list while the other renames it keep the list, and its tasks can be brought back", async () => {
    const { a, b, list } = await twoWithList();
    await act(a, { kind: "trash-list", id: list });
    await act(b, { kind: "rename-list", id: list, name: "House" });
    await exchange(a, b);
    expect([listsOf(a), trashOf(a)]).toEqual(["House 0", "one two"]);
  });

  test("that trash one list at once can bring it back with all that went with it", async () => {
    const { a, b, list } = await twoWithList();
    await act(a, { kind: "trash-list", id: list });
    await act(b, { kind: "trash-list", id: list });
    await exchange(a, b);
    expect([listsOf(a), trashOf(a)]).toEqual(["", "one two"]);
    await act(a, { kind: "restore-list", id: list });
    await exchange(a, b);
    expect([listsOf(b), titlesIn(b, list)]).toEqual(["Home 2", "one two"]);
  });

  test("that put lists at one place agree on an order without ties", async () => {
    const { a, b, list } = await twoWithList();
    const other = await addList(a, "Other");
    await bring(a, b);
    await act(a, { kind: "create-list", id: newItem(a), name: "from a", color: "red", position: { at: "after", list } });
    await act(b, { kind: "create-list", id: newItem(b), name: "from b", color: "red", position: { at: "after", list } });
    await act(b, { kind: "move-list", id: other, position: { at: "start" } });
    await exchange(a, b);
    const orders = a.core.items.index.listRows().map(({ order }) => order);
    expect(new Set(orders).size).toBe(4);
    expect(listsOf(a)).toMatch(/^Other 0, Home 2, from [ab] 0, from [ab] 0$/);
  });

  test("that rename one list keep both names until someone chooses", async () => {
    const { a, b, list } = await twoWithList();
    await act(a, { kind: "rename-list", id: list, name: "House" });
    await act(b, { kind: "rename-list", id: list, name: "Flat" });
    await exchange(a, b);
    const [row] = a.core.items.index.listRows();
    expect(row?.conflicts.map(({ field, values }) => [field, values.map(({ value }) => value).toSorted()])).toEqual([
      ["name", ["Flat", "House"]],
    ]);
    await act(a, { kind: "resolve", id: list, field: "name", value: "House" });
    await exchange(a, b);
    expect([listsOf(b), b.core.items.index.listRows()[0]?.conflicts]).toEqual(["House 2", []]);
  });

  test("of which one has not heard of a list yet show its tasks in the inbox until then", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two spaces");
    const unknown = newItem(a);
    await addTo(a, unknown, "early");
    await bring(a, b);
    expect(titlesIn(b, null)).toBe("early");
    await act(a, { kind: "create-list", id: unknown, name: "Late", color: "teal", position: { at: "end" } });
    await bring(a, b);
    expect([titlesIn(b, null), titlesIn(b, unknown), listsOf(b)]).toEqual(["", "early", "Late 1"]);
  });
});

test("a task made as ever goes into the inbox", async () => {
  const space = await new TestProfile(1).open();
  await act(space, createIntent(newItem(space), "plain"));
  expect(titlesIn(space, null)).toBe("plain");
});

test("an archived list is out of sight with its tasks, which stay in it, and comes back as it was", async () => {
  const { space, list } = await openWithList();
  await act(space, { kind: "archive-list", id: list, archived: true });
  expect(titlesOf(space)).toEqual(["inbox"]);
  expect(titlesIn(space, list)).toBe("open");
  expect(space.core.items.index.listRows()).toMatchObject([{ archived: true, openTasks: 1 }]);
  await act(space, { kind: "archive-list", id: list, archived: false });
  expect(titlesOf(space)).toEqual(["inbox", "open"]);
});
