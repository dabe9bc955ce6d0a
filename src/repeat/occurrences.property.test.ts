// 10,000 random rules, occurrence by occurrence, against `rrule-temporal`, which shares no line with what is used here; and ical.js, where it is
// trusted, against the days that RFC 5545's own words leave.
// Where `rrule-temporal` 2.2 is wrong by RFC 5545 3.3.10 the two are not compared (`isWrongThere`).

import { RRuleTemporal } from "rrule-temporal";
import { expect, test } from "vitest";
import { addDays, dayToNumber, numberToDay } from "../model/day-number.ts";
import type { PlainDay } from "../model/plain-day.ts";
import { parseRule, ruleToText, type Rule } from "../model/repeat-rule.ts";
import { occurrencesAfter } from "./day-sets.ts";
import { isEveryday, stepThrough } from "./everyday-rules.ts";
import { nextAfter, occurrencesBetween } from "./occurrences.ts";
import { makeRandomRule, seededRandom } from "./random-rules.suite.ts";

const RULES = 10_000;
/** Compared of each rule at most, and how far from its base. */
const MOST = 4;
const HORIZON_DAYS = { DAILY: 150, WEEKLY: 400, MONTHLY: 900, YEARLY: 2_000 };

const must = <Value>(value: Value | null): Value => {
  if (value === null) throw new Error("there is one");
  return value;
};

function parsed(text: string): Rule {
  const rule = parseRule(text);
  if (!rule.ok) throw new Error(`${text}: ${JSON.stringify(rule.error)}`);
  return rule.value;
}

/**
 * The table of 3.3.10 has BYDAY limit what BYYEARDAY or BYMONTHDAY leave, in YEARLY as elsewhere, and each BY part work on what those before it left;
 * `rrule-temporal` joins them. Beside a BYDAY with a number it loses those without, and a year's 53rd weekday is for it in the next year where there is none.
 */
function isWrongThere({ frequency, weeks, yearDays, monthDays, weekdays }: Rule): boolean {
  if (frequency !== "YEARLY") return false;
  const withNumber = weekdays.filter(({ nth }) => nth !== 0).length;
  if (weekdays.some(({ nth }) => Math.abs(nth) === 53)) return true;
  if (yearDays.length > 0) return monthDays.length > 0 || weekdays.length > 0 || weeks.length > 0;
  if (monthDays.length > 0) return weeks.length > 0 || withNumber > 0;
  return withNumber > 0 && withNumber < weekdays.length;
}

function occurrencesThere(rule: string, base: PlainDay): readonly PlainDay[] {
  const rruleString = `DTSTART;VALUE=DATE:${base.replaceAll("-", "")}\nRRULE:${rule}`;
  return new RRuleTemporal({ rruleString })
    .all((_, index) => index < MOST)
    .slice(0, MOST)
    .map((time) => time.toString().slice(0, 10));
}

/** With an end, so that neither looks for what never comes. */
function makeEndingRule(random: () => number): { readonly rule: Rule; readonly base: PlainDay } {
  const { rule: text, base } = makeRandomRule(random);
  const rule = parsed(text);
  const horizon = must(addDays(base, HORIZON_DAYS[rule.frequency]));
  if (rule.count === null) return { base, rule: { ...rule, until: rule.until !== null && rule.until < horizon ? rule.until : horizon } };
  const counted = [...occurrencesAfter({ ...rule, until: horizon }, dayToNumber(base), dayToNumber(base) - 1)];
  const isWhole = counted.length === rule.count;
  return { base, rule: isWhole ? rule : { ...rule, count: null, until: horizon } };
}

test("rules have the occurrences that a second implementation gives them", () => {
  const random = seededRandom(20_261_128);
  let [compared, occurrences] = [0, 0];
  for (let round = 0; round < RULES; round++) {
    const { rule, base } = makeEndingRule(random);
    const text = ruleToText(rule);
    const here = occurrencesBetween({ rule: text, from: "day", base }, base, "9999-12-31", MOST);
    occurrences += here.length;
    if (isWrongThere(rule)) continue;
    compared += 1;
    expect({ text, base, days: here }).toEqual({ text, base, days: occurrencesThere(text, base) });
  }
  // Rules that never come, or are not compared, are the fewer.
  expect(compared).toBeGreaterThan(RULES * 0.9);
  expect(occurrences).toBeGreaterThan(RULES * 2);
}, 60_000);

test("what ical.js is trusted with is as RFC 5545 says, and each day follows the one before, whatever the rule", () => {
  const random = seededRandom(5545);
  let everyday = 0;
  for (let round = 0; round < 600; round++) {
    const { rule: text, base } = makeRandomRule(random);
    const rule = parsed(text);
    const days: PlainDay[] = [];
    for (const day of occurrencesAfter(rule, dayToNumber(base), dayToNumber(base) - 1)) {
      days.push(must(numberToDay(day)));
      if (days.length === MOST) break;
    }
    if (isEveryday(rule, base, base)) {
      everyday += 1;
      const stepped: PlainDay[] = [];
      for (const day of stepThrough(rule, base)) {
        stepped.push(must(numberToDay(day)));
        if (stepped.length === MOST) break;
      }
      expect({ text, base, days: stepped }).toEqual({ text, base, days });
    }
    const next = days.map((_, index) => nextAfter({ rule: text, from: "day", base }, days[index - 1] ?? must(addDays(base, -1))));
    expect({ text, base, days: next }).toEqual({ text, base, days });
  }
  expect(everyday).toBeGreaterThan(180);
}, 60_000);
