// Counting with days by their numbers (day-number.ts): weekdays, weeks, months.

import { civilToNumber, monthLengthOf, numberToCivil, weekdayOf } from "../day-number.ts";

/** The first such weekday from `from` on, that day included. Monday is 0. */
export const nextWeekday = (from: number, weekday: number): number => from + ((weekday - weekdayOf(from) + 7) % 7);

/** `weekStart`: the weekday that weeks begin with. */
export const startOfWeek = (day: number, weekStart: number): number => day - ((weekdayOf(day) - weekStart + 7) % 7);

/** The same day of the month, or the last one where that is shorter. */
export function addMonths(day: number, months: number): number {
  const { year, month, day: date } = numberToCivil(day);
  const first = numberToCivil(civilToNumber(year, month + months, 1));
  return civilToNumber(first.year, first.month, Math.min(date, monthLengthOf(first.year, first.month)));
}
