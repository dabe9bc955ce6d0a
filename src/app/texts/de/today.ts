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
  "empty.today.title": "Für heute ist nichts mehr offen.",
  "empty.today.text": "Schreib oben eine Aufgabe und drück die Eingabetaste: Sie ist dann für heute.",
  "empty.today.next": (title: string, day: string) => `Als Nächstes: „${title}“, ${day}.`,
  "empty.today.upcoming": "Ansehen, was kommt",
  "empty.upcoming.title": "Es steht nichts an.",
  "empty.upcoming.text": "Aufgaben für spätere Tage sammeln sich hier, die nächsten zuerst.",
} as const satisfies Translation<typeof english>;
