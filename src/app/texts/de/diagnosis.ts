// Die Diagnose: was dieses Gerät über sich weiß.

import type { diagnosis as english } from "../en/diagnosis.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const records = (count: number): string => plural(count, { one: "# Eintrag", other: "# Einträge" });

export const diagnosis = {
  "diagnosis.title": "Diagnose",
  "diagnosis.explain": "Was dieses Gerät über seinen Abgleich und seinen Speicher weiß. Nichts, was du geschrieben hast, steht darin.",
  "diagnosis.open": "Diagnose öffnen",
  "diagnosis.reading": "Liest, was hier gespeichert ist",
  "diagnosis.again": "Neu lesen",
  "diagnosis.copy": "Als Text kopieren",
  "diagnosis.copied": "Kopiert. Namen und Adressen sind weggelassen, Kennungen gekürzt.",
  "diagnosis.notCopied": "Das Kopieren ging nicht. Wähle stattdessen den Text auf dieser Seite aus.",
  "diagnosis.at": (moment: string) => `Stand ${moment}`,

  "diagnosis.short": "Kurz gesagt",
  "diagnosis.fine": "Nichts fällt auf.",
  "diagnosis.versions": "Versionen",
  "diagnosis.build": "Daybook",
  "diagnosis.database": "Datenbank",
  "diagnosis.protocol": "Protokoll",
  "diagnosis.recordFormat": "Format der Einträge",
  "diagnosis.schemas": "Arten von Dingen",

  "diagnosis.link": "Relay",
  "diagnosis.state": "Zustand",
  "diagnosis.state.none": "Kein Relay ist festgelegt.",
  "diagnosis.since": (state: string, moment: string) => `${state}, seit ${moment}`,
  "diagnosis.state.offline": "Offline",
  "diagnosis.state.connecting": "Verbindet",
  "diagnosis.state.online": "Verbunden",
  "diagnosis.state.waiting": "Wartet auf den nächsten Versuch",
  "diagnosis.relayAddress": "Adresse",
  "diagnosis.relayDefault": "Das, von dem diese Seite kam",
  "diagnosis.relayOther": "Ein anderes, von Hand festgelegt",
  "diagnosis.holder": "Gehalten von",
  "diagnosis.holderHere": "Diesem Tab",
  "diagnosis.holderElsewhere": "Einem anderen Tab dieses Browsers",
  "diagnosis.sent": "Gesendet",
  "diagnosis.received": "Empfangen",
  "diagnosis.moved": (bytes: string, count: number) => `${bytes}, ${records(count)}`,
  "diagnosis.connects": "Verbindungen",
  "diagnosis.lastFailure": "Letzter Fehler",
  "diagnosis.failureAt": (reason: string, moment: string) => `${reason} ${moment}`,
  "diagnosis.never": "Keiner, seit diese Seite offen ist",
  "diagnosis.missingAtRelay": "Noch nicht bestätigt",
  "diagnosis.unverified": "Ließ sich nicht prüfen",
  "diagnosis.refused": "Vom Relay abgelehnt",
  "diagnosis.records": records,

  "diagnosis.clock": "Uhr",
  "diagnosis.clockHere": "Dieses Gerät",
  "diagnosis.clockFine": "Geht wie die Uhr des Relays, soweit bekannt",
  "diagnosis.clockOf": "Andere Geräte",
  "diagnosis.clockOthersFine": "Kein Zeitstempel liegt vor dieser Uhr.",
  "diagnosis.clockAhead": (span: string) =>
    `Seine Zeitstempel liegen ${span} voraus. Sie bleiben, wie sie sind, und die Uhr dieses Geräts folgt ihnen nicht.`,

  "diagnosis.devices": "Geräte und Quittungen",
  "diagnosis.role.owner": "Besitz",
  "diagnosis.role.writer": "schreibt",
  "diagnosis.role.reader": "liest",
  "diagnosis.replaced": "Durch ein anderes Gerät ersetzt.",
  "diagnosis.noReceipt": "Hat noch nichts bestätigt.",
  "diagnosis.receiptSelf": (counter: number) => `Dieses Gerät. Seine Quittung Nummer ${counter}.`,
  "diagnosis.receiptAll": (counter: number) => `Hat mit Quittung ${counter} alles hier bestätigt.`,
  "diagnosis.receiptBehind": (counter: number, count: number) => `Quittung ${counter} nennt ${records(count)} noch nicht.`,
  "diagnosis.heardAt": (moment: string) => `Gehört ${moment}.`,
  "diagnosis.heardUnknown": "Wann es gehört wurde, ist nicht vermerkt.",
  "diagnosis.verified": (count: number) =>
    plural(count, { one: "Steht für # Sicherungsstand ein.", other: "Steht für # Sicherungsstände ein." }),
  "diagnosis.newestRecord": (moment: string) => `Seine neueste Änderung trägt das Datum ${moment}.`,

  "diagnosis.logs": "Protokolle der Geräte",
  "diagnosis.noLogs": "Noch ist nichts geschrieben.",
  "diagnosis.logName": (log: string, who: string) => `${log} von ${who}`,
  "diagnosis.branchName": (log: string, branch: string, who: string) => `${log}, Zweig ${branch}, von ${who}`,
  "diagnosis.held": (from: number, to: number, bytes: string) => `Vorhanden ${from} bis ${to}, ${bytes}.`,
  "diagnosis.applied": (count: number) => `${records(count)} angewandt.`,
  "diagnosis.base": (seq: number) => `In Paketen bis ${seq}.`,
  "diagnosis.noKey": (seq: number, epoch: string, count: number) =>
    plural(count, {
      one: `Ab ${seq} wartet # Eintrag auf den Schlüssel von ${epoch}.`,
      other: `Ab ${seq} warten # Einträge auf den Schlüssel von ${epoch}.`,
    }),
  "diagnosis.newer": (seq: number, kind: string, count: number) =>
    plural(count, {
      one: `Ab ${seq} wartet # Eintrag auf ein neueres Daybook (Format und Art ${kind}).`,
      other: `Ab ${seq} warten # Einträge auf ein neueres Daybook (Format und Art ${kind}).`,
    }),
  "diagnosis.void": (count: number) =>
    plural(count, {
      one: "# Eintrag kam beschädigt von seinem Gerät und ist weggelassen.",
      other: "# Einträge kamen beschädigt von ihrem Gerät und sind weggelassen.",
    }),
  "diagnosis.damaged": (seq: number) => `Beschädigt in diesem Speicher bei ${seq}; wird neu geholt.`,

  "diagnosis.kept": "Beiseitegelegt",
  "diagnosis.poison": "Hat diese Seite zweimal angehalten",
  "diagnosis.poisonNone": "Kein Eintrag",
  "diagnosis.keysMissing": "Schlüssel",
  "diagnosis.keys": (held: number, all: number) =>
    `${held} von ${plural(all, { one: "# Schlüssel ist", other: "# Schlüsseln sind" })} hier`,
  "diagnosis.newerStatements": "Geräteliste",
  "diagnosis.newerStatementsText": "Ein neueres Daybook hat die Liste der Geräte geändert.",

  "diagnosis.storage": "Speicher",
  "diagnosis.browser": "Browser",
  "diagnosis.storageFull": "Voll",
  "diagnosis.storageFullText": "Das letzte Schreiben scheiterte, weil kein Platz war.",
  "diagnosis.recordsStored": "Einträge",
  "diagnosis.packsStored": "Pakete",
  "diagnosis.packs": (bytes: string, count: number) => `${bytes}, ${plural(count, { one: "# Paket", other: "# Pakete" })}`,
  "diagnosis.pagesStored": "Zeilen",
  "diagnosis.pages": (bytes: string, count: number) => `${bytes}, ${plural(count, { one: "# Seite", other: "# Seiten" })}`,
  "diagnosis.items": "Dinge",
  "diagnosis.itemCount": (count: number) => plural(count, { one: "# Ding", other: "# Dinge" }),
  "diagnosis.tombstones": "Endgültig gelöscht",
  "diagnosis.statements": "Erklärungen",

  "diagnosis.memory": "Arbeitsspeicher",
  "diagnosis.documents": "Dokumente",
  "diagnosis.documentBytes": (bytes: string, limit: string) => `${bytes} von höchstens ${limit}`,
  "diagnosis.found": "Dort gefunden",
  "diagnosis.hits": (hits: number, all: number) => `${plural(hits, { one: "# Mal", other: "# Mal" })} von ${all}`,
  "diagnosis.tail": "Änderungen in noch keinem Paket",
  "diagnosis.unreadable": "Gerade nicht lesbar",
} as const satisfies Translation<typeof english>;
