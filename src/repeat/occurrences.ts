// On which days a task comes again. Days alone: nothing here knows of times or zones (zoned-instant.ts). Always a bounded number of steps, whatever
// the rule says.

import { addDays, civilToNumber, dayToNumber, monthLengthOf, numberToCivil, numberToDay } from "../model/day-number.ts";
import type { PlainDay } from "../model/plain-day.ts";
import type { Repeat } from "../model/repeat.ts";
import { parseRule, type Rule } from "../model/repeat-rule.ts";
import { occurrencesAfter } from "./day-sets.ts";
import { isEveryday, stepThrough } from "./everyday-rules.ts";

/**
 * The first occurrence after `after`; where it repeats from its completion on, that is the day it was done on. `null`: it has ended, by COUNT or UNTIL,
 * has none any more, or the rule is none. Without a base the rule counts from `after`.
 */
export function nextAfter({ rule: text, from, base }: Repeat, after: PlainDay): PlainDay | null {
  const rule = parseRule(text);
  if (!rule.ok) return null;
  if (from === "done") return laterThan(after, rule.value);
  for (const day of daysAfter(rule.value, base ?? after, after)) return numberToDay(day);
  return null;
}

/** Those from `first` to `last`, at most `limit`. Of what repeats from its completion on there are none to be known. */
export function occurrencesBetween(
  { rule: text, from, base }: Repeat,
  first: PlainDay,
  last: PlainDay,
  limit: number,
): readonly PlainDay[] {
  const rule = parseRule(text);
  const before = addDays(first, -1);
  if (!rule.ok || from === "done" || before === null) return [];
  const days: PlainDay[] = [];
  for (const number of daysAfter(rule.value, base ?? first, before)) {
    const day = numberToDay(number);
    if (day === null || day > last || days.length === limit) break;
    days.push(day);
  }
  return days;
}

function* daysAfter(rule: Rule, base: PlainDay, after: PlainDay): Generator<number, void> {
  const [from, behind] = [dayToNumber(base), dayToNumber(after)];
  if (!isEveryday(rule, base, after)) {
    yield* occurrencesAfter(rule, from, behind);
    return;
  }
  for (const day of stepThrough(rule, base)) if (day > behind) yield day;
}

/** INTERVAL days, weeks, months or years later; the last day of a month that is too short. */
function laterThan(day: PlainDay, { frequency, interval, until }: Rule): PlainDay | null {
  const months = { DAILY: 0, WEEKLY: 0, MONTHLY: interval, YEARLY: 12 * interval }[frequency];
  const days = { DAILY: interval, WEEKLY: 7 * interval, MONTHLY: 0, YEARLY: 0 }[frequency];
  const later = months > 0 ? monthsLater(day, months) : addDays(day, days);
  return later === null || (until !== null && later > until) ? null : later;
}

function monthsLater(day: PlainDay, months: number): PlainDay | null {
  const { year, month, day: date } = numberToCivil(dayToNumber(day));
  const first = numberToCivil(civilToNumber(year, month + months, 1));
  const last = monthLengthOf(first.year, first.month);
  return numberToDay(civilToNumber(first.year, first.month, Math.min(date, last)));
}
