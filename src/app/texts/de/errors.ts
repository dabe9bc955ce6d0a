// What went wrong: storage, refused acts, the relay.

import type { errors as english } from "../en/errors.ts";
import type { Translation } from "../translation.ts";

export const errors = {
  "store.unavailable":
    "Daybook kann hier nichts aufheben: Dieser Browser lässt es keine Daten speichern, vielleicht wegen eines privaten Fensters. Öffne es in einem normalen Fenster, um zu schreiben.",
  "store.newer-database":
    "Ein neueres Daybook hat diesen Browser benutzt. Deine Aufgaben sind sicher. Lade neu, um die neuere Version zu bekommen.",
  "store.full":
    "Nicht gespeichert: Der Speicher dieses Geräts ist voll. Was vorher gespeichert war, ist sicher. Schaff etwas Platz und versuch es dann noch einmal.",
  "store.head-moved": "Nicht gespeichert: Ein anderer Tab hat im selben Moment geschrieben. Versuch es noch einmal.",
  "store.fenced": "Nicht gespeichert: Ein anderer Tab hat übernommen. Versuch es noch einmal.",
  "store.closed":
    "Nicht gespeichert: Der Speicher ist geschlossen. Was vorher gespeichert war, ist sicher. Lade neu und versuch es dann noch einmal.",
  "store.failedOpen":
    "Daybook konnte seinen Speicher hier nicht öffnen, deshalb lässt sich gerade nichts schreiben. Was gespeichert war, ist sicher. Lade neu, um es noch einmal zu versuchen.",
  "act.no-such-item": "Nicht gespeichert: Diese Aufgabe ist nicht mehr da.",
  "act.newer-item": "Nicht gespeichert: Ein neueres Daybook hat diese Aufgabe gemacht. Aktualisiere dieses, um sie zu ändern.",
  "act.unreadable-item":
    "Nicht gespeichert: Ein Teil des Speichers dieses Geräts ist beschädigt, und diese Aufgabe liegt darin. Sie wird von deinen anderen Geräten oder vom Relay neu geholt. Versuch es dann noch einmal.",
  "act.invalid": "Nicht gespeichert: Diese Änderung passt nicht mehr zur Aufgabe. Sieh sie dir noch einmal an.",
  "act.too-large": "Nicht gespeichert: Das ist zu viel auf einmal. Füg es in kleineren Teilen hinzu.",
  "act.too-many": "Nicht gespeichert: Mehr davon geht nicht. Entferne erst welche.",
  "act.read-only": "Nicht gespeichert: Dieses Gerät darf lesen, aber nicht schreiben.",

  "wire.unreachable": "Das Relay ist nicht zu erreichen.",
  "wire.bad-signature": "Das Relay hat die Unterschrift dieses Geräts nicht angenommen.",
  "wire.wrong-origin": "Das Relay ist unter einer anderen Adresse bekannt als dieser.",
  "wire.not-a-member": "Das Relay kennt dieses Gerät nicht als Mitglied.",
  "wire.no-such-space": "Das Relay hat diesen Bereich nicht.",
  "wire.malformed": "Das Relay und dieses Gerät verstehen einander nicht.",
  "wire.oversized": "Dem Relay war eine Nachricht zu groß.",
  "wire.unexpected": "Das Relay und dieses Gerät haben den Faden verloren.",
  "wire.unsupported-version": "Das Relay läuft in einer anderen Version. Aktualisiere es oder Daybook.",
  "wire.unverified": "Etwas Gesendetes ließ sich nicht prüfen.",
  "wire.rate": "Das Relay bittet, langsamer zu machen.",
  "wire.too-many-links": "Das Relay hat zu viele Verbindungen.",
  "wire.quota": "Das Relay hat keinen Platz mehr für deinen Bereich.",
  "wire.no-meeting": "Das Relay kennt keine solche Einladung.",
  "wire.meeting-taken": "Die Einladung wird gerade benutzt.",
  "wire.window": "Dem Relay wurde zu viel auf einmal gesendet.",
  "wire.idle": "Die Verbindung war zu lange still.",
  "wire.storage": "Das Relay kann gerade nichts speichern.",
  "wire.shutting-down": "Das Relay startet neu.",
  "wire.internal": "Das Relay hat selbst ein Problem.",
} as const satisfies Translation<typeof english>;
