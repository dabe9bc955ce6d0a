// Days in words: today and tomorrow, weekdays, so long from now, beginnings and ends of weeks and months, and dates. A day may have a word before it that makes it
// the due day ("by", "on", "bis", "am") or the first day ("from", "ab"), and a part of the day behind it.

import { addMonths, nextWeekday, startOfWeek } from "./calendar.ts";
import { date, dateToNumber, todayOf } from "./dates.ts";
import { civilToNumber, dayToNumber, monthLengthOf, numberToCivil } from "../day-number.ts";
import { length } from "./lengths.ts";
import { isCapital, type Line } from "./line.ts";
import type { Manner } from "./manner.ts";
import { as, inTurn, isNumber, oneOf, optional, phrases, reader, say, type Reader } from "./reader.ts";
import { count, dayPart, isLikelyDay, monthWord, numeral, unit, weekdayWithPart, weekdayWord, type DayPart, type Unit } from "./words.ts";

export type DayRead = {
  /** The number of the day (day-number.ts). */
  readonly day: number;
  readonly part: DayPart | null;
  readonly manner: Manner;
  /** It began with a word that asks for a day. */
  readonly isLed: boolean;
  /** "until", "bis": the end of what repeats. */
  readonly isUntil: boolean;
};

type Named = Pick<DayRead, "day" | "part" | "manner">;

const named = (day: number, manner: Manner = "firm", part: DayPart | null = null): Named => ({ day, manner, part });

const TONIGHT: DayPart = { minutes: 20 * 60, isLate: true };

/** "Morgen" with a capital is the morning, unless it begins the line. */
const isTomorrow = (line: Line, at: number): boolean =>
  line.word(at) !== "morgen" || !isCapital(line, at) || at === 0 || line.raw(at) === "MORGEN";

const near: Reader<Named> = as(
  phrases<{ readonly days: number; readonly part: DayPart | null }>({
    today: { days: 0, part: null },
    tonight: { days: 0, part: TONIGHT },
    tomorrow: { days: 1, part: null },
    tmr: { days: 1, part: null },
    tmrw: { days: 1, part: null },
    "day after tomorrow": { days: 2, part: null },
    "the day after tomorrow": { days: 2, part: null },
    heute: { days: 0, part: null },
    morgen: { days: 1, part: null },
    übermorgen: { days: 2, part: null },
  }),
  ({ days, part }, line, at) => (isTomorrow(line, at) ? named(todayOf(line) + days, "firm", part) : null),
);

/** "this evening", "heute Abend" is the same as its day with a part. */
const thisPart: Reader<Named> = as(inTurn(say("this"), dayPart), ([, part], line) => named(todayOf(line), "firm", part));

const MANNERS = { full: "edge", short: "end", risky: "timed", tiny: "timed" } as const;

const isDayWord = (line: Line, at: number): boolean => {
  const belief = weekdayWord.read(line, at)?.value.belief;
  return belief !== undefined && belief !== "tiny";
};

const bareWeekday: Reader<Named> = as(weekdayWord, (word, line, at) => {
  // Of several days side by side none is meant.
  if (word.isPlural || isDayWord(line, at - 1)) return null;
  // In German "mon" is no day, and in English "Do" is none.
  const isForeign = word.belief === "short" && line.word(at) === "mon" && line.world.language === "de";
  const isTwoLetters = word.belief === "tiny" && (line.world.language === "en" || !isCapital(line, at));
  return named(nextWeekday(todayOf(line) + 1, word.weekday), isForeign || isTwoLetters ? "led" : MANNERS[word.belief]);
});

const bareWeekdayWithPart: Reader<Named> = as(weekdayWithPart, ({ weekday, part }, line) =>
  named(nextWeekday(todayOf(line) + 1, weekday), "edge", part),
);

/** Before the next Friday, in the week after this one, the one after that. */
const WHICH = phrases<"this" | "coming" | "next-week" | "second">({
  this: "this",
  "this coming": "coming",
  coming: "coming",
  next: "next-week",
  diesen: "this",
  dieser: "this",
  kommenden: "coming",
  kommender: "coming",
  nächsten: "coming",
  nächster: "coming",
  übernächsten: "second",
});

