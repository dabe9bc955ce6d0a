// A line of quick add read in the world of now: this device's day, time and customs, and the lists and tags there are.

import { isRecord } from "../../../base/record.ts";
import type { Span, QuickAddWorld } from "../../../model/quick-add/line.ts";
import type { KnownList, KnownNames } from "../../../model/quick-add/marks.ts";
import { parseLine, type QuickTask } from "../../../model/quick-add/parse-line.ts";
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

const padded = (value: number): string => String(value).padStart(2, "0");

function worldOf({ today }: AppContextValue): QuickAddWorld {
  const now = new Date();
  const tag = customsTag(shownTag(), navigator.languages);
  return {
    today: today(),
    now: `${padded(now.getHours())}:${padded(now.getMinutes())}`,
    weekStart: weekStartOf(navigator.language),
    language: languageOf(shownTag()) === "de" ? "de" : "en",
    monthFirst: isMonthFirst(tag),
  };
}

/** What the inbox is called in both languages: lines are read in both. */
const INBOX_NAMES = ["Inbox", "Eingang"];

function knownOf({ lists, client, canWriteIn }: AppContextValue): KnownNames {
  const inbox = [...INBOX_NAMES, t("view.inbox")].map((name): KnownList => ({ id: null, name }));
  const shown = lists.shown().filter((list) => !list.archived && !list.newer && canWriteIn(list));
  return { lists: [...shown, ...inbox], tags: client.tags().map(({ tag }) => tag) };
}

/** A line as it stands in the field. */
export type Typed = {
  readonly text: string;
  /** What was taken back. */
  readonly plain: readonly Span[];
};

export const readLine = (app: AppContextValue, { text, plain }: Typed): QuickTask => parseLine(text, worldOf(app), knownOf(app), plain);
