import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilToNumber, dayToNumber, monthLengthOf, numberToCivil, weekdayOf } from "../day-number.ts";
import { isPlainDay } from "../plain-day.ts";
import { isPlainTime } from "../plain-time.ts";
import { isRuleForm } from "../repeat.ts";
import { isTitle } from "../task-title.ts";
import { normaliseTitle } from "../typed-titles.ts";
import { ENGLISH_ROWS, GERMAN, GERMAN_ROWS, KNOWN, laterThan } from "./all-lines.suite.ts";
import type { QuickAddWorld } from "./line.ts";
import { parseLine, type QuickTask } from "./parse-line.ts";
import { firstDay, type Days } from "./repeat-days.ts";

const LINES = [...ENGLISH_ROWS, ...GERMAN_ROWS].map(([line]) => line);

const WORDS = [
  ...new Set(LINES.flatMap((line) => line.split(" "))),
  '"',
  "„",
  "“",
  "\\",
  "#",
  "@",
  "!",
  '#"',
  ",",
  "-",
  ".",
  "  ",
  "\t",
  "\u0301",
  "😀",
  "\uD800",
];

/** Words of the grammar in any order, often without white space between. */
const babble = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(" ", " ", " ", "")), { maxLength: 40 })
  .map((parts) => parts.flat().join("").slice(0, 1000));
const anyLine = fc.oneof(babble, fc.constantFrom(...LINES), fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 1000 }));

const days = fc
  .tuple(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

const worlds: fc.Arbitrary<QuickAddWorld> = fc
  .record({
    today: fc.oneof(days, fc.constantFrom("2026-11-27", "2028-02-29", "0001-01-01", "9999-12-31")),
    now: fc.constantFrom("00:00", "14:00", "23:59"),
    weekStart: fc.constantFrom(0, 5, 6),
    language: fc.constantFrom("en", "de"),
    monthFirst: fc.boolean(),
  })
  .map((world) => ({ ...world, later: laterThan(world.today, world.now) }));

const withoutSpace = (text: string): string => text.replaceAll(/\s/gu, "");

/** What is neither in a token nor a backslash that did its work. */
function textLeft(text: string, { tokens, escapes }: QuickTask): string {
  const units = text.split("");
  for (const { start, end } of tokens) units.fill(" ", start, end);
  for (const at of escapes) units[at] = " ";
  return withoutSpace(normaliseTitle(units.join("")));
}

/** What is wrong with it. */
function problemsOf(text: string, task: QuickTask): readonly string[] {
  const { title, tokens, escapes, day, time, start, repeat } = task;
  const isInOrder = tokens.every((token, index) => token.start >= (tokens[index - 1]?.end ?? 0) && token.end <= text.length);
  const facts: Readonly<Record<string, boolean>> = {
    "title and tokens are the line": withoutSpace(title) === textLeft(text, task),
    "tokens are in order": isInOrder,
    "tokens hold their cores": tokens.every(
      (token) => token.start <= token.core.start && token.core.start < token.core.end && token.core.end <= token.end,
    ),
    "escapes are backslashes": escapes.every((at) => text[at] === "\\"),
    "days are days": [day, start, repeat?.base ?? null].every((one) => one === null || isPlainDay(one)),
    "a time has a day": time === null || (isPlainTime(time) && day !== null),
    "a repeat has a rule and a day": repeat === null || (isRuleForm(repeat.rule) && day !== null),
  };
  return Object.keys(facts).filter((name) => facts[name] === false);
}

describe("any line", () => {
  it("comes to a title and tokens that are the whole of it", () => {
    fc.assert(
      fc.property(anyLine, worlds, (text, world) => {
        expect(problemsOf(text, parseLine(text, world, KNOWN))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("has a title, unless it is blank, and one that is the line's where nothing is understood", () => {
    fc.assert(
      fc.property(anyLine, worlds, (text, world) => {
        const task = parseLine(text, world, KNOWN);
        expect(isTitle(task.title)).toBe(normaliseTitle(text) !== "" && task.title.length <= 1000);
        if (task.tokens.length === 0 && task.escapes.length === 0) expect(task.title).toBe(normaliseTitle(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read in steps that its length bounds", () => {
    fc.assert(
      fc.property(anyLine, worlds, (text, world) => {
        const atoms = text.length + 1;
        expect(parseLine(text, world, KNOWN).steps).toBeLessThan(200 * atoms + 1_000);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    "every ",
    "#",
    '#"',
    "monday and ",
    "@a ",
    "1. ",
    "1.1.",
    "every 1. und ",
    "\\",
    "„",
    "in 3 weeks ",
    "(",
    "um 5 ",
    "!1 ",
    "in 2 hours ",
    "every day 5 times ",
    "#Home/",
    "/Visa ",
    "a",
    "at 5 ",
  ])("of nothing but %j is read in as many steps for each of its characters, long or short", (part) => {
    const steps = [100, 1_000].map((length) => parseLine(`x ${part.repeat(1_000)}`.slice(0, length), GERMAN, KNOWN).steps);
    expect((steps[1] ?? 0) / (steps[0] ?? 1)).toBeLessThan(15);
  });

  it("leaves as text what the user wants as text, whatever that is", () => {
    fc.assert(
      fc.property(anyLine, worlds, (text, world) => {
        const plain = parseLine(text, world, KNOWN).tokens.map(({ core }) => core);
        const task = parseLine(text, world, KNOWN, plain);
        expect(problemsOf(text, task)).toEqual([]);
        for (const token of task.tokens)
          for (const { start, end } of plain) expect(token.core.start < end && token.core.end > start).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

const rules: fc.Arbitrary<Days> = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((weekdays): Days => ({ on: "weekdays", weekdays })),
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)), { minLength: 1, maxLength: 3 })
    .map((all): Days => ({ on: "month-days", days: all })),
  fc.record({ on: fc.constant("nth" as const), nth: fc.constantFrom(-2, -1, 1, 2, 3, 4, 5), weekday: fc.integer({ min: 0, max: 6 }) }),
  fc.constantFrom<Days>({ on: "date", month: 2, day: 29 }, { on: "date", month: 12, day: 24 }),
);

/** Whether a day is one of the rule's, told from the day alone. */
function isOn(rule: Days, number: number): boolean {
  const { year, month, day } = numberToCivil(number);
  const length = monthLengthOf(year, month);
  switch (rule.on) {
    case "same":
      return true;
    case "weekdays":
      return rule.weekdays.includes(weekdayOf(number));
    case "month-days":
      return rule.days.includes(day) || rule.days.includes(day - length - 1);
    case "nth":
      return (
        weekdayOf(number) === rule.weekday &&
        (rule.nth > 0 ? Math.ceil(day / 7) === rule.nth : Math.ceil((length - day + 1) / 7) === -rule.nth)
      );
    case "date":
      return month === rule.month && day === rule.day;
  }
}

describe("the first day of a repeat", () => {
  it("is the first on or after a day that fits", () => {
    fc.assert(
      fc.property(rules, days, (rule, from) => {
        let number = dayToNumber(from);
        while (!isOn(rule, number)) number += 1;
        expect(firstDay({ days: rule }, dayToNumber(from))).toBe(number);
      }),
      { numRuns: 500 },
    );
  });

  it("is today where today fits", () => {
    expect(firstDay({ days: { on: "nth", nth: -1, weekday: 4 } }, civilToNumber(2026, 11, 27))).toBe(civilToNumber(2026, 11, 27));
  });
});
