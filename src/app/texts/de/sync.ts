// The sync centre.

import { changesOf } from "./counts.ts";
import type { sync as english } from "../en/sync.ts";
import type { Translation } from "../translation.ts";
import { changesCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const sync = {
  "sync.title": "Abgleich",
  "sync.open": (sentence: string) => `Abgleich: ${sentence}`,
  "sync.opening": "Wird geöffnet",
  "sync.onlyHere": "Nur auf diesem Gerät.",
  "sync.atRelay": "Hier und beim Relay gespeichert.",
  "sync.alsoOn": (name: string) => `Hier gespeichert. ${name} hat es auch.`,
  "sync.alsoOnMany": (count: number) =>
    plural(count, { one: "Hier und auf # weiteren Gerät gespeichert.", other: "Hier und auf # weiteren Geräten gespeichert." }),
  "sync.moving": "Hier gespeichert. Unterwegs zu deinen anderen Geräten.",
  "sync.onlyHereYet": "Bisher nur auf diesem Gerät. Es geht hinaus, sobald das Relay zu erreichen ist.",
  "sync.waiting": "Hier gespeichert. Es geht hinaus, sobald das Relay zu erreichen ist.",
  "sync.notSaving": "Änderungen werden nicht gespeichert.",
  "sync.otherDevice": "Dein anderes Gerät",
  "sync.thisDevice": "Dieses Gerät",
  "sync.devices": "Geräte",
  "sync.hasEverything": "Hat alles, was hier ist",
  "sync.lacksSome": "Hat die letzten Änderungen noch nicht bestätigt",
  "sync.suggestedName": (browser: string, system: string) => `${browser} auf ${system}`,
  "sync.rename": "Umbenennen",
  "sync.nameLabel": "Name dieses Geräts",
  "sync.badName": "Schreib einen Namen mit höchstens 40 Zeichen.",
  "sync.save": "Speichern",
  "sync.cancel": "Abbrechen",
  "sync.relay": "Relay",
  "sync.relayExplain": "Ein Relay reicht versiegelte Änderungen zwischen deinen Geräten weiter. Lesen kann es sie nicht.",
  "sync.relayNone": "Kein Relay. Deine Aufgaben bleiben auf diesem Gerät.",
  "sync.relayAddress": "Adresse des Relays",
  "sync.relayHint": "Zum Beispiel wss://relay.example",
  "sync.relayBad": "Das ist keine Relay-Adresse. Sie beginnt mit ws:// oder wss://.",
  "sync.relaySet": "Relay festlegen",
  "sync.relayChange": "Ändern",
  "sync.relayRemove": "Entfernen",
  "sync.now": "Jetzt abgleichen",
  "sync.retry": "Jetzt versuchen",
  "relay.offline": "Offline. Alles ist hier gespeichert und geht hinaus, sobald du wieder verbunden bist.",
  "relay.connecting": "Verbindet",
  "relay.online": "Verbunden",
  "relay.onlineDirect": "Verbunden, direkt im eigenen Netz",
  "relay.waiting": (reason: string, when: string) => `${reason} Nächster Versuch ${when}.`,
  "relay.soon": "jetzt",
  "relay.inSeconds": (seconds: number) => plural(seconds, { one: "in # Sekunde", other: "in # Sekunden" }),
  "relay.inMinutes": (minutes: number) => plural(minutes, { one: "in # Minute", other: "in # Minuten" }),
  "relay.pending": (count: number) => `${changesCount(count)} noch nicht beim Relay.`,
  "sync.problems": "Gut zu wissen",
  "problem.keyless": (count: number) =>
    plural(count, {
      one: "# Änderung kann noch nicht gezeigt werden: Der Schlüssel ist noch unterwegs von einem anderen Gerät. Nichts ist verloren.",
      other:
        "# Änderungen können noch nicht gezeigt werden: Der Schlüssel ist noch unterwegs von einem anderen Gerät. Nichts ist verloren.",
    }),
  "problem.parked": (count: number) =>
    plural(count, {
      one: "# Änderung kommt von einem neueren Daybook. Sie ist aufgehoben; aktualisiere dieses Gerät, um sie zu sehen.",
      other: "# Änderungen kommen von einem neueren Daybook. Sie sind aufgehoben; aktualisiere dieses Gerät, um sie zu sehen.",
    }),
  "problem.poisoned": (count: number) =>
    plural(count, {
      one: "# Änderung hat Daybook hier zweimal angehalten und wird auf diesem Gerät weggelassen. Sie ist aufgehoben; alles andere ist in Ordnung.",
      other:
        "# Änderungen haben Daybook hier zweimal angehalten und werden auf diesem Gerät weggelassen. Sie sind aufgehoben; alles andere ist in Ordnung.",
    }),
  "problem.void": (count: number) =>
    plural(count, {
      one: "# Änderung kam beschädigt von dem Gerät, das sie gemacht hat, und wird weggelassen. Alles andere ist in Ordnung.",
      other: "# Änderungen kamen beschädigt von dem Gerät, das sie gemacht hat, und werden weggelassen. Alles andere ist in Ordnung.",
    }),
  "problem.corrupt":
    "Ein Teil des Speichers dieses Geräts ist beschädigt. Was dort war, wird von deinen anderen Geräten oder vom Relay neu geholt; alles andere ist in Ordnung.",
  "problem.forked": "Dieses Browserprofil wurde einmal kopiert oder zurückgesetzt. Beide Stränge von Änderungen sind aufgehoben.",
  "problem.relayOlder": "Das Relay kam mit weniger zurück, als es hatte. Dieses Gerät füllt es gerade wieder auf.",
  "problem.relayRefilled": "Das Relay kam mit weniger zurück, als es hatte. Dieses Gerät hat es wieder aufgefüllt; nichts ist verloren.",
  "problem.relayWithholds": (count: number) =>
    plural(count, {
      one: "Ein anderes Gerät hat # Änderung, die das Relay hier nicht zeigt. Bleibt das so, nimm ein anderes Relay.",
      other: "Ein anderes Gerät hat # Änderungen, die das Relay hier nicht zeigt. Bleibt das so, nimm ein anderes Relay.",
    }),
  "problem.newerMembership": "Ein neueres Daybook hat die Liste der Geräte geändert. Aktualisiere dieses Gerät, um sie ganz zu sehen.",
  "sync.statistics": (sent: string, received: string, connects: number) =>
    `${sent} gesendet, ${received} empfangen, ${plural(connects, { one: "# Verbindung", other: "# Verbindungen" })}, seit diese Seite offen ist.`,
  "sync.version": (build: string) => `Version ${build}`,
  "way.lastFile": (when: string) => `Zuletzt per Datei: ${when}.`,
  "relay.receiving": (done: number, total: number) => `Empfängt ${changesOf(done, total)}.`,
  "relay.sending": (done: number, total: number) => `Sendet ${changesOf(done, total)}.`,
  "relay.progress": "Änderungen unterwegs zum und vom Relay",
} as const satisfies Translation<typeof english>;
