// Copies of tasks and lists in their space: as duplicates, as templates, and as lists made from one.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../../base/ids.ts";
import type { NewTask } from "../../model/task-intent.ts";
import type { CopyAs } from "../face/spaces.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { act, addList, entryNumber, newItem, TestProfile, valueIn } from "../space.suite.ts";
import { copyHere } from "./copy-here.ts";
import { openTab } from "./spaces.suite.ts";
import { readDetails } from "../read-details.ts";

const [early] = [entryNumber(1)];

async function openOwn() {
  const { replica } = await openTab(new TestProfile(1));
  return { replica, space: replica.spaces.own.space };
}

async function add(space: Space, title: string, list: ItemId | null, parts: Partial<NewTask> & { parent?: ItemId; section?: string } = {}) {
  const id = newItem(space);
  const { parent = null, section = null, ...fields } = parts;
  await act(space, { kind: "create", tasks: [{ id, title, day: null, ...fields }], position: { at: "end", list, parent, section } });
  return id;
}

const outlineIn = ({ core }: Space, list: ItemId | null): readonly string[] => {
  const rows = core.items.index.query(list === null ? { view: "inbox" } : { view: "list", list });
  return rows.slice(0, 99).map(({ title }, at) => ".".repeat(rows.depths?.[at] ?? 0) + title);
};

async function copy(replica: Replica, ids: readonly ItemId[], as: CopyAs = {}) {
  const receipt = valueIn(await copyHere(replica, ids, as));
  const [first] = receipt.items;
  if (first === undefined) throw new Error("something was copied");
  return { receipt, first };
}

describe("a copy of a task", () => {
  test("stands behind it with its parts, its notes and its steps, and is taken back with them", async () => {
    const { replica, space } = await openOwn();
    const trip = await add(space, "trip", null, { notes: "by train", priority: 1, tags: ["away"] });
    const rooms = await add(space, "rooms", null, { parent: trip });
    await add(space, "beds", null, { parent: rooms });
    await add(space, "later", null);
    await act(space, { kind: "add-entries", id: trip, entries: [{ id: entryNumber(5), text: "pack" }], position: { at: "end" } });
    const { receipt, first } = await copy(replica, [trip]);
    expect(outlineIn(space, null)).toEqual(["trip", ".rooms", "..beds", "trip", ".rooms", "..beds", "later"]);
    const details = await readDetails(space.core.items, first);
    expect(details).toMatchObject({ notes: "by train", row: { priority: 1, tags: ["away"] }, checklist: [{ text: "pack" }] });
    if (receipt.action === null) throw new Error("an action");
    valueIn(await replica.undo(receipt.action));
    expect(outlineIn(space, null)).toEqual(["trip", ".rooms", "..beds", "later"]);
  });

  test("of a part is a part of the same task", async () => {
    const { replica, space } = await openOwn();
    const trip = await add(space, "trip", null);
    const rooms = await add(space, "rooms", null, { parent: trip });
    await add(space, "visa", null, { parent: trip });
    await copy(replica, [rooms]);
    expect(outlineIn(space, null)).toEqual(["trip", ".rooms", ".rooms", ".visa"]);
  });
});

async function openWithList() {
  const { replica, space } = await openOwn();
  const list = await addList(space, "Move");
  await act(space, { kind: "add-section", id: list, section: early, name: "Before", position: { at: "end" } });
  const boxes = await add(space, "boxes", list, { day: "2026-03-01", start: "2026-02-20" });
  const tape = await add(space, "tape", list, { parent: boxes });
  const keys = await add(space, "keys", list, { section: early, day: "2026-03-05" });
  await act(space, { kind: "set-done", ids: [tape], done: true });
  return { replica, space, list, boxes, keys };
}

describe("a copy of a list", () => {
  test("has its sections, its tasks in their order, and their parts", async () => {
    const { replica, space, list } = await openWithList();
    const { first } = await copy(replica, [list], { name: "Move again" });
    expect(space.core.items.index.lists.sectionsOf(first)).toEqual([{ id: early, name: "Before" }]);
    expect(outlineIn(space, first)).toEqual(["boxes", "keys"]);
    expect(space.core.items.index.query({ view: "list", list: first }).headings).toMatchObject([{ at: 1, name: "Before" }]);
    expect(outlineIn(space, list)).toEqual(["boxes", "keys"]);
  });

  test("kept as a template is out of sight, all of it open; what is made from it is fresh, its days from the one asked for", async () => {
    const { replica, space, list } = await openWithList();
    const { first: template } = await copy(replica, [list], { name: "Move", isTemplate: true, isFresh: true });
    const { index } = space.core.items;
    expect(outlineIn(space, template)).toEqual(["boxes", ".tape", "keys"]);
    expect(index.query({ view: "open" }).slice(0, 99).map(({ title }) => title)).toEqual(["boxes", "keys"]); // prettier-ignore
    expect(index.listRows().find(({ id }) => id === template)).toMatchObject({ template: true, archived: true });
    const { first } = await copy(replica, [template], { name: "To Rome", isFresh: true, firstDay: "2027-01-01" });
    expect(index.listRows().find(({ id }) => id === first)).toMatchObject({ name: "To Rome", template: false, archived: false });
    const rows = index.query({ view: "list", list: first }).slice(0, 99);
    expect(rows.map(({ title, day, start }) => [title, day, start])).toEqual([
      ["boxes", "2027-01-10", "2027-01-01"],
      ["tape", null, null],
      ["keys", "2027-01-14", null],
    ]);
  });
});
