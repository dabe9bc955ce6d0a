// Recurrence rules as text: RRULE values of RFC 5545 3.3.10, for days. What is taken as one, and what it says. Bounded in every part; parts that say
// times of day are read over, as the RFC bids for what starts on a date; rules finer than a day are refused.

import { err, ok, type Result } from "../base/result.ts";
import { isPlainDay, type PlainDay } from "./plain-day.ts";

/** As long as the field takes (repeat.ts). */
const MAX_RULE_LENGTH = 200;
const MAX_INTERVAL = 999;
const MAX_COUNT = 9_999;

export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** Monday is 0, Sunday 6. `nth`: which of them within the month or the year, from its end where negative; 0: each. */
export type RuleDay = { readonly nth: number; readonly weekday: number };

/** Lists are empty where the rule has no such part. */
export type Rule = {
  readonly frequency: Frequency;
  readonly interval: number;
  /** How many occurrences there are, the first one counted; `null`: no such end. */
  readonly count: number | null;
  /** The last day an occurrence can be on. */
  readonly until: PlainDay | null;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly weekdays: readonly RuleDay[];
  readonly positions: readonly number[];
  /** Monday is 0. */
  readonly weekStart: number;
};

export type RuleError =
  | { readonly kind: "too-long" }
  | { readonly kind: "no-frequency" }
  /** Hourly or finer: tasks have days. */
  | { readonly kind: "too-fine" }
  /** A part with a value it cannot have, twice, unknown, or not allowed beside the others. */
  | { readonly kind: "bad-part"; readonly part: string };

export const WEEKDAY_NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const FREQUENCIES: readonly Frequency[] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const FINER = ["HOURLY", "MINUTELY", "SECONDLY"];
const PARTS = [
  ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"],
  ["BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"],
].flat();

type Parts = ReadonlyMap<string, string>;

/** `text` without the property's name; upper or lower case. */
export function parseRule(text: string): Result<Rule, RuleError> {
  if (text.length > MAX_RULE_LENGTH) return err({ kind: "too-long" });
  const parts = partsOf(text);
  if (!parts.ok) return parts;
  const frequency = frequencyOf(parts.value);
  if (!frequency.ok) return frequency;
  return ruleOf(parts.value, frequency.value);
}

/** Whether `text` is taken as a rule. */
export const isRule = (text: unknown): text is string => typeof text === "string" && parseRule(text).ok;

const bad = (part: string): Result<never, RuleError> => err({ kind: "bad-part", part: part.slice(0, 20) });

function partsOf(text: string): Result<Parts, RuleError> {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(";")) {
    const [name = "", value = "", ...rest] = part.split("=");
    if (!PARTS.includes(name) || parts.has(name) || value === "" || rest.length > 0) return bad(name);
    parts.set(name, value);
  }
  return ok(parts);
}

function frequencyOf(parts: Parts): Result<Frequency, RuleError> {
  const text = parts.get("FREQ");
  if (text === undefined) return err({ kind: "no-frequency" });
  if (FINER.includes(text)) return err({ kind: "too-fine" });
  const frequency = FREQUENCIES.find((name) => name === text);
  return frequency === undefined ? bad("FREQ") : ok(frequency);
}

function ruleOf(parts: Parts, frequency: Frequency): Result<Rule, RuleError> {
  const problems: string[] = [];
  const take = <Value>(part: string, read: (text: string) => Value | null, absent: Value): Value => {
    const text = parts.get(part);
    if (text === undefined) return absent;
    const value = read(text);
    if (value === null) problems.push(part);
    return value ?? absent;
  };
  const rule: Rule = {
    frequency,
    interval: take("INTERVAL", (text) => numberIn(text, 1, MAX_INTERVAL), 1),
    count: take<number | null>("COUNT", (text) => numberIn(text, 1, MAX_COUNT), null),
    until: take<PlainDay | null>("UNTIL", parseUntil, null),
    months: take("BYMONTH", (text) => numbersIn(text, 1, 12), []),
    weeks: take("BYWEEKNO", (text) => signedIn(text, 53), []),
    yearDays: take("BYYEARDAY", (text) => signedIn(text, 366), []),
    monthDays: take("BYMONTHDAY", (text) => signedIn(text, 31), []),
    weekdays: take("BYDAY", (text) => parseWeekdays(text, frequency === "MONTHLY" ? 5 : 53), []),
    positions: take("BYSETPOS", (text) => signedIn(text, 366), []),
    weekStart: take("WKST", parseWeekday, 0),
  };
  for (const part of ["BYSECOND", "BYMINUTE", "BYHOUR"]) take(part, (text) => numbersIn(text, 0, 60), []);
  const problem = problems[0] ?? misfitOf(rule, parts);
  return problem === null ? ok(rule) : bad(problem);
}

