// Intents carried out on real items: planned, written, read back as rows, on one device and on two.

import { describe, expect, test } from "vitest";
import { kindValue } from "../items/item-schema.ts";
import { readItem } from "../items/read-item.ts";
import { undoFields, updateItem } from "../items/update-item.ts";
import type { ChangeIntent } from "./plan-intent.ts";
import { atEnd, exchange, idOf, idsOf, lettersOf, NOW_MS, Tasks, twoDevices } from "./planned-tasks.suite.ts";
import { itemSchemas, taskSchema } from "./task-schema.ts";

describe("creating tasks", () => {
  test("puts them where they are meant to go, in the order given", () => {
    const tasks = new Tasks(1);
    tasks.create("abc");
    tasks.create("de", { at: "start", list: null });
    tasks.create("f", { at: "after", task: idOf("a") });
    tasks.create("gh", { at: "before", task: idOf("c") });
    expect(tasks.titles()).toBe("deafbghc");
    const list = idOf("a list");
    tasks.create("xy", { at: "end", list });
    tasks.create("w", { at: "before", task: idOf("x") });
    expect([tasks.titles(list), tasks.titles()]).toEqual(["wxy", "deafbghc"]);
  });

  test("gives a row with all its parts", () => {
    const tasks = new Tasks(1);
    tasks.act({ kind: "create", tasks: [{ id: idOf("a"), title: "Call", day: "2026-11-21" }], position: atEnd });
    expect(tasks.row("a")).toMatchObject({
      kind: "task",
      title: "Call",
      done: false,
      doneMs: null,
      day: "2026-11-21",
      list: null,
      tags: [],
      trashed: false,
      trashedMs: null,
      conflicts: [],
      newer: false,
    });
    expect(tasks.row("a").createdMs).toBe(tasks.row("a").changedMs);
  });

  test("next to a task that is not there is refused", () => {
    const plan = new Tasks(1).plan({
      kind: "create",
      tasks: [{ id: idOf("a"), title: "a", day: null }],
      position: { at: "after", task: idOf("z") },
    });
    expect(plan).toEqual({ ok: false, error: { kind: "no-such-item", id: idOf("z") } });
  });
});

describe("changing tasks", () => {
  test("writes what the intent names, and nothing where nothing would change", () => {
    const tasks = new Tasks(1);
    tasks.create("ab");
    expect(tasks.act({ kind: "set-done", ids: idsOf("ab"), done: true }).records).toBe(2);
    expect(tasks.row("a")).toMatchObject({ done: true, doneMs: NOW_MS });
    const repeated: ChangeIntent[] = [
      { kind: "set-done", ids: idsOf("ab"), done: true },
      { kind: "set-day", ids: idsOf("a"), day: null },
      { kind: "restore", ids: idsOf("a") },
      { kind: "rename", id: idOf("a"), title: "a" },
      { kind: "move", ids: [idOf("a")], position: { at: "start", list: null } },
      { kind: "move", ids: [idOf("a")], position: { at: "before", task: idOf("b") } },
      { kind: "move", ids: [idOf("b")], position: { at: "after", task: idOf("a") } },
      { kind: "move", ids: [idOf("b")], position: { at: "after", task: idOf("b") } },
    ];
    for (const intent of repeated) expect(tasks.act(intent).records, `${intent.kind} again`).toBe(0);
    tasks.act({ kind: "set-done", ids: idsOf("a"), done: false });
    tasks.act({ kind: "set-day", ids: idsOf("a"), day: "2026-12-01" });
    tasks.act({ kind: "rename", id: idOf("a"), title: "A" });
    expect(tasks.row("a")).toMatchObject({ done: false, doneMs: null, day: "2026-12-01", title: "A" });
    tasks.act({ kind: "set-day", ids: idsOf("a"), day: null });
    tasks.act({ kind: "trash", ids: idsOf("ab") });
    expect(tasks.row("a")).toMatchObject({ day: null, trashed: true });
    expect(tasks.act({ kind: "trash", ids: idsOf("ab") }).records).toBe(0);
    tasks.act({ kind: "restore", ids: idsOf("b") });
    expect(tasks.titles()).toBe("b");
  });

  test("moves a task before and after others, past those that are out of sight", () => {
    const tasks = new Tasks(1);
    tasks.create("abcde");
    tasks.act({ kind: "trash", ids: idsOf("b") });
    tasks.act({ kind: "move", ids: [idOf("e")], position: { at: "after", task: idOf("a") } });
    expect(tasks.titles()).toBe("aecd");
    tasks.act({ kind: "move", ids: [idOf("a")], position: { at: "before", task: idOf("d") } });
    tasks.act({ kind: "restore", ids: idsOf("b") });
    expect(tasks.titles()).toBe("ebcad");
    tasks.act({ kind: "move", ids: [idOf("d")], position: { at: "end", list: idOf("list") } });
    expect([tasks.titles(), tasks.titles(idOf("list"))]).toEqual(["ebca", "d"]);
  });

  test("of items that are gone, of another kind, or of a newer version is refused", () => {
    const tasks = new Tasks(1);
    const context = { writer: tasks.log, stamp: 5 };
    const newer = { ...taskSchema, version: 2 };
    const note = { ...taskSchema, kind: "note" };
    updateItem(tasks.document(idOf("n")), { after: { kind: kindValue(newer), title: "new" } }, { ...context, schema: newer });
    updateItem(tasks.document(idOf("m")), { after: { kind: kindValue(note), title: "note" } }, { ...context, schema: note });
    expect(tasks.rows()).toHaveLength(1);
    expect(tasks.row("n")).toMatchObject({ newer: true, title: "new" });
    expect(tasks.plan({ kind: "trash", ids: idsOf("n") })).toEqual({ ok: false, error: { kind: "newer-item", id: idOf("n") } });
    for (const name of ["m", "z"]) {
      expect(tasks.plan({ kind: "rename", id: idOf(name), title: "x" })).toEqual({
        ok: false,
        error: { kind: "no-such-item", id: idOf(name) },
      });
    }
  });

  test("keeps the parts of a composite field that this version does not know", () => {
    const tasks = new Tasks(1);
    tasks.create("ab");
    const place = { list: idOf("list"), order: tasks.row("a").order, room: "s" };
    const when = { day: "2026-11-20", start: "09:00", zone: "Europe/Berlin" };
    updateItem(tasks.document(idOf("a")), { after: { place, when } }, { schema: taskSchema, writer: tasks.log, stamp: 2_000_000 });
    tasks.stamp = 3_000_000;
    tasks.act({ kind: "set-day", ids: idsOf("a"), day: "2026-11-22" });
    tasks.act({ kind: "move", ids: [idOf("a")], position: { at: "after", task: idOf("b") } });
    const fields = readItem(tasks.document(idOf("a")), itemSchemas)?.fields;
    expect(fields?.get("when")).toEqual({ ...when, day: "2026-11-22" });
    expect(fields?.get("place")).toEqual({ room: "s", order: tasks.row("a").order });
    tasks.act({ kind: "set-day", ids: idsOf("a"), day: null });
    expect(readItem(tasks.document(idOf("a")), itemSchemas)?.fields.get("when")).toEqual({ start: "09:00" });
  });

  test("is taken back by undo", () => {
    const tasks = new Tasks(1);
    tasks.create("abc");
    const moved = tasks.act({ kind: "move", ids: [idOf("a")], position: atEnd });
    const trashed = tasks.act({ kind: "trash", ids: idsOf("bc") });
    for (const [id, written] of [...moved.written, ...trashed.written]) {
      const undone = undoFields(tasks.document(id), written, { schema: taskSchema, writer: tasks.log, stamp: (tasks.stamp += 1) });
      expect(undone).toMatchObject({ ok: true, value: { leftAlone: [] } });
    }
    expect(tasks.titles()).toBe("abc");
  });
});

