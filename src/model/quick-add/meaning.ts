// What the tokens of a line mean together: a time without a day is the next such time, a repeat without a day begins with the first day that fits it, and
// a part of the day says which half an hour is of.

import type { PlainDay } from "../plain-day.ts";
import type { PlainTime } from "../plain-time.ts";
import { dayToNumber, numberToDay } from "../day-number.ts";
import { reminderKey, type ReminderKey } from "../reminder.ts";
import type { Repeat } from "../repeat.ts";
import type { Candidate } from "./candidates.ts";
import { plus, type DayRead } from "./days.ts";
import type { EndRead } from "./ends.ts";
import type { QuickAddWorld } from "./line.ts";
import type { ReminderRead } from "./reminders.ts";
import { firstDay, repeatToRule, type RepeatEnd, type RepeatRead } from "./repeat-days.ts";
import { minutesOf, minutesToTime, type TimeRead } from "./times.ts";
import type { TokenValue } from "./token.ts";
import type { DayPart } from "./words.ts";

/** When the task is; days and times as plain ones. */
export type Schedule = {
  readonly day: PlainDay | null;
  readonly time: PlainTime | null;
  readonly start: PlainDay | null;
  readonly repeat: Repeat | null;
};

export type Meaning = Schedule & {
  /** Of each candidate; `null`: it means nothing, and is text. */
  readonly valueOf: (candidate: Candidate) => TokenValue | null;
};

type Reads = {
  readonly day: DayRead | null;
  readonly start: DayRead | null;
  readonly until: DayRead | null;
  readonly time: TimeRead | null;
  readonly repeat: RepeatRead | null;
  readonly count: EndRead | null;
  readonly reminders: readonly ReminderRead[];
};

function readsOf(chosen: readonly Candidate[]): Reads {
  const reads: { -readonly [Name in keyof Reads]: Reads[Name] } = {
    day: null,
    start: null,
    until: null,
    time: null,
    repeat: null,
    count: null,
    reminders: [],
  };
  for (const one of chosen) {
    if (one.kind === "day" || one.kind === "start" || one.kind === "until") reads[one.kind] = one.value;
    else if (one.kind === "time") reads.time = one.value;
    else if (one.kind === "repeat") reads.repeat = one.value;
    else if (one.kind === "count") reads.count = one.value;
    else if (one.kind === "reminder") reads.reminders = [...reads.reminders, one.value];
  }
  return reads;
}

const partOf = ({ day, repeat, start }: Reads): DayPart | null => day?.part ?? repeat?.part ?? start?.part ?? null;

const timeOfPart = (part: DayPart | null): PlainTime | null => (part === null ? null : minutesToTime(part.minutes));

/** What the days are counted from. */
type Counted = Reads & { readonly today: number; readonly minutes: number | null; readonly isLater: boolean };

/** `isLater`: the time is still to come today. */
function countedOf(reads: Reads, { today, now }: QuickAddWorld): Counted {
  const part = partOf(reads);
  const minutes = reads.time === null ? (part?.minutes ?? null) : minutesOf(reads.time, part);
  const alarm = reads.reminders.find((one) => one.kind === "at");
  const latest = minutes ?? (alarm?.kind === "at" ? alarm.minutes : null);
  return { ...reads, today: dayToNumber(today), minutes, isLater: latest === null || minutesToTime(latest) > now };
}

/** The first day of a repeat; today only if its time has not passed. */
function firstOf(counted: Counted): number | null {
  const { repeat, day, today, isLater } = counted;
  if (repeat === null) return null;
  const first = firstFrom(repeat, day?.day ?? startingDay(counted));
  return first === today && day === null && !isLater ? firstFrom(repeat, today + 1) : first;
}

const firstFrom = (repeat: RepeatRead, from: number): number | null => (repeat.from === "done" ? from : firstDay(repeat, from));

const startingDay = ({ start, today }: Counted): number => Math.max(start?.day ?? today, today);

function dueOf(counted: Counted, first: number | null): number | null {
  const { repeat, day, minutes, reminders, today, isLater } = counted;
  if (repeat !== null) return first;
  if (day !== null) return day.day;
  if (minutes === null && !reminders.some(({ kind }) => kind === "at")) return null;
  return Math.max(startingDay(counted), isLater ? today : today + 1);
}

