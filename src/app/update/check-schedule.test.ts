import { expect, test } from "vitest";
import { isCheckDue } from "./check-schedule.ts";

const MINUTE = 60_000;

test("looks at the start, and after that no more often than each cause allows", () => {
  expect(isCheckDue("start", null, 0)).toBe(true);
  expect([14, 15].map((minutes) => isCheckDue("seen", 0, minutes * MINUTE))).toEqual([false, true]);
  expect([0.5, 1].map((minutes) => isCheckDue("online", 0, minutes * MINUTE))).toEqual([false, true]);
  expect([20, 60].map((minutes) => isCheckDue("hour", 0, minutes * MINUTE))).toEqual([false, true]);
});

test("a clock that was set back by hours does not keep it from looking", () => {
  expect(isCheckDue("seen", 5 * 60 * MINUTE, 0)).toBe(true);
});
