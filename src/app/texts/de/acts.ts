// What was done to tasks, and taken back.

import type { acts as english } from "../en/acts.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const acts = {
  "name.create": (count: number) => (count === 1 ? "Aufgabe hinzufügen" : `${tasksCount(count)} hinzufügen`),
  "name.rename": "Titel ändern",
  "name.done": (what: string) => `${what} erledigen`,
  "name.reopen": (what: string) => `${what} wieder öffnen`,
  "name.day": (what: string) => `Tag von ${what}`,
  "name.trash": (what: string) => `${what} in den Papierkorb legen`,
  "name.restore": (what: string) => `${what} wiederherstellen`,
  "name.move": (what: string) => `${what} verschieben`,
  "name.resolve": "Titel wählen",
  "act.create": (count: number) => (count === 1 ? "Aufgabe hinzugefügt." : `${tasksCount(count)} hinzugefügt.`),
  "act.rename": "Titel gespeichert.",
  "act.doneNext": (title: string, day: string) => `Erledigt: ${title}. Nächstes Mal: ${day}.`,
  "act.skipped": (title: string, day: string) => `Ausgelassen: ${title}. Nächstes Mal: ${day}.`,
  "act.skippedLast": (title: string) => `Ausgelassen: ${title}. Das war das letzte Mal.`,
  "act.repeat": (title: string) => `Wiederholt sich: ${title}`,
  "act.noRepeat": (title: string) => `Wiederholt sich nicht mehr: ${title}`,
  "name.repeat": (what: string) => `Wiederholen von ${what}`,
  "name.skip": (what: string) => `Auslassen von ${what}`,
  "act.done": (title: string) => `Erledigt: ${title}`,
  "act.reopen": (title: string) => `Wieder offen: ${title}`,
  "act.day": (day: string) => `Tag gesetzt: ${day}`,
  "act.noDay": "Tag entfernt.",
  "act.trash": (title: string) => `In den Papierkorb gelegt: ${title}`,
  "act.restore": (title: string) => `Wiederhergestellt: ${title}`,
  "act.moved": (position: number, total: number) => `Verschoben auf ${position} von ${total}.`,
  "act.resolve": "Titel gewählt.",
  "undo.done": (what: string) => `Rückgängig gemacht: ${what}.`,
  "redo.done": (what: string) => `Wiederholt: ${what}.`,
  "undo.leftAlone": (count: number) =>
    plural(count, {
      one: "# Teil blieb, wie er ist, weil er sich seither geändert hat.",
      other: "# Teile blieben, wie sie sind, weil sie sich seither geändert haben.",
    }),
  "undo.nothing": "Nichts rückgängig zu machen.",
  "redo.nothing": "Nichts zu wiederholen.",
} as const satisfies Translation<typeof english>;
