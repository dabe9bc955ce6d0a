// Dates in figures and in words: "2026-12-24", "24.12.", "12/24", "21 dec", "December 21st, 2027", "3. Mai". A date without a year is the next one, today
// included. What is more often something else (a fraction, a chapter, a version) is a date only after a word that asks for one.

import { civilToNumber, dayToNumber, monthLengthOf, numberToCivil } from "../day-number.ts";
import type { Line } from "./line.ts";
import type { Manner } from "./manner.ts";
import { DIGITS, isNumber, oneOf, reader, type Read, type Reader } from "./reader.ts";
import { digits, isRiskyMonth, monthWord, numeral } from "./words.ts";

/** `year` null: each. */
export type DateRead = { readonly year: number | null; readonly month: number; readonly day: number; readonly manner: Manner };

const LEAP_CYCLE_YEARS = 8;

/** The number of the day: of a date without a year the next from `from` on. `null`: there is none. */
export function dateToNumber({ year, month, day }: Omit<DateRead, "manner">, from: number): number | null {
  if (year !== null) return day <= monthLengthOf(year, month) ? civilToNumber(year, month, day) : null;
  const first = numberToCivil(from).year;
  for (let one = first; one <= first + LEAP_CYCLE_YEARS; one += 1) {
    const number = civilToNumber(one, month, day);
    if (day <= monthLengthOf(one, month) && number >= from) return number;
  }
  return null;
}

export const todayOf = (line: Line): number => dayToNumber(line.world.today);

/** With something before it that counts its own parts: "chapter 3.4.", "part 2/3". */
const COUNTED_PARTS = new Set(
  (
    "chapter kapitel section abschnitt version v part teil page seite nr no number nummer step schritt episode folge level paragraph punkt release score " +
    "stand ratio bug issue ticket item exercise uebung python node ios android to auf"
  ).split(" "),
);

/** A fraction, rather than a day. */
const FRACTION_OF = new Set([2, 3, 4, 5, 8, 10]);

const valueAt = (line: Line, at: number, maxLength: number): number | null => {
  const word = line.word(at);
  return isNumber(word) && word.length <= maxLength ? Number(word) : null;
};

const isMark = (line: Line, at: number, mark: string): boolean => line.isGlued(at) && line.word(at) === mark;

const isDay = (month: number | null, day: number | null): boolean =>
  month !== null && day !== null && month >= 1 && month <= 12 && day >= 1 && day <= monthLengthOf(2024, month);

const made = (to: number, year: number | null, month: number, day: number, manner: Manner): Read<DateRead> | null =>
  isDay(month, day) ? { to, value: { year, month, day, manner } } : null;

/** Glued behind a mark: with two or four digits; `null`: none. */
function yearAfter(line: Line, at: number, mark: string): number | null {
  if (!isMark(line, at, mark) || !line.isGlued(at + 1)) return null;
  const { length } = line.word(at + 1);
  const value = valueAt(line, at + 1, 4);
  if (value === null || (length !== 2 && length !== 4)) return null;
  return length === 2 ? 2000 + value : value;
}

/** Year-month-day, or day-month-year with dashes. */
const dashed: Reader<DateRead> = reader([DIGITS], (line, at) => {
  const isWhole = isMark(line, at + 1, "-") && line.isGlued(at + 2) && isMark(line, at + 3, "-") && line.isGlued(at + 4);
  const [first, month, last] = [valueAt(line, at, 4), valueAt(line, at + 2, 2), valueAt(line, at + 4, 4)];
  if (!isWhole || first === null || month === null || last === null) return null;
  if (line.word(at).length === 4) return made(at + 5, first, month, last, "firm");
  return line.word(at + 4).length === 4 ? made(at + 5, last, month, first, "firm") : null;
});

function dottedManner(line: Line, at: number, to: number): Manner {
  const isPadded = line.word(at).length === 2 && line.word(at + 2).length === 2;
  if (COUNTED_PARTS.has(line.word(at - 1))) return "led";
  // In English the point may only be the sentence's own.
  return line.world.language === "de" || isPadded || to < line.atoms.length ? "firm" : "led";
}

