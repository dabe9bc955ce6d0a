// The words of both languages that say a weekday, a month, a number, a unit or a part of the day. Most of them belong to one language alone; what can be mistaken
// for another word ("sun", "so", "may") says so, and is believed only where its place in the line leaves no doubt.

import { isCapital, type Line } from "./line.ts";
import { as, DIGITS, isNumber, oneOf, phrases, reader, type Reader } from "./reader.ts";

/**
 * How far a weekday can be believed. "full": its name. "short": an abbreviation that is no other word. "risky": one that is (sun, sat, wed). "tiny": two
 * letters, in German.
 */
export type Belief = "full" | "short" | "risky" | "tiny";
/** Monday is 0, Sunday 6. */
export type WeekdayWord = { readonly weekday: number; readonly belief: Belief; readonly isPlural: boolean };

const FULL = [
  ["monday", "montag"],
  ["tuesday", "dienstag"],
  ["wednesday", "mittwoch"],
  ["thursday", "donnerstag"],
  ["friday", "freitag"],
  ["saturday", "samstag", "sonnabend"],
  ["sunday", "sonntag"],
] as const;
const SHORT = [["mon"], ["tue", "tues"], [], ["thu", "thur", "thurs"], ["fri"], [], []] as const;
const RISKY = [[], [], ["wed", "weds"], [], [], ["sat"], ["sun"]] as const;
const TINY = ["mo", "di", "mi", "do", "fr", "sa", "so"] as const;

const entriesOf = (table: readonly (readonly string[])[], belief: Belief, ending = ""): (readonly [string, WeekdayWord])[] =>
  table.flatMap((names, weekday) => names.map((name) => [name + ending, { weekday, belief, isPlural: ending !== "" }] as const));

const WEEKDAYS: ReadonlyMap<string, WeekdayWord> = new Map([
  ...entriesOf(FULL, "full"),
  ...entriesOf(FULL, "full", "s"),
  ...entriesOf(SHORT, "short"),
  ...entriesOf(RISKY, "risky"),
  ...entriesOf(
    TINY.map((name) => [name]),
    "tiny",
  ),
]);

/** A name, or an abbreviation with its point. Whether its place lets it be believed is for others to say. */
export const weekdayWord: Reader<WeekdayWord> = reader(WEEKDAYS.keys(), (line, at) => {
  const found = WEEKDAYS.get(line.word(at));
  if (found === undefined) return null;
  const hasPoint = found.belief !== "full" && line.isGlued(at + 1) && line.word(at + 1) === "." && !isEndOf(line, at + 2);
  return { to: hasPoint ? at + 2 : at + 1, value: found };
});

const isEndOf = (line: Line, at: number): boolean => at >= line.atoms.length;

/** In German two letters are a day after a word that asks for one; in English they must look like one too. */
export const isLikelyDay = (line: Line, at: number, { belief }: WeekdayWord): boolean =>
  belief !== "tiny" || line.world.language === "de" || isCapital(line, at);

/** A time that it stands for where none is said, in minutes. */
export type DayPart = { readonly minutes: number; readonly isLate: boolean };

const EARLY: DayPart = { minutes: 9 * 60, isLate: false };
const FORENOON: DayPart = { minutes: 10 * 60, isLate: false };
const NOON: DayPart = { minutes: 12 * 60, isLate: true };
const AFTERNOON: DayPart = { minutes: 15 * 60, isLate: true };
const EVENING: DayPart = { minutes: 18 * 60, isLate: true };
const NIGHT: DayPart = { minutes: 21 * 60, isLate: true };

const PARTS = {
  morning: EARLY,
  afternoon: AFTERNOON,
  evening: EVENING,
  night: NIGHT,
  noon: NOON,
  früh: EARLY,
  morgen: EARLY,
  vormittag: FORENOON,
  mittag: NOON,
  nachmittag: AFTERNOON,
  abend: EVENING,
  nacht: NIGHT,
};

