// Eigene Server, die den Geräten helfen, einander zu finden.

import type { ice as english } from "../en/ice.ts";
import type { Translation } from "../translation.ts";

export const ice = {
  "ice.title": "Wege zueinander",
  "ice.explain":
    "Für eine direkte Verbindung über das Internet fragen Geräte einen Server, wie sie zu erreichen sind. Hat dein Relay eigene, werden sie benutzt; die du hier hinzufügst, gehen vor. Im selben Netz ist keiner nötig. Kein Server kann deine Aufgaben lesen.",
  "ice.none": "Du hast keine hinzugefügt.",
  "ice.add": "Server hinzufügen",
  "ice.address": "Adresse des Servers",
  "ice.addressHint": "Zum Beispiel stun:stun.example:3478 oder turn:turn.example:3478",
  "ice.name": "Name, falls er einen verlangt",
  "ice.secret": "Passwort, falls er eines verlangt",
  "ice.withName": (name: string) => `Mit dem Namen ${name}`,
  "ice.remove": (address: string) => `${address} entfernen`,
  "ice.removed": (address: string) => `${address} ist entfernt.`,
  "ice.undo": "Rückgängig",
  "ice.bad.empty": "Schreib die Adresse des Servers.",
  "ice.bad.scheme": "Die Adresse beginnt mit stun:, stuns:, turn: oder turns:.",
  "ice.bad.host": "Danach kommt der Server, und sein Port, falls er einen anderen hat: turn.example:3478. Sonst nichts.",
  "ice.bad.port": "Der Port ist eine Zahl von 1 bis 65535.",
  "ice.bad.name": "Ein Server, der mit turn: oder turns: beginnt, verlangt einen Namen.",
  "ice.bad.secret": "Zu einem Namen gehört ein Passwort.",
  "ice.bad.long": "Das ist länger als erlaubt: 512 Bytes jeweils für Adresse, Name und Passwort.",
  "ice.bad.known": "Dieser Server steht schon in der Liste.",
  "ice.bad.many": "Es sind schon 16 Server. Entferne erst einen.",
} as const satisfies Translation<typeof english>;
