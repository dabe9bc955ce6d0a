// A line of quick add read in the world of now: this device's day, time and customs, and the lists and tags there are.

import type { ItemId } from "../../../base/ids.ts";
import { isRecord } from "../../../base/record.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { PlainTime } from "../../../model/plain-time.ts";
import type { Moment, Span, QuickAddWorld } from "../../../model/quick-add/line.ts";
import type { KnownList, KnownNames } from "../../../model/quick-add/marks.ts";
import { parseLine, type QuickTask } from "../../../model/quick-add/parse-line.ts";
import { readWhen } from "../../../model/quick-add/read-when.ts";
import type { AppContextValue } from "../../shell/app-context.ts";
import { shownTag, t } from "../../texts/messages.ts";

const languageOf = (tag: string): string => tag.toLowerCase().split("-", 1)[0] ?? "";

/** Browsers name the user's language by whatever the system calls it: "C" is the name of none. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** How the browser's user writes the language that is shown, as a BCP 47 tag; of another language that is shown only its own customs are known. */
export function customsTag(shown: string, preferred: readonly string[]): string {
  const own = preferred.find((tag) => languageOf(tag) === languageOf(shown) && isTag(tag));
  return own ?? (languageOf(shown) === "en" ? "en-US" : shown);
}

const SOME_DAY = new Date(Date.UTC(2026, 10, 27));

export function isMonthFirst(tag: string): boolean {
  const parts = new Intl.DateTimeFormat(tag, { timeZone: "UTC", day: "numeric", month: "numeric" }).formatToParts(SOME_DAY);
  return parts.find(({ type }) => type === "day" || type === "month")?.type === "month";
}

/** Of a browser that knows weeks. */
type WeekLocale = { getWeekInfo(): unknown };
const knowsWeeks = (locale: object): locale is WeekLocale => "getWeekInfo" in locale;

/** Monday is 0. Where the browser does not say: Monday. */
export function weekStartOf(tag: string): number {
  if (!isTag(tag)) return 0;
  const locale: object = new Intl.Locale(tag);
  const week: unknown = knowsWeeks(locale) ? locale.getWeekInfo() : Reflect.get(locale, "weekInfo");
  const first = isRecord(week) ? Number(week["firstDay"]) : Number.NaN;
  return first >= 1 && first <= 7 ? first - 1 : 0;
}

const padded = (value: number, length = 2): string => String(value).padStart(length, "0");

const timeAt = (date: Date): PlainTime => `${padded(date.getHours())}:${padded(date.getMinutes())}`;
const dayAt = (date: Date): PlainDay => `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;

/** So many minutes after an instant, on this device's calendar. */
export function momentAfter(now: Date, minutes: number): Moment {
  const later = new Date(now.getTime() + minutes * 60_000);
  return { day: dayAt(later), time: timeAt(later) };
}

function worldOf({ today }: Pick<AppContextValue, "today">): QuickAddWorld {
  const now = new Date();
  const tag = customsTag(shownTag(), navigator.languages);
  return {
    today: today(),
    now: timeAt(now),
    later: (minutes) => momentAfter(now, minutes),
    weekStart: weekStartOf(navigator.language),
    language: languageOf(shownTag()) === "de" ? "de" : "en",
    monthFirst: isMonthFirst(tag),
  };
}

/** What the inbox is called in both languages: lines are read in both. */
const INBOX_NAMES = ["Inbox", "Eingang"];

function knownOf({ lists, client, canWriteIn }: AppContextValue, here: ItemId | null): KnownNames {
  const inbox = [...INBOX_NAMES, t("view.inbox")].map((name): KnownList => ({ id: null, name }));
  const shown = lists.shown().filter((list) => !list.archived && !list.newer && canWriteIn(list));
  const list = shown.find(({ id }) => id === here) ?? null;
  return { lists: [...shown, ...inbox], tags: client.tags().map(({ tag }) => tag), here: list };
}

/** A line as it stands in the field. */
export type Typed = {
  readonly text: string;
  /** What was taken back. */
  readonly plain: readonly Span[];
};

/** `here`: the list that it is written in; null: none. */
export const readLine = (app: AppContextValue, { text, plain }: Typed, here: ItemId | null): QuickTask =>
  parseLine(text, worldOf(app), knownOf(app, here), plain);

/** A day said in words, with a time or without; null where anything else is said, or nothing that is understood. */
export function readDay(
  app: Pick<AppContextValue, "today">,
  text: string,
): { readonly day: PlainDay; readonly time: PlainTime | null } | null {
  const read = readWhen(text, worldOf(app));
  if (read === null || read.day === null) return null;
  const isAlone = read.repeat === null && read.reminders.length === 0 && read.start === null;
  return isAlone ? { day: read.day, time: read.time } : null;
}
