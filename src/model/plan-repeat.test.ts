// Completing and skipping tasks that come again, as plans. What two devices make of it is in replica/repeat-stories.test.ts.

import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { utf8ToBytes } from "../base/bytes.ts";
import { addDays } from "./day-number.ts";
import { idOf, idsOf, NOW_MS, Tasks } from "./planned-tasks.suite.ts";
import type { Repeat } from "./repeat.ts";
import type { ChangeIntent } from "./plan-intent.ts";
import { itemSchemas } from "./task-schema.ts";
import { readItem } from "../items/read-item.ts";

const TODAY = "2026-11-20";
const LOGGED = makeId("item", utf8ToBytes("logged 2026-1-20"));

/** Every seven days, to 2026; of what is logged one id for all. */
function tasksOf(names: string, fields: { readonly day?: string; readonly start?: string } = { day: TODAY }): Tasks {
  const tasks = new Tasks(1);
  tasks.create(names);
  tasks.repeating = {
    nextAfter: ({ base }, after) => {
      let day = base ?? after;
      while (day <= after) day = addDays(day, 7) ?? "";
      return day < "2027-01-01" ? day : null;
    },
    occurrenceId: () => LOGGED,
  };
  const ids = idsOf(names);
  if (fields.day !== undefined) tasks.act({ kind: "set-day", ids, day: fields.day });
  if (fields.start !== undefined) tasks.act({ kind: "set-start", ids, start: fields.start });
  return tasks;
}

const weekly = (base: string | null): Repeat => ({ rule: "FREQ=WEEKLY", from: "day", base });
const repeat = (names: string, base: string | null = TODAY): ChangeIntent => ({ kind: "set-repeat", ids: idsOf(names), repeat: weekly(base) }); // prettier-ignore
const done = (names: string, today = TODAY): ChangeIntent => ({ kind: "set-done", ids: idsOf(names), done: true, today });

const logged = (tasks: Tasks) => tasks.rows().find(({ id }) => id === LOGGED);

test("needs the code for it, and only then", () => {
  const tasks = tasksOf("ab");
  tasks.act(repeat("a"));
  tasks.repeating = null;
  expect(tasks.plan(done("ab"))).toEqual({ ok: false, error: { kind: "repeating-needed", id: idOf("a") } });
  expect(tasks.plan(done("b")).ok).toBe(true);
  expect(tasks.plan({ kind: "set-done", ids: idsOf("a"), done: false }).ok).toBe(true);
});

test("moves on the day and the start with it, takes ticks away, and logs what was done", () => {
  const tasks = tasksOf("a", { day: TODAY, start: "2026-11-18" });
  const entry = "00000000000000aa";
  tasks.act(repeat("a"));
  tasks.act({ kind: "add-tag", ids: idsOf("a"), tag: "home" });
  tasks.act({ kind: "add-entries", id: idOf("a"), entries: [{ id: entry, text: "water" }], position: { at: "end" } });
  tasks.act({ kind: "check-entries", id: idOf("a"), entries: [entry], checked: true });
  tasks.act(done("a"));
  expect(tasks.row("a")).toMatchObject({ done: false, day: "2026-11-27", start: "2026-11-25", checklist: { done: 0, total: 1 } });
  expect(logged(tasks)).toMatchObject({ title: "a", done: true, doneMs: NOW_MS, day: TODAY, tags: ["home"], repeat: null, checklist: { done: 1, total: 1 } }); // prettier-ignore
});

test("is late by several occurrences, and goes on after today; early, and goes on after its day", () => {
  const late = tasksOf("a", { day: "2026-10-01" });
  late.act(repeat("a", "2026-10-01"));
  late.act(done("a"));
  expect(late.row("a").day).toBe("2026-11-26");
  const early = tasksOf("a", { day: "2026-12-04" });
  early.act(repeat("a", "2026-12-04"));
  early.act(done("a"));
  expect(early.row("a").day).toBe("2026-12-11");
});

test("a task with a start alone keeps having no day; one with neither gets one", () => {
  const started = tasksOf("a", { start: TODAY });
  started.act(repeat("a"));
  started.act(done("a"));
  expect(started.row("a")).toMatchObject({ day: null, start: "2026-11-27" });
  const bare = tasksOf("a", {});
  bare.act(repeat("a", null));
  bare.act(done("a"));
  expect(bare.row("a")).toMatchObject({ day: "2026-11-27", start: null });
});

