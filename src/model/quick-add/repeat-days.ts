// What a repeat that was read comes to: its rule (an RRULE value of RFC 5545), and the first day that fits it.

import { nextWeekday } from "./calendar.ts";
import { dateToNumber } from "./dates.ts";
import { civilToNumber, monthLengthOf, numberToCivil, numberToDay, weekdayOf } from "../day-number.ts";
import type { Manner } from "./manner.ts";
import type { DayPart, Unit } from "./words.ts";

/** On which days within its unit. */
export type Days =
  /** That of the first one. */
  | { readonly on: "same" }
  /** Ascending. Monday is 0. */
  | { readonly on: "weekdays"; readonly weekdays: readonly number[] }
  /** Ascending; negative: from the month's end. */
  | { readonly on: "month-days"; readonly days: readonly number[] }
  | { readonly on: "nth"; readonly nth: number; readonly weekday: number }
  | { readonly on: "date"; readonly month: number; readonly day: number };

export type RepeatRead = {
  readonly unit: Unit;
  /** In units. */
  readonly interval: number;
  readonly days: Days;
  readonly from: "day" | "done";
  readonly part: DayPart | null;
  readonly manner: Manner;
};

export const SAME_DAYS: Days = { on: "same" };

const NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const nameOf = (weekday: number): string => NAMES[weekday] ?? "MO";

function daysToText(days: Days): string {
  switch (days.on) {
    case "same":
      return "";
    case "weekdays":
      return `;BYDAY=${days.weekdays.map(nameOf).join(",")}`;
    case "month-days":
      return `;BYMONTHDAY=${days.days.join(",")}`;
    case "nth":
      return `;BYDAY=${days.nth}${nameOf(days.weekday)}`;
    case "date":
      return `;BYMONTH=${days.month};BYMONTHDAY=${days.day}`;
  }
}

const MAX_INTERVAL = 999;

/** `day`: the number of the last one. */
export type RepeatEnd = { readonly count: number } | { readonly day: number };

function endToText(end: RepeatEnd | null): string {
  if (end === null) return "";
  if ("count" in end) return `;COUNT=${end.count}`;
  const last = numberToDay(end.day);
  return last === null ? "" : `;UNTIL=${last.replaceAll("-", "")}`;
}

/** `weekStart`: the weekday that weeks begin with, Monday being 0. `null`: no rule says that. */
export function repeatToRule({ unit, interval, days }: RepeatRead, end: RepeatEnd | null, weekStart: number): string | null {
  const times = interval * unit.times;
  if (times > MAX_INTERVAL) return null;
  // Only of several days in every other week it matters where a week begins.
  const isByWeek = unit.frequency === "WEEKLY" && times > 1 && days.on === "weekdays" && days.weekdays.length > 1;
  return [
    `FREQ=${unit.frequency}`,
    times === 1 ? "" : `;INTERVAL=${times}`,
    daysToText(days),
    endToText(end),
    isByWeek && weekStart !== 0 ? `;WKST=${nameOf(weekStart)}` : "",
  ].join("");
}

/** The first day of the repeat from the day `from` on. */
export function firstDay({ days }: Pick<RepeatRead, "days">, from: number): number | null {
  switch (days.on) {
    case "same":
      return from;
    case "weekdays":
      return Math.min(...days.weekdays.map((weekday) => nextWeekday(from, weekday)));
    case "date":
      return dateToNumber({ year: null, ...days }, from);
    case "month-days":
    case "nth":
      return firstInMonths(from, (year, month) => daysInMonth(days, year, month));
  }
}

/** Every day of a month, and every fifth weekday, comes once in so many. */
const MONTHS_AHEAD = 12;

function firstInMonths(from: number, daysOf: (year: number, month: number) => readonly number[]): number | null {
  const { year, month } = numberToCivil(from);
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const first = numberToCivil(civilToNumber(year, month + ahead, 1));
    const fitting = daysOf(first.year, first.month).filter((day) => day >= from);
    if (fitting.length > 0) return Math.min(...fitting);
  }
  return null;
}

function daysInMonth(days: Extract<Days, { on: "month-days" | "nth" }>, year: number, month: number): readonly number[] {
  const length = monthLengthOf(year, month);
  const first = civilToNumber(year, month, 1);
  const isWithin = (number: number): boolean => number >= first && number < first + length;
  if (days.on === "month-days") return days.days.map((day) => first + (day < 0 ? length + day : day - 1)).filter(isWithin);
  const last = first + length - 1;
  const number =
    days.nth > 0
      ? nextWeekday(first, days.weekday) + (days.nth - 1) * 7
      : last - ((weekdayOf(last) - days.weekday + 7) % 7) + (days.nth + 1) * 7;
  return [number].filter(isWithin);
}
