// Several tasks at once: selecting, moving between lists, dragging; and undo and redo where they are looked for.

import type { selection as english } from "../en/selection.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";

export const selection = {
  "select.count": (count: number) => `${count} gewählt`,
  "select.bar": (count: number) => `${tasksCount(count)} gewählt`,
  "select.none": "Nichts gewählt",
  "select.clear": "Auswahl aufheben",
  "select.complete": "Erledigen",
  "select.reopen": "Wieder öffnen",
  "select.restore": "Wiederherstellen",
  "select.day": "Tag",
  "select.list": "Liste",
  "select.priority": "Priorität",
  "select.tag": "Schlagwort",
  "select.trash": "Papierkorb",
  "select.sheet": (count: number) => tasksCount(count),

  "menu.details": "Einzelheiten",
  "menu.select": "Auswählen",
  "menu.list": "In eine Liste verschieben",
  "menu.priority": "Priorität",
  "menu.tag": "Schlagwörter",
  "menu.undo": "Rückgängig",
  "menu.redo": "Wiederholen",

  "drag.handle": (title: string) => `${title} ziehen`,
  "drag.count": (count: number) => tasksCount(count),

  "act.movedTo": (what: string, list: string) => `Verschoben nach ${list}: ${what}`,
  "name.priority": (what: string) => `Priorität von ${what}`,
  "name.tag": (what: string) => `Schlagwörter von ${what}`,
  "name.movedTo": (what: string) => `${what} in eine andere Liste verschieben`,
  "what.task": (title: string) => `„${title}“`,
  "what.tasks": (count: number) => tasksCount(count),
  "several.day": (what: string) => `Tag für ${what}`,
  "several.start": (what: string) => `Beginn für ${what}`,
  "several.list": (what: string) => `${what} verschieben`,
  "several.section": (what: string) => `${what} in einen Abschnitt verschieben`,
  "several.priority": (what: string) => `Priorität für ${what}`,
  "several.tag": (what: string) => `Schlagwörter für ${what}`,
  "several.repeat": (what: string) => `Wiederholung für ${what}`,
} as const satisfies Translation<typeof english>;