describe("two devices", () => {
  test("that rename one task keep both titles until someone chooses", () => {
    const [a, b] = twoDevices("ab");
    a.act({ kind: "rename", id: idOf("a"), title: "from a" });
    b.act({ kind: "rename", id: idOf("a"), title: "from b" });
    exchange(a, b);
    const [conflict] = a.row("a").conflicts;
    expect(conflict?.values.map(({ value, writer }) => [value, writer])).toEqual([
      ["from b", b.log],
      ["from a", a.log],
    ]);
    expect(a.row("a").title).toBe("from b");
    expect(a.act({ kind: "resolve", id: idOf("a"), field: "title", value: "from b" }).records).toBe(1);
    exchange(a, b);
    expect(b.row("a")).toMatchObject({ title: "from b", conflicts: [] });
  });

  test("that insert at one place, and move tasks to one place, agree on an order without ties", () => {
    const [a, b] = twoDevices("abcd");
    a.create("xy", { at: "after", task: idOf("a") });
    b.create("uv", { at: "after", task: idOf("a") });
    a.act({ kind: "move", ids: [idOf("d")], position: { at: "start", list: null } });
    b.act({ kind: "move", ids: [idOf("c")], position: { at: "start", list: null } });
    exchange(a, b);
    expect(a.titles()).toBe(b.titles());
    const orders = a.rows().map(({ order }) => order);
    expect(new Set(orders).size).toBe(orders.length);
    // Between two that came from different devices there is room.
    const [first = "", second = ""] = lettersOf(a.titles());
    a.create("m", { at: "after", task: idOf(first) });
    expect(a.titles().slice(0, 3)).toBe(`${first}m${second}`);
  });

  test("that move one task at once show it once, at the same place", () => {
    const [a, b] = twoDevices("abcd");
    a.act({ kind: "move", ids: [idOf("a")], position: { at: "after", task: idOf("b") } });
    b.act({ kind: "move", ids: [idOf("a")], position: { at: "end", list: idOf("list") } });
    exchange(a, b);
    expect([a.titles(), a.titles(idOf("list"))]).toEqual(["bcd", "a"]);
  });

  test("of which one trashes what the other edits keep the task", () => {
    const [a, b] = twoDevices("ab");
    a.act({ kind: "trash", ids: idsOf("ab") });
    b.act({ kind: "set-day", ids: idsOf("a"), day: "2026-11-20" });
    exchange(a, b);
    expect(b.titles()).toBe("a");
  });
});

describe("a task a hostile member wrote into", () => {
  test("shows nothing of what may not stand in its fields, and can be mended", () => {
    const tasks = new Tasks(1);
    tasks.create("a");
    const anything = {
      ...taskSchema,
      fields: Object.fromEntries(Object.entries(taskSchema.fields).map(([name, field]) => [name, { ...field, isValid: () => true }])),
    };
    const after = { title: "two\nlines", done: "yes", when: { day: "someday" }, place: { order: "zz", list: 5 } };
    updateItem(tasks.document(idOf("a")), { after }, { schema: anything, writer: tasks.log, stamp: 2_000_000 });
    expect(tasks.row("a")).toMatchObject({ title: "", done: false, day: null, list: null, order: "" });
    tasks.stamp = 3_000_000;
    tasks.create("b", { at: "after", task: idOf("a") });
    tasks.act({ kind: "rename", id: idOf("a"), title: "a" });
    expect(tasks.titles()).toBe("ba");
  });
});
