// The settings.

import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

export const settings = {
  "settings.device": "Gerät",
  "settings.about": "Über Daybook",
  "settings.version": (build: string) => `Version ${build}`,
  "settings.language": "Sprache",
  "settings.browserLanguage": "Wie in diesem Browser",
  "badge.title": "Anzahl der Aufgaben",
  "badge.explain":
    "Wie viele Aufgaben überfällig oder heute fällig sind: am Symbol der installierten App und im Titel des Tabs. Gilt nur für diesen Browser.",
  "badge.on": "Überfällig und heute",
  "badge.off": "Keine Zahl",
  "settings.change": "Ändern",
  "settings.storage": "Speicher",
  "settings.appAddress": "Adresse der App",
  "settings.appAddressExplain": "Wo die Geräte, die du einlädst, Daybook öffnen. Das Relay kann woanders sein.",
  "settings.appAddressHint": "Zum Beispiel https://daybook.example",
  "settings.appAddressBad": "Dort lässt sich Daybook nicht öffnen. Die Adresse beginnt mit https://.",
  "settings.appAddressOwn": "Adresse dieser Seite nehmen",
} as const satisfies Translation<typeof english>;
