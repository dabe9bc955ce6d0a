// Notes: the list of them, and one that is open.

import type { notes as english } from "../en/notes.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const notes = {
  "view.notes": "Notizen",
  "notes.new": "Neue Notiz",
  "notes.untitled": "Notiz ohne Titel",
  "notes.empty": "Noch kein Text",
  "notes.changed": (moment: string) => `Geändert ${moment}`,
  "notes.back": "Alle Notizen",
  "notes.alsoHere": "Auch hier:",
  "notes.title": "Titel der Notiz",
  "notes.titlePlaceholder": "Titel",
  "notes.text": "Text der Notiz",
  "notes.textPlaceholder": "Schreib etwas",
  "notes.skip": "Zur Notiz springen",
  "notes.toolbar": "Format des Textes",
  "notes.trash": "Notiz in den Papierkorb legen",
  "notes.restore": "Wiederherstellen",
  "notes.restoreLabel": (title: string) => `Die Notiz ${title} wiederherstellen`,
  "notes.trashed": "Notizen im Papierkorb",
  "notes.check": (text: string) => (text === "" ? "Abhaken" : `Abhaken: ${text}`),
  "notes.saved": "Auf diesem Gerät gespeichert.",
  "notes.saving": "Wird gespeichert",
  "notes.notSaved": (reason: string) => `Nicht gespeichert: ${reason}`,
  "notes.tooLong": "Diese Notiz ist so lang, wie eine Notiz sein kann. Schreib in einer anderen weiter.",
  "notes.tooLarge":
    "Diese Notiz ist zu lang, um gespeichert zu werden. Was du zuletzt getippt hast, bleibt hier stehen: Kürz die Notiz, oder verschieb einen Teil in eine andere.",
  "notes.badTitle": "Nicht gespeichert: Ein Titel hat höchstens 1.000 Zeichen.",
  "notes.opening": "Die Notiz wird geöffnet",
  "notes.noCode":
    "Was zum Anzeigen von Notizen gebraucht wird, konnte nicht geladen werden. Deine Notizen sind sicher. Prüf die Verbindung und versuch es noch einmal.",
  "notes.retry": "Noch einmal versuchen",
  "notes.readOnly.unknown":
    "In dieser Notiz steht etwas, das diese Version von Daybook nicht kennt. Du kannst sie hier lesen; aktualisiere Daybook, um darin zu schreiben.",
  "notes.readOnly.newer": "Von einem neueren Daybook. Du kannst sie hier lesen; aktualisiere, um sie zu ändern.",
  "notes.readOnly.trashed": "Diese Notiz liegt im Papierkorb. Stell sie wieder her, um darin zu schreiben.",
  "notes.unreadable":
    "Ein Teil des Speichers dieses Geräts ist beschädigt, und diese Notiz liegt darin. Sie erscheint hier, sobald sie von deinen anderen Geräten oder dem Relay wieder geholt ist.",
  "notes.gone.title": "Diese Notiz ist nicht hier.",
  "notes.gone.text": "Vielleicht wurde sie gelöscht, oder sie ist noch unterwegs von einem anderen Gerät.",
  "empty.notes.title": "Noch keine Notizen.",
  "empty.notes.text": "Drück auf Neue Notiz und schreib. Jedes deiner Geräte wird sie haben.",

  "format.bold": "Fett",
  "format.italic": "Kursiv",
  "format.strike": "Durchgestrichen",
  "format.code": "Code",
  "format.heading1": "Überschrift 1",
  "format.heading2": "Überschrift 2",
  "format.heading3": "Überschrift 3",
  "format.bulletList": "Liste",
  "format.orderedList": "Nummerierte Liste",
  "format.taskList": "Checkliste",
  "format.blockquote": "Zitat",
  "format.codeBlock": "Codeblock",
  "format.undo": "Im Text rückgängig machen",
  "format.redo": "Im Text wiederholen",

  "purge.notesToo": (count: number) => plural(count, { one: "Auch # Notiz wird gelöscht.", other: "Auch # Notizen werden gelöscht." }),
  "act.noteMade": "Notiz angelegt.",
  "act.noteRenamed": (title: string) => `Notiz umbenannt: ${title}`,
  "act.noteTrashed": (title: string) => `Notiz in den Papierkorb gelegt: ${title}`,
  "act.noteRestored": (title: string) => `Notiz wiederhergestellt: ${title}`,
  "name.noteMade": "Notiz anlegen",
  "name.noteRenamed": "Notiz umbenennen",
  "name.noteTrashed": (title: string) => `Notiz „${title}“ in den Papierkorb legen`,
  "name.noteRestored": (title: string) => `Notiz „${title}“ wiederherstellen`,
} as const satisfies Translation<typeof english>;
