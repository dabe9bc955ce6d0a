// What was understood, in words: as its chip shows it, and as it is said.

import type { PlainDay } from "../../../model/plain-day.ts";
import type { PlainTime } from "../../../model/plain-time.ts";
import type { ListRead } from "../../../model/quick-add/marks.ts";
import type { Token } from "../../../model/quick-add/token.ts";
import type { Repeat } from "../../../model/repeat.ts";
import { reminderText, words } from "../../reminders/reminder-texts.ts";
import { dayText } from "../../texts/day-texts.ts";
import { t } from "../../texts/messages.ts";
import { repeatText } from "../../texts/repeat-text.ts";
import { timeText } from "../../texts/time-texts.ts";

const withTime = (day: string, time: PlainTime | null): string => (time === null ? day : t("add.dayTime", day, timeText(time)));

function placeText({ name, list, section }: ListRead): string {
  if (list === null) return t("add.newList", name);
  if (list.id === null) return t("view.inbox");
  if (section === null) return name;
  return t(section.id === null ? "add.newSection" : "add.place", name, section.name);
}

/** What ends it has a chip of its own. */
const withoutEnd = (repeat: Repeat): Repeat => ({ ...repeat, rule: repeat.rule.replace(/;(?:COUNT|UNTIL)=[^;]*/u, "") });

export function tokenText(token: Token, today: PlainDay): string {
  switch (token.kind) {
    case "day":
      return withTime(dayText(token.day, today), token.time);
    case "time":
      return token.day === null ? timeText(token.time) : withTime(dayText(token.day, today), token.time);
    case "start":
      return t("add.start", dayText(token.day, today));
    case "until":
      return t("add.until", dayText(token.day, today));
    case "count":
      return t("add.times", token.count);
    case "repeat":
      return t("add.repeat", repeatText(withoutEnd(token.repeat), token.first), withTime(dayText(token.first, today), token.time));
    case "reminder":
      return token.day === null ? reminderText(token.reminder) : t("add.dayTime", dayText(token.day, today), reminderText(token.reminder));
    case "list":
      return placeText(token.list);
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
  count: "add.repeats",
  repeat: "add.repeats",
  list: "details.list",
  tag: "add.tag",
  priority: "details.priority",
} as const;

/** What stands before it for those who do not see its mark; null: it says so itself. */
export const kindText = ({ kind }: Token): string | null => {
  if (kind === "reminder") return words()["remind.label"];
  const key = KINDS[kind];
  return key === null ? null : t(key);
};

export const spokenText = (token: Token, today: PlainDay): string => {
  const [kind, text] = [kindText(token), tokenText(token, today)];
  return kind === null ? text : `${kind}: ${text}`;
};
