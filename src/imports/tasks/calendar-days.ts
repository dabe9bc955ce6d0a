// Counting days: of plain dates, which have no clock behind them.

import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";

export const MS_A_MINUTE = 60_000;
export const MINUTES_A_DAY = 1_440;
const MS_A_DAY = MINUTES_A_DAY * MS_A_MINUTE;
const MINUTES_AN_HOUR = 60;

const two = (value: number): string => String(value).padStart(2, "0");

/** Null where there is no such day. */
export function plainDay(year: number, month: number, day: number): PlainDay | null {
  const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return isPlainDay(text) ? text : null;
}

export const plainTime = (hour: number, minute: number): string | null =>
  hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;

/** Since 1970-01-01, of the proleptic Gregorian calendar: years are counted from March, so that the leap day is the last. */
export function dayNumber(day: PlainDay): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * MINUTES_AN_HOUR + Number(time.slice(3, 5));

/** In ms since 1970, of a clock so many minutes ahead of UTC. */
export const instantOf = (day: PlainDay, time: string, aheadMinutes: number): number =>
  dayNumber(day) * MS_A_DAY + (minuteOfDay(time) - aheadMinutes) * MS_A_MINUTE;

/** The inverse of `dayNumber`; null outside of the years that plain days have. */
function dayOfNumber(number: number): PlainDay | null {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return plainDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export const addDays = (day: PlainDay, count: number): PlainDay | null => dayOfNumber(dayNumber(day) + count);

/** Of so many minutes after midnight, less than a day. */
export const timeOfMinute = (minute: number): string => `${two(Math.floor(minute / MINUTES_AN_HOUR))}:${two(minute % MINUTES_AN_HOUR)}`;
