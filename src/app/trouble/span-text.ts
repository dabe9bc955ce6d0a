// Lengths of time in the largest unit that says enough: "20 minutes", "3 hours".

import { t } from "../texts/messages.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From an hour and a half on in hours, from a day and a half on in days. */
export function spanText(spanMs: number): string {
  if (spanMs >= 1.5 * DAY_MS) return t("span.days", Math.round(spanMs / DAY_MS));
  if (spanMs >= 1.5 * HOUR_MS) return t("span.hours", Math.round(spanMs / HOUR_MS));
  return t("span.minutes", Math.max(1, Math.round(spanMs / MINUTE_MS)));
}
