// Tasks with reminders as a calendar file (RFC 5545), to take along where nothing rings: an event of each, with an alarm for each reminder. A time is that of a
// clock on the wall, as everywhere in Daybook, so that it means the same where the file goes; of a task that repeats the rule goes along.

import { dayToNumber, numberToDay } from "../../model/day-number.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { parseReminder, type ReminderKey } from "../../model/reminder.ts";
import type { TaskRow } from "../../model/task-row.ts";

const MAX_LINE_BYTES = 75;
const DAY_MINUTES = 1_440;
const EVENT_MINUTES = 15;

/** Of text (section 3.3.11). */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/gu, String.raw`\$&`).replaceAll(/\r\n|\r|\n/gu, String.raw`\n`);

/** Lines are folded after 75 bytes, between characters (section 3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [folds, width] = ["", 0];
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (width + bytes > MAX_LINE_BYTES) [folds, width] = [`${folds}\r\n `, 1];
    folds += character;
    width += bytes;
  }
  return folds;
}

const dateValue = (day: PlainDay): string => day.replaceAll("-", "");

const pad = (value: number): string => String(value).padStart(2, "0");

function dateTimeValue(day: PlainDay, minuteOfDay: number): string {
  const on = numberToDay(dayToNumber(day) + Math.floor(minuteOfDay / DAY_MINUTES)) ?? day;
  const minute = ((minuteOfDay % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${dateValue(on)}T${pad(Math.floor(minute / 60))}${pad(minute % 60)}00`;
}

const minuteOfDay = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
};

/** How long before the event begins, in minutes; below zero after it. */
function leadOf(key: ReminderKey, time: string | null): number | null {
  const reminder = parseReminder(key);
  if (reminder === null) return null;
  if (reminder.kind === "before") return time === null ? null : reminder.minutes;
  const begins = time === null ? 0 : minuteOfDay(time);
  return reminder.daysBefore * DAY_MINUTES + begins - minuteOfDay(reminder.time);
}

const trigger = (lead: number): string => `${lead < 0 ? "" : "-"}PT${Math.abs(lead)}M`;

function eventOf({ id, title, day, time, repeat, reminders }: TaskRow, stamp: string): readonly string[] {
  if (day === null) return [];
  const begins = time === null ? 0 : minuteOfDay(time);
  const when =
    time === null
      ? [`DTSTART;VALUE=DATE:${dateValue(day)}`]
      : [`DTSTART:${dateTimeValue(day, begins)}`, `DTEND:${dateTimeValue(day, begins + EVENT_MINUTES)}`];
  const alarms = reminders.flatMap((key) => leadOf(key, time) ?? []);
  return [
    "BEGIN:VEVENT",
    `UID:${id}@daybook`,
    `DTSTAMP:${stamp}`,
    ...when,
    // What repeats after it is done has no dates to come.
    ...(repeat !== null && repeat.from === "day" ? [`RRULE:${repeat.rule}`] : []),
    `SUMMARY:${escaped(title)}`,
    "TRANSP:TRANSPARENT",
    ...alarms.flatMap((lead) => [
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escaped(title)}`,
      `TRIGGER:${trigger(lead)}`,
      "END:VALARM",
    ]),
    "END:VEVENT",
  ];
}

/** `madeAt`: of now. Null where no task has a day. */
export function calendarFile(rows: readonly TaskRow[], madeAt: Date): string | null {
  const stamp = `${madeAt.toISOString().slice(0, 19).replaceAll(/[-:]/gu, "")}Z`;
  const events = rows.flatMap((row) => eventOf(row, stamp));
  if (events.length === 0) return null;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Daybook//Reminders//EN", ...events, "END:VCALENDAR"];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
