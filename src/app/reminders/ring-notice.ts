// A reminder as the browser shows it, by the service worker or by a page: the same tag, so that it is there once, whoever was first.

import { addDays } from "../../model/day-number.ts";
import { reminderTag, type DueReminder } from "../../model/due-reminder.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import { rings as german } from "../texts/de/rings.ts";
import { rings as english } from "../texts/en/rings.ts";
import type { Translation } from "../texts/translation.ts";

export type RingTexts = Translation<typeof english>;

export type RingNotice = {
  readonly title: string;
  readonly options: NotificationOptions & { readonly actions?: readonly { readonly action: RingAction; readonly title: string }[] };
};

export type RingAction = "done" | "later";

/** What is more than these is said by a number: a wall of notifications is read by nobody. */
const MAX_SHOWN = 6;
const ICON = "/icon-192.png";
/** Of the notification that stands for the rest, and of those that tell of nothing in particular. */
const MORE_TAG = "more";
const LOCKED_TAG = "locked";
const NONE_TAG = "none";

/** `languages`: the most wanted first. */
export const ringTexts = (languages: readonly string[]): RingTexts =>
  (languages.find((language) => /^(en|de)/iu.test(language)) ?? "").toLowerCase().startsWith("de") ? german : english;

function whenText({ day, time }: DueReminder, today: PlainDay, texts: RingTexts, language: string): string {
  if (day === null) return "";
  const dayName = day === today ? texts["ring.today"] : day === addDays(today, 1) ? texts["ring.tomorrow"] : dateText(day, language);
  return time === null ? dayName : `${dayName}, ${time}`;
}

const dateText = (day: PlainDay, language: string): string =>
  new Intl.DateTimeFormat(language === "" ? undefined : language, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(new Date(`${day}T00:00:00Z`));

export type NoticeOf = { readonly today: PlainDay; readonly texts: RingTexts; readonly language: string };

/** `isSilent`: it was shown already. */
export function ringNotice(due: DueReminder, { today, texts, language }: NoticeOf, isSilent = false): RingNotice {
  return {
    title: due.title === "" ? texts["ring.untitled"] : due.title,
    options: {
      body: whenText(due, today, texts, language),
      tag: reminderTag(due),
      // By which a page sees that the task has got another day since.
      data: due.day,
      icon: ICON,
      badge: ICON,
      lang: language,
      ...(isSilent ? { silent: true } : { requireInteraction: true }),
      // A test is of no task.
      ...(due.day === null
        ? {}
        : {
            actions: [
              { action: "done", title: texts["ring.done"] },
              { action: "later", title: texts["ring.later"] },
            ],
          }),
    },
  };
}

const moreNotice = (count: number, texts: RingTexts): RingNotice => ({
  title: texts["ring.more"](count),
  options: { tag: MORE_TAG, icon: ICON },
});

/** With an app lock nothing of the task may be seen. */
export const lockedNotice = (texts: RingTexts): RingNotice => ({
  title: texts["ring.locked"],
  options: { body: texts["ring.lockedBody"], tag: LOCKED_TAG, icon: ICON, requireInteraction: true },
});

/** A browser wants something shown for each message that woke the service worker. */
export const noneNotice = (texts: RingTexts): RingNotice => ({
  title: texts["ring.none"],
  options: { body: texts["ring.noneBody"], tag: NONE_TAG, icon: ICON, silent: true },
});

/** The notices of those that ring together, the newest first to be left out. */
export function noticesOf(due: readonly DueReminder[], how: NoticeOf): readonly RingNotice[] {
  const shown = due.slice(0, MAX_SHOWN).map((each) => ringNotice(each, how));
  return due.length > MAX_SHOWN ? [...shown, moreNotice(due.length - MAX_SHOWN, how.texts)] : shown;
}
