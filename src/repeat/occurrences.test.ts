// When tasks come again: by the calendar, and so long after they were done.

import { describe, expect, test } from "vitest";
import type { Repeat } from "../model/repeat.ts";
import { nextAfter, occurrencesBetween } from "./occurrences.ts";

const byDay = (rule: string, base: string | null): Repeat => ({ rule, from: "day", base });
const byDone = (rule: string): Repeat => ({ rule, from: "done", base: null });

describe("by the calendar", () => {
  test.each([
    ["FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-23", "2026-11-27", "2026-11-30"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-23", "2026-11-30", "2026-12-07"],
    ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-27", "2026-11-27", "2026-11-30"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31", "2026-02-28"],
    ["FREQ=MONTHLY", "2026-01-31", "2026-01-31", "2026-03-31"],
    ["FREQ=YEARLY", "2024-02-29", "2024-02-29", "2028-02-29"],
    ["FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2", "2026-01-01", "2026-01-01", "2044-02-29"],
    // The day may be before the rule's first, and the rule counts from there all the same.
    ["FREQ=DAILY;INTERVAL=3", "2026-11-27", "2026-11-01", "2026-11-27"],
    // Long after it.
    ["FREQ=DAILY", "1900-01-01", "2026-11-27", "2026-11-28"],
    ["FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,TU", "0001-01-01", "2026-11-27", "2026-12-08"],
  ])("%s from %s, after %s: %s", (rule, base, after, next) => expect(nextAfter(byDay(rule, base), after)).toBe(next));

  test("without a base it counts from the day asked about", () => {
    expect(nextAfter(byDay("FREQ=DAILY;INTERVAL=3", null), "2026-11-27")).toBe("2026-11-30");
  });

  test("COUNT and UNTIL are its end", () => {
    const counted = byDay("FREQ=WEEKLY;COUNT=3", "2026-11-02");
    expect([nextAfter(counted, "2026-11-09"), nextAfter(counted, "2026-11-16")]).toEqual(["2026-11-16", null]);
    const until = byDay("FREQ=WEEKLY;UNTIL=20261116", "2026-11-02");
    expect([nextAfter(until, "2026-11-09"), nextAfter(until, "2026-11-16")]).toEqual(["2026-11-16", null]);
  });

  test("those in a stretch of days are all of them, and no more than asked for", () => {
    const weekly = byDay("FREQ=WEEKLY", "2026-11-02");
    expect(occurrencesBetween(weekly, "2026-11-09", "2026-11-23", 10)).toEqual(["2026-11-09", "2026-11-16", "2026-11-23"]);
    expect(occurrencesBetween(weekly, "2026-11-09", "2026-11-23", 2)).toEqual(["2026-11-09", "2026-11-16"]);
    expect(occurrencesBetween(byDone("FREQ=WEEKLY"), "2026-11-09", "2026-11-23", 2)).toEqual([]);
  });
});

describe("rules without an end to the search have none", () => {
  test.each([
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;INTERVAL=999;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15,16,17,18,19,20,21",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
    "FREQ=DAILY;BYSETPOS=-2;BYMONTH=1",
    "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1",
    "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1;BYMONTH=2;BYSETPOS=2;COUNT=5",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;INTERVAL=400",
  ])("%s", (rule) => expect(nextAfter(byDay(rule, "2026-02-01"), "2026-02-01")).toBeNull());

  test("nor one that is no rule", () => expect(nextAfter(byDay("FREQ=DAILY;INTERVAL=0", "2026-02-01"), "2026-02-01")).toBeNull());

  test("nor one that is behind the last year there is", () => {
    expect(nextAfter(byDay("FREQ=YEARLY", "2026-02-01"), "9999-06-01")).toBeNull();
    expect(nextAfter(byDone("FREQ=DAILY;INTERVAL=3"), "9999-12-30")).toBeNull();
  });
});

describe("so long after it was done", () => {
  test.each([
    ["FREQ=DAILY", "2026-12-31", "2027-01-01"],
    ["FREQ=DAILY;INTERVAL=10", "2026-02-25", "2026-03-07"],
    ["FREQ=WEEKLY;INTERVAL=2", "2026-11-27", "2026-12-11"],
    ["FREQ=MONTHLY", "2026-01-31", "2026-02-28"],
    ["FREQ=MONTHLY;INTERVAL=13", "2027-01-31", "2028-02-29"],
    ["FREQ=YEARLY", "2028-02-29", "2029-02-28"],
  ])("%s, done on %s: %s", (rule, done, next) => expect(nextAfter(byDone(rule), done)).toBe(next));

  test("not beyond its end", () => {
    const rule = byDone("FREQ=WEEKLY;UNTIL=20261201");
    expect([nextAfter(rule, "2026-11-24"), nextAfter(rule, "2026-11-25")]).toEqual(["2026-12-01", null]);
  });
});
