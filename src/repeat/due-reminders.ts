// When the reminders of tasks ring: the nearest, by the minute. Those of a day without a zone ring by the clock of this device.

import type { SpaceId } from "../base/ids.ts";
import { addDays } from "../model/day-number.ts";
import { MAX_DUE, MAX_DUE_MINUTES, MINUTE_MS, type DueReminder } from "../model/due-reminder.ts";
import type { ZoneName } from "../model/plain-time.ts";
import { parseReminder, type ReminderKey } from "../model/reminder.ts";
import type { TaskRow } from "../model/task-row.ts";
import { zonedInstant } from "./zoned-instant.ts";

type Due = Pick<TaskRow, "day" | "time" | "zone">;

/** The minute since 1970 at which it rings; null: it does not, for want of a day, or of a time. `here`: this device's zone. */
export function minuteOf(key: ReminderKey, { day, time, zone }: Due, here: ZoneName): number | null {
  const reminder = parseReminder(key);
  if (reminder === null || day === null) return null;
  const at = (on: string, clock: string): number | null => zonedInstant(on, clock, zone ?? here) ?? zonedInstant(on, clock, here);
  if (reminder.kind === "before") {
    const dueMs = time === null ? null : at(day, time);
    return dueMs === null ? null : Math.floor(dueMs / MINUTE_MS) - reminder.minutes;
  }
  const on = addDays(day, -reminder.daysBefore);
  const atMs = on === null ? null : at(on, reminder.time);
  return atMs === null ? null : Math.floor(atMs / MINUTE_MS);
}

const mayRing = ({ done, trashed, day, reminders }: TaskRow): boolean => reminders.length > 0 && day !== null && !done && !trashed;

/** Of the tasks of one space (`space` null: the user's own), those from `fromMinute` on. */
export function* remindersIn(
  rows: Iterable<TaskRow>,
  space: SpaceId | null,
  fromMinute: number,
  here: ZoneName,
): Generator<DueReminder, void, undefined> {
  for (const row of rows) {
    if (!mayRing(row)) continue;
    const minutes = new Set(row.reminders.map((key) => minuteOf(key, row, here)));
    for (const minute of minutes) {
      if (minute === null || minute < fromMinute) continue;
      yield { minute, id: row.id, space, title: row.title, day: row.day, time: row.time };
    }
  }
}

const compareDue = (a: DueReminder, b: DueReminder): number => a.minute - b.minute || (a.id < b.id ? -1 : 1);

/** Ascending; of as many minutes as a relay keeps. */
export function nearest(due: Iterable<DueReminder>): readonly DueReminder[] {
  const sorted = [...due].sort(compareDue).slice(0, MAX_DUE);
  const minutes = minutesOf(sorted);
  const last = minutes[MAX_DUE_MINUTES];
  return last === undefined ? sorted : sorted.filter(({ minute }) => minute < last);
}

/** Ascending, each once. */
export const minutesOf = (due: readonly DueReminder[]): readonly number[] => [...new Set(due.map(({ minute }) => minute))];
