import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainDay } from "../../model/plain-day.ts";
import { orderOfDays, readDate, readInstant } from "./date-text.ts";
import { BERLIN } from "./samples.suite.ts";

const DAY = { day: "2026-12-01", time: null, zone: null };
const AT_FIVE = { day: "2026-12-01", time: "17:00", zone: "Europe/Berlin" };

describe("a date", () => {
  test.each([
    "2026-12-01",
    "20261201",
    "Dec 1 2026",
    "December 1st, 2026",
    "1 Dec 2026",
    "1. Dezember 2026",
    "Tue, 1 Dec 2026",
    "1. Dez. 2026",
  ])("written as %s is a day", (text) => {
    expect(readDate(text, BERLIN)).toEqual(DAY);
  });

  test.each([
    "2026-12-01 17:00",
    "2026-12-01T17:00:00",
    "20261201T170000",
    "Dec 1 2026 5pm",
    "1. Dez 2026, 17 Uhr",
    "2026-12-01 5:00 p.m.",
  ])("written as %s has a time on this device's clock", (text) => {
    expect(readDate(text, BERLIN)).toEqual(AT_FIVE);
  });

  test("in UTC or with an offset is told on this device's clock, over midnight too", () => {
    expect(readDate("2026-12-01T15:00:00Z", BERLIN)).toEqual(AT_FIVE);
    expect(readDate("2026-11-30T23:30:00.000+0000", BERLIN)).toEqual({ ...AT_FIVE, time: "01:30" });
    expect(readDate("2026-12-01T20:30:00+05:30", BERLIN)).toEqual(AT_FIVE);
  });

  test("in figures alone is read by the order that is given, and by no guess", () => {
    expect(readDate("3/4/2026", BERLIN)).toBeNull();
    expect(readDate("3/4/2026", BERLIN, "dmy")?.day).toBe("2026-04-03");
    expect(readDate("3/4/26", BERLIN, "mdy")?.day).toBe("2026-03-04");
    expect(readDate("2026/3/4", BERLIN)?.day).toBe("2026-03-04");
  });

  test.each(["tomorrow", "every day", "2026-13-01", "2026-02-30", "Dec 1", "31/31/2026", "2026-12-01 later", "", "12"])(
    "is not %j",
    (text) => {
      expect(readDate(text, BERLIN, "dmy")).toBeNull();
    },
  );

  test("is an instant by its own clock or by this device's", () => {
    expect(readInstant("1970-01-01T00:00:01Z", BERLIN)).toBe(0);
    expect(readInstant("1970-01-01T01:00:00Z", BERLIN)).toBe(3_600_000);
    expect(readInstant("1970-01-01 02:00", BERLIN)).toBe(0);
  });

  test("of whatever text is none or a day that is there", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-/.: TZ+aprilmäzJun,".split("")) }), (text) => {
        const read = readDate(text, BERLIN, "dmy");
        expect(read === null || isPlainDay(read.day)).toBe(true);
      }),
    );
  });
});

describe("the order of days", () => {
  test("is what fits all of them, and unclear where both do", () => {
    expect(orderOfDays(["1/2/2026", "13/2/2026"])).toBe("dmy");
    expect(orderOfDays(["1/2/2026", "2/13/2026"])).toBe("mdy");
    expect(orderOfDays(["1/2/2026", "2/3/2026"])).toBe("unclear");
    expect(orderOfDays(["1.2.2026"])).toBe("dmy");
    expect(orderOfDays(["2026-02-01", "soon"])).toBeNull();
  });
});
