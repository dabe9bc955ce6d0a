// Looking at an earlier month, and bringing tasks back from it.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const months = {
  "months.open": "Look at an earlier month",
  "months.title": "Earlier months",
  "months.explain": "Looking changes nothing. What you bring back becomes a new task, beside what you have now.",
  "months.reading": "Reading",
  "months.none": "No earlier month yet.",
  "months.noneText":
    "Once a month is over, its last state is kept here, for as many months as you set under The past. When you delete something for good, all of them go, since it may be in any of them.",
  "month.back": "All months",
  "month.asOf": (when: string) => `As of ${when}`,
  "month.search": "Search in this month",
  "month.changedOnly": "Only what is different now",
  "month.count": (found: number, all: number) => (found === all ? tasksCount(all) : `${found} of ${tasksCount(all)}`),
  "month.tasks": "Tasks of that month",
  "month.empty": "There was no task in that month.",
  "month.nothing": "Nothing found.",
  "month.more": "Show more",
  "month.done": "Done",
  "month.trashed": "In the trash then",
  "month.select": (title: string) => `Select ${title}`,
  "month.selectAll": (count: number) => `Select all ${count}`,
  "month.clear": "Clear the selection",
  "month.bringBackOne": (title: string) => `Bring back ${title}`,
  "month.bringBackMany": (count: number) => `Bring back ${tasksCount(count)}`,
  "month.noNotes": "No notes.",
  "month.newer": "Written by a newer Daybook: it can be brought back after an update.",
  "month.unreadable": "This month cannot be read: its data here is damaged. What you have now is not affected.",
  "month.taskUnreadable": "This cannot be read: its data here is damaged. Nothing was changed.",
  "month.partly": (unreadable: number, packs: number) =>
    `${unreadable} of ${plural(packs, { one: "# part", other: "# parts" })} of this month cannot be read. Below is what can be read.`,
  "month.gone": "This month is not kept any more. What you have now is not affected.",
  "month.again": "Try again",
  "since.changed": "Different now",
  "since.trashed": "In the trash now",
  "since.gone": "Cannot be read now",
  "act.broughtBack": (what: string) => `Brought back: ${what}`,
  "act.broughtBackSome": (count: number, missing: number) => `Brought back: ${tasksCount(count)}. ${missing} cannot be read.`,
  "name.bringBack": (what: string) => `bringing back ${what}`,
} as const;
