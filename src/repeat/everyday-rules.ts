// The shapes of rules that ical.js steps through rightly, held against a second implementation and RFC 5545 (occurrences.property.test.ts). Of the
// others ical.js 2.2 has some wrong, and some it never comes back from; these are left to day-sets.ts:
//   DAILY with any BY part       its first occurrence is the base, whether the rule has it or not; FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 never ends
//   BYSETPOS                     counted only within one month's weekdays, and from where the search stands
//   MONTHLY, WEEKLY and BYMONTH  INTERVAL is not looked at; MONTHLY with BYDAY and BYMONTHDAY gives up after 48 months
//   BYWEEKNO                     not written, or not looked at
//   YEARLY and BYMONTHDAY        in the month of the base alone; days that a month has not are days of the next
//   YEARLY from 29 February      1 March in other years; a fifth weekday is given up after 28 years
//   YEARLY and BYDAY alone       53rd weekdays lie in the next year

import ICAL from "ical.js";
import { dayToNumber, MAX_DAY } from "../model/day-number.ts";
import type { PlainDay } from "../model/plain-day.ts";
import { ruleToText, type Frequency, type Rule } from "../model/repeat-rule.ts";

/** Periods to step through before it is quicker to look from where the day is. */
const MAX_PERIODS = 4_000;
const DAYS_OF_PERIOD = { DAILY: 1, WEEKLY: 7, MONTHLY: 30, YEARLY: 365 };

/** Whether ical.js knows the occurrences of `rule` from `base` on, at least up to `after`. */
export function isEveryday(rule: Rule, base: PlainDay, after: PlainDay): boolean {
  const { frequency, interval, weeks, yearDays, positions } = rule;
  const periods = (dayToNumber(after) - dayToNumber(base)) / (DAYS_OF_PERIOD[frequency] * interval);
  const isPlain = [weeks, yearDays, positions].every(isEmpty);
  return isPlain && periods <= MAX_PERIODS && IS_EVERYDAY[frequency](rule, base);
}

const isEmpty = ({ length }: readonly unknown[]): boolean => length === 0;

const IS_EVERYDAY: { readonly [F in Frequency]: (rule: Rule, base: PlainDay) => boolean } = {
  DAILY: ({ months, monthDays, weekdays }) => [months, monthDays, weekdays].every(isEmpty),
  WEEKLY: ({ months }) => isEmpty(months),
  MONTHLY: ({ months, monthDays, weekdays }) => isEmpty(months) && (isEmpty(monthDays) || isEmpty(weekdays)),
  YEARLY: ({ months, monthDays, weekdays }, base) =>
    isEmpty(monthDays) &&
    !base.endsWith("-02-29") &&
    isEmpty(months) === isEmpty(weekdays) &&
    weekdays.every(({ nth }) => Math.abs(nth) < 5),
};

/** The occurrences, from the first on: day numbers. Of an everyday rule. */
export function* stepThrough(rule: Rule, base: PlainDay): Generator<number, void> {
  const iterator = ICAL.Recur.fromString(ruleToText(rule)).iterator(ICAL.Time.fromDateString(base));
  for (let time = iterator.next(); time !== null; time = iterator.next()) {
    if (time.year > 9999) return;
    const number = dayToNumber(time.toString());
    if (number > MAX_DAY) return;
    yield number;
  }
}
