// What a day asks for, and what is to come. A day asks for open tasks that are due on it or were due before, and for those that may be begun from some day
// up to it. A task that is not to be begun before a later day is out of sight until then, whatever its due day says, and is to come on the day it may be begun.

import { comingDayOf, dayHeadingKey, isDueBy, type DayHeading, type DayQuery } from "./day-heading.ts";
import type { RowHeading } from "./outline.ts";
import type { PlainDay } from "./plain-day.ts";
import { compareByPlace, type TaskRow } from "./task-row.ts";

type Order = (a: TaskRow, b: TaskRow) => number;

/** After every day and every time. */
const LAST = "~";
const NO_PRIORITY = 4;
/** Of this month and so many more days are told one by one, and of so many more the months. */
const MONTHS_BY_DAY = 1;
const MONTHS_BY_MONTH = 24;

const compareText = (a: string, b: string): number => (a === b ? 0 : Number(a > b) * 2 - 1);

/** What matters most first, then by place. */
const compareByPriority: Order = (a, b) => (a.priority ?? NO_PRIORITY) - (b.priority ?? NO_PRIORITY) || compareByPlace(a, b);

/** Earliest due day first, and on it those with a time by that ahead of the others. Those without a day last. */
export const compareByDue: Order = (a, b) =>
  compareText(a.day ?? LAST, b.day ?? LAST) || compareText(a.time ?? LAST, b.time ?? LAST) || compareByPriority(a, b);

/** Earliest first of the days that tasks may be begun on; those without one last. */
export const compareByStart: Order = (a, b) => compareText(a.start ?? LAST, b.start ?? LAST) || compareByPriority(a, b);

const monthNumber = (day: PlainDay): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

const timeOn = (row: TaskRow, day: PlainDay): string => (row.day === day ? (row.time ?? LAST) : LAST);

/** The order of the view's rows. */
export function compareIn({ view, today }: DayQuery): Order {
  if (view === "today") {
    return (a, b) => {
      const isDue = isDueBy(a, today);
      if (isDue !== isDueBy(b, today)) return isDue ? -1 : 1;
      return isDue ? compareByDue(a, b) : compareByStart(a, b);
    };
  }
  return (a, b) => {
    const day = comingDayOf(a, today);
    return compareText(day, comingDayOf(b, today)) || compareText(timeOn(a, day), timeOn(b, day)) || compareByPriority(a, b);
  };
}

/** Of a row that is in the view. */
function dayHeadingOf(row: TaskRow, { view, today }: DayQuery): DayHeading {
  if (view === "today") {
    if (!isDueBy(row, today)) return { kind: "started" };
    return { kind: row.day === today ? "today" : "overdue" };
  }
  const day = comingDayOf(row, today);
  const months = monthNumber(day) - monthNumber(today);
  if (months <= MONTHS_BY_DAY) return { kind: "day", day };
  return months <= MONTHS_BY_MONTH ? { kind: "month", month: day.slice(0, 7) } : { kind: "year", year: day.slice(0, 4) };
}

/** `rows`: all of the view, in its order. */
export function dayHeadings(rows: readonly TaskRow[], query: DayQuery): readonly RowHeading[] {
  const headings: RowHeading[] = [];
  let last = "";
  for (const [at, row] of rows.entries()) {
    const heading = dayHeadingOf(row, query);
    const key = dayHeadingKey(heading);
    if (key !== last) headings.push({ at, ...heading });
    last = key;
  }
  return headings;
}
