// Reminders: "remind me 15 min before", "erinnere mich am Vortag um 18 Uhr".

import { timeUnit } from "./lengths.ts";
import { as, inTurn, oneOf, optional, phrases, say, type Reader } from "./reader.ts";
import { minutesOf, time } from "./times.ts";
import { count } from "./words.ts";

/** So many minutes before the time, or at a time (in minutes of the day) so many days before the day. */
export type ReminderRead =
  | { readonly kind: "before"; readonly minutes: number }
  | { readonly kind: "at"; readonly daysBefore: number; readonly minutes: number };

const MAX_MINUTES = 40_320;
const NINE = 9 * 60;

const REMIND = say("remind me|remind|reminder|with reminder|with a reminder|erinnere mich|erinnere|erinnerung|mit erinnerung|erinnern");
const BEFORE = say("before|earlier|ahead|in advance|vorher|davor|zuvor|früher|vor dem termin");

const minuteUnit = oneOf(timeUnit, phrases({ m: 1 }));

const dayUnit = phrases({ day: 1, days: 1, tag: 1, tage: 1, tagen: 1, week: 7, weeks: 7, woche: 7, wochen: 7 });

const minutesBefore: Reader<ReminderRead> = as(inTurn(count, minuteUnit, BEFORE), ([many, minutes]) =>
  many * minutes <= MAX_MINUTES ? { kind: "before", minutes: many * minutes } : null,
);

const THE_DAY_BEFORE = oneOf(
  as(say("the day before|a day before|am vortag|am tag davor|am tag vorher|am tag zuvor"), () => 1),
  as(inTurn(count, dayUnit, BEFORE), ([many, days]) => many * days),
  as(say("on the day|am selben tag|am tag selbst"), () => 0),
);

const MAX_DAYS_BEFORE = 366;

const daysBefore: Reader<ReminderRead> = as(inTurn(THE_DAY_BEFORE, optional(time)), ([days, at]) =>
  days > MAX_DAYS_BEFORE ? null : { kind: "at", daysBefore: days, minutes: at === null ? NINE : minutesOf(at, null) },
);

const atTime: Reader<ReminderRead> = as(time, (at) => ({ kind: "at", daysBefore: 0, minutes: minutesOf(at, null) }));

export const reminders: Reader<ReminderRead> = as(inTurn(REMIND, oneOf(minutesBefore, daysBefore, atTime)), ([, found]) => found);
