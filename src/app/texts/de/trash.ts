// Endgültig löschen.

import type { trash as english } from "../en/trash.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const trash = {
  "trash.empty": "Papierkorb leeren",
  "purge.menu": "Endgültig löschen",
  "purge.label": (name: string) => `Endgültig löschen: ${name}`,
  "purge.titleOne": (title: string) => `„${title}“ endgültig löschen?`,
  "purge.titleMany": (count: number) => `${tasksCount(count)} endgültig löschen?`,
  "purge.titleAll": "Papierkorb leeren?",
  "purge.noWayBack": "Das lässt sich nicht zurücknehmen, auch nicht mit Rückgängig.",
  "purge.allOf": (tasks: number, lists: number) =>
    lists === 0
      ? plural(tasks, { one: "# Aufgabe wird gelöscht.", other: "# Aufgaben werden gelöscht." })
      : `${tasksCount(tasks)} und ${plural(lists, { one: "# Liste", other: "# Listen" })} werden gelöscht.`,
  "purge.alone":
    "Kein anderes Gerät hat das. Es verschwindet sofort. Was dieses Gerät davon noch versiegelt speichert, geht beim nächsten Aufräumen; was ein Relay speichert, bleibt vielleicht 45 Tage länger.",
  "purge.others":
    "Hier verschwindet es sofort, auf deinen anderen Geräten, sobald sie davon erfahren. Was deine Geräte davon noch versiegelt speichern, geht bei ihrem nächsten Aufräumen; ein Relay wartet, bis ein anderes von ihnen dafür einsteht, oder 45 Tage.",
  "purge.late": "Ein Gerät, auf dem es inzwischen geändert wurde, behält eine Kopie mit den Änderungen im Papierkorb.",
  "purge.listStays": "Nur die Liste geht. Ihre Aufgaben bleiben: die im Papierkorb dort, die anderen im Eingang.",
  "purge.confirm": "Endgültig löschen",
  "purge.keep": "Behalten",
  "purge.done": (what: string) => `Endgültig gelöscht: ${what}`,
  "purge.some": (gone: number, left: number) =>
    plural(left, {
      one: `${tasksCount(gone)} endgültig gelöscht. # blieb, weil sich daran etwas geändert hat.`,
      other: `${tasksCount(gone)} endgültig gelöscht. # blieben, weil sich daran etwas geändert hat.`,
    }),
  "purge.emptied": "Der Papierkorb ist jetzt leer.",
  "purge.nothing": "Nichts wurde gelöscht: Es ist nicht mehr im Papierkorb.",
  "report.title": "Kürzlich endgültig gelöscht",
  "report.pending": (count: number) =>
    plural(count, {
      one: "# Ding ist nicht mehr zu sehen, aber versiegelt noch gespeichert:",
      other: "# Dinge sind nicht mehr zu sehen, aber versiegelt noch gespeichert:",
    }),
  "report.gone": (count: number) =>
    plural(count, { one: "Die letzte bekannte Kopie von # Ding ist weg.", other: "Die letzten bekannten Kopien von # Dingen sind weg." }),
  "report.unheard": "hat noch nicht bestätigt, davon erfahren zu haben.",
  "report.unheardSince": (moment: string) => `hat noch nicht bestätigt, davon erfahren zu haben; zuletzt gehört ${moment}.`,
  "report.hidden": "weiß davon und muss noch aufräumen.",
  "report.hiddenHere": "muss noch aufräumen und tut das von selbst.",
  "report.relay": "Das Relay",
  "report.atRelay": "wartet, bis ein anderes deiner Geräte für das Aufräumen einsteht, oder 45 Tage.",
} as const satisfies Translation<typeof english>;