/** Right after a day. */
export const dayPart: Reader<DayPart> = phrases({
  ...PARTS,
  "in the morning": EARLY,
  "in the afternoon": AFTERNOON,
  "in the evening": EVENING,
  "at night": NIGHT,
  "at noon": NOON,
  morgens: EARLY,
  frühmorgens: EARLY,
  vormittags: FORENOON,
  mittags: NOON,
  nachmittags: AFTERNOON,
  abends: EVENING,
  nachts: NIGHT,
  "am morgen": EARLY,
  "am vormittag": FORENOON,
  "am mittag": NOON,
  "am nachmittag": AFTERNOON,
  "am abend": EVENING,
  "in der früh": EARLY,
  "in der nacht": NIGHT,
});

/** Of every day: "every morning", "jeden Abend". */
export const eachPart: Reader<DayPart> = phrases(PARTS);

const GERMAN_PARTS = ["früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht"] as const;

/** "Montagabend". */
export const weekdayWithPart: Reader<{ readonly weekday: number; readonly part: DayPart }> = phrases(
  Object.fromEntries(
    FULL.flatMap((names, weekday) =>
      names.slice(1).flatMap((name) => GERMAN_PARTS.map((part) => [name + part, { weekday, part: PARTS[part] }] as const)),
    ),
  ),
);

/** From 1, by their names as they are folded (line.ts). */
export const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["january", "jan", "januar", "jaenner", "jaen"],
    ["february", "feb", "februar", "feber"],
    ["march", "mar", "maerz", "maer", "mrz"],
    ["april", "apr"],
    ["may", "mai"],
    ["june", "jun", "juni"],
    ["july", "jul", "juli"],
    ["august", "aug"],
    ["september", "sep", "sept"],
    ["october", "oct", "oktober", "okt"],
    ["november", "nov"],
    ["december", "dec", "dezember", "dez"],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

/** From 1; with the point of an abbreviation, unless that ends the line. */
export const monthWord: Reader<number> = reader(Object.keys(MONTHS), (line, at) => {
  const month = MONTHS[line.word(at)];
  if (month === undefined) return null;
  const hasPoint = line.word(at).length <= 4 && line.isGlued(at + 1) && line.word(at + 1) === "." && !isEndOf(line, at + 2);
  return { to: hasPoint ? at + 2 : at + 1, value: month };
});

/** They are verbs or names too. */
export const isRiskyMonth = (line: Line, at: number): boolean =>
  ["may", "march", "mar"].includes(line.word(at)) || (line.world.language === "de" && line.word(at) === "jan");

const MAX_COUNT = 999;

const numberWord: Reader<number> = phrases({
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  "a couple of": 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  ein: 1,
  eine: 1,
  einem: 1,
  einen: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  vierzehn: 14,
  fünfzehn: 15,
  zwanzig: 20,
  dreißig: 30,
});

/** A number from `min` to `max` in digits. */
export const digits = (min: number, max: number): Reader<number> =>
  reader([DIGITS], (line, at) => {
    const word = line.word(at);
    const value = isNumber(word) && word.length <= 4 ? Number(word) : -1;
    return value >= min && value <= max ? { to: at + 1, value } : null;
  });

/** How many: 1 to 999. */
export const count: Reader<number> = oneOf(digits(1, MAX_COUNT), numberWord);

/** The hours as they are spoken. */
export const hourWord: Reader<number> = as(numberWord, (hour, line, at) =>
  hour <= 12 && !["a", "an", "ein", "eine", "einem", "einen", "einer"].includes(line.word(at)) ? hour : null,
);

