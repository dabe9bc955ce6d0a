// The list of tasks, what belongs to a row, and its days.

import type { tasks as english } from "../en/tasks.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const tasks = {
  "add.label": "Aufgabe hinzufügen",
  "add.placeholder": "Neue Aufgabe",
  "add.many": (count: number) => `${tasksCount(count)} hinzufügen`,
  "add.manyHint": "Eine Aufgabe pro Zeile.",
  "add.manyLabel": "Zeilen zum Hinzufügen",

  "task.untitled": "Aufgabe ohne Titel",
  "task.complete": (title: string) => `Erledigen: ${title}`,
  "task.reopen": (title: string) => `Wieder öffnen: ${title}`,
  "task.edit": "Titel",
  "task.menu": (title: string) => `Aktionen für ${title}`,
  "task.day": (day: string) => `Tag: ${day}. Ändern.`,
  "task.overdue": (day: string) => `Überfällig, war fällig: ${day}`,
  "task.newer": "Von einem neueren Daybook. Hier kannst du sie lesen; zum Ändern aktualisiere Daybook.",
  "task.name.day": (title: string, day: string) => `${title}, ${day}`,
  "task.name.conflict": (name: string) => `${name}, zwei Titel`,

  "menu.edit": "Bearbeiten",
  "menu.day": "Tag wählen",
  "menu.up": "Nach oben",
  "menu.down": "Nach unten",
  "menu.top": "Ganz nach oben",
  "menu.bottom": "Ganz nach unten",
  "menu.trash": "In den Papierkorb",
  "menu.restore": "Wiederherstellen",

  "key.enter": "Eingabe",
  "key.delete": "Entf",

  "conflict.also": "Auch:",
  "conflict.use": "Diesen nehmen",
  "conflict.useLabel": (value: string) => `Diesen nehmen: ${value}`,
  "conflict.keep": "Titel oben behalten",
  "conflict.announce": (count: number) =>
    plural(count, {
      one: "# Aufgabe hat zwei Titel, auf zwei Geräten geschrieben. Beide sind aufgehoben.",
      other: "# Aufgaben haben zwei Titel, auf zwei Geräten geschrieben. Alle sind aufgehoben.",
    }),

  "day.field": "Anderer Tag",
  "day.today": "Heute",
  "day.tomorrow": "Morgen",
  "day.yesterday": "Gestern",
  "day.nextWeek": "Nächste Woche",
  "day.none": "Kein Tag",

  "empty.open.title": "Nichts zu tun.",
  "empty.open.text": "Schreib oben eine Aufgabe und drück die Eingabetaste. Aus einer eingefügten Liste wird eine Aufgabe pro Zeile.",
  "empty.done.title": "Noch nichts erledigt.",
  "empty.done.text": "Hak den Kreis vor einer Aufgabe ab, dann kommt sie hierher.",
  "empty.trash.title": "Der Papierkorb ist leer.",
  "empty.trash.text": "Gelöschte Aufgaben warten hier und lassen sich wiederherstellen.",
} as const satisfies Translation<typeof english>;