/** "24.12.", with a year or not; without its last point after a preposition. */
const dotted: Reader<DateRead> = reader([DIGITS], (line, at) => {
  const [day, month] = [valueAt(line, at, 2), valueAt(line, at + 2, 2)];
  if (day === null || month === null || !isMark(line, at + 1, ".") || !line.isGlued(at + 2)) return null;
  const year = yearAfter(line, at + 3, ".");
  if (year !== null) return made(at + 5, year, month, day, "firm");
  if (!isMark(line, at + 3, ".")) return made(at + 3, null, month, day, "led");
  return made(at + 4, null, month, day, dottedManner(line, at, at + 4));
});

function slashedManner(line: Line, at: number, first: number, second: number): Manner {
  const isFraction = first < second && FRACTION_OF.has(second);
  return isFraction || COUNTED_PARTS.has(line.word(at - 1)) ? "led" : "firm";
}

/** Around the clock. */
const isAlways = (first: number, second: number): boolean => first === 24 && second === 7;

/** "12/24": which is the month shows where one of them cannot be, otherwise by the order that is usual. */
const slashed: Reader<DateRead> = reader([DIGITS], (line, at) => {
  const [first, second] = [valueAt(line, at, 2), valueAt(line, at + 2, 2)];
  if (first === null || second === null || !isMark(line, at + 1, "/") || !line.isGlued(at + 2) || isAlways(first, second)) return null;
  const year = yearAfter(line, at + 3, "/");
  const isMonthFirst = line.world.monthFirst ? first <= 12 : second > 12;
  const [month, day] = isMonthFirst ? [first, second] : [second, first];
  return made(at + (year === null ? 3 : 5), year, month, day, year === null ? slashedManner(line, at, first, second) : "firm");
});

/** "2027", with a comma before it or not. */
function yearBehind(line: Line, to: number): Read<number | null> {
  const at = line.word(to) === "," && line.isGlued(to) ? to + 1 : to;
  const value = valueAt(line, at, 4);
  return value !== null && line.word(at).startsWith("20") && line.word(at).length === 4 ? { to: at + 1, value } : { to, value: null };
}

const dayNumeral = oneOf(numeral(31), digits(1, 31));

/** Nothing but a number beside a month that is a word or a name too: "may 3". */
const wordManner = (line: Line, monthAt: number, isSure: boolean): Manner => (isSure || !isRiskyMonth(line, monthAt) ? "firm" : "doubtful");

/** "21 dec", "21st of December 2027", "3. Mai". */
const dayMonth: Reader<DateRead> = reader([DIGITS], (line, at) => {
  const day = dayNumeral.read(line, at);
  if (day === null) return null;
  const monthAt = line.word(day.to) === "of" ? day.to + 1 : day.to;
  const month = monthWord.read(line, monthAt);
  if (month === null) return null;
  const year = yearBehind(line, month.to);
  const isSure = day.to > at + 1 || year.value !== null;
  return made(year.to, year.value, month.value, day.value, wordManner(line, monthAt, isSure));
});

/** "dec 21", "December 21st, 2027". */
const monthDay: Reader<DateRead> = reader(monthWord.starts, (line, at) => {
  const month = monthWord.read(line, at);
  const day = month === null ? null : englishDay.read(line, month.to);
  if (month === null || day === null) return null;
  const year = yearBehind(line, day.to);
  return made(year.to, year.value, month.value, day.value, wordManner(line, at, day.to > month.to + 1 || year.value !== null));
});

/** Where a point is only the sentence's. */
const englishDay: Reader<number> = reader([DIGITS], (line, at) => {
  const day = dayNumeral.read(line, at);
  return day !== null && line.word(day.to - 1) === "." ? { to: day.to - 1, value: day.value } : day;
});

export const date: Reader<DateRead> = oneOf(dashed, dotted, slashed, dayMonth, monthDay);

/** A date that comes every year. */
export const yearlyDate: Reader<DateRead> = oneOf(dotted, slashed, dayMonth, monthDay);
