// Two devices do something to one task without having heard of each other: what both show afterwards.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import { act, actionsOf, addList, addTask, bring, entryNumber, openShared, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { readDetails } from "./read-details.ts";

async function twoDevices(...setUp: ((id: ItemId) => TaskIntent)[]) {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two spaces");
  const id = await addTask(a, "task");
  for (const intentFor of setUp) await act(a, intentFor(id));
  await bring(a, b);
  // What b does next is the later one.
  b.core.clock = a.core.clock + 1_000_000;
  return { a, b, id };
}

const rowsOf = ({ core }: Space) => [...core.items.index.rows()].sort((x, y) => (x.id < y.id ? -1 : 1));

async function exchange(a: Space, b: Space): Promise<void> {
  await bring(a, b);
  await bring(b, a);
  expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  expect(rowsOf(b)).toEqual(rowsOf(a));
  expect(b.core.items.index.tags.uses()).toEqual(a.core.items.index.tags.uses());
}

async function shown(space: Space, id: ItemId) {
  const details = await readDetails(space.core.items, id);
  if (details === null) throw new Error("the task is there");
  const checklist = details.checklist.map(({ text, checked }) => (checked ? `[${text}]` : text)).join(" ");
  return { ...details.row, notes: details.notes, entries: checklist };
}

const entries = ["milk", "bread", "eggs"].map((text, index) => ({ id: entryNumber(index), text }));
const [milk, bread, eggs] = [entryNumber(0), entryNumber(1), entryNumber(2)];
const shopping = (id: ItemId): TaskIntent => ({ kind: "add-entries", id, entries, position: { at: "end" } });

describe("tags", () => {
  test("given on two devices are both there", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, { kind: "add-tag", ids: [id], tag: "home" });
    await act(b, { kind: "add-tag", ids: [id], tag: "phone" });
    await exchange(a, b);
    expect((await shown(a, id)).tags).toEqual(["home", "phone"]);
  });

  test("given in two spellings at once are one tag in one spelling, which goes at one stroke", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, { kind: "add-tag", ids: [id], tag: "home" });
    await act(b, { kind: "add-tag", ids: [id], tag: "Home" });
    await exchange(a, b);
    expect([(await shown(a, id)).tags, b.core.items.index.tags.uses()]).toEqual([["Home"], [{ tag: "Home", open: 1, all: 1 }]]);
    await act(a, { kind: "remove-tag", ids: [id], tag: "home" });
    await exchange(a, b);
    expect([(await shown(b, id)).tags, b.core.items.index.tags.uses()]).toEqual([[], []]);
  });

  test("given again on one device while another takes it away stay", async () => {
    const { a, b, id } = await twoDevices((task) => ({ kind: "add-tag", ids: [task], tag: "home" }));
    await act(a, { kind: "remove-tag", ids: [id], tag: "home" });
    await act(a, { kind: "add-tag", ids: [id], tag: "home" });
    await act(b, { kind: "remove-tag", ids: [id], tag: "home" });
    await exchange(a, b);
    expect((await shown(a, id)).tags).toEqual(["home"]);
  });
});

describe("a checklist entry", () => {
  test("ticked on one device, edited on another and moved on a third keeps all three", async () => {
    const { a, b, id } = await twoDevices(shopping);
    await act(a, { kind: "check-entries", id, entries: [milk], checked: true });
    await act(a, { kind: "move-entry", id, entry: milk, position: { at: "end" } });
    await act(b, { kind: "edit-entry", id, entry: milk, text: "oat milk" });
    await exchange(a, b);
    expect((await shown(b, id)).entries).toBe("bread eggs [oat milk]");
  });

  test("removed on one device while another edits it stays, whichever was later", async () => {
    const { a, b, id } = await twoDevices(shopping);
    await act(a, { kind: "edit-entry", id, entry: milk, text: "oat milk" });
    await act(a, { kind: "remove-entries", id, entries: [bread] });
    await act(b, { kind: "remove-entries", id, entries: [milk, eggs] });
    await act(b, { kind: "edit-entry", id, entry: bread, text: "rye bread" });
    await exchange(a, b);
    expect((await shown(a, id)).entries).toBe("oat milk rye bread");
  });

  test("added at one place on two devices is there twice, in one order", async () => {
    const { a, b, id } = await twoDevices(shopping);
    const add = (number: number, text: string): TaskIntent => ({
      kind: "add-entries",
      id,
      entries: [{ id: entryNumber(number), text }],
      position: { at: "after", entry: milk },
    });
    await act(a, add(10, "A"));
    await act(b, add(11, "B"));
    await exchange(a, b);
    expect((await shown(a, id)).entries).toMatch(/^milk (A B|B A) bread eggs$/);
    expect((await shown(a, id)).checklist).toEqual({ done: 0, total: 5 });
  });
});

