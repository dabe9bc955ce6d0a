// Occurrences of a rule by RFC 5545's own words: of each period (a day, a week, a month, a year; every INTERVAL-th from the base on) all its days, of
// which each BY part leaves those that it names, and BYSETPOS some of these. Slower than stepping from one to the next, and hard to get wrong.

import { civilToNumber, dayToNumber, MAX_DAY, monthLengthOf, numberToCivil, weekdayOf, yearLengthOf } from "../model/day-number.ts";
import type { Rule, RuleDay } from "../model/repeat-rule.ts";

/** A stretch of days: from `start`, so many. */
type Span = { readonly start: number; readonly length: number };

/** What rules ask of a day: where it stands in its month and year, all from 1. */
type DayFacts = {
  readonly number: number;
  /** Monday is 0. */
  readonly weekday: number;
  readonly date: number;
  readonly month: number;
  readonly monthLength: number;
  readonly yearDay: number;
  readonly yearLength: number;
};

/** Whether a rule has a day, of those in its period. */
type Leaves = (day: DayFacts) => boolean;

const weekBegin = (day: number, weekStart: number): number => day - ((weekdayOf(day) - weekStart + 7) % 7);

/** The rule with what its base says where it is silent: the weekday, the day of the month, the month (RFC 5545 3.3.10). */
function completed(rule: Rule, base: number): Rule {
  const { month, day } = numberToCivil(base);
  const { frequency, months, weeks, yearDays, monthDays, weekdays } = rule;
  const saysDays = monthDays.length > 0 || weekdays.length > 0 || yearDays.length > 0;
  const ofBase = { nth: 0, weekday: weekdayOf(base) };
  switch (frequency) {
    case "DAILY":
      return rule;
    case "WEEKLY":
      return weekdays.length > 0 ? rule : { ...rule, weekdays: [ofBase] };
    case "MONTHLY":
      return saysDays ? rule : { ...rule, monthDays: [day] };
    case "YEARLY":
      if (saysDays) return rule;
      if (weeks.length > 0) return { ...rule, weekdays: [ofBase] };
      return { ...rule, months: months.length > 0 ? months : [month], monthDays: [day] };
    default:
      return rule;
  }
}

function periodAt({ frequency, interval, weeks, weekStart }: Rule, base: number, index: number): Span {
  const { year, month } = numberToCivil(base);
  const ahead = index * interval;
  switch (frequency) {
    case "DAILY":
      return { start: base + ahead, length: 1 };
    case "WEEKLY":
      return { start: weekBegin(base, weekStart) + 7 * ahead, length: 7 };
    case "MONTHLY": {
      const start = civilToNumber(year, month + ahead, 1);
      return { start, length: civilToNumber(year, month + ahead + 1, 1) - start };
    }
    default:
      return weeks.length > 0
        ? weeksOf(year + ahead, weekStart)
        : { start: civilToNumber(year + ahead, 1, 1), length: yearLengthOf(year + ahead) };
  }
}

/** The first week of a year has four of its days at least. */
const firstWeekOf = (year: number, weekStart: number): number => weekBegin(civilToNumber(year, 1, 4), weekStart);

/** The year in whole weeks: a day around New Year belongs to the year that its week belongs to. */
function weeksOf(year: number, weekStart: number): Span {
  const start = firstWeekOf(year, weekStart);
  return { start, length: firstWeekOf(year + 1, weekStart) - start };
}

/** From the end where negative, of `length`; both from 1. */
const names = (numbers: readonly number[], number: number, length: number): boolean =>
  numbers.includes(number) || numbers.includes(number - length - 1);

/** Within a month or a year, as the rule has it. */
function isNth({ nth, weekday }: RuleDay, ofMonth: boolean, day: DayFacts): boolean {
  if (day.weekday !== weekday) return false;
  if (nth === 0) return true;
  const place = ofMonth ? day.date : day.yearDay;
  const length = ofMonth ? day.monthLength : day.yearLength;
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}

