// Plain days in words, and the days near a day. A day is "YYYY-MM-DD"; arithmetic runs in UTC, where every day has 24 hours.

import type { PlainDay } from "../../model/plain-day.ts";
import { shownTag, t } from "./messages.ts";

const DAY_MS = 86_400_000;
const DAYS_NAMED_BY_WEEKDAY = 6;

const toUtc = (day: PlainDay): Date => new Date(`${day}T00:00:00Z`);

export const addDays = (day: PlainDay, count: number): PlainDay =>
  new Date(toUtc(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/** The day on this device's calendar at `date`. */
export const localDay = (date: Date): PlainDay =>
  `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1, 2)}-${padded(date.getDate(), 2)}`;

/** The Monday after `today`. */
export function nextMonday(today: PlainDay): PlainDay {
  const weekday = toUtc(today).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
}

const OPTIONS = {
  weekday: { weekday: "long" },
  dateInFull: { day: "numeric", month: "long" },
  month: { month: "long", year: "numeric" },
  headWithYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date: { day: "numeric", month: "short" },
  dateWithYear: { day: "numeric", month: "short", year: "numeric" },
  head: { weekday: "long", day: "numeric", month: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type FormatName = keyof typeof OPTIONS;

// Kept: making one costs more than a row of the list.
const formatsByTag = new Map<string, Intl.DateTimeFormat>();

function formatOf(tag: string, name: FormatName): Intl.DateTimeFormat {
  const key = `${tag} ${name}`;
  const kept = formatsByTag.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...OPTIONS[name] });
  formatsByTag.set(key, kept);
  return kept;
}

const format = (day: PlainDay, name: FormatName): string => formatOf(shownTag(), name).format(toUtc(day));

/** Short, for a list: Today, Tomorrow, Yesterday, a weekday within the week, else the date, with its year when it is another. */
export function dayText(day: PlainDay, today: PlainDay): string {
  const distance = Math.round((toUtc(day).getTime() - toUtc(today).getTime()) / DAY_MS);
  if (distance === 0) return t("day.today");
  if (distance === 1) return t("day.tomorrow");
  if (distance === -1) return t("day.yesterday");
  if (distance > 0 && distance <= DAYS_NAMED_BY_WEEKDAY) return format(day, "weekday");
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return format(day, isThisYear ? "date" : "dateWithYear");
}

export const weekdayText = (day: PlainDay): string => format(day, "weekday");

/** "20 November" */
export const dateText = (day: PlainDay): string => format(day, "dateInFull");

/** "November 2026", of "2026-11". */
export const monthText = (month: string): string => format(`${month}-01`, "month");

/** Above the tasks of one day: Tomorrow, or "Friday 20 November", with its year when it is another. */
export function headingDayText(day: PlainDay, today: PlainDay): string {
  if (day === addDays(today, 1)) return t("day.tomorrow");
  if (day === addDays(today, -1)) return t("day.yesterday");
  return format(day, day.slice(0, 4) === today.slice(0, 4) ? "head" : "headWithYear");
}

/** For the head of the page: "Friday 20 November". */
export const longDayText = (day: PlainDay): string => format(day, "head");
