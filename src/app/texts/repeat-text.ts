// How a task repeats, as a sentence: "Every 2 weeks on Monday and Thursday, until 3 December 2027". A rule that no sentence is known for (from another
// program, say) is shown as it is written.

import { addDays } from "../../model/day-number.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { Repeat } from "../../model/repeat.ts";
import { parseRule, type Rule, type RuleDay } from "../../model/repeat-rule.ts";
import { shownTag, t } from "./messages.ts";

/** A Monday. */
const SOME_MONDAY = "2024-01-01";

const formatted = (day: PlainDay, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(shownTag(), { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));

/** Monday is 0. */
export const weekdayName = (weekday: number, form: "long" | "short" = "long"): string =>
  formatted(addDays(SOME_MONDAY, weekday) ?? SOME_MONDAY, { weekday: form });

const monthName = (month: number): string => formatted(`2024-${String(month).padStart(2, "0")}-01`, { month: "long" });

const dateName = (month: number, date: number): string =>
  formatted(`2024-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`, { month: "long", day: "numeric" });

const inList = (items: readonly string[]): string => new Intl.ListFormat(shownTag(), { type: "conjunction" }).format(items);

const NTHS = { 1: "repeat.nth1", 2: "repeat.nth2", 3: "repeat.nth3", 4: "repeat.nth4", 5: "repeat.nth5", "-1": "repeat.nthLast" } as const;

const isNth = (nth: number): nth is keyof typeof NTHS & number => String(nth) in NTHS;

/** "second Monday"; null: there are no words for it. */
export const nthName = ({ nth, weekday }: RuleDay): string | null => (isNth(nth) ? t(NTHS[nth], weekdayName(weekday)) : null);

/** Monday to Friday, and no other. */
export const isWorkdays = (weekdays: readonly RuleDay[]): boolean =>
  weekdays.length === 5 && weekdays.every(({ nth, weekday }) => nth === 0 && weekday < 5);

const has = (list: readonly unknown[]): boolean => list.length > 0;

/** What each frequency says; null: no sentence. `base` says what the rule does not. */
type Say = (rule: Rule, base: PlainDay) => string | null;

const sayDays: Say = ({ interval, weekdays, months, monthDays }, base) => {
  if (has(months) || has(monthDays)) return null;
  if (!has(weekdays)) return t("repeat.day", interval);
  return interval === 1 ? sayWeeks({ ...EVERY_WEEK, weekdays }, base) : null;
};

const sayWeeks: Say = ({ interval, weekdays, months }) => {
  if (has(months)) return null;
  if (interval === 1 && isWorkdays(weekdays)) return t("repeat.weekday");
  const text = t("repeat.week", interval);
  return has(weekdays) ? t("repeat.onWeekdays", text, inList(weekdays.map(({ weekday }) => weekdayName(weekday)))) : text;
};

const sayMonths: Say = ({ interval, weekdays, months, monthDays }) => {
  if (has(months) || (has(weekdays) && has(monthDays))) return null;
  const text = t("repeat.month", interval);
  if (has(weekdays)) {
    const names = weekdays.map(nthName).filter((name) => name !== null);
    return names.length === weekdays.length ? t("repeat.onNth", text, inList(names)) : null;
  }
  if (monthDays.length === 1 && monthDays[0] === -1) return t("repeat.onLastDay", text);
  if (monthDays.some((date) => date < 0)) return null;
  return has(monthDays) ? t("repeat.onDates", text, inList(monthDays.map((date) => t("repeat.date", date)))) : text;
};

const sayYears: Say = ({ interval, weekdays, months, monthDays }, base) => {
  // Of each one at most; a day of the month or the week is of a month that is named.
  if ([months, monthDays, weekdays].some(({ length }) => length > 1)) return null;
  if (!has(months) && (has(monthDays) || has(weekdays))) return null;
  const text = t("repeat.year", interval);
  const [month = Number(base.slice(5, 7))] = months;
  const [date = Number(base.slice(8, 10))] = monthDays;
  const [day] = weekdays;
  if (day !== undefined) return has(monthDays) ? null : sayNthOf(text, day, month);
  return date < 1 ? null : t("repeat.onDate", text, dateName(month, date));
};

function sayNthOf(text: string, day: RuleDay, month: number): string | null {
  const name = nthName(day);
  return name === null ? null : t("repeat.onNthOf", text, name, monthName(month));
}

const SAY = { DAILY: sayDays, WEEKLY: sayWeeks, MONTHLY: sayMonths, YEARLY: sayYears } as const;

const AFTER = {
  DAILY: "repeat.afterDays",
  WEEKLY: "repeat.afterWeeks",
  MONTHLY: "repeat.afterMonths",
  YEARLY: "repeat.afterYears",
} as const;

const EVERY_WEEK: Rule = {
  frequency: "WEEKLY",
  interval: 1,
  count: null,
  until: null,
  months: [],
  weeks: [],
  yearDays: [],
  monthDays: [],
  weekdays: [],
  positions: [],
  weekStart: 0,
};

const isLastWorkday = ({ frequency, weekdays, monthDays, months, positions }: Rule): boolean =>
  frequency === "MONTHLY" && isWorkdays(weekdays) && !has(monthDays) && !has(months) && positions.length === 1 && positions[0] === -1;

function sayRule(rule: Rule, base: PlainDay): string | null {
  if (has(rule.weeks) || has(rule.yearDays)) return null;
  if (isLastWorkday(rule)) return t("repeat.onLastWeekday", t("repeat.month", rule.interval));
  return has(rule.positions) ? null : SAY[rule.frequency](rule, base);
}

function withEnd(text: string, { count, until }: Rule): string {
  if (count !== null) return t("repeat.times", text, count);
  return until === null ? text : t("repeat.until", text, formatted(until, { day: "numeric", month: "long", year: "numeric" }));
}

/** `day`: of the task, or today, for a rule that has no base of its own. */
export function repeatText({ rule: text, from, base }: Repeat, day: PlainDay): string {
  const rule = parseRule(text);
  const said = !rule.ok ? null : from === "done" ? t(AFTER[rule.value.frequency], rule.value.interval) : sayRule(rule.value, base ?? day);
  return rule.ok && said !== null ? withEnd(said, rule.value) : t("repeat.own", text);
}
