// What a person can do to tasks and lists, each taken back and brought again; and what each of it comes to.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { MAX_CHECKLIST_ENTRIES } from "../model/checklist.ts";
import { MAX_TASK_TAGS } from "../model/tag.ts";
import type { TaskIntent, TaskPosition } from "../model/task-intent.ts";
import type { TaskRow } from "../model/task-row.ts";
import { act, actionsOf, addList, addTask, entryNumber, errorIn, newItem, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

const open = (): Promise<Space> => new TestProfile(1).open();

const clock = { time: "09:30", zone: "Europe/Berlin" };
const END: TaskPosition = { at: "end", list: null };

async function detailsOf(space: Space, id: ItemId) {
  const details = await readDetails(space.core.items, id);
  if (details === null) throw new Error("the task is there");
  return details;
}

const rowOf = async (space: Space, id: ItemId): Promise<TaskRow> => (await detailsOf(space, id)).row;

const checklistOf = async (space: Space, id: ItemId): Promise<string> =>
  (await detailsOf(space, id)).checklist.map(({ text, checked }) => (checked ? `[${text}]` : text)).join(" ");

/** All that is shown, but for the times of the last change. */
async function shownIn(space: Space): Promise<unknown> {
  const { index } = space.core.items;
  const tasks = [...index.rows()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const details: unknown[] = [];
  for (const { id } of tasks) {
    const { row, ...others } = await detailsOf(space, id);
    details.push({ ...row, ...others, changedMs: 0, trashedMs: 0 });
  }
  const lists = index.listRows().map((row) => ({ ...row, changedMs: 0, trashedMs: 0 }));
  return { details, lists, tags: index.tags.uses(), order: titlesOf(space) };
}

/** A space with a bit of everything, and intents that change it. */
async function scene(): Promise<{ space: Space; intents: readonly TaskIntent[] }> {
  const space = await open();
  const [one, two, three] = [await addTask(space, "one"), await addTask(space, "two"), await addTask(space, "three")];
  const [home, work] = [await addList(space, "Home"), await addList(space, "Work")];
  await act(space, { kind: "move", ids: [two, three], position: { at: "end", list: home } });
  await act(space, { kind: "add-tag", ids: [one], tag: "Phone" });
  await act(space, { kind: "set-notes", id: one, before: "", after: "first\nsecond" });
  const entries = ["milk", "bread", "eggs"].map((text, index) => ({ id: entryNumber(index), text }));
  await act(space, { kind: "add-entries", id: one, entries, position: { at: "end" } });
  await act(space, { kind: "check-entries", id: one, entries: [entryNumber(1)], checked: true });
  const intents: TaskIntent[] = [
    { kind: "rename", id: one, title: "renamed" },
    { kind: "set-done", ids: [one, two], done: true },
    { kind: "set-when", ids: [one, two], day: "2026-11-20", ...clock },
    { kind: "set-priority", ids: [one, two], priority: 1 },
    { kind: "add-tag", ids: [one, two], tag: "at home" },
    { kind: "remove-tag", ids: [one], tag: "phone" },
    { kind: "set-notes", id: one, before: "first\nsecond", after: "first!\n\nsecond, too" },
    { kind: "set-notes", id: one, before: "first\nsecond", after: "" },
    { kind: "add-entries", id: one, entries: [{ id: entryNumber(9), text: "tea" }], position: { at: "start" } },
    { kind: "edit-entry", id: one, entry: entryNumber(0), text: "oat milk" },
    { kind: "check-entries", id: one, entries: [entryNumber(0), entryNumber(2)], checked: true },
    { kind: "check-entries", id: one, entries: [entryNumber(1)], checked: false },
    { kind: "move-entry", id: one, entry: entryNumber(2), position: { at: "before", entry: entryNumber(1) } },
    { kind: "remove-entries", id: one, entries: [entryNumber(1), entryNumber(2)] },
    { kind: "move", ids: [three, one], position: { at: "start", list: work } },
    { kind: "move", ids: [two], position: END },
    { kind: "trash", ids: [one, two] },
    { kind: "create-list", id: newItem(space), name: "Garden", color: "green", position: { at: "after", list: home } },
    { kind: "rename-list", id: home, name: "House" },
    { kind: "color-list", id: home, color: "red" },
    { kind: "move-list", id: home, position: { at: "end" } },
    { kind: "trash-list", id: home },
  ];
  return { space, intents };
}

describe("everything a person does", () => {
  test("can be undone and redone", async () => {
    const { space, intents } = await scene();
    for (const intent of intents) {
      const before = await shownIn(space);
      const receipt = await act(space, intent);
      const after = await shownIn(space);
      if (receipt.action === null) throw new Error(`${intent.kind} does something`);
      expect(after, `with ${intent.kind}`).not.toEqual(before);
      const undone = valueIn(await actionsOf(space).undo(space, receipt.action));
      // What was made is taken back by the trash.
      if (intent.kind !== "create-list") expect([await shownIn(space), undone.leftAlone], `with ${intent.kind}`).toEqual([before, 0]);
      if (undone.action === null) throw new Error(`undoing ${intent.kind} does something`);
      const redone = valueIn(await actionsOf(space).undo(space, undone.action));
      expect(await shownIn(space), `with ${intent.kind}`).toEqual(after);
      if (redone.action !== null) valueIn(await actionsOf(space).undo(space, redone.action));
    }
  });

  test("done again changes nothing and writes nothing", async () => {
    const { space, intents } = await scene();
    const repeatable = intents.filter(({ kind }) => !["create-list", "add-entries", "set-notes"].includes(kind));
    for (const intent of repeatable) {
      await act(space, intent);
      expect(await act(space, intent), `with ${intent.kind}`).toEqual({ action: null, items: [] });
    }
  });

  test("is there again after a restart", async () => {
    const profile = new TestProfile(1);
    const space = await profile.open();
    const list = await addList(space, "Home");
    const id = newItem(space);
    const notes = "first\nsecond";
    const parts = { day: "2026-11-20", ...clock, priority: 2 } as const;
    await act(space, {
      kind: "create",
      tasks: [{ id, title: "Call", ...parts, tags: ["phone", "Phone", "call"], notes }],
      position: { at: "end", list },
    });
    const again = await profile.open();
    expect(await shownIn(again)).toEqual(await shownIn(space));
    const row = { ...parts, list, hasNotes: true, tags: ["call", "phone"] };
    expect(await detailsOf(again, id)).toMatchObject({ notes, formatted: null, row });
  });
});

describe("day and time", () => {
  test("go together: a new day keeps the time, no day has none", async () => {
    const space = await open();
    const id = await addTask(space, "one");
    await act(space, { kind: "set-when", ids: [id], day: "2026-11-20", ...clock });
    await act(space, { kind: "set-day", ids: [id], day: "2026-11-21" });
    expect(await rowOf(space, id)).toMatchObject({ day: "2026-11-21", ...clock });
    await act(space, { kind: "set-day", ids: [id], day: null });
    expect(await rowOf(space, id)).toMatchObject({ day: null, time: null, zone: null });
    await act(space, { kind: "set-when", ids: [id], day: "2026-11-20", ...clock });
    await act(space, { kind: "set-when", ids: [id], day: "2026-11-20", time: null, zone: null });
    expect(await rowOf(space, id)).toMatchObject({ day: "2026-11-20", time: null, zone: null });
  });
});

describe("tags", () => {
  test("are one whatever their case, in the spelling that was there first", async () => {
    const space = await open();
    const [one, two] = [await addTask(space, "one"), await addTask(space, "two")];
    await act(space, { kind: "add-tag", ids: [one], tag: "At Home" });
    await act(space, { kind: "add-tag", ids: [one, two], tag: "at home" });
    expect([(await rowOf(space, one)).tags, (await rowOf(space, two)).tags]).toEqual([["At Home"], ["At Home"]]);
    expect(space.core.items.index.tags.uses()).toEqual([{ tag: "At Home", open: 2, all: 2 }]);
    await act(space, { kind: "remove-tag", ids: [one, two], tag: "AT HOME" });
    expect(space.core.items.index.tags.uses()).toEqual([]);
  });

  test("may be as many as there is room for", async () => {
    const space = await open();
    const id = newItem(space);
    const tags = Array.from({ length: MAX_TASK_TAGS }, (_, index) => `tag ${index}`);
    await act(space, { kind: "create", tasks: [{ id, title: "many", day: null, tags }], position: END });
    const more = actionsOf(space).act(space, { kind: "add-tag", ids: [id], tag: "one more" });
    expect(errorIn(await more)).toEqual({ kind: "refused", reason: "too-many" });
    await act(space, { kind: "add-tag", ids: [id], tag: "TAG 7" });
    await act(space, { kind: "remove-tag", ids: [id], tag: "tag 7" });
    await act(space, { kind: "add-tag", ids: [id], tag: "one more" });
    expect((await rowOf(space, id)).tags).toHaveLength(MAX_TASK_TAGS);
  });
});

const add = (space: Space, id: ItemId, ...texts: string[]) =>
  act(space, {
    kind: "add-entries",
    id,
    entries: texts.map((text) => ({ id: entryNumber(text.codePointAt(0) ?? 0), text })),
    position: { at: "end" },
  });
const entry = (text: string): string => entryNumber(text.codePointAt(0) ?? 0);

describe("a checklist", () => {
  test("has its entries in the order they are put in, and counts them in the row", async () => {
    const space = await open();
    const id = await addTask(space, "shop");
    await add(space, id, "milk", "bread", "tea");
    await act(space, { kind: "check-entries", id, entries: [entry("tea")], checked: true });
    await act(space, { kind: "move-entry", id, entry: entry("tea"), position: { at: "start" } });
    await act(space, { kind: "move-entry", id, entry: entry("milk"), position: { at: "after", entry: entry("bread") } });
    expect([await checklistOf(space, id), (await rowOf(space, id)).checklist]).toEqual(["[tea] bread milk", { done: 1, total: 3 }]);
    await act(space, { kind: "move-entry", id, entry: entry("milk"), position: { at: "before", entry: entry("bread") } });
    await act(space, { kind: "remove-entries", id, entries: [entry("tea")] });
    expect([await checklistOf(space, id), (await rowOf(space, id)).checklist]).toEqual(["milk bread", { done: 0, total: 2 }]);
  });

  test("lets nothing happen to an entry that is gone, but for editing, which brings it back", async () => {
    const space = await open();
    const id = await addTask(space, "shop");
    await add(space, id, "milk", "bread");
    await act(space, { kind: "remove-entries", id, entries: [entry("milk")] });
    const nothing = { action: null, items: [] };
    expect(await act(space, { kind: "check-entries", id, entries: [entry("milk")], checked: true })).toEqual(nothing);
    expect(await act(space, { kind: "move-entry", id, entry: entry("milk"), position: { at: "end" } })).toEqual(nothing);
    await act(space, { kind: "edit-entry", id, entry: entry("milk"), text: "oat milk" });
    expect(await checklistOf(space, id)).toBe("oat milk bread");
    await act(space, { kind: "add-entries", id, entries: [{ id: entry("x"), text: "x" }], position: { at: "after", entry: entry("y") } });
    expect(await checklistOf(space, id)).toBe("oat milk bread x");
  });

  test("has room for two hundred", async () => {
    const space = await open();
    const id = await addTask(space, "shop");
    const entries = Array.from({ length: MAX_CHECKLIST_ENTRIES }, (_, index) => ({ id: entryNumber(index), text: `${index}` }));
    await act(space, { kind: "add-entries", id, entries, position: { at: "end" } });
    const more: TaskIntent = { kind: "add-entries", id, entries: [{ id: entryNumber(999), text: "more" }], position: { at: "end" } };
    expect(errorIn(await actionsOf(space).act(space, more))).toEqual({ kind: "refused", reason: "too-many" });
    await act(space, { kind: "remove-entries", id, entries: [entryNumber(5)] });
    await act(space, more);
    expect((await rowOf(space, id)).checklist.total).toBe(MAX_CHECKLIST_ENTRIES);
  });
});

describe("moving many", () => {
  test("keeps them together in the order given, wherever they were", async () => {
    const space = await open();
    const ids = new Map<string, ItemId>();
    for (const title of "abcdef") ids.set(title, await addTask(space, title));
    const idsOf = (titles: string): ItemId[] => Array.from(titles).flatMap((title) => ids.get(title) ?? []);
    const moved = async (titles: string, at: "before" | "after", task: string): Promise<string> => {
      for (const id of idsOf(task)) await act(space, { kind: "move", ids: idsOf(titles), position: { at, task: id } });
      return titlesOf(space).join("");
    };
    expect(await moved("ae", "after", "c")).toBe("bcaedf");
    expect(await moved("fb", "before", "a")).toBe("cfbaed");
    // Next to one of themselves: around it.
    expect(await moved("cd", "after", "d")).toBe("fbaecd");
    expect(await moved("ec", "before", "c")).toBe("fbaecd");
    const list = await addList(space, "Home");
    await act(space, { kind: "move", ids: idsOf("da"), position: { at: "start", list } });
    expect(titlesOf(space).join("")).toBe("fbecda");
    expect(await moved("b", "after", "d")).toBe("fecdba");
    for (const id of idsOf("b")) expect((await rowOf(space, id)).list).toBe(list);
  });
});

describe("an item that grows beyond what one record could carry", () => {
  test("takes no more text, but can still be cut down, ticked and thrown away", async () => {
    const space = await open();
    const id = await addTask(space, "long");
    const notes = "日".repeat(70_000);
    await act(space, { kind: "set-notes", id, before: "", after: notes });
    const longer: TaskIntent = { kind: "set-notes", id, before: notes, after: notes + "月".repeat(30_000) };
    expect(errorIn(await actionsOf(space).act(space, longer))).toEqual({ kind: "refused", reason: "too-large" });
    expect((await detailsOf(space, id)).notes).toBe(notes);
    await act(space, { kind: "set-done", ids: [id], done: true });
    await act(space, { kind: "set-notes", id, before: notes, after: notes.slice(0, 1_000) });
    await act(space, { kind: "trash", ids: [id] });
    expect(await rowOf(space, id)).toMatchObject({ done: true, trashed: true });
  });
});
