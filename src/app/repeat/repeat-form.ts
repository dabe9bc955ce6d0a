// What the sheet for repeating offers, as a form, and the rule it makes: the rules that people choose. One that the form cannot make is `own`: it is
// kept as it is until another is chosen.

import { dayToNumber, weekdayOf } from "../../model/day-number.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { Repeat } from "../../model/repeat.ts";
import { parseRule, ruleToText, type Rule, type RuleDay } from "../../model/repeat-rule.ts";
import { isWorkdays } from "../texts/repeat-text.ts";

export type RepeatHow = "never" | "day" | "weekday" | "week" | "month" | "year" | "own";
export type MonthOn = "date" | "last-day" | "nth" | "last-weekday";

export type RepeatForm = {
  readonly how: RepeatHow;
  /** As typed; a number from 1 to `MAX_EVERY` when it is good. */
  readonly every: string;
  /** Monday is 0. */
  readonly weekdays: readonly number[];
  readonly monthOn: MonthOn;
  readonly from: "day" | "done";
  readonly ends: "never" | "day" | "count";
  readonly endDay: PlainDay | null;
  readonly endCount: string;
};

export const MAX_EVERY = 999;
export const MAX_TIMES = 9_999;

export type FormProblem = "every" | "weekdays" | "end-day" | "end-count";

const EMPTY: RepeatForm = {
  how: "never",
  every: "1",
  weekdays: [],
  monthOn: "date",
  from: "day",
  ends: "never",
  endDay: null,
  endCount: "10",
};

/** Where a day stands: what "on this day" means in a week, a month and a year. */
export type DayMarks = {
  readonly weekday: number;
  readonly month: number;
  readonly date: number;
  readonly nth: RuleDay;
  readonly last: RuleDay;
};

export function marksOf(day: PlainDay): DayMarks {
  const [, month = 1, date = 1] = day.split("-").map(Number);
  const weekday = weekdayOf(dayToNumber(day));
  return { weekday, month, date, nth: { nth: Math.ceil(date / 7), weekday }, last: { nth: -1, weekday } };
}

const NO_PARTS = { months: [], weeks: [], yearDays: [], monthDays: [], weekdays: [], positions: [], weekStart: 0 } as const;

const FREQUENCIES = { day: "DAILY", weekday: "WEEKLY", week: "WEEKLY", month: "MONTHLY", year: "YEARLY" } as const;

const WORKDAYS: readonly RuleDay[] = [0, 1, 2, 3, 4].map((weekday) => ({ nth: 0, weekday }));

/** The parts of the rule that say on which days. */
function partsOf({ how, weekdays, monthOn, from }: RepeatForm, { month, date, nth, last }: DayMarks): Partial<Rule> {
  if (from === "done") return {};
  if (how === "weekday") return { weekdays: WORKDAYS };
  if (how === "week") return { weekdays: weekdays.toSorted((a, b) => a - b).map((weekday) => ({ nth: 0, weekday })) };
  if (how === "year") return { months: [month], monthDays: [date] };
  if (how !== "month") return {};
  return { date: { monthDays: [date] }, "last-day": { monthDays: [-1] }, nth: { weekdays: [nth] }, "last-weekday": { weekdays: [last] } }[
    monthOn
  ];
}

const numberOf = (text: string, max: number): number | null => {
  const value = /^\d{1,4}$/u.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : null;
};

export function problemOf(form: RepeatForm): FormProblem | null {
  if (form.how === "never" || form.how === "own") return null;
  if (hasEvery(form) && numberOf(form.every, MAX_EVERY) === null) return "every";
  return form.how === "week" && form.from === "day" && form.weekdays.length === 0 ? "weekdays" : endProblem(form);
}

function endProblem(form: RepeatForm): FormProblem | null {
  if (form.ends === "day") return form.endDay === null ? "end-day" : null;
  return form.ends === "count" && canCount(form) && numberOf(form.endCount, MAX_TIMES) === null ? "end-count" : null;
}

