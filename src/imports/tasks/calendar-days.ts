// Days and times of files, which have no clock behind them, as plain ones and as instants.

import { dayToNumber } from "../../model/day-number.ts";
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

export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * MINUTES_AN_HOUR + Number(time.slice(3, 5));

/** In ms since 1970, of a clock so many minutes ahead of UTC. */
export const instantOf = (day: PlainDay, time: string, aheadMinutes: number): number =>
  dayToNumber(day) * MS_A_DAY + (minuteOfDay(time) - aheadMinutes) * MS_A_MINUTE;

/** Of so many minutes after midnight, less than a day. */
export const timeOfMinute = (minute: number): string => `${two(Math.floor(minute / MINUTES_AN_HOUR))}:${two(minute % MINUTES_AN_HOUR)}`;