const write = (after: string, before = "") => (id: ItemId): TaskIntent => ({ kind: "set-notes", id, before, after }); // prettier-ignore

describe("notes", () => {
  test("edited at two places have both edits", async () => {
    const { a, b, id } = await twoDevices(write("first\nsecond"));
    await act(a, write("first, edited\nsecond", "first\nsecond")(id));
    await act(b, write("first\nsecond\nthird", "first\nsecond")(id));
    await exchange(a, b);
    expect((await shown(a, id)).notes).toBe("first, edited\nsecond\nthird");
  });

  test("sent by a window that had not heard of an edit elsewhere keep that edit", async () => {
    const { a, b, id } = await twoDevices(write("first\nsecond"));
    await act(b, write("first\nsecond, from b", "first\nsecond")(id));
    await bring(b, a);
    await act(a, write("first, from a\nsecond", "first\nsecond")(id));
    expect((await shown(a, id)).notes).toBe("first, from a\nsecond, from b");
    await exchange(a, b);
  });

  test("undone where nobody has edited them since are as before; elsewhere they are left alone and that is said", async () => {
    const { a, b, id } = await twoDevices(write("first"));
    const edited = await act(a, write("first\nsecond", "first")(id));
    await bring(a, b);
    await act(b, write("first\nsecond\nthird", "first\nsecond")(id));
    await bring(b, a);
    if (edited.action === null) throw new Error("an action");
    const undone = await actionsOf(a).undo(a, edited.action);
    expect([undone.ok, (await shown(a, id)).notes]).toEqual([false, "first\nsecond\nthird"]);
    const again = await act(a, write("x", "first\nsecond\nthird")(id));
    if (again.action === null) throw new Error("an action");
    expect(valueIn(await actionsOf(a).undo(a, again.action))).toMatchObject({ leftAlone: 0 });
    await exchange(a, b);
    expect((await shown(b, id)).notes).toBe("first\nsecond\nthird");
  });

  test("edited on one device while another throws the task away bring it back, with what was deleted gone", async () => {
    const { a, b, id } = await twoDevices(write("first\nsecond"));
    await act(a, { kind: "trash", ids: [id] });
    await act(b, write("first", "first\nsecond")(id));
    await exchange(a, b);
    expect(await shown(a, id)).toMatchObject({ trashed: false, notes: "first" });
  });
});

describe("fields set on two devices", () => {
  test("each keep the later value, a day with its time", async () => {
    const { a, b, id } = await twoDevices();
    await act(a, { kind: "set-when", ids: [id], day: "2026-11-20", time: "09:00", zone: "Europe/Berlin" });
    await act(a, { kind: "set-priority", ids: [id], priority: 1 });
    await act(b, { kind: "set-when", ids: [id], day: "2026-12-24", time: null, zone: null });
    await act(b, { kind: "set-priority", ids: [id], priority: 3 });
    await exchange(a, b);
    expect(await shown(a, id)).toMatchObject({ day: "2026-12-24", time: null, zone: null, priority: 3 });
  });
});

const outlineIn = ({ core }: Space, list: ItemId | null = null): readonly string[] => {
  const rows = core.items.index.query(list === null ? { view: "inbox" } : { view: "list", list });
  return rows.slice(0, 99).map(({ title }, at) => ".".repeat(rows.depths?.[at] ?? 0) + title);
};

async function threeTasks() {
  const { a, b, id } = await twoDevices();
  const [second, third] = [await addTask(a, "second"), await addTask(a, "third")];
  await act(a, { kind: "move", ids: [id, second, third], position: { at: "end", list: null } });
  await bring(a, b);
  return { a, b, id, second, third };
}

