// The frame of the app: its places, toasts and banners.

import { plural } from "./plural.ts";
import type { app as english } from "../en/app.ts";
import type { Translation } from "../translation.ts";

export const app = {
  "app.name": "Daybook",
  "app.reload": "Neu laden",
  "app.skip": "Zur Liste springen",
  "app.close": "Schließen",

  "view.open": "Alle Aufgaben",
  "view.done": "Erledigt",
  "view.trash": "Papierkorb",
  "nav.label": "Ansichten",
  "nav.add": "Aufgabe hinzufügen",
  "nav.search": "Suchen",

  "toast.label": "Letzte Aktion",
  "toast.undo": "Rückgängig",
  "toast.redo": "Wiederholen",
  "banner.died": "Der Speicher von Daybook ist stehen geblieben. Was gespeichert war, ist sicher. Lade neu, um weiterzumachen.",
  "banner.full":
    "Der Speicher dieses Geräts ist voll. Was gespeichert war, ist sicher, und was du getippt hast, bleibt stehen. Lösch ein paar Dateien oder andere Daten auf diesem Gerät; dann wird es von selbst gespeichert.",
  "files.drop": "Lass die Datei los, um sie aufzunehmen",
  "files.lost": (count: number) =>
    plural(count, {
      one: "Eine geteilte Datei wurde nicht behalten: Es warteten zu viele. Teile sie noch einmal.",
      other: "# geteilte Dateien wurden nicht behalten: Es warteten zu viele. Teile sie noch einmal.",
    }),
  "files.lostLarge": (count: number) =>
    plural(count, {
      one: "Eine geteilte Datei wurde nicht behalten: Auf diesem Weg ist kein Platz für sie. Wähle sie unter Abgleich, „Eine Datei aufnehmen“.",
      other:
        "# geteilte Dateien wurden nicht behalten: Auf diesem Weg ist kein Platz für sie. Wähle sie unter Abgleich, „Eine Datei aufnehmen“.",
    }),
  "settings.title": "Einstellungen",
} as const satisfies Translation<typeof english>;
