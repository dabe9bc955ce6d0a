import { describe, expect, test } from "vitest";
import type { Imported } from "./imported.ts";
import { readSuperProductivity, superProductivityTables, type NextDay } from "./read-super-productivity.ts";
import { BERLIN, parentTitles, recogniseSample, taskIn } from "./samples.suite.ts";

const weekLater: NextDay = () => "2026-09-25";

const read = (name = "super-productivity.json"): Imported => {
  const { value, tables } = recogniseSample(name, "super-productivity");
  return readSuperProductivity(value, tables, { clock: BERLIN, nextDay: weekLater });
};

describe("Super Productivity's backup", () => {
  test("gives projects as lists, the inbox as none, and tasks in the order of their projects", () => {
    const imported = read();
    expect(imported.lists).toEqual([
      { sourceId: "p-house", name: "Haus & Garten" },
      { sourceId: "p-empty", name: "Empty", isArchived: true },
    ]);
    expect(parentTitles(imported)).toEqual([
      ["Call the bank", null],
      ["Paint the fence 🎨", null],
      ["First coat", "Paint the fence 🎨"],
      ["Second coat", "Paint the fence 🎨"],
      ["Water the plants", null],
      ["Build a shed", null],
      ["Mow the lawn", null],
      ["Move in", null],
      ["Carry boxes", "Move in"],
      ["Take out the bins", null],
    ]);
    expect(imported.tasks.map(({ list }) => list)).toEqual([null, 0, 0, 0, 0, 0, 0, null, null, 0]);
    expect(taskIn(imported, "Paint the fence 🎨").section).toBe(0);
    expect(imported.sections).toEqual([{ sourceId: "s-1", list: 0, name: "Outside" }]);
  });

  test("gives days, deadlines, tags, notes, time and attachments", () => {
    expect(taskIn(read(), "Paint the fence 🎨")).toMatchObject({
      sourceId: "t-paint",
      day: "2026-10-03",
      time: null,
      priority: 1,
      tags: ["weekend"],
      notes: "Two coats.\nNot in the rain.",
      isDone: false,
      extras: [
        { kind: "deadline", text: "2026-10-10" },
        { kind: "estimate", text: "1:30" },
        { kind: "spent", text: "0:30" },
        { kind: "attachment", text: "Colours https://example.org/colours" },
      ],
    });
    expect(taskIn(read(), "Build a shed")).toMatchObject({ day: "2026-10-04", priority: 3 });
    expect(taskIn(read(), "Call the bank")).toMatchObject({ day: "2026-09-21" });
  });

  test("gives done tasks with their time, archived ones too", () => {
    expect(taskIn(read(), "First coat")).toMatchObject({ isDone: true, doneMs: 1_789_900_000_000 });
    expect(taskIn(read(), "Mow the lawn")).toMatchObject({ isDone: true, doneMs: 1_788_000_000_000, tags: ["weekend"] });
    expect(taskIn(read(), "Move in")).toMatchObject({ isDone: true, doneMs: null });
  });

  test("gives repetitions and reminders, and makes the task that a repetition has yet to make", () => {
    expect(taskIn(read(), "Water the plants")).toMatchObject({
      day: "2026-09-22",
      time: "18:30",
      repeat: { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", from: "day", base: "2026-08-31" },
      reminders: [{ kind: "before", minutes: 15 }],
      extras: [{ kind: "link", text: "GITHUB 12" }],
    });
    expect(taskIn(read(), "Take out the bins")).toMatchObject({
      day: "2026-09-25",
      time: "07:30",
      tags: ["weekend"],
      repeat: { rule: "FREQ=MONTHLY;BYDAY=-1FR", from: "day", base: "2026-08-28" },
    });
  });

  test("tells tasks without a title and notes of projects", () => {
    expect(read().leftOut).toEqual([
      { reason: "no-title", line: null, text: " " },
      { reason: "note", line: null, text: "# Measurements 12 m" },
    ].map((one) => (one.reason === "no-title" ? { ...one, text: "" } : one))); // prettier-ignore
  });

  test("of an old version is read as well: its archive, times and reminders", () => {
    const imported = read("super-productivity-old.json");
    expect(imported.lists.map(({ name }) => name)).toEqual(["Old project"]);
    expect(taskIn(imported, "Planned with a reminder")).toMatchObject({
      day: "2021-12-21",
      time: "11:00",
      reminders: [{ kind: "before", minutes: 60 }],
      notes: "",
    });
    expect(taskIn(imported, "For today")).toMatchObject({ day: "2021-12-20", tags: [], notes: "" });
    expect(taskIn(imported, "Archived long ago")).toMatchObject({ isDone: true, doneMs: 1_600_000_000_000, list: null });
  });

  test.each([
    [{ cycle: { repeatCycle: "DAILY", repeatEvery: 3, repeatFromCompletionDate: true } }, "FREQ=DAILY;INTERVAL=3", "done"],
    [{ cycle: { repeatCycle: "MONTHLY", monthlyLastDay: true } }, "FREQ=MONTHLY;BYMONTHDAY=-1", "day"],
    [{ cycle: { repeatCycle: "YEARLY", startDate: "2026-02-03" } }, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3", "day"],
    [{ cycle: { repeatCycle: "WEEKLY", rrule: "RRULE:FREQ=WEEKLY;BYDAY=SA" } }, "FREQ=WEEKLY;BYDAY=SA", "day"],
  ])("repeats %j by the rule %s", ({ cycle }, rule, from) => {
    const tables = {
      task: { ids: ["t"], entities: { t: { title: "x", repeatCfgId: "r" } } },
      taskRepeatCfg: { ids: ["r"], entities: { r: cycle } },
    };
    const { tasks } = readSuperProductivity({}, tables, { clock: BERLIN, nextDay: weekLater });
    expect(tasks.map(({ repeat }) => repeat)).toMatchObject([{ rule, from }]);
  });

  test("that holds whatever in the place of its tables gives what is sound in it", () => {
    const odd = {
      task: {
        ids: [1, "a", "ring"],
        entities: { a: null, b: { title: 5 }, ring: { title: "Ring", parentId: "ring", subTaskIds: ["ring"] } },
      },
    };
    const tables = superProductivityTables(odd);
    const { tasks } = readSuperProductivity(odd, tables ?? {}, { clock: BERLIN, nextDay: weekLater });
    expect(tasks.map(({ title }) => title)).toEqual(["Ring"]);
    expect(superProductivityTables({ cards: [] })).toBeNull();
  });
});
