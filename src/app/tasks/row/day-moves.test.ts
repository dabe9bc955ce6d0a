import { describe, expect, test } from "vitest";
import type { TaskDays } from "../../../model/day-heading.ts";
import { movedField, steppedDay } from "./day-moves.ts";

const TODAY = "2026-11-28";
const TOMORROW = "2026-11-29";

const days = (day: string | null, start: string | null = null): TaskDays => ({ day, start });

describe("what is changed of a task that goes to another day", () => {
  test("is the day it is due, in every view", () => {
    for (const view of ["today", "upcoming", null] as const) {
      expect(movedField(days("2026-11-20"), TODAY, TODAY, view)).toBe("day");
      expect(movedField(days("2026-12-20"), TOMORROW, TODAY, view)).toBe("day");
      expect(movedField(days(null), TODAY, TODAY, view)).toBe("day");
    }
  });

  test("is the day it may be begun, where it is out of sight until then", () => {
    expect(movedField(days("2026-12-20", "2026-12-05"), TOMORROW, TODAY, "upcoming")).toBe("start");
    expect(movedField(days(null, "2026-12-05"), TODAY, TODAY, null)).toBe("start");
  });

  test("is that of what may be begun already, where it is put off; one that is then due today is due", () => {
    expect(movedField(days("2026-12-20", "2026-11-05"), TOMORROW, TODAY, "today")).toBe("start");
    expect(movedField(days("2026-12-20", "2026-11-05"), TODAY, TODAY, "today")).toBe("day");
    expect(movedField(days("2026-12-20", "2026-11-05"), TOMORROW, TODAY, "upcoming")).toBe("day");
    expect(movedField(days(TODAY, "2026-11-05"), TOMORROW, TODAY, "today")).toBe("day");
  });
});

describe("a step by the keys", () => {
  test("is a day in what is to come", () => {
    const upcoming = { view: "upcoming", today: TODAY } as const;
    expect(steppedDay(days("2026-12-20"), "up", upcoming)).toBe("2026-12-19");
    expect(steppedDay(days("2026-12-31"), "down", upcoming)).toBe("2027-01-01");
    expect(steppedDay(days("2026-12-31", "2026-12-05"), "down", upcoming)).toBe("2026-12-06");
    expect(steppedDay(days(TOMORROW), "up", upcoming)).toBe(TODAY);
  });

  test("goes from what is overdue to today, from there to tomorrow, and from what may be begun up to today", () => {
    const view = { view: "today", today: TODAY } as const;
    expect([steppedDay(days("2026-11-20"), "up", view), steppedDay(days("2026-11-20"), "down", view)]).toEqual([null, TODAY]);
    expect([steppedDay(days(TODAY), "up", view), steppedDay(days(TODAY), "down", view)]).toEqual([null, TOMORROW]);
    expect([steppedDay(days(null, TODAY), "up", view), steppedDay(days(null, TODAY), "down", view)]).toEqual([TODAY, TOMORROW]);
  });
});
