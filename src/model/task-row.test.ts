import { describe, expect, test } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import { isOverdue } from "./overdue.ts";
import { compareByDay, compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "./task-row.ts";

const idOf = (name: string): ItemId => makeId("item", new Uint8Array(16).fill(name.charCodeAt(0)));

function row(title: string, part: Partial<TaskRow>): TaskRow {
  return {
    id: idOf(title),
    kind: "task",
    title,
    done: false,
    doneMs: null,
    day: null,
    time: null,
    zone: null,
    start: null,
    repeat: null,
    reminders: [],
    section: null,
    parent: null,
    priority: null,
    list: null,
    order: "a0.AAAAAA",
    tags: [],
    hasNotes: false,
    checklist: { done: 0, total: 0 },
    trashed: false,
    trashedMs: null,
    conflicts: [],
    createdMs: 0,
    changedMs: 0,
    newer: false,
    ...part,
  };
}

function titlesSorted(compare: (a: TaskRow, b: TaskRow) => number, rows: readonly TaskRow[]): string {
  return [...rows]
    .sort(compare)
    .map(({ title }) => title)
    .join("");
}

describe("rows", () => {
  test("sort by place, those without one last, ties by id", () => {
    const rows = [row("e", { order: "" }), row("d", { order: "" }), row("c", {}), row("b", {}), row("a", { order: "Zz.AAAAAA" })];
    expect(titlesSorted(compareByPlace, rows)).toBe("abcde");
  });

  test("sort by completion and by trashing, newest first", () => {
    const done = [row("d", {}), row("c", { doneMs: 1 }), row("b", { doneMs: 2 }), row("a", { doneMs: 2 })];
    expect(titlesSorted(compareByDone, done)).toBe("abcd");
    const trashed = [row("d", {}), row("c", { trashedMs: 1 }), row("b", { trashedMs: 2 }), row("a", { trashedMs: 2 })];
    expect(titlesSorted(compareByTrashed, trashed)).toBe("abcd");
  });

  test("sort by day, then by place, those without a day last", () => {
    const day = "2026-11-20";
    const rows = [
      row("d", {}),
      row("c", { day: "2026-11-21" }),
      row("b", { day, order: "a2.AAAAAA" }),
      row("a", { day, order: "a1.AAAAAA" }),
    ];
    expect(titlesSorted(compareByDay, rows)).toBe("abcd");
  });

  test("are overdue while open, not in the trash, and of a day before today", () => {
    const late = row("a", { day: "2026-11-19" });
    expect(isOverdue(late, "2026-11-20")).toBe(true);
    expect(isOverdue(late, "2026-11-19")).toBe(false);
    expect(isOverdue({ ...late, done: true }, "2026-11-20")).toBe(false);
    expect(isOverdue({ ...late, trashed: true }, "2026-11-20")).toBe(false);
    expect(isOverdue({ ...late, day: null }, "2026-11-20")).toBe(false);
  });
});
