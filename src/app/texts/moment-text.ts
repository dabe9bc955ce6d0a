// A moment in words.

import { shownTag } from "./messages.ts";

/** To the second: for what is compared with other devices' clocks and logs. */
export const momentText = (ms: number): string =>
  new Intl.DateTimeFormat(shownTag(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(ms));

/** To the minute, today by the time alone. */
export function shortMomentText(ms: number, nowMs: number): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(shownTag(), { ...(isToday ? {} : { dateStyle: "medium" }), timeStyle: "short" }).format(new Date(ms));
}