test("a rule by the calendar gives a task without a day its first", () => {
  const tasks = tasksOf("a", {});
  tasks.act(repeat("a", "2026-12-24"));
  expect(tasks.row("a").day).toBe("2026-12-24");
});

test("a rule that has ended completes the task itself", () => {
  const tasks = tasksOf("a", { day: "2026-12-30" });
  tasks.act(repeat("a"));
  tasks.act(done("a"));
  expect(tasks.row("a")).toMatchObject({ done: true, day: "2026-12-30" });
  expect(logged(tasks)).toBeUndefined();
});

test("with others at once each is done in its own way, and what is done stays so", () => {
  const tasks = tasksOf("abc");
  tasks.act(repeat("a"));
  tasks.act({ kind: "set-done", ids: idsOf("c"), done: true });
  tasks.act(repeat("c"));
  tasks.act(done("abc"));
  expect(["a", "b", "c"].map((name) => [tasks.row(name).done, tasks.row(name).day])).toEqual([
    [false, "2026-11-27"],
    [true, TODAY],
    [true, TODAY],
  ]);
});

test("parts of what moves on are open again, named with it or not", () => {
  for (const names of ["a", "ab"]) {
    const tasks = tasksOf("abc");
    tasks.act({ kind: "move", ids: idsOf("bc"), position: { at: "end", list: null, parent: idOf("a") } });
    tasks.act(repeat("a"));
    tasks.act({ kind: "set-done", ids: idsOf("c"), done: true });
    tasks.act(done(names));
    expect(["a", "b", "c"].map((name) => tasks.row(name).done)).toEqual([false, false, false]);
  }
});

test("a part that comes again is done for good with what it is a part of", () => {
  const tasks = tasksOf("ab");
  tasks.act({ kind: "move", ids: idsOf("b"), position: { at: "end", list: null, parent: idOf("a") } });
  tasks.act(repeat("b"));
  tasks.act(done("a"));
  expect(["a", "b"].map((name) => tasks.row(name).done)).toEqual([true, true]);
});

test("what is skipped moves on and leaves no entry; after the last one it is done", () => {
  const tasks = tasksOf("ab");
  tasks.act(repeat("a"));
  tasks.act({ kind: "skip", ids: idsOf("ab"), today: TODAY });
  expect([tasks.row("a").day, tasks.row("b").day, tasks.row("b").done, logged(tasks)]).toEqual(["2026-11-27", TODAY, false, undefined]);
  tasks.act({ kind: "set-day", ids: idsOf("a"), day: "2026-12-31" });
  tasks.act({ kind: "skip", ids: idsOf("a"), today: TODAY });
  expect(tasks.row("a")).toMatchObject({ done: true, day: "2026-12-31" });
});

test("an entry that lies in the trash, of a completion that was taken back, is there again", () => {
  const tasks = tasksOf("a");
  tasks.act(repeat("a"));
  tasks.act(done("a"));
  tasks.act({ kind: "trash", ids: [LOGGED] });
  tasks.act({ kind: "set-day", ids: idsOf("a"), day: TODAY });
  tasks.act({ kind: "rename", id: idOf("a"), title: "b" });
  tasks.act(done("a"));
  expect(logged(tasks)).toMatchObject({ title: "b", trashed: false, done: true });
  expect(tasks.rows().length).toBe(2);
});

test("one that was deleted for good does not come back, and holds nothing up", () => {
  const tasks = tasksOf("a");
  tasks.act(repeat("a"));
  tasks.repeating = { nextAfter: () => "2026-11-27", occurrenceId: () => null };
  tasks.act(done("a"));
  expect([tasks.row("a").day, tasks.rows().length]).toEqual(["2026-11-27", 1]);
});

test("notes stay with the task that goes on", () => {
  const tasks = tasksOf("a");
  tasks.act(repeat("a"));
  tasks.act({ kind: "set-notes", id: idOf("a"), before: "", after: "How" });
  tasks.act(done("a"));
  expect([readItem(tasks.document(idOf("a")), itemSchemas)?.hasBody, readItem(tasks.document(LOGGED), itemSchemas)?.hasBody]).toEqual([true, false]); // prettier-ignore
});
