import { describe, expect, test } from "vitest";
import { addDays, dayText, localDay, longDayText, nextMonday } from "./day-texts.ts";

const FRIDAY = "2026-11-20";

describe("a day in a list", () => {
  test.each([
    ["2026-11-20", "Today"],
    ["2026-11-21", "Tomorrow"],
    ["2026-11-19", "Yesterday"],
    ["2026-11-26", "Thursday"],
    ["2026-11-27", "27 Nov"],
    ["2026-11-18", "18 Nov"],
    ["2027-02-03", "3 Feb 2027"],
  ])("%s reads %s", (day, text) => {
    expect(dayText(day, FRIDAY)).toBe(text);
  });
});

test("adding days crosses months, years and the change of the clocks", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
});

test("next week begins on the Monday after today, a Monday's own being a week away", () => {
  expect(nextMonday(FRIDAY)).toBe("2026-11-23");
  expect(nextMonday("2026-11-22")).toBe("2026-11-23");
  expect(nextMonday("2026-11-23")).toBe("2026-11-30");
});

test("today is the device's own calendar day, with four digits of the year", () => {
  expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
});

test("the head of the page has weekday, day and month", () => {
  expect(longDayText(FRIDAY)).toBe("Friday 20 November");
});