const whichWeekday: Reader<Named> = as(inTurn(WHICH, weekdayWord), ([which, word], line, at) => {
  if (word.isPlural || !isLikelyDay(line, at + 1, word)) return null;
  const today = todayOf(line);
  const soonest = nextWeekday(today + 1, word.weekday);
  switch (which) {
    case "this":
      return named(nextWeekday(today, word.weekday));
    case "coming":
      return named(soonest);
    case "second":
      return named(soonest + 7);
    case "next-week":
      return named(nextWeekday(startOfWeek(today, line.world.weekStart) + 7, word.weekday));
  }
});

/** `times` such units after a day. */
export const plus = (day: number, times: number, { frequency, times: each }: Unit): number => {
  const many = times * each;
  if (frequency === "DAILY") return day + many;
  if (frequency === "WEEKLY") return day + many * 7;
  return addMonths(day, frequency === "MONTHLY" ? many : many * 12);
};

const inSoLong: Reader<Named> = as(inTurn(say("in"), count, unit), ([, times, one], line) => named(plus(todayOf(line), times, one)));

const fromNow: Reader<Named> = as(inTurn(count, unit, say("from now|from today|ab heute|ab jetzt")), ([times, one], line) =>
  named(plus(todayOf(line), times, one)),
);

/** Of what has a number before it this is how long it takes: "5 km in 30 minutes". */
const isHowLong = (line: Line, at: number): boolean => [at - 1, at - 2].some((before) => isNumber(line.word(before)));

const minutesFromNow: Reader<number> = oneOf(
  as(inTurn(say("in"), length), ([, minutes], line, at) => (isHowLong(line, at) ? null : minutes)),
  as(inTurn(length, say("from now|ab jetzt")), ([minutes]) => minutes),
);

const later: Reader<Named> = as(minutesFromNow, (minutes, line) => {
  const { day, time } = line.world.later(minutes);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return named(dayToNumber(day), "edge", { minutes: hour * 60 + minute, isLate: hour >= 12 });
});

const NEXT = say("next|nächste|nächster|nächsten|nächstes|kommende|kommenden|kommendes");
const MONDAY = 0;

const nextWeekOf = (line: Line): number => startOfWeek(todayOf(line), line.world.weekStart) + 7;

const WEEK = say("week|woche");
const optionalOn = optional(say("on|am"));

/** "next week", with its weekday before or behind it. */
const nextWeek: Reader<Named> = as(inTurn(NEXT, WEEK, optionalOn, optional(weekdayWord)), ([, , on, word], line, _at, to) => {
  if (word === null) return on === null ? named(nextWeekday(nextWeekOf(line), MONDAY)) : null;
  return isLikelyDay(line, to - 1, word) ? named(nextWeekday(nextWeekOf(line), word.weekday)) : null;
});

const weekdayNextWeek: Reader<Named> = as(inTurn(weekdayWord, NEXT, WEEK), ([word], line) =>
  named(nextWeekday(nextWeekOf(line), word.weekday)),
);

const firstOfMonth = (line: Line, months: number): number => {
  const { year, month } = numberToCivil(todayOf(line));
  return civilToNumber(year, month + months, 1);
};

const nextMonth: Reader<Named> = as(inTurn(NEXT, phrases({ month: 1, monat: 1, year: 12, jahr: 12 })), ([, months], line) =>
  named(months === 1 ? firstOfMonth(line, 1) : civilToNumber(numberToCivil(todayOf(line)).year + 1, 1, 1)),
);

const endOfYear = (line: Line): number => civilToNumber(numberToCivil(todayOf(line)).year, 12, 31);

const inNext = oneOf(
  as(say("in der nächsten woche|in der kommenden woche"), (_said, line) => named(nextWeekday(nextWeekOf(line), MONDAY))),
  as(say("im nächsten monat|im kommenden monat"), (_said, line) => named(firstOfMonth(line, 1))),
);

