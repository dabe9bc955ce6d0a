// Die App-Sperre.

import type { lock as english } from "../en/lock.ts";
import type { Translation } from "../translation.ts";

export const lock = {
  "lock.title": "App-Sperre",
  "lock.locked": "Daybook ist gesperrt",
  "lock.pauses": "Bis es geöffnet wird, ist nichts zu sehen und wird nichts abgeglichen.",
  "lock.passphrase": "Passphrase",
  "lock.open": "Öffnen",
  "lock.opening": "Wird geöffnet …",
  "lock.takesAMoment": "Eine Passphrase zu prüfen dauert einen Moment, damit niemand viele probieren kann.",
  "lock.wrong": "Damit geht es nicht auf.",
  "lock.openByPasskey": "Passkey verwenden",
  "lock.passkeyFailed": "Der Passkey wurde nicht verwendet. Die Passphrase öffnet auch.",
  "lock.forgotten": "Passphrase vergessen?",
  "lock.forgottenExplain":
    "Ohne sie kann niemand öffnen, was in diesem Browser liegt, und niemand kann sie zurücksetzen. Ein anderes deiner Geräte hat noch alles, ebenso eine Wiederherstellungsphrase mit einem Relay: Lösche die Daten dieser Website im Browser und füge das Gerät neu hinzu. Was nur hier war, ist dann verloren.",
  "lock.none":
    "Wer diesen Browser benutzen oder den Datenträger dieses Geräts lesen kann, kann hier alles lesen. Eine Sperre versiegelt es mit einer Passphrase.",
  "lock.onIs": "Was in diesem Browser liegt, ist mit deiner Passphrase versiegelt.",
  "lock.notCovered":
    "Eine Sperre deckt diesen Browser nicht ab: Eine frühere Version ließ ihn den Signaturschlüssel dieses Geräts so aufbewahren, dass keine Passphrase ihn versiegeln kann. Lösche die Daten dieser Website und füge das Gerät neu hinzu, um es sperren zu können.",
  "lock.warning":
    "Vergisst du die Passphrase, bringen nur ein anderes Gerät oder eine Wiederherstellungsphrase deine Daten zurück. Niemand kann sie zurücksetzen.",
  "lock.set": "Sperre einrichten",
  "lock.new": "Neue Passphrase",
  "lock.newHint": "Mindestens 8 Zeichen. Am besten mehrere Wörter.",
  "lock.again": "Neue Passphrase noch einmal",
  "lock.present": "Bisherige Passphrase",
  "lock.change": "Passphrase ändern",
  "lock.remove": "Sperre entfernen",
  "lock.addPasskey": "Passkey hinzufügen",
  "lock.removePasskey": "Passkey entfernen",
  "lock.hasPasskey": "Ein Passkey öffnet auch, nur unter dieser Adresse.",
  "lock.passkeyExplain": "Er öffnet die Sperre nur unter dieser Adresse. Die Passphrase bleibt der andere Weg.",
  "lock.passkeyUnsupported": "Dieser Passkey kann keine Sperre öffnen (er hat kein PRF).",
  "lock.now": "Jetzt sperren",
  "lock.nowHint": "Jederzeit sperren: Strg oder ⌘ mit Umschalt und L.",
  "lock.after": "Sperren, wenn nicht benutzt seit",
  "lock.minutes": (minutes: number) =>
    minutes === 1 ? "1 Minute" : minutes < 60 ? `${minutes} Minuten` : minutes === 60 ? "1 Stunde" : `${minutes / 60} Stunden`,
  "lock.different": "Die beiden sind nicht gleich.",
  "lock.tooShort": "Zu kurz: mindestens 8 Zeichen.",
  "lock.tooLong": "Zu lang für eine Passphrase.",
  "lock.otherTab": "Ein anderes Fenster von Daybook lässt nicht los. Schließe es und versuche es noch einmal.",
  "lock.failed": "Das ging nicht; alles ist, wie es war. Lade die Seite neu.",
  "lock.unsavedFirst": "Etwas Getipptes ist noch nicht gespeichert. Speichere oder lösche es zuerst.",
  "lock.working": "Was hier liegt, wird versiegelt …",
  "lock.cancel": "Abbrechen",
} as const satisfies Translation<typeof english>;
