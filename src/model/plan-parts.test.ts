// Tasks that are parts of others, and when they come up and come again: planned and written on real items, on one device and on two.

import { describe, expect, test } from "vitest";
import { atEnd, exchange, idOf, idsOf, lettersOf, Tasks, twoDevices } from "./planned-tasks.suite.ts";
import type { TaskPosition } from "./task-intent.ts";
import { TaskTree } from "./task-tree.ts";

const into = (name: string): TaskPosition => ({ at: "end", list: null, parent: idOf(name) });

describe("parts of tasks", () => {
  test("a task becomes a part of another, beside others of its parts, and not of itself or of a part of its own", () => {
    const tasks = new Tasks(1);
    tasks.create("abcd");
    tasks.act({ kind: "move", ids: idsOf("bc"), position: into("a") });
    tasks.act({ kind: "move", ids: idsOf("d"), position: { at: "before", task: idOf("c") } });
    expect(lettersOf("abcd").map((name) => tasks.row(name).parent)).toEqual([null, idOf("a"), idOf("a"), idOf("a")]);
    expect(tasks.titles()).toBe("abdc");
    expect(tasks.act({ kind: "move", ids: idsOf("a"), position: into("b") }).records).toBe(0);
    expect(tasks.act({ kind: "move", ids: idsOf("a"), position: into("a") }).records).toBe(0);
    tasks.act({ kind: "move", ids: idsOf("ac"), position: into("b") });
    expect(tasks.row("c").parent).toBe(idOf("b"));
    tasks.act({ kind: "move", ids: idsOf("c"), position: atEnd });
    expect(tasks.row("c").parent).toBeNull();
  });

  test("go along with it to another list, and stay parts of it when they are moved together", () => {
    const tasks = new Tasks(1);
    tasks.create("abcd");
    tasks.act({ kind: "move", ids: idsOf("b"), position: into("a") });
    tasks.act({ kind: "move", ids: idsOf("c"), position: into("b") });
    const list = idOf("list");
    tasks.act({ kind: "move", ids: idsOf("abcd"), position: { at: "start", list } });
    expect(lettersOf("abcd").map((name) => [tasks.row(name).list, tasks.row(name).parent])).toEqual([
      [list, null],
      [list, idOf("a")],
      [list, idOf("b")],
      [list, null],
    ]);
    // Whatever list the one who asks believes it to be in.
    tasks.act({ kind: "move", ids: idsOf("d"), position: into("a") });
    expect(tasks.row("d")).toMatchObject({ list, parent: idOf("a") });
  });

  test("are done with it, go into the trash with it, and come back with it: not those that were there before", () => {
    const tasks = new Tasks(1);
    tasks.create("abcd");
    tasks.act({ kind: "move", ids: idsOf("bd"), position: into("a") });
    tasks.act({ kind: "move", ids: idsOf("c"), position: into("b") });
    tasks.act({ kind: "trash", ids: idsOf("d") });
    tasks.act({ kind: "set-done", ids: idsOf("a"), done: true });
    expect(lettersOf("abcd").map((name) => tasks.row(name).done)).toEqual([true, true, true, false]);
    tasks.act({ kind: "set-done", ids: idsOf("a"), done: false });
    expect(lettersOf("abc").map((name) => tasks.row(name).done)).toEqual([false, true, true]);
    tasks.trashTogether("a");
    expect(lettersOf("abcd").map((name) => tasks.row(name).trashed)).toEqual([true, true, true, true]);
    tasks.act({ kind: "restore", ids: idsOf("a") });
    expect(lettersOf("abcd").map((name) => tasks.row(name).trashed)).toEqual([false, false, false, true]);
  });

  test("put under each other by two devices, both are there, and the same on both", () => {
    const [a, b] = twoDevices("abc");
    a.act({ kind: "move", ids: idsOf("a"), position: into("b") });
    b.act({ kind: "move", ids: idsOf("b"), position: into("a") });
    exchange(a, b);
    for (const device of [a, b]) {
      expect([device.row("a").parent, device.row("b").parent]).toEqual([idOf("b"), idOf("a")]);
      const tree = new TaskTree((id) => device.rows().find((row) => row.id === id));
      tree.add(device.rows());
      expect(lettersOf("abc").map((name) => tree.parentOf(device.row(name))?.title)).toEqual([undefined, "a", undefined]);
    }
  });
});

describe("start, repeat and reminders", () => {
  const repeat = { rule: "FREQ=WEEKLY;BYDAY=MO", from: "day", base: "2026-11-23" } as const;

  test("are set, changed and taken away again, each by itself", () => {
    const tasks = new Tasks(1);
    tasks.create("a");
    tasks.act({ kind: "set-start", ids: idsOf("a"), start: "2026-11-30" });
    tasks.act({ kind: "set-repeat", ids: idsOf("a"), repeat });
    for (const reminder of ["d1T09:00", "b15", "b15"]) tasks.act({ kind: "add-reminder", ids: idsOf("a"), reminder });
    expect(tasks.row("a")).toMatchObject({ start: "2026-11-30", repeat, reminders: ["b15", "d1T09:00"] });
    expect(tasks.act({ kind: "set-repeat", ids: idsOf("a"), repeat }).records).toBe(0);
    tasks.act({ kind: "remove-reminder", ids: idsOf("a"), reminder: "b15" });
    tasks.act({ kind: "set-repeat", ids: idsOf("a"), repeat: null });
    tasks.act({ kind: "set-start", ids: idsOf("a"), start: null });
    expect(tasks.row("a")).toMatchObject({ start: null, repeat: null, reminders: ["d1T09:00"] });
  });

  test("changed on two devices at once, all changes are kept", () => {
    const [a, b] = twoDevices("a");
    a.act({ kind: "add-reminder", ids: idsOf("a"), reminder: "b0" });
    a.act({ kind: "set-start", ids: idsOf("a"), start: "2026-11-30" });
    b.act({ kind: "add-reminder", ids: idsOf("a"), reminder: "b60" });
    b.act({ kind: "set-day", ids: idsOf("a"), day: "2026-12-01" });
    exchange(a, b);
    for (const device of [a, b])
      expect(device.row("a")).toMatchObject({ reminders: ["b0", "b60"], start: "2026-11-30", day: "2026-12-01" });
  });

  test("a task has ten reminders at most", () => {
    const tasks = new Tasks(1);
    tasks.create("a");
    for (let minutes = 0; minutes < 10; minutes++) tasks.act({ kind: "add-reminder", ids: idsOf("a"), reminder: `b${minutes}` });
    expect(tasks.plan({ kind: "add-reminder", ids: idsOf("a"), reminder: "b99" })).toEqual({ ok: false, error: { kind: "too-many", id: idOf("a") } }); // prettier-ignore
  });
});
