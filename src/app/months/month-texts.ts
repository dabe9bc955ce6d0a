// The words of the earlier months.

import type { ActError } from "../../replica/face.ts";
import type { MonthError, SinceThen } from "../../replica/face/months.ts";
import { actErrorText, storeErrorText } from "../texts/error-texts.ts";
import { shownTag, t } from "../texts/messages.ts";

/** "October 2026", by this device's calendar. */
export const monthName = (ms: number): string =>
  new Intl.DateTimeFormat(shownTag(), { month: "long", year: "numeric" }).format(new Date(ms));

/** To the minute. */
export const asOfText = (ms: number): string =>
  new Intl.DateTimeFormat(shownTag(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(ms));

/** null: as it was. */
export const sinceText = (since: SinceThen): string | null => (since === "same" ? null : t(`since.${since}`));

export function monthErrorText(error: MonthError): string {
  if (error.kind === "store") return storeErrorText(error.error);
  return t(error.kind === "month-gone" ? "month.gone" : "month.unreadable");
}

/** Of what was asked of tasks in an earlier month. */
export function taskErrorText(error: MonthError | ActError): string {
  switch (error.kind) {
    case "month-gone":
      return t("month.gone");
    case "unreadable":
      return t("month.taskUnreadable");
    default:
      return actErrorText(error);
  }
}
