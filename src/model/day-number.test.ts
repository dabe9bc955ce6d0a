// Counting with days, against the dates that the platform has.

import { expect, test } from "vitest";
import { addDays, civilToNumber, dayToNumber, daysBetween, MAX_DAY, MIN_DAY, numberToDay, weekdayOf } from "./day-number.ts";

test("every day has its number, and every number its day and weekday", () => {
  for (let number = MIN_DAY; number <= MAX_DAY; number += 397) {
    const date = new Date(number * 86_400_000);
    const day = date.toISOString().slice(0, 10);
    expect([numberToDay(number), dayToNumber(day), weekdayOf(number)]).toEqual([day, number, (date.getUTCDay() + 6) % 7]);
  }
});

test("days and months beyond an end count on", () => {
  expect(numberToDay(civilToNumber(2026, 14, 31))).toBe("2027-03-03");
  expect(numberToDay(civilToNumber(2026, 0, 0))).toBe("2025-11-30");
});

test("days are added over the ends of months and years, not beyond the first and last year", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect([addDays("9999-12-31", 1), addDays("0001-01-01", -1)]).toEqual([null, null]);
  expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
});
