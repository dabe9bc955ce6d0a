// Plain dates "YYYY-MM-DD" of the proleptic Gregorian calendar, years 0001 to 9999. Days are never instants and have no zone: they compare
// as text, and which day is today is told by the caller.

export type PlainDay = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function monthLength(year: number, month: number): number {
  return (MONTH_LENGTHS[month - 1] ?? 0) + (month === 2 && isLeapYear(year) ? 1 : 0);
}

export function isPlainDay(text: unknown): text is PlainDay {
  if (typeof text !== "string") return false;
  const [, year = 0, month = 0, day = 0] = (DAY.exec(text) ?? []).map(Number);
  return year >= 1 && day >= 1 && day <= monthLength(year, month);
}
