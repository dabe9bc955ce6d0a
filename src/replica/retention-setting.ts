// How much of the past this profile keeps, as its settings say: two numbers, as text in the profile. What cannot be read counts as not set.

import type { ProfileSettings } from "./face.ts";

export type Retention = {
  /** Single records, at least this long after they were covered. */
  readonly days: number;
  /** Checkpoints, one of each month. */
  readonly months: number;
};

export const DEFAULT_RETENTION: Retention = { days: 30, months: 3 };

const numberIn = (text: string | null, otherwise: number): number => (text !== null && /^\d{1,5}$/u.test(text) ? Number(text) : otherwise);

export const retentionOf = ({ keepDays, keepMonths }: Pick<ProfileSettings, "keepDays" | "keepMonths">): Retention => ({
  days: numberIn(keepDays, DEFAULT_RETENTION.days),
  months: numberIn(keepMonths, DEFAULT_RETENTION.months),
});
