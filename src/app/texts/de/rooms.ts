// Wo ein Raum einer anderen Yjs-App ist.

import type { rooms as english } from "../en/rooms.ts";
import type { Translation } from "../translation.ts";

export const rooms = {
  "room.kind": "Art des Raums",
  "room.kind.websocket": "y-websocket",
  "room.kind.webrtc": "y-webrtc",
  "room.address.websocket": "Adresse des Servers",
  "room.address.webrtc": "Adresse des Vermittlungsservers",
  "room.addressHint.websocket":
    "Sie beginnt mit wss:// oder ws://. Ein Relay von Daybook, das Räume bereitstellt, tut das unter seiner eigenen Adresse mit /yjs dahinter.",
  "room.addressHint.webrtc":
    "Sie beginnt mit wss:// oder ws://. Ein Relay von Daybook, das Räume bereitstellt, tut das unter seiner eigenen Adresse mit /signal dahinter.",
  "room.addressWrong":
    "Das ist keine Adresse eines solchen Servers: Sie beginnt mit wss:// oder ws:// und enthält keinen Namen, kein Passwort und kein #.",
  "room.addressMixed":
    "Diese Seite kam über https, und Browser lassen keine solche Seite eine Adresse mit ws:// erreichen. Nimm eine, die mit wss:// beginnt.",
  "room.name": "Name des Raums",
  "room.nameWrong": "Der Name eines Raums hat mindestens einen Buchstaben, höchstens 256 Byte und nichts Unsichtbares.",
  "room.nameMarks": "Programme mit y-websocket können keinen Raum mit ? oder # im Namen erreichen.",
  "room.password": "Passwort des Raums, falls er eines hat",
  "room.passwordHint":
    "Damit versiegeln die Programme, was sie sich über diesen Server sagen. Mit einem anderen finden sie einander nicht.",
  "room.passwordWrong": "Ein Passwort hat höchstens 1.000 Zeichen.",
  "room.token": "Token, falls der Server eines verlangt",
  "room.fault.unreachable":
    "Von dort ist in fünfzehn Sekunden nichts gekommen. Prüf die Adresse, und ob der Server von hier aus zu erreichen ist.",
  "room.fault.no-code":
    "Was zum Blick in Räume gebraucht wird, konnte nicht geladen werden. Prüf die Verbindung und versuch es noch einmal.",
  "room.fault.too-large": "Der Raum ist größer als 64 MB. So lang kann eine Notiz nicht sein.",
} as const satisfies Translation<typeof english>;
