// Days as numbers, for counting with them: day 0 is 1970-01-01 of the proleptic Gregorian calendar. Years 0001 to 9999, as plain days have.

import type { PlainDay } from "./plain-day.ts";

/** The first and the last day that a plain day can name. */
export const MIN_DAY = -719_162;
export const MAX_DAY = 2_932_896;

const DAYS_IN_ERA = 146_097;

/** `month` and `day` from 1; they may lie beyond the year's or the month's end, and count on from there. */
export function civilToNumber(year: number, month: number, day: number): number {
  const shifted = year * 12 + (month - 1) - 2;
  // Years that begin in March, so that leap days come last.
  const marchYear = Math.floor(shifted / 12);
  const marchMonth = shifted - marchYear * 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - 719_468;
}

export type Civil = { readonly year: number; readonly month: number; readonly day: number };

export function numberToCivil(number: number): Civil {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

export const monthLengthOf = (year: number, month: number): number => civilToNumber(year, month + 1, 1) - civilToNumber(year, month, 1);

export const yearLengthOf = (year: number): number => civilToNumber(year + 1, 1, 1) - civilToNumber(year, 1, 1);

/** Monday is 0, Sunday 6. */
export const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** `day` is a plain day. */
export function dayToNumber(day: PlainDay): number {
  const [year = 1, month = 1, date = 1] = day.split("-").map(Number);
  return civilToNumber(year, month, date);
}

/** `null` outside of the years that plain days have. */
export function numberToDay(number: number): PlainDay | null {
  if (!(number >= MIN_DAY && number <= MAX_DAY)) return null;
  const { year, month, day } = numberToCivil(number);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** `null` outside of the years that plain days have. */
export const addDays = (day: PlainDay, days: number): PlainDay | null => numberToDay(dayToNumber(day) + days);

/** How many days `to` is later than `from`. */
export const daysBetween = (from: PlainDay, to: PlainDay): number => dayToNumber(to) - dayToNumber(from);