/** Days from which the end of something is counted: the day before the next one begins. */
const PERIOD_ENDS = phrases<(line: Line) => number>({
  "of the week": (line) => nextWeekOf(line) - 1,
  "of week": (line) => nextWeekOf(line) - 1,
  "of this week": (line) => nextWeekOf(line) - 1,
  "of next week": (line) => nextWeekOf(line) + 6,
  "of the month": (line) => firstOfMonth(line, 1) - 1,
  "of month": (line) => firstOfMonth(line, 1) - 1,
  "of this month": (line) => firstOfMonth(line, 1) - 1,
  "of next month": (line) => firstOfMonth(line, 2) - 1,
  "of the year": endOfYear,
  "of year": endOfYear,
  "of this year": endOfYear,
  "der woche": (line) => nextWeekOf(line) - 1,
  "dieser woche": (line) => nextWeekOf(line) - 1,
  "nächster woche": (line) => nextWeekOf(line) + 6,
  "des monats": (line) => firstOfMonth(line, 1) - 1,
  "dieses monats": (line) => firstOfMonth(line, 1) - 1,
  "nächsten monats": (line) => firstOfMonth(line, 2) - 1,
  "des jahres": endOfYear,
  "dieses jahres": endOfYear,
});

const endOf: Reader<Named> = as(inTurn(optional(say("the|at the|at|am|zum")), say("end|ende"), PERIOD_ENDS), ([, , end], line) =>
  named(end(line)),
);
const endWord: Reader<Named> = as(phrases({ monatsende: "des monats", jahresende: "des jahres" }), (period, line) =>
  named(period === "des monats" ? firstOfMonth(line, 1) - 1 : endOfYear(line), "end"),
);

/** "Ende Mai", "mid June", "Anfang Juli". */
const aboutMonth: Reader<Named> = as(
  inTurn(
    phrases({ "end of": -1, ende: -1, "mid -": 15, mid: 15, "middle of": 15, mitte: 15, "beginning of": 1, "start of": 1, anfang: 1 }),
    monthWord,
  ),
  ([day, month], line) => {
    const today = todayOf(line);
    const { year } = numberToCivil(today);
    const inYear = (one: number): number => civilToNumber(one, month, day < 0 ? monthLengthOf(one, month) : day);
    return named(inYear(year) >= today ? inYear(year) : inYear(year + 1));
  },
);

const SATURDAY = 5;
const THIS_WEEKEND = say(
  "this weekend|on the weekend|at the weekend|over the weekend|am wochenende|dieses wochenende|übers wochenende|kommendes wochenende|am kommenden wochenende",
);
const NEXT_WEEKEND = say("next weekend|nächstes wochenende|am nächsten wochenende");

/** On a Sunday it is still there. */
const weekendOf = (line: Line): number => {
  const saturday = nextWeekday(todayOf(line), SATURDAY);
  return saturday === todayOf(line) + 6 ? todayOf(line) : saturday;
};

const weekend: Reader<Named> = oneOf(
  as(THIS_WEEKEND, (_said, line) => named(weekendOf(line))),
  as(NEXT_WEEKEND, (_said, line) => named(nextWeekday(nextWeekday(todayOf(line), SATURDAY) + 1, SATURDAY))),
  as(say("weekend|wochenende"), (_said, line) => named(weekendOf(line), "end")),
);

const dated: Reader<Named> = as(date, (found, line) => {
  const day = dateToNumber(found, todayOf(line));
  return day === null ? null : named(day, found.manner);
});

/** The next such day of a month: "the 21st", "21." */
const dayOfMonth: Reader<Named> = as(inTurn(optional(say("the|den|dem")), numeral(31)), ([, day], line) => {
  const today = todayOf(line);
  const { year, month } = numberToCivil(today);
  for (let ahead = 0; ahead <= 12; ahead += 1) {
    const number = civilToNumber(year, month + ahead, day);
    if (number >= today && numberToCivil(number).day === day) return named(number, "end");
  }
  return null;
});

const weekdayAndDate: Reader<Named> = oneOf(
  as(inTurn(weekdayWord, optional(say(",")), optional(say("the|den|der")), dated), ([, , , day]) =>
    day.manner === "led" ? named(day.day) : day,
  ),
  as(inTurn(weekdayWord, optional(say(",")), say("the|den|der"), dayOfMonth), ([, , , day]) => day),
);

