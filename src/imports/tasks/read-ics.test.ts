import { describe, expect, test } from "vitest";
import type { Imported } from "./imported.ts";
import { readIcs } from "./read-ics.ts";
import { BERLIN, parentTitles, reasonsIn, recogniseSample, taskIn } from "./samples.suite.ts";

const read = (text: string): Imported => readIcs(text, { listName: "file", clock: BERLIN });

const sample = (): Imported => read(recogniseSample("reminders.ics", "ics").text);

const calendarOf = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "BEGIN:VTODO", ...lines, "END:VTODO", "END:VCALENDAR"].join("\r\n");

describe("to-dos of a calendar", () => {
  test("are one list by the calendar's name, in their order, each behind what it is a part of", () => {
    const imported = sample();
    expect(imported.lists).toEqual([{ sourceId: null, name: "Erledigungen 🧺" }]);
    expect(parentTitles(imported)).toEqual([
      ["Bake a cake, for real", null],
      ["Buy flour", "Bake a cake, for real"],
      ["Call overseas", null],
      ["Pay the rent", null],
      ["Something with a bad date", null],
      ["Ring A", null],
      ["Ring B", "Ring A"],
    ]);
  });

  test("have days and times as they were written, and UTC on this device's clock", () => {
    expect(taskIn(sample(), "Bake a cake, for real")).toMatchObject({
      sourceId: "parent@example",
      day: "2026-10-05",
      time: "17:00",
      zone: "Europe/Berlin",
      // As Apple writes it: that hides nothing.
      start: null,
      priority: 1,
      tags: ["kitchen", "family"],
      notes: "First line\nSecond line; with a very long text that goes on and on so that the line has to be folded somewhere",
      extras: [{ kind: "link", text: "https://example.org/recipe" }],
    });
    expect(taskIn(sample(), "Call overseas")).toMatchObject({ day: "2026-10-06", time: "22:30", priority: 3 });
  });

  test("remind before their time, or on a day before their day", () => {
    expect(taskIn(sample(), "Bake a cake, for real").reminders).toEqual([
      { kind: "before", minutes: 15 },
      { kind: "before", minutes: 120 },
    ]);
    expect(taskIn(sample(), "Pay the rent").reminders).toEqual([{ kind: "at", daysBefore: 1, time: "09:00" }]);
  });

  test("come again by their rule, and begin before they are due", () => {
    expect(taskIn(sample(), "Pay the rent")).toMatchObject({
      day: "2026-10-03",
      time: null,
      start: "2026-10-01",
      priority: 2,
      repeat: { rule: "FREQ=MONTHLY;BYMONTHDAY=3", from: "day", base: "2026-10-01" },
    });
  });

  test("are done since when they say", () => {
    expect(taskIn(sample(), "Buy flour")).toMatchObject({ isDone: true, doneMs: Date.UTC(2026, 9, 2, 10, 15) });
  });

  test("are told where they are cancelled or broken, and events are counted", () => {
    const imported = sample();
    expect(reasonsIn(imported)).toEqual([
      ["bad-field", 70],
      ["event", 87],
      ["bad-field", 69],
      ["cancelled", 72],
    ]);
    expect(imported.leftOutCounts.get("event")).toBe(1);
  });

  test("end where a duration says", () => {
    const [task] = read(calendarOf("SUMMARY:x", "DTSTART:20261001T230000", "DURATION:PT2H")).tasks;
    expect(task).toMatchObject({ day: "2026-10-02", time: "01:00", start: "2026-10-01" });
  });

  test("in a zone that nobody else knows have the time as it stands", () => {
    const [task] = read(calendarOf("SUMMARY:x", 'DUE;TZID="W. Europe Standard Time":20261001T090000')).tasks;
    expect(task).toMatchObject({ day: "2026-10-01", time: "09:00", zone: "Europe/Berlin" });
  });

  test("of several calendars are several lists, and of one without a name the file's", () => {
    const text = `${calendarOf("SUMMARY:a")}\r\n${calendarOf("SUMMARY:b").replace("BEGIN:VTODO", "X-WR-CALNAME:Other\r\nBEGIN:VTODO")}`;
    const { lists, tasks } = read(text);
    expect(tasks.map(({ title, list }) => [title, lists[list ?? -1]?.name])).toEqual([
      ["a", "file"],
      ["b", "Other"],
    ]);
  });

  test("that a reminder of a place or a broken one belongs to have it in their notes", () => {
    const alarm = ["BEGIN:VALARM", "X-APPLE-PROXIMITY:ARRIVE", "TRIGGER;VALUE=DATE-TIME:19760401T005545Z", "END:VALARM"];
    const [task] = read(calendarOf("SUMMARY:x", "DUE;VALUE=DATE:20261001", ...alarm)).tasks;
    expect(task).toMatchObject({ reminders: [], extras: [{ kind: "reminder", text: "ARRIVE 1976-04-01T00:55:45Z" }] });
  });

  test("that stand inside each other without end are read without one", () => {
    expect(read(`BEGIN:VCALENDAR\n${"BEGIN:VTODO\n".repeat(100_000)}SUMMARY:x`).tasks).toEqual([]);
  });
});

const one = (...lines: readonly string[]) => read(calendarOf("UID:1", "SUMMARY:One", ...lines)).tasks[0];

describe("as Tasks.org and Nextcloud write them", () => {
  const ALARM = ["BEGIN:VALARM", "TRIGGER;RELATED=END:PT0S", "ACTION:DISPLAY", "DESCRIPTION:Default Tasks.org description", "END:VALARM"];

  test("a reminder for when a day is due is of its morning, and not of its midnight", () => {
    expect(one("DUE;VALUE=DATE:20261003", ...ALARM)?.reminders).toEqual([{ kind: "at", daysBefore: 0, time: "09:00" }]);
    expect(one("DUE;TZID=Europe/Berlin:20261003T170000", ...ALARM)?.reminders).toEqual([{ kind: "before", minutes: 0 }]);
  });

  test.each([
    [["STATUS:COMPLETED"], true],
    [["COMPLETED:20260801T120000Z"], true],
    [["PERCENT-COMPLETE:100"], true],
    // Opened again.
    [["STATUS:IN-PROCESS", "PERCENT-COMPLETE:25", "COMPLETED:20260801T120000Z"], false],
    [["STATUS:NEEDS-ACTION", "COMPLETED:20260801T120000Z"], false],
    [["STATUS:COMPLETED", "PERCENT-COMPLETE:10"], true],
  ])("%j is done: %s", (lines, isDone) => {
    expect(one(...lines)?.isDone).toBe(isDone);
  });
});
