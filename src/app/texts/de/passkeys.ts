// Ein Passkey als Weg zurück, neben den Wörtern auf Papier.

import type { passkeys as english } from "../en/passkeys.ts";
import type { Translation } from "../translation.ts";

export const passkeys = {
  "passkey.make": "Mit einem Passkey einrichten",
  "passkey.title": "Ein Passkey als dein Weg zurück",
  "passkey.what":
    "Ein Passkey dieses Browsers, deines Passwort-Managers oder eines Sicherheitsschlüssels kann mit einer Berührung alles zurückbringen, was ein Relay noch hat. Das Relay bewahrt auf, was er öffnet, und kann es nicht öffnen.",
  "passkey.care":
    "Er gilt nur unter dieser Adresse, und nur solange dein Passkey aufbewahrt wird: Einer, der nur auf diesem Gerät liegt, geht mit ihm verloren. Wer ihn benutzen kann, oder in das Konto kommt, das ihn aufbewahrt, kann alles lesen und ändern. Wörter auf Papier brauchen beides nicht.",
  "passkey.elsewhere":
    "Auch ein Passkey könnte es, aber nicht hier: Er braucht einen Browser, der Passkeys kennt, und als Adresse einen Namen („localhost“ auf diesem Gerät, oder eine Domain mit https). Unter einer anderen Adresse ist Daybook ein anderes Gerät: Füge es dort zuerst hinzu.",
  "passkey.create": "Passkey anlegen",
  "passkey.making": "Macht den Passkey zu deinem Weg zurück",
  "passkey.name": (day: string) => `Daybook-Wiederherstellung, ${day}`,
  "passkey.notMade": "Es wurde kein Passkey angelegt. Es hat sich nichts geändert.",
  "passkey.unsupported":
    "Dieser Passkey kann für Daybook kein Geheimnis bewahren (er hat kein PRF). Es hat sich nichts geändert. Du kannst ihn dort, wo er liegt, wieder löschen; versuch einen von anderswo, oder Wörter auf Papier.",
  "passkey.stored": "Dein Passkey ist angelegt, und was er öffnet, ist auf diesem Gerät gespeichert.",
  "passkey.list": (made: string) => `Passkey. ${made}`,
  "passkey.phrase": (made: string) => `Wörter auf Papier. ${made}`,
  "passkey.asking": "Fragt das Relay",
  "passkey.relay.there": "Das Relay gibt heraus, was er öffnet: Er bringt zurück, was dort ist.",
  "passkey.relay.missing": "Er wartet: Das Relay hat noch nicht, was er öffnet. Bis dahin bringt der Passkey nichts zurück.",
  "passkey.relay.outdated":
    "Das Relay gibt für Passkeys keine Antwort: Vielleicht ist es eine ältere Version. Bis es aktualisiert ist, bringt der Passkey dort nichts zurück.",
  "passkey.relay.unreachable": "Das Relay lässt sich gerade nicht fragen. Deshalb weiß niemand, ob der Passkey etwas zurückbringen würde.",
  "passkey.relay.no-relay": "Es ist kein Relay eingestellt: Der Passkey allein bringt nichts zurück.",
  "passkey.askAgain": "Noch einmal fragen",
  "passkey.endTitle": "Einen Passkey abschalten",
  "passkey.endExplain":
    "Bestätige mit diesem Passkey, oder mit einem älteren Weg zurück. Ein Gerät allein kann es nicht: Wer eines von deinen gestohlen hat, könnte dir sonst den Weg zurück nehmen. Richte den neuen Weg vorher ein.",
  "passkey.confirm": "Mit einem Passkey bestätigen",
  "passkey.orWords": "Oder gib die Wörter einer älteren Phrase ein",
  "passkey.notUsed": "Der Passkey wurde nicht benutzt. Es hat sich nichts geändert.",
  "passkey.ended": "Dieser Passkey öffnet von jetzt an nichts mehr. Du kannst ihn dort, wo er liegt, löschen.",

  "recovery.failed.other-passkey": "Das ist weder dieser Passkey noch einer eines älteren Wegs zurück. Es wurde nichts geändert.",

  "restore.passkeyTitle": "Mit einem Passkey",
  "restore.passkeyWhat": (relay: string) =>
    `Hast du einen Passkey als Weg zurück eingerichtet, brauchst du nur ihn. Gefragt wird das Relay ${relay}; ist deines ein anderes, gib es unten ein.`,
  "restore.passkeyUse": "Passkey benutzen",
  "restore.wordsTitle": "Mit den Wörtern von deinem Blatt",
  "restore.failed.no-capsule":
    "Das Relay hat nichts, das dieser Passkey öffnet. Vielleicht ist er für die App-Sperre, wurde abgeschaltet, oder dein Relay ist ein anderes. Es hat sich nichts geändert.",
  "restore.failed.capsule-damaged":
    "Was das Relay für diesen Passkey hat, ist beschädigt und öffnet sich für niemanden. Nimm einen anderen Weg zurück. Es hat sich nichts geändert.",
  "restore.failed.capsule-newer":
    "Diesen Passkey hat eine neuere Version von Daybook eingerichtet. Lad diese Seite neu, damit sie aktuell wird, und versuch es noch einmal. Es hat sich nichts geändert.",
  "restore.failed.relay-outdated":
    "Das Relay ist da, gibt aber für Passkeys keine Antwort: Vielleicht ist es eine ältere Version. Nimm die Wörter von deinem Blatt. Es hat sich nichts geändert.",
} as const satisfies Translation<typeof english>;
