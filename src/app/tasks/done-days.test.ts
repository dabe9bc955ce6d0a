import { expect, it } from "vitest";
import { doneDays } from "./done-days.ts";

it("tells days one by one, then months, then years, without a gap and the latest first", () => {
  const marks = doneDays("2026-03-10");
  const begins = marks.map(({ sinceMs }) => sinceMs);
  expect(begins).toEqual(begins.toSorted((a, b) => b - a));
  expect(new Set(begins).size).toBe(begins.length);
  expect(marks.slice(0, 2)).toMatchObject([{ heading: { kind: "today" } }, { heading: { kind: "day", day: "2026-03-09" } }]);
  const [month] = marks.filter(({ heading }) => heading.kind === "month");
  expect(month).toEqual({ sinceMs: new Date(2026, 1, 1).getTime(), heading: { kind: "month", month: "2026-02" } });
  expect(marks.at(-1)?.sinceMs).toBe(0);
});
