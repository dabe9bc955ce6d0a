// What is kept of the past: when which records were there already, and one checkpoint a month. Pure.

import type { Base, Mark } from "../base.ts";
import type { CheckpointId } from "../../wire/frames.ts";

const DAY_MS = 86_400_000;

const dayOf = ({ madeAt }: Mark): number => Math.floor(madeAt / DAY_MS);

/** One mark a day, the day's last; of those older than the days that records are kept only the newest. */
export function withMark(marks: readonly Mark[], mark: Mark, days: number): readonly Mark[] {
  const all = [...marks.filter((other) => dayOf(other) !== dayOf(mark)), mark];
  const old = all.filter(({ madeAt }) => isOlderThan(madeAt, mark.madeAt, days));
  return all.filter((other) => !old.includes(other) || other === old.at(-1));
}

export const isOlderThan = (madeAt: number, nowMs: number, days: number): boolean => nowMs - madeAt > days * DAY_MS;

/** `YYYY-MM` by UTC as a number of months. */
function monthOf(ms: number): number {
  const days = Math.floor(ms / DAY_MS);
  // The civil calendar from days (Howard Hinnant, "chrono-compatible low-level date algorithms").
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (yearOfEra + era * 400) * 12 + monthFromMarch;
}

/**
 * The checkpoints kept beside the base once another one is made: the last of each month. `purges`: what was purged may be in any of them, so none is
 * kept.
 */
export function keepMonths({ checkpoints, kept, marks }: Base, madeAt: number, months: number, purges: boolean): readonly CheckpointId[] {
  if (purges || months === 0) return [];
  const [present] = checkpoints;
  const last = marks.at(-1);
  const isMonthOver = present !== undefined && last !== undefined && monthOf(last.madeAt) < monthOf(madeAt);
  return [...(isMonthOver ? [present] : []), ...kept].slice(0, months);
}
