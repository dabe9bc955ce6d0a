// What Today and Upcoming are asked and told. Apart from their orders (today.ts), which are of rows as they are made of items: what only looks at them needs
// nothing of that.

import type { PlainDay } from "./plain-day.ts";
import type { TaskRow } from "./task-row.ts";

/** `today`: the day it is about. */
export type DayQuery = { readonly view: "today" | "upcoming"; readonly today: PlainDay };

/** What a heading of days says: of what is to come near days are told one by one, later ones by month and then by year. */
export type DayHeading =
  | { readonly kind: "overdue" | "today" | "started" }
  | { readonly kind: "day"; readonly day: PlainDay }
  /** "YYYY-MM" */
  | { readonly kind: "month"; readonly month: string }
  | { readonly kind: "year"; readonly year: string };

/** Where days, months or years begin, by the zone of whoever looks: what was done since then, and before the next mark, stands under `heading`. */
export type DayMark = { readonly sinceMs: number; readonly heading: DayHeading };

/** What says when a task shows. */
export type TaskDays = Pick<TaskRow, "day" | "start">;

export const isDueBy = ({ day }: TaskDays, today: PlainDay): boolean => day !== null && day <= today;

export const isOutOfSight = ({ start }: TaskDays, today: PlainDay): boolean => start !== null && start > today;

/** After every day. */
const NO_DAY = "~";

/** The day on which a task that is to come does. */
export const comingDayOf = (row: TaskDays, today: PlainDay): PlainDay => (isOutOfSight(row, today) ? row.start : row.day) ?? NO_DAY;

/** What tells one heading from another. */
export const dayHeadingKey = (heading: DayHeading): string => Object.values(heading).join(" ");