const toDay = (number: number | null | undefined): PlainDay | null =>
  number === null || number === undefined ? null : numberToDay(number);

/** Where it ends on a day and after a number of times, the day counts. */
function endOf({ until, count }: Counted, first: number): RepeatEnd | null {
  if (until !== null && until.day >= first) return { day: until.day };
  if (count === null) return null;
  return count.kind === "count" ? { count: count.count } : { day: plus(first, count.times, count.unit) - 1 };
}

function repeatOf(counted: Counted, first: number | null, weekStart: number): Repeat | null {
  const { repeat } = counted;
  const base = toDay(first);
  if (repeat === null || first === null || base === null) return null;
  if (repeat.from === "done") return withRule(repeatToRule(repeat, null, weekStart), "done", null);
  return withRule(repeatToRule(repeat, endOf(counted, first), weekStart), "day", base);
}

const withRule = (rule: string | null, from: Repeat["from"], base: PlainDay | null): Repeat | null =>
  rule === null ? null : { rule, from, base };

/** Before the time of a task without one it is never. */
function reminderOf(reminder: ReminderRead, time: PlainTime | null): ReminderKey | null {
  if (reminder.kind === "at") return reminderKey({ kind: "at", daysBefore: reminder.daysBefore, time: minutesToTime(reminder.minutes) });
  return time === null ? null : reminderKey(reminder);
}

export function meaningOf(chosen: readonly Candidate[], world: QuickAddWorld): Meaning {
  const counted = countedOf(readsOf(chosen), world);
  const first = firstOf(counted);
  const day = toDay(dueOf(counted, first));
  const time = day === null || counted.minutes === null ? null : minutesToTime(counted.minutes);
  const repeat = repeatOf(counted, first, world.weekStart);
  // Of a repeat it is where the days are counted from.
  const start = counted.repeat === null ? toDay(counted.start?.day) : null;
  const isSaid = counted.day !== null || counted.repeat !== null;
  const dayValue = (kind: "start" | "until", read: DayRead): TokenValue | null => {
    const plain = toDay(read.day);
    const isTooEarly = kind === "until" && (first === null || read.day < first);
    return plain === null || isTooEarly ? null : { kind, day: plain };
  };
  const partTime = (part: DayPart | null): PlainTime | null => (counted.time === null ? timeOfPart(part) : null);
  const reminderValue = (read: ReminderRead): TokenValue | null => {
    const reminder = reminderOf(read, time);
    return reminder === null ? null : { kind: "reminder", reminder, day: isSaid || counted.time !== null ? null : day };
  };
  const repeatValue = (read: RepeatRead): TokenValue | null =>
    repeat === null || day === null ? null : { kind: "repeat", repeat, first: day, time: partTime(read.part) };
  const dueValue = (read: DayRead): TokenValue | null => {
    const plain = toDay(read.day);
    return plain === null ? null : { kind: "day", day: plain, time: partTime(read.part) };
  };
  const countValue = (): TokenValue | null => {
    const end = first === null || counted.repeat?.from !== "day" || counted.until !== null ? null : endOf(counted, first);
    if (end === null || "count" in end) return end === null ? null : { kind: "count", ...end };
    const last = toDay(end.day);
    return last === null ? null : { kind: "until", day: last };
  };
  const valueOf = (one: Candidate): TokenValue | null => {
    switch (one.kind) {
      case "day":
        return dueValue(one.value);
      case "start":
      case "until":
        return dayValue(one.kind, one.value);
      case "time":
        return time === null ? null : { kind: "time", time, day: isSaid ? null : day };
      case "count":
        return countValue();
      case "repeat":
        return repeatValue(one.value);
      case "reminder":
        return reminderValue(one.value);
      case "list":
        return { kind: "list", list: one.value };
      case "tag":
        return { kind: "tag", tag: one.value };
      case "priority":
        return { kind: "priority", priority: one.value };
    }
  };
  return { day, time, start, repeat, valueOf };
}
