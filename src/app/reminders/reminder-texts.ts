// The texts of reminders in the language that is shown, and reminders in words.

import { parseReminder, type ReminderKey } from "../../model/reminder.ts";
import { reminders as german } from "../texts/de/reminders.ts";
import { reminders as english } from "../texts/en/reminders.ts";
import { shownTag } from "../texts/messages.ts";
import { timeText } from "../texts/time-texts.ts";
import type { Translation } from "../texts/translation.ts";

export type ReminderTexts = Translation<typeof english>;

export const words = (): ReminderTexts => (shownTag().startsWith("de") ? german : english);

export function reminderText(key: ReminderKey): string {
  const reminder = parseReminder(key);
  if (reminder === null) return key;
  return reminder.kind === "before"
    ? words()["remind.minutesBefore"](reminder.minutes)
    : words()["remind.daysBefore"](reminder.daysBefore, timeText(reminder.time));
}
