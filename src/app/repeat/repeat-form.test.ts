// What the form makes, and what it makes of rules from elsewhere.

import { expect, test } from "vitest";
import type { Repeat } from "../../model/repeat.ts";
import { formToRepeat, problemOf, repeatToForm, type RepeatForm } from "./repeat-form.ts";

const FRIDAY = "2026-11-27";
const byDay = (rule: string): Repeat => ({ rule, from: "day", base: FRIDAY });
const fresh = repeatToForm(null, FRIDAY);
const made = (part: Partial<RepeatForm>) => formToRepeat({ ...fresh, ...part }, FRIDAY);

test("a task that does not repeat has a form that says so, with its own weekday at hand", () => {
  expect([fresh.how, fresh.weekdays, formToRepeat(fresh, FRIDAY)]).toEqual(["never", [4], null]);
});

test.each([
  [{ how: "day", every: "3" }, byDay("FREQ=DAILY;INTERVAL=3")],
  [{ how: "weekday", every: "3", from: "done" }, byDay("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")],
  [{ how: "week", weekdays: [3, 0], every: "2" }, byDay("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")],
  [{ how: "month" }, byDay("FREQ=MONTHLY;BYMONTHDAY=27")],
  [{ how: "month", monthOn: "last-day" }, byDay("FREQ=MONTHLY;BYMONTHDAY=-1")],
  [{ how: "month", monthOn: "nth" }, byDay("FREQ=MONTHLY;BYDAY=4FR")],
  [{ how: "month", monthOn: "last-weekday" }, byDay("FREQ=MONTHLY;BYDAY=-1FR")],
  [{ how: "year" }, byDay("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=27")],
  [{ how: "day", ends: "count", endCount: "5" }, byDay("FREQ=DAILY;COUNT=5")],
  [{ how: "day", ends: "day", endDay: "2026-12-31" }, byDay("FREQ=DAILY;UNTIL=20261231")],
  [
    { how: "month", every: "2", from: "done", ends: "count" },
    { rule: "FREQ=MONTHLY;INTERVAL=2", from: "done", base: null },
  ],
] as const satisfies readonly (readonly [Partial<RepeatForm>, Repeat])[])("%o makes %o, which opens as the same", (part, repeat) => {
  expect(made(part)).toEqual(repeat);
  expect(formToRepeat(repeatToForm(repeat, FRIDAY), FRIDAY)).toEqual(repeat);
});

test.each([
  ["FREQ=WEEKLY", "week"],
  ["FREQ=MONTHLY", "month"],
  ["FREQ=YEARLY", "year"],
  ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "weekday"],
  ["FREQ=MONTHLY;BYMONTHDAY=15", "own"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU", "own"],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "own"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15", "own"],
  ["FREQ=DAILY;INTERVAL=0", "own"],
])("%s from elsewhere opens as %s", (rule, how) => expect(repeatToForm(byDay(rule), FRIDAY).how).toBe(how));

test.each([
  [{ how: "day", every: "0" }, "every"],
  [{ how: "day", every: "1000" }, "every"],
  [{ how: "day", every: "2.5" }, "every"],
  [{ how: "week", weekdays: [] }, "weekdays"],
  [{ how: "week", weekdays: [], from: "done" }, null],
  [{ how: "day", ends: "day" }, "end-day"],
  [{ how: "day", ends: "count", endCount: "" }, "end-count"],
  [{ how: "day", ends: "count", endCount: "", from: "done" }, null],
  [{ how: "weekday", every: "0" }, null],
  [{ how: "never", every: "0" }, null],
] as const satisfies readonly (readonly [Partial<RepeatForm>, string | null])[])("%o: %s", (part, problem) => {
  expect(problemOf({ ...fresh, ...part })).toBe(problem);
});