/** "Saturday Night Live" is no evening. */
const MANNER_WITH_PART: Partial<Record<Manner, Manner>> = { led: "led", edge: "edge" };

const withPart = (name: Reader<Named>): Reader<Named> =>
  as(inTurn(name, optional(dayPart)), ([day, part]) =>
    part === null ? day : { ...day, part, manner: MANNER_WITH_PART[day.manner] ?? "firm" },
  );

const SURE = [near, thisPart, inNext, whichWeekday, inSoLong, fromNow, later, nextWeek, weekdayNextWeek, nextMonth, endOf, aboutMonth];
const NAMES = [bareWeekday, bareWeekdayWithPart, endWord, weekend, dated, weekdayAndDate];

const bareDay = withPart(oneOf(...SURE, ...NAMES));
/** After "on": not every day is said so. */
const onDay = withPart(oneOf(whichWeekday, ...NAMES));
const monthDay = withPart(dayOfMonth);

const ON = say("on|am|on the|an dem|den|due on|fällig am|fällig den");
const DUE = say("due|due by|by|by the|fällig|fällig bis|zum|zur|spätestens|spätestens am|spätestens bis|no later than");
const UNTIL = say("until|till|until the|bis|bis zum|bis zur|bis am");
const FOR = say("for|für");

/** A day that needed a word before it has one. */
const led = (day: Named, isUntil: boolean): DayRead => ({ ...day, manner: "firm", isLed: true, isUntil });

/** Two letters, or a word that is a day only by chance, are no day in "am so", "I am wed". */
const isBelieved = (line: Line, at: number): boolean => {
  const word = weekdayWord.read(line, at)?.value;
  return word === undefined || isLikelyDay(line, at, word);
};

const after = (lead: Reader<true>, day: Reader<Named>, isUntil: boolean): Reader<DayRead> =>
  reader(lead.starts, (line, at) => {
    const begun = lead.read(line, at);
    const found = begun === null || !isBelieved(line, begun.to) ? null : day.read(line, begun.to);
    return found === null ? null : { to: found.to, value: led(found.value, isUntil) };
  });

/** Also the day of a month alone, where the sentence ends: "by the 15th", not "on the 1st floor". */
const afterAny = (lead: Reader<true>, day: Reader<Named>, isUntil: boolean): Reader<DayRead> =>
  oneOf(
    after(lead, day, isUntil),
    as(after(lead, monthDay, isUntil), (found) => ({ ...found, manner: "end" })),
  );

/** The other end of a range: "to friday". */
const TO = say("to|through|to the");

/** The due day. */
export const dueDay: Reader<DayRead> = oneOf<DayRead>(
  as(bareDay, (day) => (day.manner === "led" ? null : { ...day, isLed: false, isUntil: false })),
  afterAny(ON, onDay, false),
  afterAny(DUE, bareDay, false),
  afterAny(UNTIL, bareDay, true),
  as(after(FOR, bareDay, false), (day) => ({ ...day, manner: "end" })),
  as(after(TO, oneOf(bareDay, monthDay), true), (day) => ({ ...day, manner: "ranged" })),
);

const FROM = say(
  "from|from the|vom|von|starting|starting on|starting from|starting the|beginning|beginning on|not before|ab|ab dem|ab der|frühestens|frühestens am|frühestens ab|nicht vor|nicht vor dem",
);

/** The first day: not before it. A weekday behind which the sentence goes on is believed as little as one without a word before it. */
export const startDay: Reader<DayRead> = reader(FROM.starts, (line, at) => {
  const found = startDays.read(line, at);
  if (found !== null && line.word(at).startsWith("vo")) return { to: found.to, value: { ...found.value, manner: "ranged" } };
  const begun = FROM.read(line, at);
  const isSure = begun === null || line.word(at) !== "from" || bareDay.read(line, begun.to)?.value.manner === "firm";
  return found === null || isSure ? found : { to: found.to, value: { ...found.value, manner: "edge" } };
});

const startDays = afterAny(FROM, bareDay, false);
