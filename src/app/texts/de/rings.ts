// What a notification says.

import type { rings as english } from "../en/rings.ts";
import type { Translation } from "../translation.ts";

export const rings = {
  "ring.done": "Erledigt",
  "ring.later": "In 10 Minuten",
  "ring.untitled": "Aufgabe ohne Titel",
  "ring.locked": "Eine Erinnerung",
  "ring.lockedBody": "Öffne Daybook, um sie zu sehen.",
  "ring.none": "Eine Erinnerung hat sich geändert",
  "ring.noneBody": "Auf einem anderen Gerät, oder sie ist erledigt. Jetzt ist nichts fällig.",
  "ring.more": (count: number): string => `Und ${count} weitere`,
  "ring.test": "So klingt eine Erinnerung",
  "ring.today": "Heute",
  "ring.tomorrow": "Morgen",
} as const satisfies Translation<typeof english>;
