// Times of day in zones whose clocks are moved, as written out by hand, and against the instants that `rrule-temporal` finds by a Temporal of its own.

import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, test } from "vitest";
import { addDays } from "../model/day-number.ts";
import { zonedInstant } from "./zoned-instant.ts";

const utc = (day: string, time: string, zone: string): string | null => {
  const ms = zonedInstant(day, time, zone);
  return ms === null ? null : new Date(ms).toISOString();
};

describe("a time that the clocks leap over is as long after the gap as it is after its begin", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00.000Z"],
    // RFC 5545 3.3.5: "DTSTART;TZID=America/New_York:20070311T023000" is 03:30 EDT.
    ["America/New_York", "2007-03-11", "02:30", "2007-03-11T07:30:00.000Z"],
    // Half an hour.
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04", "02:30", "2026-10-03T15:30:00.000Z"],
    // A whole day.
    ["Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T19:00:00.000Z"],
  ])("%s %s %s", (zone, day, time, instant) => expect(utc(day, time, zone)).toBe(instant));
});

describe("a time that comes twice is the first", () => {
  test.each([
    ["Europe/Berlin", "2026-10-25", "02:00", "2026-10-25T00:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "02:59", "2026-10-25T00:59:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00.000Z"],
    // RFC 5545 3.3.5: 01:30 EDT.
    ["America/New_York", "2007-11-04", "01:30", "2007-11-04T05:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00.000Z"],
    ["Australia/Lord_Howe", "2026-04-05", "02:00", "2026-04-04T15:30:00.000Z"],
  ])("%s %s %s", (zone, day, time, instant) => expect(utc(day, time, zone)).toBe(instant));
});

test("all days of a year at several times are what a Temporal makes of them", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland", "UTC"];
  const times = ["00:00", "01:30", "02:00", "02:15", "02:45", "03:00", "12:00", "23:59"];
  for (const TZID of zones) {
    for (const time of times) {
      const start = `DTSTART;TZID=${TZID}:20260101T${time.replace(":", "")}00`;
      // What recurs leaves out times that are not there: one day at most.
      const rule = new RRuleTemporal({ rruleString: `${start}\nRRULE:FREQ=DAILY;COUNT=364` });
      const expected = new Set(rule.all().map(({ epochMilliseconds }) => epochMilliseconds));
      const days = Array.from({ length: 365 }, (_, index) => addDays("2026-01-01", index) ?? "");
      const missed = days.filter((day) => !expected.delete(zonedInstant(day, time, TZID) ?? 0));
      expect({ TZID, time, left: [...expected], missed: missed.length }).toEqual({ TZID, time, left: [], missed: 1 });
    }
  }
});

test("a zone that this device does not know has no instants", () => expect(zonedInstant("2026-01-01", "09:00", "Mars/Olympus")).toBeNull());
