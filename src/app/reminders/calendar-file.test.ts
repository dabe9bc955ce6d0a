import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { calendarFile } from "./calendar-file.ts";

const NOW = new Date("2026-11-28T09:00:00Z");

const row = (parts: Partial<TaskRow>): TaskRow => ({
  // What a calendar file does not look at is not there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  ...({
    id: makeId("item", new Uint8Array(16).fill(1)),
    title: "Call",
    day: null,
    time: null,
    zone: null,
    repeat: null,
    reminders: [],
  } as unknown as TaskRow),
  ...parts,
});

const linesOf = (...rows: readonly TaskRow[]): readonly string[] => calendarFile(rows, NOW)?.split("\r\n") ?? [];
const triggersOf = (parts: Partial<TaskRow>): readonly string[] => linesOf(row(parts)).filter((line) => line.startsWith("TRIGGER"));

test("a task with a time is an event of the clock on the wall, with an alarm for each reminder", () => {
  expect(linesOf(row({ day: "2026-11-30", time: "14:50", reminders: ["b0", "b15"] }))).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Daybook//Reminders//EN",
    "BEGIN:VEVENT",
    `UID:${"01".repeat(16)}@daybook`,
    "DTSTAMP:20261128T090000Z",
    "DTSTART:20261130T145000",
    "DTEND:20261130T150500",
    "SUMMARY:Call",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Call",
    "TRIGGER:-PT0M",
    "END:VALARM",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Call",
    "TRIGGER:-PT15M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("a task of a day is one of the whole day, whose alarms count from its beginning", () => {
  expect(linesOf(row({ day: "2026-11-30" }))).toContain("DTSTART;VALUE=DATE:20261130");
  expect(triggersOf({ day: "2026-11-30", reminders: ["d0T09:00", "d1T09:00", "b5"] })).toEqual(["TRIGGER:PT540M", "TRIGGER:-PT900M"]);
  expect(triggersOf({ day: "2026-11-30", time: "10:00", reminders: ["d1T09:00"] })).toEqual(["TRIGGER:-PT1500M"]);
});

test("an event may end the day after, and one that repeats says how", () => {
  const repeat = { rule: "FREQ=MONTHLY;BYMONTHDAY=31", from: "day", base: "2026-12-31" } as const;
  const lines = linesOf(row({ day: "2026-12-31", time: "23:50", repeat }));
  expect(lines).toContain("DTEND:20270101T000500");
  expect(lines).toContain("RRULE:FREQ=MONTHLY;BYMONTHDAY=31");
  expect(linesOf(row({ day: "2026-12-31", repeat: { ...repeat, from: "done" } })).join()).not.toContain("RRULE");
});

test("a title can say anything, on lines of 75 bytes", () => {
  const title = `a;b,c\\d\ne${"ü".repeat(60)}`;
  const lines = linesOf(row({ title, day: "2026-11-30" }));
  const encoder = new TextEncoder();
  expect(Math.max(...lines.map((line) => encoder.encode(line).length))).toBeLessThanOrEqual(75);
  expect(lines.join("\r\n").replaceAll("\r\n ", "")).toContain(`SUMMARY:a\\;b\\,c\\\\d\\ne${"ü".repeat(60)}`);
});

test("without a day there is nothing to save", () => {
  expect(calendarFile([row({})], NOW)).toBe(null);
  expect(calendarFile([], NOW)).toBe(null);
});
