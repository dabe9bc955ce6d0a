// What is taken for a rule and for a reminder, and what is not.

import { describe, expect, test } from "vitest";
import { isRuleForm, repeatOf } from "./repeat.ts";
import { isReminderKey, parseReminder, reminderKey } from "./reminder.ts";
import { isSameRepeat, repeatValue } from "./repeat-value.ts";

describe("the form of a rule", () => {
  test.each(["FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=-1", "INTERVAL=2;FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=YEARLY;BYDAY=+1SU;UNTIL=20301231"])(
    "%s is one",
    (rule) => expect(isRuleForm(rule)).toBe(true),
  );

  test.each([
    "",
    "DAILY",
    "FREQ=HOURLY",
    "FREQ=SECONDLY;COUNT=5",
    "RRULE:FREQ=DAILY",
    "FREQ=DAILY;",
    "freq=daily",
    `FREQ=DAILY;BYDAY=${"MO,".repeat(99)}`,
    5,
    null,
  ])(
    // prettier-ignore
    "%s is none",
    (rule) => expect(isRuleForm(rule)).toBe(false),
  );
});

test("a repeat is read as it was written, with what a later version has put beside it carried over", () => {
  const repeat = { rule: "FREQ=DAILY;INTERVAL=3", from: "done", base: null } as const;
  const later = repeatValue({ skipped: ["2026-12-24"] }, repeat);
  expect(later).toEqual({ skipped: ["2026-12-24"], rule: "FREQ=DAILY;INTERVAL=3", from: "done" });
  expect(repeatOf(later)).toEqual(repeat);
  expect(isSameRepeat(repeatOf(later), { ...repeat })).toBe(true);
  expect(isSameRepeat(repeat, { ...repeat, base: "2026-12-24" })).toBe(false);
  for (const bad of [
    null,
    "FREQ=DAILY",
    {},
    { rule: "FREQ=DAILY" },
    { rule: "FREQ=HOURLY", from: "day" },
    { rule: "FREQ=DAILY", from: "moon" },
  ])
    expect(repeatOf(bad)).toBeNull();
  expect(repeatOf({ rule: "FREQ=DAILY", from: "day", base: "2026-02-30" })).toEqual({ rule: "FREQ=DAILY", from: "day", base: null });
});

test("a reminder's key says what it is written for, and nothing else is one", () => {
  for (const key of ["b0", "b15", "b40320", "d0T09:00", "d366T23:59"]) {
    const reminder = parseReminder(key);
    expect(reminder && reminderKey(reminder)).toBe(key);
  }
  for (const bad of ["", "b", "b-1", "b015", "b40321", "b1.5", "d1", "d367T09:00", "d1T24:00", "d1T9:00", "x5", 5, null])
    expect(isReminderKey(bad)).toBe(false);
});