export type Unit = { readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY"; readonly times: number };

export const DAY: Unit = { frequency: "DAILY", times: 1 };
export const WEEK: Unit = { frequency: "WEEKLY", times: 1 };
const FORTNIGHT: Unit = { frequency: "WEEKLY", times: 2 };
export const MONTH: Unit = { frequency: "MONTHLY", times: 1 };
const QUARTER: Unit = { frequency: "MONTHLY", times: 3 };
const HALF_YEAR: Unit = { frequency: "MONTHLY", times: 6 };
export const YEAR: Unit = { frequency: "YEARLY", times: 1 };

export const unit: Reader<Unit> = phrases({
  day: DAY,
  days: DAY,
  tag: DAY,
  tage: DAY,
  tagen: DAY,
  week: WEEK,
  weeks: WEEK,
  wk: WEEK,
  wks: WEEK,
  woche: WEEK,
  wochen: WEEK,
  fortnight: FORTNIGHT,
  month: MONTH,
  months: MONTH,
  monat: MONTH,
  monate: MONTH,
  monaten: MONTH,
  quarter: QUARTER,
  quarters: QUARTER,
  quartal: QUARTER,
  quartale: QUARTER,
  quartalen: QUARTER,
  "half year": HALF_YEAR,
  "half - year": HALF_YEAR,
  halbjahr: HALF_YEAR,
  "halbe jahr": HALF_YEAR,
  year: YEAR,
  years: YEAR,
  yr: YEAR,
  yrs: YEAR,
  jahr: YEAR,
  jahre: YEAR,
  jahren: YEAR,
});

/** So often, as one word. `isAnyPlace`: it is an adverb alone. */
export const oftenWord: Reader<{ readonly unit: Unit; readonly isAnyPlace: boolean }> = phrases({
  daily: { unit: DAY, isAnyPlace: false },
  everyday: { unit: DAY, isAnyPlace: false },
  weekly: { unit: WEEK, isAnyPlace: false },
  biweekly: { unit: FORTNIGHT, isAnyPlace: false },
  fortnightly: { unit: FORTNIGHT, isAnyPlace: false },
  monthly: { unit: MONTH, isAnyPlace: false },
  quarterly: { unit: QUARTER, isAnyPlace: false },
  yearly: { unit: YEAR, isAnyPlace: false },
  annually: { unit: YEAR, isAnyPlace: true },
  täglich: { unit: DAY, isAnyPlace: true },
  tagtäglich: { unit: DAY, isAnyPlace: true },
  wöchentlich: { unit: WEEK, isAnyPlace: true },
  zweiwöchentlich: { unit: FORTNIGHT, isAnyPlace: true },
  monatlich: { unit: MONTH, isAnyPlace: true },
  vierteljährlich: { unit: QUARTER, isAnyPlace: true },
  quartalsweise: { unit: QUARTER, isAnyPlace: true },
  halbjährlich: { unit: HALF_YEAR, isAnyPlace: true },
  jährlich: { unit: YEAR, isAnyPlace: true },
});

const ordinalWord: Reader<number> = phrases({
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
  "second to last": -2,
  "second last": -2,
  ...Object.fromEntries(
    ["erst", "zweit", "dritt", "viert", "fünft"].flatMap((stem, index) => ["e", "en", "er", "es"].map((end) => [stem + end, index + 1])),
  ),
  ...Object.fromEntries(["e", "en", "er", "es"].flatMap((end) => [[`letzt${end}`, -1] as const, [`vorletzt${end}`, -2] as const])),
});

const SUFFIXES = new Set(["st", "nd", "rd", "th", "."]);

/** "1st" or "1.", from 1 to `max`. */
export const numeral = (max: number): Reader<number> =>
  reader([DIGITS], (line, at) => {
    const found = digits(1, max).read(line, at);
    const isOrdinal = found !== null && line.isGlued(at + 1) && SUFFIXES.has(line.word(at + 1));
    return isOrdinal ? { to: at + 2, value: found.value } : null;
  });

/** Which of them: 1 to 5, from the end where negative. */
export const ordinal: Reader<number> = oneOf(numeral(5), ordinalWord);
