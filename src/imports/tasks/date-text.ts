// Dates as programs and people write them into files, as far as they can mean only one day: in the order of ISO 8601, or with the month by its name, English or
// German. Of days in figures alone ("03/04/2026") the caller has to know the order. Anything else is none: it is left to who reads words.

import type { PlainDay } from "../../model/plain-day.ts";
import type { PlainTime, ZoneName } from "../../model/plain-time.ts";
import { fold } from "../../model/quick-add/line.ts";
import { MONTHS } from "../../model/quick-add/words.ts";
import { instantOf, plainDay, plainTime } from "./calendar-days.ts";
import type { LocalClock } from "./imported.ts";

/** A time comes with a zone. */
export type DateRead = { readonly day: PlainDay; readonly time: PlainTime | null; readonly zone: ZoneName | null };

/** Of days in figures alone. */
export type DayOrder = "dmy" | "mdy" | "ymd";

const monthOf = (name: string): number => MONTHS[fold(name)] ?? 0;

type Clock = { readonly time: PlainTime; readonly aheadMinutes: number | null };

const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/iu;
const TIME = /^(?:at |um |@ ?)?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|uhr)?$/iu;
const COMPACT_TIME = /^(\d{2})(\d{2})(?:\d{2})?$/u;

function offsetMinutes(text: string): number {
  if (/^z$/iu.test(text)) return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replaceAll(/\D/gu, "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4)));
}

function hourOf(hour: number, half: string): number {
  const isHalf = /^[ap]/iu.test(half);
  if (!isHalf) return hour;
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (/^p/iu.test(half) ? 12 : 0);
}

function readTime(text: string): PlainTime | null {
  const [, compactHour, compactMinute] = COMPACT_TIME.exec(text) ?? [];
  if (compactHour !== undefined && compactMinute !== undefined) return plainTime(Number(compactHour), Number(compactMinute));
  const [, hour, minute, half = ""] = TIME.exec(text) ?? [];
  // A bare number is no time of day.
  if (hour === undefined || (minute === undefined && half === "")) return null;
  return plainTime(hourOf(Number(hour), half), Number(minute ?? 0));
}

/** Null where it is none; a time may say how far its clock is ahead of UTC. */
function readClock(text: string): Clock | null {
  const offset = OFFSET.exec(text)?.[1];
  const time = readTime((offset === undefined ? text : text.slice(0, -offset.length)).trim());
  return time === null ? null : { time, aheadMinutes: offset === undefined ? null : offsetMinutes(offset) };
}

type Split = { readonly day: PlainDay | null; readonly rest: string };

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[T\s])/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|T)/u;
const DAY_FIRST = /^(?:[a-zäö]{2,10}\.?,?\s+)?(\d{1,2})\.?(?:st|nd|rd|th)?\s+([a-zäö]{3,10})\.?,?\s+(\d{4})(?=$|[\s,])/iu;
const MONTH_FIRST = /^(?:[a-zäö]{2,10}\.?,?\s+)?([a-zäö]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?=$|[\s,])/iu;
const FIGURES = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?(?=$|[T\s,])/u;

const LEAST_LONG_YEAR = 100;

/** Two figures are of this century, or of the last where that is less far off. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length > 2 || year >= LEAST_LONG_YEAR) return year;
  return year < 70 ? 2_000 + year : 1_900 + year;
}

function splitFigures(text: string, order: DayOrder | null): Split | null {
  const [whole, first, , second, third] = FIGURES.exec(text) ?? [];
  if (whole === undefined || first === undefined || second === undefined || third === undefined) return null;
  const rest = text.slice(whole.length);
  if (first.length > 2) return { day: plainDay(yearOf(first), Number(second), Number(third)), rest };
  if (order === "dmy") return { day: plainDay(yearOf(third), Number(second), Number(first)), rest };
  if (order === "mdy") return { day: plainDay(yearOf(third), Number(first), Number(second)), rest };
  return order === "ymd" ? { day: plainDay(yearOf(first), Number(second), Number(third)), rest } : null;
}

function splitWith(pattern: RegExp, text: string, dayOf: (parts: readonly string[]) => PlainDay | null): Split | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  const day = dayOf(found.slice(1));
  return day === null ? null : { day, rest: text.slice(found[0].length) };
}

function splitDay(text: string, order: DayOrder | null): Split | null {
  return (
    splitWith(ISO, text, ([year, month, day]) => plainDay(Number(year), Number(month), Number(day))) ??
    splitWith(COMPACT, text, ([year, month, day]) => plainDay(Number(year), Number(month), Number(day))) ??
    splitWith(DAY_FIRST, text, ([day, month = "", year]) => plainDay(Number(year), monthOf(month), Number(day))) ??
    splitWith(MONTH_FIRST, text, ([month = "", day, year]) => plainDay(Number(year), monthOf(month), Number(day))) ??
    splitFigures(text, order)
  );
}

type Moment = { readonly day: PlainDay; readonly clock: Clock | null };

function readMoment(text: string, order: DayOrder | null): Moment | null {
  const split = splitDay(text.trim(), order);
  if (split === null || split.day === null) return null;
  const rest = split.rest.replace(/^[T,\s]+/u, "").trim();
  if (rest === "") return { day: split.day, clock: null };
  const clock = readClock(rest);
  return clock === null ? null : { day: split.day, clock };
}

/** `zone`: which a time without an offset was written in; null: this device's. */
export function readDate(text: string, local: LocalClock, order: DayOrder | null = null, zone: ZoneName | null = null): DateRead | null {
  const moment = readMoment(text, order);
  if (moment === null) return null;
  const { day, clock } = moment;
  if (clock === null) return { day, time: null, zone: null };
  if (clock.aheadMinutes === null) return { day, time: clock.time, zone: zone ?? local.zone };
  const here = local.at(instantOf(day, clock.time, clock.aheadMinutes));
  return here === null ? null : { ...here, zone: local.zone };
}

const NOON = "12:00";

/** The same as an instant in ms since 1970; of a day alone its noon. */
export function readInstant(text: string, local: LocalClock, order: DayOrder | null = null): number | null {
  const moment = readMoment(text, order);
  if (moment === null) return null;
  const { day, clock } = moment;
  const ahead = clock?.aheadMinutes ?? null;
  return ahead === null ? local.msAt(day, clock?.time ?? NOON) : instantOf(day, clock?.time ?? NOON, ahead);
}

/** How the days of a column are ordered: told by those in it, "unclear" where both orders fit all of them, null where they are not days in figures alone. */
export function orderOfDays(texts: readonly string[]): DayOrder | "unclear" | null {
  const parts = texts.map((text) => FIGURES.exec(text.trim())).filter((found) => found !== null);
  const short = parts.filter(([, first = ""]) => first.length <= 2);
  if (short.length === 0) return null;
  // Nobody writes the month before the day with dots.
  if (short.every(([, , separator]) => separator === ".")) return "dmy";
  const isDayFirst = short.some(([, first]) => Number(first) > 12);
  const isMonthFirst = short.some(([, , , second]) => Number(second) > 12);
  if (isDayFirst !== isMonthFirst) return isDayFirst ? "dmy" : "mdy";
  return "unclear";
}
