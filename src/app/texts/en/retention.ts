// How much of the past a device keeps.

import { plural } from "./plural.ts";

const days = (count: number): string => plural(count, { one: "# day", other: "# days" });
const months = (count: number): string => plural(count, { one: "# month", other: "# months" });

export const retention = {
  "retention.title": "The past",
  "retention.explain":
    "What you have now is always kept. Beside it this device keeps single changes for some days, so that devices that were away catch up quickly, and the state of each of the last months.",
  "retention.now": (dayCount: number, monthCount: number) => `Single changes for ${days(dayCount)}, states of ${months(monthCount)}.`,
  "retention.days": "Days of single changes",
  "retention.months": "Months with a state kept",
  "retention.badDays": "A whole number of days, from 1 to 3650.",
  "retention.badMonths": "A whole number of months, from 0 to 120.",
  "retention.measuring": "Measuring what that takes",
  "retention.estimate": (all: string, changes: string, states: string) =>
    `Will take about ${all}: ${changes} for single changes, ${states} for the states.`,
  "retention.going": (count: number) =>
    plural(count, {
      one: "The state of # earlier month goes with the next tidying up, and does not come back.",
      other: "The states of # earlier months go with the next tidying up, and do not come back.",
    }),
  "retention.used": (all: string) => `Now it takes ${all}.`,
  "retention.sooner":
    "Where other devices have not confirmed a change yet, it is kept longer. What was deleted for good goes sooner, with the changes made before it.",
  "retention.saved": "Saved. It counts from the next tidying up on.",
} as const;
