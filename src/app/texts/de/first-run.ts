// The first screen, and what else is said to who is new.

import type { firstRun as english } from "../en/first-run.ts";
import type { Translation } from "../translation.ts";

export const firstRun = {
  "first.lead": "Aufgaben, die auf deinen eigenen Geräten bleiben. Kein Konto, nichts einzurichten.",
  "first.start": "Neu anfangen",
  "first.startText": "Mit einer leeren Liste beginnen.",
  "first.elsewhere": "Ich habe Daybook schon woanders",
  "first.elsewhereText": "Hol deine Aufgaben von einem anderen Gerät hierher.",
  "first.restore": "Wiederherstellen",
  "first.restoreText": "Hol zurück, was vorher hier war.",
  "first.import": "Aufgaben aus einer anderen App holen",
  "first.typing": "Oder tipp einfach los: Das ist deine erste Aufgabe.",
  "first.back": "Zurück",
  "first.restoreHow":
    "Jedes deiner Geräte hat alles. Wenn Daybook noch auf einem davon ist, verbinde dieses Gerät damit, und alles kommt hierher zurück.",
  "first.restoreNot":
    "Hat es kein Gerät mehr, bringt ein Blatt zur Wiederherstellung zurück, was dein Relay noch hat. Ohne beides kommt es nicht zurück.",
  "first.restoreJoin": "Mit einem Gerät verbinden, das es hat",
  "first.where":
    "Öffne auf dem anderen Gerät Abgleich (der Punkt unten links, auf dem Handy unten rechts) und drück „Gerät hinzufügen“ oder, wenn es kein Relay gibt, „In der Nähe verbinden“. Öffne dann den Link in diesem Browser, oder lies hier ein, was dort gezeigt wird, oder füg es ein.",

  "home.title": "Leg Daybook zuerst auf den Home-Bildschirm, dort sind deine Daten zu Hause",
  "home.why":
    "In einem Browser-Tab löscht dieses Gerät, was du schreibst, nach sieben Tagen ohne Nutzung. Auf dem Home-Bildschirm bleibt es.",
  "home.share": "Drück Teilen, das Quadrat mit dem Pfeil.",
  "home.add": "Wähl „Zum Home-Bildschirm“ und öffne Daybook von dort.",
  "home.join": "Wähl dort „Ich habe Daybook schon woanders“ und füg deinen Link ein.",
  "home.continue": "Trotzdem in diesem Tab weiter",
  "home.mark": "In einem Safari-Tab: Daten können nach 7 Tagen ohne Nutzung gelöscht werden.",
  "home.how": "Damit sie bleiben, leg Daybook auf den Home-Bildschirm: Drück Teilen, dann „Zum Home-Bildschirm“.",
  "keep.kept": "Dieser Browser behält deine Daten.",
  "keep.may-be-cleared":
    "Dieser Browser löscht Daybooks Daten vielleicht, wenn der Platz knapp wird. Verbinde ein zweites Gerät, dann bist du sicher.",
  "keep.unknown": "Dieser Browser sagt nicht, ob er deine Daten behält. Verbinde ein zweites Gerät, dann bist du sicher.",
  "keep.ask": "Bitte ihn, die Daten zu behalten",
} as const satisfies Translation<typeof english>;
