import { describe, expect, test } from "vitest";
import { EMPTY_BASE, type Mark } from "../base.ts";
import { keepMonths, withMark } from "./history.ts";

const day = (number: number, hour = 0): number => Date.UTC(2026, 0, 1 + number, hour);
const mark = (madeAt: number): Mark => ({ madeAt, cover: new Map() });
const daysIn = (marks: readonly Mark[]): readonly number[] => marks.map(({ madeAt }) => (madeAt - day(0)) / 86_400_000);

describe("marks", () => {
  test("are one a day, the day's last", () => {
    const marks = withMark([mark(day(0)), mark(day(1))], mark(day(1, 12)), 30);
    expect(daysIn(marks)).toEqual([0, 1.5]);
  });

  test("older than the days that records are kept are only one", () => {
    const marks = [0, 1, 2, 3].map((number) => mark(day(number)));
    expect(daysIn(withMark(marks, mark(day(33)), 30))).toEqual([2, 3, 33]);
  });
});

describe("checkpoints kept", () => {
  const base = { ...EMPTY_BASE, checkpoints: ["c2"], kept: ["c1", "c0"], marks: [mark(Date.UTC(2026, 1, 28, 23))] };

  test("are the last of each month", () => {
    expect(keepMonths(base, Date.UTC(2026, 1, 28, 23, 30), 3, false)).toEqual(["c1", "c0"]);
    expect(keepMonths(base, Date.UTC(2026, 2, 1), 3, false)).toEqual(["c2", "c1", "c0"]);
    expect(keepMonths({ ...base, marks: [mark(Date.UTC(2026, 11, 31, 23))] }, Date.UTC(2027, 0, 1), 3, false)).toEqual(["c2", "c1", "c0"]);
  });

  test("are as many as wanted", () => {
    expect(keepMonths(base, Date.UTC(2026, 2, 1), 2, false)).toEqual(["c2", "c1"]);
    expect(keepMonths(base, Date.UTC(2026, 2, 1), 0, false)).toEqual([]);
  });

  test("go when something was purged, which may be in them", () => {
    expect(keepMonths(base, Date.UTC(2026, 2, 1), 3, true)).toEqual([]);
  });
});
