// Repeats: "every month on the 1st", "jeden Monat am 1.", "alle 2 Wochen montags", "every! 3 days", "3 Tage nach Erledigung". By the calendar, or so long after
// completion. What such a repeat comes to as a rule is in repeat-days.ts.

import { yearlyDate } from "./dates.ts";
import { repeatEnd } from "./ends.ts";
import { isCapital, type Line } from "./line.ts";
import type { Manner } from "./manner.ts";
import { as, inTurn, oneOf, optional, phrases, reader, say, type Read, type Reader } from "./reader.ts";
import { SAME_DAYS, type Days, type RepeatRead } from "./repeat-days.ts";
import {
  count,
  DAY,
  dayPart,
  digits,
  eachPart,
  isLikelyDay,
  MONTH,
  numeral,
  oftenWord,
  ordinal,
  unit,
  WEEK,
  weekdayWithPart,
  weekdayWord,
  YEAR,
  monthWord,
  type Belief,
  type Unit,
  type WeekdayWord,
} from "./words.ts";

type Parts = Partial<RepeatRead> & { readonly unit: Unit };

const repeat = ({ unit: one, ...parts }: Parts): RepeatRead => ({
  unit: one,
  interval: 1,
  days: SAME_DAYS,
  from: "day",
  part: null,
  manner: "firm",
  ...parts,
});

const MAX_LISTED = 14;
const JOIN = say(",|, and|, und|and|und|&|+|/|sowie");
const THROUGH = say("-|–|to|through|bis");

/** `read` again and again, joined; a range where `through` may stand between two. */
function list<Value>(
  one: Reader<Value>,
  join: (line: Line, before: Value, at: number) => Read<readonly Value[]> | null,
): Reader<readonly Value[]> {
  return reader(one.starts, (line, at) => {
    const first = one.read(line, at);
    if (first === null) return null;
    let [to, values]: [number, readonly Value[]] = [first.to, [first.value]];
    for (let more = 0; more < MAX_LISTED; more += 1) {
      const [last] = values.slice(-1);
      const found = last === undefined ? null : join(line, last, to);
      if (found === null) break;
      [to, values] = [found.to, [...values, ...found.value]];
    }
    return { to, value: values };
  });
}

type ListedDay = Omit<WeekdayWord, "belief"> & { readonly belief: Belief };

const listedDay: Reader<ListedDay> = as(weekdayWord, (word, line, at) => (isLikelyDay(line, at, word) ? word : null));

/** "mon wed fri": words of one kind, side by side. */
const besideDay = (line: Line, before: ListedDay, at: number): Read<ListedDay> | null => {
  const next = listedDay.read(line, at);
  const isAlike = next !== null && (next.value.belief === "full") === (before.belief === "full");
  return isAlike && (next.value.belief !== "tiny" || isCapital(line, at)) ? next : null;
};

const daysBetween = ({ weekday }: ListedDay, last: ListedDay): readonly ListedDay[] =>
  Array.from({ length: (last.weekday - weekday + 7) % 7 }, (_, index) => ({ ...last, weekday: (weekday + index + 1) % 7 }));

/** "mon and thu", "Mo, Mi und Fr", "monday to friday". */
const listedDays: Reader<readonly ListedDay[]> = list(listedDay, (line, before, at) => {
  const joined = JOIN.read(line, at);
  const next = joined === null ? besideDay(line, before, at) : listedDay.read(line, joined.to);
  if (next !== null) return { to: next.to, value: [next.value] };
  const through = THROUGH.read(line, at);
  const last = through === null ? null : listedDay.read(line, through.to);
  return last === null ? null : { to: last.to, value: daysBetween(before, last.value) };
});

const ascending = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
const onWeekdays = (days: readonly ListedDay[]): Days => ({ on: "weekdays", weekdays: ascending(days.map(({ weekday }) => weekday)) });

const numerals: Reader<readonly number[]> = list(numeral(31), (line, _before, at) => {
  const joined = JOIN.read(line, at);
  const next = joined === null ? null : oneOf(numeral(31)).read(line, joined.to);
  return next === null ? null : { to: next.to, value: [next.value] };
});

const onMonthDays = (days: readonly number[]): Days => ({ on: "month-days", days: ascending(days) });

const WORKDAYS: Days = { on: "weekdays", weekdays: [0, 1, 2, 3, 4] };
const SATURDAYS: Days = { on: "weekdays", weekdays: [5] };

/** "the last friday". */
const nthWeekday: Reader<Days> = as(inTurn(ordinal, listedDay), ([nth, { weekday }]) => ({ on: "nth", nth, weekday }));

