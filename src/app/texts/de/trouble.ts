// Was mit Kopien, Speicher und Uhren schiefgeht, und was dann zu tun ist.

import type { trouble as english } from "../en/trouble.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const trouble = {
  "span.minutes": (count: number) => plural(count, { one: "# Minute", other: "# Minuten" }),
  "span.hours": (count: number) => plural(count, { one: "# Stunde", other: "# Stunden" }),
  "span.days": (count: number) => plural(count, { one: "# Tag", other: "# Tage" }),

  "clock.pairing": (span: string) =>
    `Unterschied der beiden Uhren: ${span}. Du kannst trotzdem weitermachen; stell die falsche richtig, damit Tage und Zeiten auf beiden stimmen.`,
  "clock.behind": (span: string) =>
    `Die Uhr dieses Geräts geht gegenüber der des Relays nach: ${span}. Stell die falsche richtig: Bis dahin können Tage und Zeiten falsch sein. Nichts geht verloren, und deine Geräte sind sich weiter einig.`,
  "clock.ahead": (span: string) =>
    `Die Uhr dieses Geräts geht gegenüber der des Relays vor: ${span}. Stell die falsche richtig: Bis dahin können Tage und Zeiten falsch sein. Nichts geht verloren, und deine Geräte sind sich weiter einig.`,

  "lastCopy.only": (count: number) =>
    plural(count, { one: "# Änderung ist nur auf diesem Gerät.", other: "# Änderungen sind nur auf diesem Gerät." }),
  "lastCopy.pair": "Geht es verloren, ist auch das weg. Füge ein Relay und ein zweites Gerät hinzu.",
  "lastCopy.relay": "Ohne Relay erreicht deine anderen Geräte nichts. Füge eines hinzu.",
  "lastCopy.connect": "Alles geht von selbst hinaus, sobald dieses Gerät online ist.",
  "lastCopy.reach": "Das Relay hat nicht alles angenommen. Sieh nach, woran es liegt.",
  "lastCopy.open": "Abgleich öffnen",
  "lastCopy.relayAlone":
    "Ein Relay kann nicht öffnen, was es aufbewahrt. Solange kein zweites Gerät verbunden ist, sind mit diesem auch deine Aufgaben verloren.",
  "trouble.later": "Später",

  "replace.question": "Ist dieses Gerät neu?",
  "replace.new": "Es ist neu",
  "replace.old": (name: string) => `Es ist ${name} und hat seine Daten verloren`,
  "replace.explain":
    "Der alte Eintrag bleibt als ersetzt in der Liste, bis du ihn entfernst. Auf ihn wird nicht mehr gewartet. Meldet er sich doch wieder, zählt er wieder.",
  "replace.note": "Ersetzt. Du kannst es entfernen.",

  "room.used": (used: string, quota: string) => `${used} von ${quota} belegt, die dieser Browser erlaubt.`,
  "room.unknown": "Dieser Browser sagt nicht, wie viel Platz es gibt.",
  "room.low": (left: string) =>
    `Für Daybook ist hier nur noch wenig Platz: ${left}. Was gespeichert ist, ist sicher. Schaff Platz auf diesem Gerät, bevor es voll ist.`,

  "evicted.text": (day: string) =>
    `In diesem Browser war Daybook am ${day}; seitdem hat er die Daten gelöscht. Manche Browser tun das nach einer Woche ohne Besuch oder wenn der Platz knapp wird. Was deine anderen Geräte haben, ist sicher: Du bekommst es zurück, wenn du dieses wieder mit ihnen verbindest. Nur was nirgends sonst war, ist weg.`,
  "private.text":
    "Das ist ein privates Fenster. Daybook funktioniert hier, aber alles wird verworfen, sobald du es schließt. Nimm ein normales Fenster, um zu behalten, was du schreibst.",
  "recovery.suggest":
    "Verlierst du alle Geräte, kann niemand deine Aufgaben zurückholen. Eine Wiederherstellungsphrase auf Papier oder ein Passkey kann es.",
  "recovery.suggestOpen": "So geht es",
} as const satisfies Translation<typeof english>;
