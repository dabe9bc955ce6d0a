// Ein Relay, das ein Token verlangt, und Links, die andere Geräte öffnen können.

import type { lan as english } from "../en/lan.ts";
import type { Translation } from "../translation.ts";

export const lan = {
  "wire.space-refused": "Dieses Relay öffnet einen neuen Bereich nur mit seinem Token.",
  "fail.token-needed":
    "Dieses Relay öffnet einen neuen Bereich nur mit seinem Token. Nichts hat sich geändert. Trag das Token unter Abgleich bei Relay ein und versuch es noch einmal.",
  "token.label": "Token des Relays",
  "token.hint": "Es steht im Terminal, in dem das Relay gestartet wurde. Ein Gerät, das du zu deinen hinzufügst, braucht keines.",
  "token.optional": "Nur falls das Relay eines verlangt",
  "token.bad": "Das ist kein Token. Es sieht aus wie 7K3M-9QRT-XV2B-H4ZD.",
  "token.wrong": "Das Relay hat dieses Token nicht angenommen. Vergleiche es mit dem im Terminal.",
  "sync.tokenNeeded": "Nur auf diesem Gerät: Das Relay verlangt sein Token.",
  "pair.scan": "Scanne dies mit der Kamera des anderen Geräts, öffne den Link dort, oder füg den Code dort unter Abgleich ein.",
  "pair.scanLabel": "Der Link als Code zum Scannen",
  "pair.onlyHere": "Dieser Link geht nur auf diesem Computer. Für ein Handy starte Daybook mit: npm start -- --lan",
} as const satisfies Translation<typeof english>;