/** Whether it is every so many. */
export const hasEvery = ({ how }: RepeatForm): boolean => how !== "weekday" && how !== "never" && how !== "own";

/** From its completion on nothing says how often it has been. */
export const canCount = ({ how, from }: RepeatForm): boolean => from === "day" || how === "weekday";

/** What the form says, where "on this day" is `day`, counted from `day`; null: it does not repeat, or (`own`) is not to be changed. */
export function formToRepeat(form: RepeatForm, day: PlainDay): Repeat | null {
  const { how, ends, endDay } = form;
  if (how === "never" || how === "own") return null;
  const from = how === "weekday" ? "day" : form.from;
  const rule: Rule = {
    frequency: FREQUENCIES[how],
    interval: hasEvery(form) ? (numberOf(form.every, MAX_EVERY) ?? 1) : 1,
    count: ends === "count" && from === "day" ? numberOf(form.endCount, MAX_TIMES) : null,
    until: ends === "day" ? endDay : null,
    ...NO_PARTS,
    ...partsOf({ ...form, from }, marksOf(day)),
  };
  return { rule: ruleToText(rule), from, base: from === "day" ? day : null };
}

const HOWS = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

function monthOnOf({ monthDays, weekdays }: Rule): MonthOn {
  if (monthDays[0] === -1) return "last-day";
  const [day] = weekdays;
  if (day === undefined) return "date";
  return day.nth === -1 ? "last-weekday" : "nth";
}

function guess(rule: Rule, from: "day" | "done", day: PlainDay): RepeatForm {
  const isWorkweek = rule.interval === 1 && isWorkdays(rule.weekdays) && rule.frequency !== "MONTHLY";
  const weekdays = rule.weekdays.map(({ weekday }) => weekday);
  return {
    ...EMPTY,
    how: isWorkweek ? "weekday" : HOWS[rule.frequency],
    every: String(rule.interval),
    weekdays: rule.frequency === "WEEKLY" && weekdays.length > 0 ? weekdays : [marksOf(day).weekday],
    monthOn: monthOnOf(rule),
    from,
    ends: rule.count !== null ? "count" : rule.until !== null ? "day" : "never",
    endDay: rule.until,
    endCount: String(rule.count ?? 10),
  };
}

/** What the rule leaves to its base said by itself, in the way that the form writes it. */
function spelled(rule: Rule, day: PlainDay): Rule {
  const { weekday, month, date } = marksOf(day);
  const isBare = rule.weekdays.length === 0 && rule.monthDays.length === 0;
  if (rule.frequency === "DAILY" && rule.interval === 1 && isWorkdays(rule.weekdays)) return { ...rule, frequency: "WEEKLY" };
  if (!isBare) return rule;
  if (rule.frequency === "WEEKLY") return { ...rule, weekdays: [{ nth: 0, weekday }] };
  if (rule.frequency === "MONTHLY") return { ...rule, monthDays: [date] };
  return rule.frequency === "YEARLY" ? { ...rule, months: rule.months.length > 0 ? rule.months : [month], monthDays: [date] } : rule;
}

/** The form that says `repeat`, of a task on `day`. */
export function repeatToForm(repeat: Repeat | null, day: PlainDay): RepeatForm {
  const fresh: RepeatForm = { ...EMPTY, weekdays: [marksOf(day).weekday] };
  if (repeat === null) return fresh;
  const parsed = parseRule(repeat.rule);
  if (!parsed.ok) return { ...fresh, how: "own" };
  const base = repeat.base ?? day;
  const form = guess(parsed.value, repeat.from, base);
  const wanted = repeat.from === "day" ? spelled(parsed.value, base) : parsed.value;
  return formToRepeat(form, base)?.rule === ruleToText(wanted) ? form : { ...fresh, how: "own" };
}