function leavesOf({ frequency, months, yearDays, monthDays, weekdays }: Rule): readonly Leaves[] {
  const ofMonth = frequency === "MONTHLY" || months.length > 0;
  const leaves: Leaves[] = [];
  if (months.length > 0) leaves.push(({ month }) => months.includes(month));
  if (yearDays.length > 0) leaves.push(({ yearDay, yearLength }) => names(yearDays, yearDay, yearLength));
  if (monthDays.length > 0) leaves.push(({ date, monthLength }) => names(monthDays, date, monthLength));
  if (weekdays.length > 0) leaves.push((day) => weekdays.some((weekday) => isNth(weekday, ofMonth, day)));
  return leaves;
}

function* factsOf({ start, length }: Span): Generator<DayFacts, void> {
  const { year: firstYear, month: firstMonth, day: firstDate } = numberToCivil(start);
  let [year, month, date] = [firstYear, firstMonth, firstDate];
  let [monthLength, yearLength] = [monthLengthOf(year, month), yearLengthOf(year)];
  let yearDay = start - civilToNumber(year, 1, 1) + 1;
  for (let number = start; number < start + length; number++) {
    yield { number, weekday: weekdayOf(number), date, month, monthLength, yearDay, yearLength };
    date += 1;
    yearDay += 1;
    if (date <= monthLength) continue;
    date = 1;
    month += 1;
    if (month > 12) [year, month, yearDay, yearLength] = [year + 1, 1, 1, yearLengthOf(year + 1)];
    monthLength = monthLengthOf(year, month);
  }
}

/** The rule's days within one period, ascending. */
function daysOf({ weeks, positions }: Rule, period: Span, leaves: readonly Leaves[]): readonly number[] {
  const days: number[] = [];
  const lastWeek = period.length / 7;
  for (const facts of factsOf(period)) {
    const week = Math.floor((facts.number - period.start) / 7) + 1;
    if (weeks.length > 0 && !names(weeks, week, lastWeek)) continue;
    if (leaves.every((isLeft) => isLeft(facts))) days.push(facts.number);
  }
  return positions.length === 0 ? days : days.filter((_, index) => names(positions, index + 1, days.length));
}

/** The index of the period that `day` is in, or of one before it. */
function indexBefore({ frequency, interval }: Rule, base: number, day: number): number {
  const from = numberToCivil(base);
  const to = numberToCivil(day);
  const periods = {
    DAILY: day - base,
    WEEKLY: (day - base) / 7,
    MONTHLY: (to.year - from.year) * 12 + to.month - from.month,
    YEARLY: to.year - from.year,
  };
  return Math.max(0, Math.floor((periods[frequency] - 1) / interval));
}

/**
 * How many periods there are until the calendar is the same again: 400 years are whole weeks. A rule with nothing in so many has nothing for ever,
 * whatever its interval.
 */
const PERIODS_OF_CYCLE = { DAILY: 146_097, WEEKLY: 20_871, MONTHLY: 4_800, YEARLY: 400 };

/** Days looked at in one search; the whole cycle is less than a third of it. What takes more has COUNT, and a base in the Middle Ages. */
const MAX_DAYS_SEEN = 500_000;

/** The occurrences after `after`, ascending, while they are asked for: day numbers. The end: by COUNT or UNTIL, never again, or the year 9999. */
export function* occurrencesAfter(rule: Rule, base: number, after: number): Generator<number, void> {
  let left = rule.count ?? Infinity;
  // COUNT counts from the base on.
  const first = rule.count === null ? indexBefore(rule, base, Math.max(after, base)) : 0;
  for (const day of daysFrom(completed(rule, base), base, first)) {
    if (left === 0) return;
    left -= 1;
    if (day > after) yield day;
  }
}

/** All days of the rule from the period with `index` on, up to UNTIL. */
function* daysFrom(rule: Rule, base: number, first: number): Generator<number, void> {
  const leaves = leavesOf(rule);
  const last = rule.until === null ? MAX_DAY : dayToNumber(rule.until);
  let seen = 0;
  let empty = 0;
  for (let index = first; empty <= PERIODS_OF_CYCLE[rule.frequency] && seen < MAX_DAYS_SEEN; index++) {
    const period = periodAt(rule, base, index);
    if (period.start > last) return;
    seen += period.length;
    const days = daysOf(rule, period, leaves).filter((day) => day >= base && day <= last);
    empty = days.length === 0 ? empty + 1 : 0;
    yield* days;
  }
}
