// Lists: going to them, making and changing them.

import type { lists as english } from "../en/lists.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const lists = {
  "view.inbox": "Eingang",
  "view.lists": "Listen",
  "lists.untitled": "Liste ohne Namen",
  "lists.new": "Neue Liste",
  "lists.edit": "Name und Farbe",
  "lists.name": "Name",
  "lists.colour": "Farbe",
  "lists.create": "Liste anlegen",
  "lists.save": "Speichern",
  "lists.up": "Liste nach oben",
  "lists.down": "Liste nach unten",
  "lists.trash": "Liste in den Papierkorb",
  "lists.restore": "Wiederherstellen",
  "lists.restoreLabel": (name: string) => `Liste ${name} wiederherstellen`,
  "lists.trashed": "Listen im Papierkorb",
  "lists.menu": (name: string) => `Aktionen für die Liste ${name}`,
  "lists.open": (count: number) => plural(count, { one: "# offene Aufgabe", other: "# offene Aufgaben" }),
  "lists.badName": "Schreib einen Namen mit höchstens 200 Zeichen.",
  "lists.conflict": "Heißt auch:",
  "lists.gone.title": "Diese Liste ist nicht hier.",
  "lists.gone.text": "Vielleicht liegt sie im Papierkorb oder ist noch unterwegs von einem anderen Gerät.",
  "lists.gone.back": "Zu allen Aufgaben",
  "lists.inTrash.title": "Diese Liste liegt im Papierkorb.",
  "lists.inTrash.text": "Ihre Aufgaben liegen bei ihr. Stell sie wieder her, dann kommen sie zurück.",

  "colour.blue": "Blau",
  "colour.teal": "Petrol",
  "colour.green": "Grün",
  "colour.yellow": "Gelb",
  "colour.orange": "Orange",
  "colour.red": "Rot",
  "colour.pink": "Rosa",
  "colour.purple": "Violett",

  "empty.inbox.title": "Der Eingang ist leer.",
  "empty.inbox.text": "Was du hier schreibst, wartet, bis du ihm eine Liste gibst.",
  "empty.list.title": "Nichts in dieser Liste.",
  "empty.list.text": "Schreib oben eine Aufgabe oder verschieb eine aus einer anderen Liste hierher.",

  "act.listMade": (name: string) => `Liste angelegt: ${name}`,
  "act.listRenamed": (name: string) => `Liste umbenannt: ${name}`,
  "act.listColoured": "Farbe geändert.",
  "act.listMoved": (position: number, total: number) => `Liste verschoben auf ${position} von ${total}.`,
  "act.listTrashed": (name: string) => `Liste mit ihren Aufgaben in den Papierkorb gelegt: ${name}`,
  "act.listRestored": (name: string) => `Liste wiederhergestellt: ${name}`,
  "name.listMade": (name: string) => `Liste „${name}“ anlegen`,
  "name.listRenamed": "Liste umbenennen",
  "name.listColoured": (name: string) => `Farbe von „${name}“`,
  "name.listMoved": (name: string) => `Liste „${name}“ verschieben`,
  "name.listTrashed": (name: string) => `Liste „${name}“ in den Papierkorb legen`,
  "name.listRestored": (name: string) => `Liste „${name}“ wiederherstellen`,
} as const satisfies Translation<typeof english>;
