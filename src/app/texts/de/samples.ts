// Sample tasks.

import type { samples as english } from "../en/samples.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const samplesCount = (count: number): string => plural(count, { one: "# Beispielaufgabe", other: "# Beispielaufgaben" });

export const samples = {
  "sample.offer": "Mit Beispielaufgaben ansehen",
  "sample.tick": "Hak den Kreis ab, wenn das erledigt ist",
  "sample.open": "Öffne diese hier: Sie hat Notizen",
  "sample.notes": "Notizen sind für alles, was nicht in den Titel passt.\nSchreib so viel du magst.",
  "sample.call": "Zahnarzt anrufen",
  "sample.buy": "Brot, Käse und Äpfel kaufen",
  "sample.tag": "Einkauf",
  "sample.plan": "Das Wochenende planen",
  "sample.line": "Einige davon sind Beispielaufgaben.",
  "sample.remove": "Beispiele entfernen",
  "sample.added": "Beispielaufgaben hinzugefügt.",
  "sample.adding": "Beispielaufgaben hinzufügen",
  "sample.removed": (count: number) => `${samplesCount(count)} entfernt.`,
  "sample.removing": "Beispielaufgaben entfernen",
  "sample.kept": (count: number) => plural(count, { one: "# von dir geänderte bleibt.", other: "# von dir geänderte bleiben." }),
  "settings.samples": "Beispiele",
  "settings.samplesExplain": "Eine Handvoll Aufgaben zum Ansehen. Sie gehen in einem Schritt wieder; was du änderst, bleibt.",
  "settings.samplesCount": (count: number) => `In deiner Liste sind ${samplesCount(count)}, die du nicht geändert hast.`,
  "settings.samplesAdd": "Beispielaufgaben hinzufügen",
} as const satisfies Translation<typeof english>;
