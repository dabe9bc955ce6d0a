// The notes of a task, in its details.

import type { taskNotes as english } from "../en/task-notes.ts";
import type { Translation } from "../translation.ts";

export const taskNotes = {
  "taskNotes.tooLong": "Länger können die Notizen einer Aufgabe nicht sein. Schreib in einer Notiz weiter.",
  "taskNotes.tooLarge":
    "Diese Notizen sind zu lang, um gespeichert zu werden. Was du zuletzt getippt hast, bleibt hier stehen: Kürz sie, oder verschieb einen Teil in eine Notiz.",
  "taskNotes.unknown":
    "In diesen Notizen steht etwas, das diese Version von Daybook nicht kennt. Du kannst sie hier lesen; aktualisiere Daybook, um darin zu schreiben.",
  "taskNotes.noCode":
    "Was zum Schreiben von Notizen gebraucht wird, konnte nicht geladen werden. Du kannst sie hier lesen. Prüf die Verbindung und versuch es noch einmal.",
} as const satisfies Translation<typeof english>;