describe("the order of a list", () => {
  test("changed on two devices is one order with every task in it once", async () => {
    const { a, b, id, second, third } = await threeTasks();
    await act(a, { kind: "move", ids: [third], position: { at: "before", task: id } });
    await act(b, { kind: "move", ids: [id], position: { at: "after", task: second } });
    await exchange(a, b);
    expect(outlineIn(a)).toEqual(outlineIn(b));
    expect(outlineIn(a).toSorted()).toEqual(["second", "task", "third"]);
    expect(outlineIn(a).indexOf("second")).toBeLessThan(outlineIn(a).indexOf("task"));
  });

  test("holds what both insert at one place, side by side and in one order", async () => {
    const { a, b, second } = await threeTasks();
    const insert = async (space: Space, title: string): Promise<void> => {
      const made = await addTask(space, title);
      await act(space, { kind: "move", ids: [made], position: { at: "after", task: second } });
    };
    await insert(a, "from a");
    await insert(b, "from b");
    await exchange(a, b);
    expect(outlineIn(a)).toEqual(outlineIn(b));
    expect(outlineIn(a).join(" ")).toMatch(/^task second (from a from b|from b from a) third$/u);
  });
});

describe("parts", () => {
  test("made of each other from both sides are both there, alike on both devices, and can be parted again", async () => {
    const { a, b, id, second } = await threeTasks();
    await act(a, { kind: "move", ids: [id], position: { at: "end", list: null, parent: second } });
    await act(b, { kind: "move", ids: [second], position: { at: "end", list: null, parent: id } });
    await exchange(a, b);
    expect(outlineIn(a)).toEqual(outlineIn(b));
    expect(outlineIn(a).map((title) => title.replace(".", "")).toSorted()).toEqual(["second", "task", "third"]); // prettier-ignore
    for (const one of [id, second]) await act(a, { kind: "move", ids: [one], position: { at: "end", list: null } });
    await exchange(a, b);
    expect(outlineIn(b).toSorted()).toEqual(["second", "task", "third"]);
  });

  test("of a ring: the one that is taken out leaves the other standing by itself, with what else is part of that; undone, all is as it was", async () => {
    const { a, b, id, second, third } = await threeTasks();
    const list = await addList(a, "Home");
    const top = id < second ? id : second;
    const part = top === id ? second : id;
    await act(a, { kind: "move", ids: [third], position: { at: "end", list: null, parent: top } });
    await bring(a, b);
    await act(a, { kind: "move", ids: [id], position: { at: "end", list: null, parent: second } });
    await act(b, { kind: "move", ids: [second], position: { at: "end", list: null, parent: id } });
    await exchange(a, b);
    const ring = outlineIn(a);
    expect(ring.filter((title) => title.startsWith("."))).toHaveLength(2);
    const moved = await act(a, { kind: "move", ids: [part], position: { at: "end", list } });
    await exchange(a, b);
    for (const space of [a, b]) {
      expect(outlineIn(space, list)).toHaveLength(1);
      expect(outlineIn(space)).toEqual([expect.stringMatching(/^[^.]/u), ".third"]);
    }
    if (moved.action !== null) valueIn(await actionsOf(a).undo(a, moved.action));
    await exchange(a, b);
    expect([outlineIn(a), outlineIn(b)]).toEqual([ring, ring]);
  });

  test("that one device adds to a task while another throws it away stand by themselves; edited there, it comes back", async () => {
    const { a, b, id, second, third } = await threeTasks();
    await act(a, { kind: "trash", ids: [id] });
    await act(b, { kind: "move", ids: [third], position: { at: "end", list: null, parent: id } });
    await exchange(a, b);
    expect(outlineIn(a)).toEqual(["second", "third"]);
    await act(a, { kind: "trash", ids: [second] });
    await act(b, { kind: "rename", id: second, title: "still wanted" });
    await exchange(a, b);
    expect(outlineIn(a)).toContain("still wanted");
  });

  test("of a task that one device moves to a list while another adds one to it are all in that list", async () => {
    const { a, b, id, second, third } = await threeTasks();
    const list = await addList(a, "Home");
    await act(a, { kind: "move", ids: [second], position: { at: "end", list: null, parent: id } });
    await bring(a, b);
    await act(a, { kind: "move", ids: [id], position: { at: "end", list } });
    await act(b, { kind: "move", ids: [third], position: { at: "end", list: null, parent: id } });
    await exchange(a, b);
    expect([outlineIn(a, list), outlineIn(a)]).toEqual([["task", ".second", ".third"], []]);
  });
});
