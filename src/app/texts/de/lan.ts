// Ein Relay, das ein Token verlangt, und Links, die andere Geräte öffnen können.

import type { lan as english } from "../en/lan.ts";
import type { Translation } from "../translation.ts";

export const lan = {
  "wire.space-refused": "Dieses Relay öffnet einen neuen Bereich nur mit seinem Token.",
  "wire.space-not-listed":
    "Dieses Relay nimmt nur Bereiche auf, die auf der Liste seines Betreibers stehen, und deiner ist nicht darunter.",
  "wire.foreign-page":
    "Dieses Relay nimmt einen neuen Bereich nur für Seiten auf, die es selbst ausliefert. Öffne Daybook unter der Adresse des Relays, oder bitte den Betreiber, die Adresse dieser Seite einzutragen (DAYBOOK_ORIGINS).",
  "fail.token-needed":
    "Dieses Relay öffnet einen neuen Bereich nur mit seinem Token. Nichts hat sich geändert. Trag das Token unter Abgleich bei Relay ein und versuch es noch einmal.",
  "token.label": "Token des Relays",
  "token.hint": "Es steht im Terminal, in dem das Relay gestartet wurde. Ein Gerät, das du zu deinen hinzufügst, braucht keines.",
  "token.optional": "Nur falls das Relay eines verlangt",
  "token.bad": "Das ist kein Token. Es sieht aus wie 7K3M-9QRT-XV2B-H4ZD.",
  "token.wrong": "Das Relay hat dieses Token nicht angenommen. Vergleiche es mit dem im Terminal.",
  "sync.tokenNeeded": "Nur auf diesem Gerät: Das Relay verlangt sein Token.",
  "sync.spaceRefused": "Nur auf diesem Gerät: Das Relay nimmt deinen Bereich nicht auf.",
  "relay.spaceName": "Unter diesem Namen kann der Betreiber deinen Bereich in die Liste aufnehmen. Er ist kein Geheimnis.",
  "pair.scan": "Scanne dies mit der Kamera des anderen Geräts, öffne den Link dort, oder füg den Code dort unter Abgleich ein.",
  "pair.scanLabel": "Der Link als Code zum Scannen",
  "pair.onlyHere": "Dieser Link geht nur auf diesem Computer. Für ein Handy starte Daybook mit: npm start -- --lan",
} as const satisfies Translation<typeof english>;
