import { expect, test } from "vitest";
import { isPlainDay } from "./plain-day.ts";

test("a plain day is a day of the calendar, written in full", () => {
  for (const day of ["2026-11-20", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"]) expect(isPlainDay(day)).toBe(true);
  const odd = [
    "2026-11-31",
    "2023-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "2026-1-1",
    "2026-11-20T00:00",
    " 2026-11-20",
    "",
    null,
    5,
  ];
  for (const day of odd) expect(isPlainDay(day)).toBe(false);
});
