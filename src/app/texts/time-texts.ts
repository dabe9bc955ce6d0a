// Times of day in words, with 12 or 24 hours as the browser's own language has them.

import { isPlainTime, type PlainTime } from "../../model/plain-time.ts";
import { shownTag } from "./messages.ts";

const formatsByTag = new Map<string, Intl.DateTimeFormat>();

/** The hours of the platform, whatever language the app is shown in. */
const hourCycle = (): "h11" | "h12" | "h23" | "h24" =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hourCycle ?? "h23";

function formatOf(tag: string): Intl.DateTimeFormat {
  const kept =
    formatsByTag.get(tag) ?? new Intl.DateTimeFormat(tag, { timeZone: "UTC", hour: "numeric", minute: "2-digit", hourCycle: hourCycle() });
  formatsByTag.set(tag, kept);
  return kept;
}

export const timeText = (time: PlainTime): string =>
  isPlainTime(time) ? formatOf(shownTag()).format(new Date(`1970-01-01T${time}:00Z`)) : time;
