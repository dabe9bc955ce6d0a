// Times of day: "5pm", "17:30", "um 17 Uhr", "halb sechs", "quarter past 5", "noon". An hour that may be of either half of the day is the one of a waking day,
// 7:00 to 18:59, unless a part of the day is said with it ("at 8 in the evening") or with the line's day ("tomorrow evening at 8").

import { isCapital, type Line } from "./line.ts";
import type { Manner } from "./manner.ts";
import { as, inTurn, isNumber, oneOf, optional, phrases, reader, say, type Reader } from "./reader.ts";
import { dayPart, digits, hourWord, weekdayWithPart, weekdayWord, type DayPart } from "./words.ts";

export type TimeRead = {
  /** Since midnight. Of an hour of either half: of the first. */
  readonly minutes: number;
  readonly isEitherHalf: boolean;
  readonly part: DayPart | null;
  readonly manner: Manner;
  readonly isLed: boolean;
};

type Clock = Pick<TimeRead, "minutes" | "isEitherHalf" | "manner">;

const NOON = 12 * 60;
const WAKING_FROM = 7 * 60;

const clock = (minutes: number, manner: Manner, isEitherHalf = false): Clock => ({ minutes, manner, isEitherHalf });

/** In minutes since midnight; `part`: said with the day of the line. */
export function minutesOf({ minutes, isEitherHalf, part }: TimeRead, dayPartOfLine: DayPart | null): number {
  const said = part ?? dayPartOfLine;
  if (!isEitherHalf) return minutes;
  if (said !== null) return said.isLate && minutes < NOON && minutes + NOON < 24 * 60 ? minutes + NOON : minutes;
  return minutes < WAKING_FROM ? minutes + NOON : minutes;
}

/** "pm", "p.m.": 720 minutes; "am": 0. */
const meridiem: Reader<number> = phrases({ pm: NOON, am: 0, "p . m .": NOON, "a . m .": 0, "p . m": NOON, "a . m": 0 });

/** In German "5 am Bahnhof" is five o'clock at the station. */
const isMeridiem = (line: Line, at: number, to: number): boolean =>
  line.isGlued(at) || line.word(at) !== "am" || (!leadsDay(line, to) && (line.world.language === "en" || to >= line.atoms.length));

const leadsDay = (line: Line, at: number): boolean =>
  (weekdayWord.read(line, at) ?? weekdayWithPart.read(line, at)) !== null || (isNumber(line.word(at)) && line.word(at + 1) === ".");

const withMeridiem = (hour: number, minute: number, half: number): number | null =>
  hour >= 1 && hour <= 12 ? (hour % 12) * 60 + minute + half : null;

const oClock = say("o ' clock");

/** `make` out of the hour in digits and what stands behind it. */
const hourAnd = <Value>(behind: Reader<Value>, make: (hour: number, value: Value, line: Line, at: number) => Clock | null): Reader<Clock> =>
  as(inTurn(digits(0, 23), behind), ([hour, value], line, at) => make(hour, value, line, at));

/** Behind the hour in figures, or its minutes. */
const meridiemHere: Reader<number> = reader(meridiem.starts, (line, at) => {
  const half = meridiem.read(line, at);
  return half !== null && isMeridiem(line, at, half.to) ? half : null;
});

const inHalf = (hour: number, minute: number, half: number): Clock | null => {
  const minutes = withMeridiem(hour, minute, half);
  return minutes === null ? null : clock(minutes, "firm");
};

const twoDigits: Reader<number> = as(digits(0, 59), (minute, line, at) => (line.word(at).length === 2 ? minute : null));

/** "5pm", "5 o'clock", "17 Uhr", "17 Uhr 30". "17h" alone is how long something takes. */
const onHour: Reader<Clock> = oneOf(
  hourAnd(meridiemHere, (hour, half) => inHalf(hour, 0, half)),
  hourAnd(oClock, (hour) => clock(hour * 60, "firm", hour <= 12)),
  hourAnd(inTurn(say("uhr"), optional(twoDigits)), (hour, [, minute]) => clock(hour * 60 + (minute ?? 0), "firm")),
  hourAnd(say("h"), (hour, _said, line, at) => (line.isGlued(at + 1) ? clock(hour * 60, "led") : null)),
);

/** With these before it two numbers and a colon are no time: a score, a verse, how long it took. */
const NO_TIME_AFTER = new Set(
  (
    "in under ratio score stand ergebnis verhaeltnis format psalm genesis matthew mark luke john romans matthaeus markus lukas johannes lasted " +
    "duration dauer laenge"
  ).split(" "),
);

