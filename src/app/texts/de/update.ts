// Versionen: eine bereitliegende Aktualisierung, Tabs verschiedener Versionen, und Teile, die nicht zusammenpassen.

import type { update as english } from "../en/update.ts";
import type { Translation } from "../translation.ts";

export const update = {
  "update.label": "Aktualisierung",
  "update.ready": "Eine neue Version von Daybook liegt bereit.",
  "update.now": "Jetzt aktualisieren",
  "update.later": "Später",
  "update.applying": "Alles wird gespeichert, dann wird aktualisiert.",
  "update.unsaved":
    "Nicht aktualisiert: Etwas, das du hier oder in einem anderen Tab geschrieben hast, ist noch nicht gespeichert. Speichere es oder nimm es zurück und versuche es noch einmal.",
  "update.pairing": "Nicht aktualisiert: Gerade wird ein Gerät hinzugefügt. Schließe das ab oder brich es ab und versuche es noch einmal.",
  "update.failed": "Die neue Version ist nicht gestartet. Du kannst wie bisher weitermachen und es später noch einmal versuchen.",
  "update.check": "Nach Aktualisierungen suchen",
  "update.checking": "Es wird nach einer neuen Version gesucht.",
  "update.fetching": "Die neue Version wird geholt.",
  "update.current": "Das ist die neueste Version.",
  "update.unreachable": "Konnte nicht nachsehen: Der Server ist nicht erreichbar.",
  "update.fingerprint": (hash: string) => `Fingerabdruck ihrer Dateien: ${hash}`,
  "update.overtaken":
    "Daybook wurde in einem anderen Tab aktualisiert, und hier ist etwas noch nicht gespeichert. Speichere es oder kopiere, was du behalten willst, und lade dann neu.",
  "update.tabNewer": "In einem anderen Tab läuft ein neueres Daybook. Lade neu, um es auch hier zu haben.",
  "update.tabOlder": "In einem anderen Tab läuft noch ein älteres Daybook.",
  "update.tabOther": "In einem anderen Tab läuft eine andere Version von Daybook. Lade neu, um hier die neueste zu haben.",
  "update.reloadOther": "Den anderen Tab neu laden",
  "update.waitsForTab":
    "In einem anderen Tab ist ein älteres Daybook offen und hält deine Aufgaben fest. Nichts ist verloren. Schließe diesen Tab oder sieh ihn einmal an, dann geht es hier weiter.",
  "update.mixed":
    "Teile zweier Versionen von Daybook sind zusammengekommen, darum wird nichts geöffnet. Deine Aufgaben sind sicher. Hole Daybook neu, um weiterzumachen.",
  "update.anew": "Neu holen",
  "update.incomplete": "Ein Teil von Daybook konnte nicht geladen werden. Was gespeichert war, ist sicher. Lade neu, um weiterzumachen.",
} as const satisfies Translation<typeof english>;
