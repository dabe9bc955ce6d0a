// Where the days, months and years begin that what is done is told under, in the zone of this device.

import type { DayMark } from "../../model/day-heading.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { addDays } from "../texts/day-texts.ts";

/** Days told one by one, then months, then years; what is older stands under the last of them. */
const DAYS = 31;
const MONTHS = 12;
const YEARS = 20;
const EVER = 0;

const beginOf = (year: number, month: number, day: number): number => new Date(year, month - 1, day).getTime();

const partsOf = (day: PlainDay) => ({ year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) });

const pad = (number: number): string => String(number).padStart(2, "0");

/** The latest first. */
export function doneDays(today: PlainDay): readonly DayMark[] {
  const days = Array.from({ length: DAYS }, (_, ago): DayMark => {
    const day = addDays(today, -ago);
    const { year, month, date } = partsOf(day);
    return { sinceMs: beginOf(year, month, date), heading: ago === 0 ? { kind: "today" } : { kind: "day", day } };
  });
  const first = partsOf(addDays(today, 1 - DAYS));
  const months = Array.from({ length: MONTHS }, (_, ago): DayMark => {
    const number = first.year * 12 + first.month - 1 - ago;
    const [year, month] = [Math.floor(number / 12), (number % 12) + 1];
    return { sinceMs: beginOf(year, month, 1), heading: { kind: "month", month: `${year}-${pad(month)}` } };
  });
  const oldest = Math.floor((first.year * 12 + first.month - MONTHS) / 12);
  const years = Array.from({ length: YEARS }, (_, ago): DayMark => {
    const year = oldest - ago;
    return { sinceMs: ago === YEARS - 1 ? EVER : beginOf(year, 1, 1), heading: { kind: "year", year: String(year) } };
  });
  return [...days, ...months, ...years];
}
