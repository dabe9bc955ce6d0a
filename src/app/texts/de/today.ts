// Today and what is to come.

import type { today as english } from "../en/today.ts";
import type { Translation } from "../translation.ts";

export const today = {
  "view.today": "Heute",
  "view.upcoming": "Demnächst",
  "heading.overdue": "Überfällig",
  "heading.today": "Heute",
  "heading.started": "Begonnen",
  "today.pageTitle": (count: number) => `(${count}) Daybook`,
  "today.moveAll": "Alle auf heute legen",
  "empty.upcoming.title": "Es steht nichts an.",
  "empty.upcoming.text": "Aufgaben für spätere Tage sammeln sich hier, die nächsten zuerst.",
} as const satisfies Translation<typeof english>;