const firstOrLastDay: Reader<Days> = as(
  phrases({
    "last day": -1,
    "letzten tag": -1,
    monatsletzten: -1,
    monatsende: -1,
    "end of month": -1,
    "end of the month": -1,
    "month end": -1,
    monatsersten: 1,
    "first day": 1,
    "ersten tag": 1,
  }),
  (day) => onMonthDays([day]),
);

/** "on the first", "am Ersten". */
const firstOrLast: Reader<Days> = as(phrases({ first: 1, ersten: 1, last: -1, letzten: -1 }), (day) => onMonthDays([day]));

const REPEATING = optional(say("repeat|repeats|repeating|wiederholen|wiederhole|wiederholt|immer"));
const EVERY = say("every|each|jeden|jede|jedes|jeder|an jedem");
const ALL = say("alle");
const AFTER_DONE = say(
  "after completion|after completing|after i complete it|after it is done|after done|after finishing|after being done|nach erledigung|nach der erledigung|nach abschluss|nach dem erledigen|nach fertigstellung",
);

/** "every!": after completion. */
const mark: Reader<boolean> = {
  starts: new Set(["!"]),
  isOptional: true,
  read: (line, at) => (line.word(at) === "!" && line.isGlued(at) ? { to: at + 1, value: true } : { to: at, value: false }),
};

const every = as(inTurn(REPEATING, EVERY, mark), ([, , isDone]) => ({ isDone }));
const all = as(inTurn(REPEATING, ALL, mark), ([, , isDone]) => ({ isDone }));

const OTHER = phrases({ other: 2, "single other": 2 });
const which: Reader<number> = oneOf(
  count,
  OTHER,
  numeral(99),
  as(ordinal, (nth) => (nth > 1 ? nth : null)),
);

/** So often: "every 2 weeks", "alle 14 Tage", "jede zweite Woche", "monthly". */
type Often = { readonly unit: Unit; readonly interval: number; readonly isDone: boolean; readonly manner: Manner };

const often: Reader<Often> = oneOf<Often>(
  as(inTurn(every, optional(which), unit), ([{ isDone }, interval, one]) => ({
    unit: one,
    interval: interval ?? 1,
    isDone,
    manner: "firm",
  })),
  as(inTurn(all, count, unit), ([{ isDone }, interval, one]) => ({ unit: one, interval, isDone, manner: "firm" })),
  as(inTurn(REPEATING, oftenWord), ([repeating, { unit: one, isAnyPlace }]) => ({
    unit: one,
    interval: 1,
    isDone: false,
    manner: isAnyPlace || repeating !== null ? "firm" : "end",
  })),
);

const ON = optional(say("on|on the|the|am|an|jeweils|jeweils am|immer|immer am|jeden"));
const ON_SURELY = say("on|on the|am|jeweils am|immer am|zum");

const weekTail: Reader<Days> = as(inTurn(ON, listedDays), ([, days]) => onWeekdays(days));

const monthTail: Reader<Days> = as(
  inTurn(
    ON_SURELY,
    oneOf<Days>(
      as(numerals, onMonthDays),
      as(digits(1, 31), (day) => onMonthDays([day])),
      nthWeekday,
      firstOrLastDay,
      firstOrLast,
    ),
  ),
  ([, days]) => days,
);

/** A month alone is its first day. */
const yearTail: Reader<Days> = oneOf<Days>(
  as(inTurn(ON, yearlyDate), ([, { month, day }]) => ({ on: "date", month, day })),
  as(inTurn(say("in|im"), monthWord), ([, month]) => ({ on: "date", month, day: 1 })),
);

const TAILS: Readonly<Record<Unit["frequency"], Reader<Days> | null>> = {
  DAILY: null,
  WEEKLY: weekTail,
  MONTHLY: monthTail,
  YEARLY: yearTail,
};

/** With its days, or after completion. */
const oftenOnDays: Reader<RepeatRead> = reader(often.starts, (line, at) => {
  const found = often.read(line, at);
  if (found === null) return null;
  const { isDone, ...parts } = found.value;
  const tail = TAILS[parts.unit.frequency]?.read(line, found.to) ?? null;
  if (tail !== null) return isDone ? null : { to: tail.to, value: repeat({ ...parts, days: tail.value, manner: "firm" }) };
  const after = AFTER_DONE.read(line, found.to);
  if (after !== null) return { to: after.to, value: repeat({ ...parts, from: "done", manner: "firm" }) };
  const manner = repeatEnd.read(line, found.to) === null ? parts.manner : "firm";
  return { to: found.to, value: repeat({ ...parts, from: isDone ? "done" : "day", manner }) };
});