type Minutes = { readonly minute: number; readonly mark: string };

/** The minutes glued to an hour behind a colon or a point. */
const minutesBehind: Reader<Minutes> = reader([":", "."], (line, at) => {
  const minute = line.isGlued(at) && line.isGlued(at + 1) ? twoDigits.read(line, at + 1) : null;
  return minute === null ? null : { to: minute.to, value: { minute: minute.value, mark: line.word(at) } };
});

function figures(hour: number, { minute, mark }: Minutes, line: Line, at: number): Clock | null {
  if (line.word(at).length > 2) return null;
  const isEither = line.world.language === "en" && hour >= 1 && hour <= 12 && line.word(at).length === 1;
  return clock(hour * 60 + minute, mark === ":" && !NO_TIME_AFTER.has(line.word(at - 1)) ? "firm" : "led", isEither);
}

/** "17:30", "5.30pm", "17.30 Uhr"; with a point alone only after a preposition. */
const withMinutes: Reader<Clock> = oneOf(
  hourAnd(minutesBehind, figures),
  hourAnd(inTurn(minutesBehind, meridiemHere), (hour, [{ minute }, half]) => inHalf(hour, minute, half)),
  hourAnd(inTurn(minutesBehind, say("uhr")), (hour, [{ minute }]) => clock(hour * 60 + minute, "firm")),
);

const anyHour: Reader<number> = oneOf(hourWord, digits(1, 12));

/** "halb sechs", "half past five", "viertel vor 6", "quarter to six". */
const spokenParts: Reader<Clock> = as(
  inTurn(
    phrases({
      halb: -30,
      "viertel vor": -15,
      "viertel nach": 15,
      dreiviertel: -15,
      "half past": 30,
      "quarter past": 15,
      "a quarter past": 15,
      "quarter to": -15,
      "a quarter to": -15,
    }),
    anyHour,
  ),
  ([minutes, hour]) => clock(((hour % 12) * 60 + minutes + NOON) % NOON, "firm", true),
);

/** "fünf Uhr", "five o'clock". */
const spokenHour: Reader<Clock> = oneOf(
  as(inTurn(hourWord, say("uhr")), ([hour]) => clock(hour * 60, "firm", true)),
  as(inTurn(hourWord, oClock), ([hour]) => clock((hour % 24) * 60, "firm", true)),
);

/** "High Noon", and what is not the time alone. */
const noon: Reader<Clock> = as(say("noon|midday|mittags"), (_said, line, at) =>
  line.word(at - 1) === "high" ? null : clock(NOON, line.word(at) === "mittags" ? "firm" : "end"),
);

/** After "at" alone: "at 5", "um fünf". */
const bareHour: Reader<Clock> = oneOf(
  as(digits(0, 23), (hour) => clock(hour * 60, "hour", hour >= 1 && hour <= 12)),
  as(hourWord, (hour) => clock(hour * 60, "hour", true)),
);

const AT = say("at|um|@|gegen|around|due at|so gegen|pünktlich um|ab um|bis um|spätestens um|by around|jeweils um|immer um");
const OTHER = say("by|before|until|till|from|bis|ab|vor|spätestens");

const full: Reader<Clock> = oneOf(onHour, withMinutes, spokenParts, spokenHour, noon);

const isAmPm = ({ manner }: Clock): Manner => (manner === "led" || manner === "end" ? "firm" : manner);

const led = (lead: Reader<true>, what: Reader<Clock>): Reader<TimeRead> =>
  as(inTurn(lead, what), ([, time]) => ({ ...time, manner: isAmPm(time), part: null, isLed: true }));

const PART_BEHIND: Reader<DayPart> = reader(dayPart.starts, (line, at) => {
  // "um 8 morgen" is tomorrow; "um 8 Morgen" is nobody's.
  if (line.word(at) === "morgen" || (line.word(at) === "noon" && !isCapital(line, at))) return null;
  return dayPart.read(line, at);
});

const withPart = (time: Reader<TimeRead>): Reader<TimeRead> =>
  as(inTurn(time, optional(PART_BEHIND)), ([said, part]) => (part === null ? said : { ...said, part, manner: "firm" }));

export const time: Reader<TimeRead> = oneOf<TimeRead>(
  withPart(as(full, (found) => (found.manner === "led" ? null : { ...found, part: null, isLed: false }))),
  withPart(led(AT, oneOf(full, bareHour))),
  withPart(led(OTHER, full)),
);

/** As `PlainTime`. */
export const minutesToTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
