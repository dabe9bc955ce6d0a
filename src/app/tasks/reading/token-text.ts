// What was understood, in words: as its chip shows it, and as it is said.

import { parseReminder } from "../../../model/reminder.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { PlainTime } from "../../../model/plain-time.ts";
import type { Token } from "../../../model/quick-add/token.ts";
import { dayText } from "../../texts/day-texts.ts";
import { shownTag, t } from "../../texts/messages.ts";
import { timeText } from "../../texts/time-texts.ts";

const withTime = (day: string, time: PlainTime | null): string => (time === null ? day : t("add.dayTime", day, timeText(time)));

function unitText(value: number, unit: "minute" | "hour" | "day"): string {
  return new Intl.NumberFormat(shownTag(), { style: "unit", unit, unitDisplay: "long" }).format(value);
}

const spanText = (minutes: number): string => {
  if (minutes % 1440 === 0 && minutes > 0) return unitText(minutes / 1440, "day");
  return minutes % 60 === 0 && minutes > 0 ? unitText(minutes / 60, "hour") : unitText(minutes, "minute");
};

function reminderText(key: string): string {
  const reminder = parseReminder(key);
  if (reminder === null) return key;
  if (reminder.kind === "before") return t("add.remindBefore", spanText(reminder.minutes));
  const time = timeText(reminder.time);
  return reminder.daysBefore === 0 ? t("add.remindAt", time) : t("add.remindDays", unitText(reminder.daysBefore, "day"), time);
}

/** `line`: what the token was read in. */
export function tokenText(token: Token, line: string, today: PlainDay): string {
  switch (token.kind) {
    case "day":
      return withTime(dayText(token.day, today), token.time);
    case "time":
      return token.day === null ? timeText(token.time) : withTime(dayText(token.day, today), token.time);
    case "start":
      return t("add.start", dayText(token.day, today));
    case "until":
      return t("add.until", dayText(token.day, today));
    case "repeat":
      return t("add.repeat", line.slice(token.core.start, token.core.end), withTime(dayText(token.first, today), token.time));
    case "reminder":
      return reminderText(token.reminder);
    case "list":
      return token.list.list === null ? t("add.newList", token.list.name) : token.list.list.id === null ? t("view.inbox") : token.list.name;
    case "tag":
      return token.tag;
    case "priority":
      return t(`priority.${token.priority}`);
  }
}

const KINDS = {
  day: "details.day",
  time: "details.time",
  start: null,
  until: null,
  repeat: "add.repeats",
  reminder: null,
  list: "details.list",
  tag: "add.tag",
  priority: "details.priority",
} as const;

/** What stands before it for those who do not see its mark; null: it says so itself. */
export const kindText = ({ kind }: Token): string | null => {
  const key = KINDS[kind];
  return key === null ? null : t(key);
};

export const spokenText = (token: Token, line: string, today: PlainDay): string => {
  const [kind, text] = [kindText(token), tokenText(token, line, today)];
  return kind === null ? text : `${kind}: ${text}`;
};
