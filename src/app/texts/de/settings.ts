// The settings.

import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

export const settings = {
  "settings.title": "Einstellungen",
  "settings.device": "Gerät",
  "settings.about": "Über Daybook",
  "settings.version": (build: string) => `Version ${build}`,
  "settings.language": "Sprache",
  "settings.browserLanguage": "Wie in diesem Browser",
} as const satisfies Translation<typeof english>;