/** What does not go with a frequency. */
const STRANGERS: { readonly [F in Frequency]: readonly string[] } = {
  DAILY: ["BYWEEKNO", "BYYEARDAY"],
  WEEKLY: ["BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"],
  MONTHLY: ["BYWEEKNO", "BYYEARDAY"],
  YEARLY: [],
};

/** The part that RFC 5545 does not allow beside the others. */
function misfitOf({ frequency, weeks, weekdays, positions }: Rule, parts: Parts): string | null {
  if (parts.has("COUNT") && parts.has("UNTIL")) return "COUNT";
  const stranger = STRANGERS[frequency].find((part) => parts.has(part));
  if (stranger !== undefined) return stranger;
  const takesNth = frequency === "MONTHLY" || (frequency === "YEARLY" && weeks.length === 0);
  if (!takesNth && weekdays.some(({ nth }) => nth !== 0)) return "BYDAY";
  const others = [...parts.keys()].some((part) => part.startsWith("BY") && part !== "BYSETPOS");
  return positions.length > 0 && !others ? "BYSETPOS" : null;
}

function numberIn(text: string, min: number, max: number): number | null {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : null;
}

/** Ascending, each once. */
function listIn(text: string, read: (item: string) => number | null): readonly number[] | null {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const value = read(item);
    if (value === null) return null;
    values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

const numbersIn = (text: string, min: number, max: number): readonly number[] | null => listIn(text, (item) => numberIn(item, min, max));

/** From 1 to `max`, and the same from the end. */
const signedIn = (text: string, max: number): readonly number[] | null => listIn(text, (item) => signedNumber(item, max));

function signedNumber(text: string, max: number): number | null {
  const [, sign, digits = ""] = /^([+-]?)(\d{1,3})$/.exec(text) ?? [];
  const value = numberIn(digits, 1, max);
  return value !== null && sign === "-" ? -value : value;
}

function parseWeekday(text: string): number | null {
  const weekday = WEEKDAY_NAMES.findIndex((name) => name === text);
  return weekday < 0 ? null : weekday;
}

function parseWeekdays(text: string, max: number): readonly RuleDay[] | null {
  const days = new Map<string, RuleDay>();
  for (const item of text.split(",")) {
    const [, ordinal = "", name = ""] = /^([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)$/.exec(item) ?? [];
    const nth = ordinal === "" ? 0 : signedNumber(ordinal, max);
    const weekday = parseWeekday(name);
    if (nth === null || weekday === null) return null;
    days.set(`${String(nth)} ${name}`, { nth, weekday });
  }
  return [...days.values()].sort((a, b) => a.nth - b.nth || a.weekday - b.weekday);
}

/** A date, or a date with a time, which is read over. */
function parseUntil(text: string): PlainDay | null {
  const [, year = "", month = "", day = ""] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text) ?? [];
  const until = `${year}-${month}-${day}`;
  return isPlainDay(until) ? until : null;
}

const LIST_PARTS = [
  ["BYMONTH", "months"],
  ["BYWEEKNO", "weeks"],
  ["BYYEARDAY", "yearDays"],
  ["BYMONTHDAY", "monthDays"],
] as const;

/** As text, in one way of writing: what only says the default is left out. */
export function ruleToText(rule: Rule): string {
  const { frequency, interval, count, until, weekdays, positions, weekStart } = rule;
  const parts = [`FREQ=${frequency}`];
  if (interval !== 1) parts.push(`INTERVAL=${String(interval)}`);
  for (const [part, list] of LIST_PARTS) if (rule[list].length > 0) parts.push(`${part}=${rule[list].join(",")}`);
  if (weekdays.length > 0) parts.push(`BYDAY=${weekdays.map(weekdayToText).join(",")}`);
  if (positions.length > 0) parts.push(`BYSETPOS=${positions.join(",")}`);
  if (count !== null) parts.push(`COUNT=${String(count)}`);
  if (until !== null) parts.push(`UNTIL=${until.replaceAll("-", "")}`);
  if (weekStart !== 0) parts.push(`WKST=${WEEKDAY_NAMES[weekStart] ?? "MO"}`);
  return parts.join(";");
}

const weekdayToText = ({ nth, weekday }: RuleDay): string => `${nth === 0 ? "" : String(nth)}${WEEKDAY_NAMES[weekday] ?? ""}`;
