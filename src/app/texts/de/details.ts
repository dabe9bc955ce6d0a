// The details of a task, and the marks in its row that stand for them.

import type { details as english } from "../en/details.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const steps = (count: number): string => plural(count, { one: "# Schritt", other: "# Schritte" });

export const details = {
  "details.label": (title: string) => `Einzelheiten zu ${title}`,
  "details.close": "Einzelheiten schließen",
  "details.gone": "Diese Aufgabe ist nicht mehr hier.",
  "details.unreadable":
    "Ein Teil des Speichers dieses Geräts ist beschädigt, und diese Aufgabe liegt darin. Sie erscheint hier, sobald sie von deinen anderen Geräten oder vom Relay neu geholt ist.",
  "details.list": "Liste",
  "details.day": "Tag",
  "details.time": "Uhrzeit",
  "details.noDay": "Tag entfernen",
  "details.noTime": "Uhrzeit entfernen",
  "words.label": "In Worten",
  "words.examples": "Fr 15 Uhr, in 2 Wochen",
  "words.dayExamples": "Freitag, in 2 Wochen",
  "words.hint": "Auf Deutsch oder Englisch, wie beim Hinzufügen.",
  "words.read": (when: string) => `Die Eingabetaste nimmt: ${when}.`,
  "words.missed": "Das nennt keinen Tag, den Daybook kennt. Zum Beispiel: „morgen“, „nächsten Freitag“ oder „24. Dez.“.",
  "details.timeNeedsDay": "Eine Uhrzeit braucht einen Tag.",
  "details.priority": "Priorität",
  "details.tags": "Schlagwörter",
  "details.addTag": "Hinzufügen",
  "details.removeTag": (tag: string) => `Schlagwort ${tag} entfernen`,
  "details.notes": "Notizen",
  "details.notesPlaceholder": "Was sonst noch wichtig ist",
  "details.checklist": "Schritte",
  "details.progress": (done: number, total: number) => `${done} von ${total}`,
  "details.addEntry": "Neuer Schritt",
  "details.entry": "Schritt",
  "details.entryUp": (text: string) => `Nach oben: ${text}`,
  "details.entryDown": (text: string) => `Nach unten: ${text}`,
  "details.entryRemove": (text: string) => `Entfernen: ${text}`,
  "details.entryTooLong": "Nicht gespeichert: Ein Schritt hat höchstens 500 Zeichen.",

  "priority.1": "Hoch",
  "priority.2": "Mittel",
  "priority.3": "Niedrig",
  "priority.none": "Keine",

  "mark.priority1": "hohe Priorität",
  "mark.priority2": "mittlere Priorität",
  "mark.priority3": "niedrige Priorität",
  "mark.list": (name: string) => `in ${name}`,
  "mark.repeat": "wiederholt sich",
  "mark.reminds": "erinnert",
  "mark.notes": "mit Notizen",
  "mark.tags": (names: string) => `Schlagwörter ${names}`,
  "mark.checklist": (done: number, total: number) => `${done} von ${steps(total)}`,

  "act.when": (day: string, time: string) => `Gesetzt auf ${day}, ${time}`,
  "act.priority": (priority: string) => `Priorität: ${priority}`,
  "act.tagged": (tag: string) => `Schlagwort hinzugefügt: ${tag}`,
  "act.untagged": (tag: string) => `Schlagwort entfernt: ${tag}`,
  "act.notes": "Notizen gespeichert.",
  "act.entriesAdded": (count: number) => `${steps(count)} hinzugefügt.`,
  "act.entryEdited": "Schritt gespeichert.",
  "act.entryRemoved": (text: string) => `Schritt entfernt: ${text}`,
  "name.notes": "Notizen schreiben",
  "name.entriesAdded": (count: number) => `${steps(count)} hinzufügen`,
  "name.entryEdited": "Schritt ändern",
  "name.entryMoved": "Schritt verschieben",
  "name.entryRemoved": (text: string) => `Schritt „${text}“ entfernen`,
} as const satisfies Translation<typeof english>;