const afterDone: Reader<RepeatRead> = as(inTurn(REPEATING, count, unit, AFTER_DONE), ([, interval, one]) =>
  repeat({ unit: one, interval, from: "done" }),
);

const OF_MONTH = say(
  "of the month|of every month|of each month|of month|in the month|every month|im monat|des monats|eines monats|jedes monats|jeden monats|jeden monat",
);
const OF_EVERY_MONTH = say("of every month|of each month|every month|each month|jedes monats|jeden monats|jeden monat|in jedem monat");

/** What stands after "every" alone is by the calendar. */
const eachOf = (what: Reader<RepeatRead>): Reader<RepeatRead> => as(inTurn(every, what), ([{ isDone }, found]) => (isDone ? null : found));

const everyWeekday = eachOf(
  as(inTurn(optional(OTHER), listedDays), ([other, days]) => repeat({ unit: WEEK, interval: other ?? 1, days: onWeekdays(days) })),
);

/** The first and the last are of a month; every second one comes every other week, unless the month is named. */
const everyNth = eachOf(
  as(inTurn(nthWeekday, optional(OF_MONTH)), ([days, ofMonth]) => {
    if (days.on !== "nth") return null;
    if (ofMonth !== null || days.nth === 1 || days.nth < 0) return repeat({ unit: MONTH, days });
    return repeat({ unit: WEEK, interval: days.nth, days: { on: "weekdays", weekdays: [days.weekday] } });
  }),
);

const everyMonthDay = eachOf(
  oneOf(
    as(inTurn(firstOrLastDay, optional(OF_MONTH)), ([days]) => repeat({ unit: MONTH, days })),
    as(inTurn(firstOrLast, OF_MONTH), ([days]) => repeat({ unit: MONTH, days })),
    as(inTurn(numerals, optional(OF_MONTH)), ([days, ofMonth]) =>
      repeat({ unit: MONTH, days: onMonthDays(days), manner: ofMonth === null ? "end" : "firm" }),
    ),
  ),
);

const everyDate = eachOf(as(yearlyDate, ({ month, day }) => repeat({ unit: YEAR, days: { on: "date", month, day } })));

const WORKDAY = say("weekday|workday|work day|working day|business day|werktag|wochentag|arbeitstag");
const WEEKEND = say("weekend|wochenende");

const everyKind = eachOf(
  oneOf(
    as(WORKDAY, () => repeat({ unit: WEEK, days: WORKDAYS })),
    as(WEEKEND, () => repeat({ unit: WEEK, days: SATURDAYS })),
    as(eachPart, (part) => repeat({ unit: DAY, part })),
    as(weekdayWithPart, ({ weekday, part }) => repeat({ unit: WEEK, days: { on: "weekdays", weekdays: [weekday] }, part })),
  ),
);

const ON_OR_NOT = optional(say("on the|on|the|am|der|den|immer am|jeweils am"));

const ofEveryMonth: Reader<RepeatRead> = as(
  inTurn(ON_OR_NOT, oneOf<Days>(nthWeekday, firstOrLastDay, firstOrLast, as(numerals, onMonthDays)), OF_EVERY_MONTH),
  ([, days]) => repeat({ unit: MONTH, days }),
);

/** "on mondays", "montags und donnerstags", "werktags". In English they are more than the days they name only after "on". */
const inPlural: Reader<RepeatRead> = as(inTurn(optional(say("on|immer|jeweils|stets")), listedDays), ([lead, days], line, at) => {
  if (!days.every(({ isPlural }) => isPlural) || (lead === null && line.word(at).endsWith("days"))) return null;
  return repeat({ unit: WEEK, days: onWeekdays(days), manner: "firm" });
});

const inPluralKinds: Reader<RepeatRead> = oneOf(
  as(say("on weekdays|on workdays|on working days|werktags|wochentags|an werktagen|an wochentagen|an arbeitstagen"), () =>
    repeat({ unit: WEEK, days: WORKDAYS }),
  ),
  as(say("on weekends|an wochenenden"), () => repeat({ unit: WEEK, days: SATURDAYS })),
);

const anyRepeat: Reader<RepeatRead> = oneOf(
  oftenOnDays,
  afterDone,
  everyWeekday,
  everyNth,
  everyMonthDay,
  everyDate,
  everyKind,
  ofEveryMonth,
  inPlural,
  inPluralKinds,
);

export const repeats: Reader<RepeatRead> = as(inTurn(anyRepeat, optional(dayPart)), ([found, part]) =>
  part === null ? found : { ...found, part, manner: "firm" },
);
