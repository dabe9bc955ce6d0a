// What other devices changed while this one was away.

import type { away as english } from "../en/away.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const away = {
  "away.label": "Seit du weg warst",
  "away.summary": (count: number, devices: string) =>
    `Seit du weg warst: ${plural(count, { one: "# Änderung", other: "# Änderungen" })} von ${devices}`,
  "away.devices": (count: number) => plural(count, { one: "# Gerät", other: "# Geräten" }),
  "away.otherDevice": "einem anderen Gerät",
  "away.dismiss": "Ausblenden",
  "away.made": (device: string, title: string) => `„${title}“ hinzugefügt von ${device}`,
  "away.done": (device: string, title: string) => `„${title}“ erledigt von ${device}`,
  "away.reopened": (device: string, title: string) => `„${title}“ wieder geöffnet von ${device}`,
  "away.trashed": (device: string, title: string) => `„${title}“ in den Papierkorb gelegt von ${device}`,
  "away.restored": (device: string, title: string) => `„${title}“ wiederhergestellt von ${device}`,
  "away.changed": (device: string, title: string) => `„${title}“ geändert von ${device}`,
  "away.renamed": (device: string, from: string, to: string) => `„${from}“ in „${to}“ umbenannt von ${device}`,
  "away.day": (device: string, title: string, day: string) => `„${title}“ verschoben von ${device}, neuer Tag: ${day}`,
  "away.noDay": (device: string, title: string) => `Tag von „${title}“ entfernt von ${device}`,
  "away.moved": (device: string, title: string, list: string) => `„${title}“ nach „${list}“ verschoben von ${device}`,
  "away.more": (count: number) => plural(count, { one: "Und # weiterer Eintrag.", other: "Und # weitere Einträge." }),
  "away.undo": "Rückgängig",
  "away.undone": "Zurückgenommen",
  "away.undoLabel": (line: string) => `Rückgängig: ${line}`,
  "away.undoneLabel": (line: string) => `Zurückgenommen: ${line}`,
  "away.takenBack": (title: string) => `Zurückgenommen: ${title}.`,
  "away.changedSince": "Das hat sich seither geändert. Nichts wurde zurückgenommen.",
  "name.away": (title: string) => `Zurücknehmen der Änderung an „${title}“`,
} as const satisfies Translation<typeof english>;
