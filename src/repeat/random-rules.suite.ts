// Random rules of every shape that RFC 5545 allows for days, from a seed, with a base that need not be an occurrence.

import { numberToDay } from "../model/day-number.ts";
import type { PlainDay } from "../model/plain-day.ts";
import { WEEKDAY_NAMES, type Frequency } from "../model/repeat-rule.ts";

export type RandomRule = { readonly rule: string; readonly base: PlainDay };

/** Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Dice = {
  readonly below: (limit: number) => number;
  readonly often: (share: number) => boolean;
  /** Text of a list, each item once. */
  readonly list: (most: number, pick: () => string | number) => string;
  readonly signed: (limit: number) => number;
  readonly weekday: () => string;
  readonly nthWeekday: (limit: number) => string;
  /** The part, so often. */
  readonly part: (share: number, name: string, text: () => string) => readonly string[];
};

function makeDice(random: () => number): Dice {
  const below = (limit: number): number => Math.floor(random() * limit);
  const often = (share: number): boolean => random() < share;
  const signed = (limit: number): number => (1 + below(limit)) * (often(0.3) ? -1 : 1);
  const weekday = (): string => WEEKDAY_NAMES[below(7)] ?? "MO";
  return {
    below,
    often,
    list: (most, pick) => [...new Set(Array.from({ length: 1 + below(most) }, pick))].join(","),
    signed,
    weekday,
    nthWeekday: (limit) => (often(0.5) ? weekday() : `${String(signed(limit))}${weekday()}`),
    part: (share, name, text) => (often(share) ? [`${name}=${text()}`] : []),
  };
}

type MakeParts = (dice: Dice) => readonly string[];

const byMonths = ({ part, list, below }: Dice, share: number): readonly string[] =>
  part(share, "BYMONTH", () => list(4, () => 1 + below(12)));

const byMonthDays = ({ part, list, signed }: Dice, share: number): readonly string[] =>
  part(share, "BYMONTHDAY", () => list(4, () => signed(31)));

const byWeekdays = ({ part, list }: Dice, share: number, weekday: () => string): readonly string[] =>
  part(share, "BYDAY", () => list(4, weekday));

const makeYearParts: MakeParts = (dice) => {
  const { part, list, signed, weekday, nthWeekday } = dice;
  const months = byMonths(dice, 0.5);
  const weeks = part(0.2, "BYWEEKNO", () => list(4, () => signed(53)));
  return [
    ...months,
    ...weeks,
    ...byMonthDays(dice, 0.35),
    ...part(0.15, "BYYEARDAY", () => list(6, () => signed(366))),
    ...byWeekdays(dice, 0.4, () => (weeks.length > 0 ? weekday() : nthWeekday(months.length > 0 ? 5 : 53))),
  ];
};

const MAKERS: readonly (readonly [Frequency, MakeParts])[] = [
  ["DAILY", (dice) => [...byMonths(dice, 0.3), ...byMonthDays(dice, 0.3), ...byWeekdays(dice, 0.4, dice.weekday)]],
  ["WEEKLY", (dice) => [...byMonths(dice, 0.2), ...byWeekdays(dice, 0.7, dice.weekday)]],
  ["MONTHLY", (dice) => [...byMonths(dice, 0.2), ...byMonthDays(dice, 0.4), ...byWeekdays(dice, 0.4, () => dice.nthWeekday(5))]],
  ["YEARLY", makeYearParts],
];

export function makeRandomRule(random: () => number): RandomRule {
  const dice = makeDice(random);
  const { below, often, list, signed, weekday, part } = dice;
  const base = numberToDay(14_000 + below(12_000)) ?? "2026-01-01";
  const [frequency, makeParts] = MAKERS[below(MAKERS.length)] ?? (["DAILY", makeYearParts] as const);
  const by = makeParts(dice);
  const end = often(0.3)
    ? [`COUNT=${String(1 + below(30))}`]
    : part(0.2, "UNTIL", () => (numberToDay(14_000 + below(16_000)) ?? "2026-01-01").replaceAll("-", ""));
  const rule = [
    `FREQ=${frequency}`,
    ...part(0.5, "INTERVAL", () => String(1 + below(often(0.8) ? 4 : 30))),
    ...by,
    ...part(by.length > 0 ? 0.2 : 0, "BYSETPOS", () => list(3, () => signed(4))),
    ...end,
    ...part(0.3, "WKST", weekday),
  ];
  return { rule: rule.join(";"), base };
}
