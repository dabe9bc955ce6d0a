// Saved views: what becomes of them when devices change them at once.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { MAX_VIEWS } from "../model/plan-view.ts";
import type { readAsks } from "../model/view-asks.ts";
import type { ViewRow } from "../model/view-row.ts";
import { act, actionsOf, bring, errorIn, newItem, openShared, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

const viewsOf = (space: Space): readonly ViewRow[] => space.core.items.index.viewRows();
const keptNames = (space: Space): string =>
  viewsOf(space)
    .filter(({ trashed }) => !trashed)
    .map(({ name }) => name)
    .join(" ");

async function addView(space: Space, name: string, asks: Parameters<typeof readAsks>[0] = { tag: "home" }): Promise<ItemId> {
  const id = newItem(space);
  await act(space, { kind: "create-view", id, name, asks, position: { at: "end" } });
  return id;
}

async function exchange(a: Space, b: Space): Promise<void> {
  await bring(a, b);
  await bring(b, a);
  expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
}

async function twoWithView() {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two spaces");
  const view = await addView(a, "Home", { tag: "home", priority: "1" });
  await bring(a, b);
  b.core.clock = a.core.clock;
  return { a, b, view };
}

describe("views", () => {
  test("stand in the user's order with what they ask for, and move", async () => {
    const space = await new TestProfile(1).open();
    const [home, soon] = [await addView(space, "Home"), await addView(space, "Soon", { due: "soon", tag: "" })];
    expect(viewsOf(space)).toMatchObject([
      { id: home, name: "Home", asks: { tag: "home" } },
      { id: soon, name: "Soon", asks: { due: "soon" } },
    ]);
    await act(space, { kind: "move-view", id: soon, position: { at: "before", view: home } });
    expect(keptNames(space)).toBe("Soon Home");
  });

  test("are renamed, ask for something else, go into the trash and come back; each can be taken back", async () => {
    const space = await new TestProfile(1).open();
    const id = await addView(space, "Home", { tag: "home", due: "today" });
    const actions = actionsOf(space);
    const done = valueIn(await actions.act(space, { kind: "set-asks", id, asks: { due: "", priority: "2" } }));
    expect(viewsOf(space)[0]?.asks).toEqual({ tag: "home", priority: "2" });
    if (done.action === null) throw new Error("something was done");
    await actions.undo(space, done.action);
    expect(viewsOf(space)[0]?.asks).toEqual({ tag: "home", due: "today" });
    await act(space, { kind: "rename-view", id, name: "House" });
    await act(space, { kind: "trash", ids: [id] });
    expect(viewsOf(space)).toMatchObject([{ name: "House", trashed: true }]);
    await act(space, { kind: "restore", ids: [id] });
    expect(keptNames(space)).toBe("House");
    await act(space, { kind: "trash", ids: [id] });
    await act(space, { kind: "purge", ids: [id] });
    expect(viewsOf(space)).toEqual([]);
  });

  test("are made with a colour and with what only a later version asks for, and coloured otherwise", async () => {
    const space = await new TestProfile(1).open();
    const id = newItem(space);
    const beyond = { waiting: "Ada", due: "next-month" };
    await act(space, { kind: "create-view", id, name: "Waiting", asks: { among: "done", due: "today" }, beyond, color: "red", position: { at: "end" } }); // prettier-ignore
    expect(viewsOf(space)).toMatchObject([{ color: "red", asks: { among: "done", due: "today", waiting: "Ada" } }]);
    await act(space, { kind: "color-view", id, color: "teal" });
    const plain = await addView(space, "Plain");
    expect(viewsOf(space)).toMatchObject([{ color: "teal" }, { id: plain, color: null }]);
  });

  test("are as they were after the space has been opened again", async () => {
    const profile = new TestProfile(1);
    const space = await profile.open();
    await addView(space, "Home", { text: "milk", list: "inbox" });
    const again = await profile.open();
    expect(viewsOf(again)).toEqual(viewsOf(space));
  });

  test("of which there are as many as there may be take no more", async () => {
    const space = await new TestProfile(1).open();
    for (let i = 0; i < MAX_VIEWS; i++) await addView(space, `view ${i}`);
    const refused = await actionsOf(space).act(space, {
      kind: "create-view",
      id: newItem(space),
      name: "one more",
      asks: {},
      position: { at: "end" },
    });
    expect(errorIn(refused)).toEqual({ kind: "refused", reason: "too-many" });
  });
});

describe("two devices", () => {
  test("of which one renames a view and the other changes its filter keep both", async () => {
    const { a, b, view } = await twoWithView();
    await act(a, { kind: "rename-view", id: view, name: "House" });
    await act(b, { kind: "set-asks", id: view, asks: { priority: "3" } });
    await exchange(a, b);
    for (const space of [a, b]) expect(viewsOf(space)).toMatchObject([{ name: "House", asks: { tag: "home", priority: "3" } }]);
  });

  test("that change different conditions of a view keep both changes", async () => {
    const { a, b, view } = await twoWithView();
    await act(a, { kind: "set-asks", id: view, asks: { priority: "" } });
    await act(b, { kind: "set-asks", id: view, asks: { due: "today" } });
    await exchange(a, b);
    for (const space of [a, b]) expect(viewsOf(space)[0]?.asks).toEqual({ tag: "home", due: "today" });
  });

  test("that change one condition agree on the later of the two", async () => {
    const { a, b, view } = await twoWithView();
    await act(a, { kind: "set-asks", id: view, asks: { tag: "garden" } });
    await act(b, { kind: "set-asks", id: view, asks: { tag: "work" } });
    await exchange(a, b);
    expect(viewsOf(a)).toEqual(viewsOf(b));
    expect(["garden", "work"]).toContain(viewsOf(a)[0]?.asks["tag"]);
  });

  test("of which one puts a view into the trash while the other changes it have it back", async () => {
    const { a, b, view } = await twoWithView();
    await act(a, { kind: "trash", ids: [view] });
    await act(b, { kind: "set-asks", id: view, asks: { due: "soon" } });
    await exchange(a, b);
    for (const space of [a, b]) expect(viewsOf(space)).toMatchObject([{ trashed: false, asks: { due: "soon" } }]);
  });

  test("that name a view at once keep both names until someone chooses", async () => {
    const { a, b, view } = await twoWithView();
    await act(a, { kind: "rename-view", id: view, name: "House" });
    await act(b, { kind: "rename-view", id: view, name: "Flat" });
    await exchange(a, b);
    expect(viewsOf(a)[0]?.conflicts).toHaveLength(1);
    await act(a, { kind: "resolve", id: view, field: "name", value: "House" });
    await exchange(a, b);
    expect(viewsOf(b)).toMatchObject([{ name: "House", conflicts: [] }]);
  });

  test("that put views at one place agree on an order", async () => {
    const { a, b, view } = await twoWithView();
    for (const space of [a, b]) {
      await act(space, { kind: "create-view", id: newItem(space), name: "new", asks: {}, position: { at: "after", view } });
    }
    await exchange(a, b);
    expect(viewsOf(a).map(({ id }) => id)).toEqual(viewsOf(b).map(({ id }) => id));
    expect(new Set(viewsOf(a).map(({ order }) => order)).size).toBe(3);
  });
});
