// Bringing two devices together.

import type { pairing as english } from "../en/pairing.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const pairing = {
  "pair.add": "Gerät hinzufügen",
  "pair.have": "Ich habe einen Code",
  "pair.explain": "Öffne diesen Link auf dem anderen Gerät, oder füg den Code dort unter Abgleich ein.",
  "pair.making": "Link wird gemacht",
  "pair.link": "Link",
  "pair.code": "Code",
  "pair.copyLink": "Link kopieren",
  "pair.copyCode": "Code kopieren",
  "pair.copied": "Kopiert",
  "pair.copyFailed": "Kopieren ging nicht. Markier den Text und kopier ihn selbst.",
  "pair.expires": (time: string) => `Gilt einmal, noch ${time} lang.`,
  "pair.expired": "Dieser Link ist abgelaufen.",
  "pair.cancel": "Abbrechen",
  "pair.asks": (name: string) => `${name} möchte dazukommen`,
  "pair.unnamed": "Ein anderes Gerät",
  "pair.compare": "Vergleich diese Zahl mit der auf dem anderen Gerät. Stimm nur zu, wenn beide gleich sind.",
  "pair.comparisonCode": "Vergleichszahl",
  "pair.approve": "Zustimmen",
  "pair.decline": "Ablehnen",
  "pair.admitting": (name: string) => `${name} wird aufgenommen`,
  "pair.admittingLong": (name: string) =>
    `Das dauert länger, als es sollte. Hier ist ${name} schon aufgenommen, und deine anderen Geräte erfahren es, sobald sie zu erreichen sind. Du musst nicht warten: Kommen deine Aufgaben nicht auf ${name} an, nimm es mit einem neuen Link noch einmal auf.`,
  "pair.leave": "Nicht warten",
  "pair.admitted": (name: string) => `${name} ist jetzt eines deiner Geräte. Deine Aufgaben sind unterwegs dorthin.`,
  "pair.done": "Fertig",
  "pair.joinTitle": "Mit deinem anderen Gerät verbinden",
  "pair.joinExplain": "Dieses Gerät teilt dann die Aufgaben des Geräts, das den Link gemacht hat. Deine Aufgaben hier bleiben erhalten.",
  "pair.joinField": "Link oder Code",
  "pair.join": "Verbinden",
  "pair.joinBad": "Das ist kein Code. Kopier den ganzen Link oder Code von deinem anderen Gerät.",
  "pair.reaching": "Dein anderes Gerät wird gesucht",
  "pair.waitingFor": (name: string) => `Warten, bis ${name} zustimmt`,
  "pair.compareHere": (name: string) => `Vergleich diese Zahl mit der auf ${name}. Mach nur weiter, wenn beide gleich sind.`,
  "pair.same": "Sie sind gleich",
  "pair.different": "Sie sind verschieden",
  "pair.fetching": "Deine Aufgaben werden geholt",
  "pair.fetched": (held: number, all: number) => `${held} von ${plural(all, { one: "# Änderung", other: "# Änderungen" })}`,
  "pair.joined": (name: string) => `Fertig. Dieses Gerät und ${name} teilen jetzt ihre Aufgaben.`,
  "pair.kept": (count: number) => `${tasksCount(count)} von diesem Gerät behalten.`,
  "pair.again": "Noch einmal versuchen",

  "fail.bad-code": "Der Code ist nicht vollständig. Nichts hat sich geändert. Kopier den ganzen Link oder Code und versuch es noch einmal.",
  "fail.expired": "Der Link ist abgelaufen; er gilt zehn Minuten. Nichts hat sich geändert. Mach auf deinem anderen Gerät einen neuen.",
  "fail.used":
    "Dieser Link geht nicht mehr: Er gilt einmal, zehn Minuten lang, solange das Gerät offen ist, das ihn gemacht hat. Nichts hat sich geändert. Mach dort einen neuen.",
  "fail.taken": "Ein anderes Gerät benutzt diesen Link gerade. Nichts hat sich geändert. Wenn das nicht du bist, mach einen neuen Link.",
  "fail.declined": "Das andere Gerät hat abgelehnt. Nichts hat sich geändert.",
  "fail.cancelled": "Abgebrochen. Nichts hat sich geändert.",
  "fail.relay-unreachable": "Das Relay ist nicht zu erreichen. Nichts hat sich geändert. Prüf die Verbindung und versuch es noch einmal.",
  "fail.relay-refused":
    "Das Relay hat das nicht durchgelassen. Nichts hat sich geändert. Prüf die Adresse des Relays, oder frag, wer es betreibt.",
  "fail.nothing-came":
    "Das Relay ist zu erreichen, aber nicht alles von deinem anderen Gerät kam an. Hier hat sich nichts geändert. Öffne dort Daybook, warte, bis alles beim Relay ist, und versuch es mit einem neuen Link noch einmal.",
  "fail.other-left":
    "Das andere Gerät war weg, bevor es fertig war. Hier hat sich nichts geändert. Öffne Daybook auf beiden und versuch es noch einmal.",
  "fail.other-tab":
    "Ein anderer Tab von Daybook auf diesem Gerät hat jetzt die Verbindung, deshalb wurde das Hinzufügen hier abgebrochen. Mach einen neuen Link, in welchem Tab du magst.",
  "fail.bad-message":
    "Das andere Gerät hat etwas gesendet, das nicht passt, vielleicht eine andere Version. Nichts hat sich geändert. Aktualisiere beide und versuch es noch einmal.",
  "fail.newer-version":
    "Auf dem anderen Gerät läuft ein neueres Daybook. Nichts hat sich geändert. Aktualisiere dieses und versuch es noch einmal.",
  "fail.older-version":
    "Auf dem anderen Gerät läuft ein älteres Daybook, das noch nicht in einen geteilten Bereich kommen kann. Es hat sich nichts geändert. Aktualisiere es und mach einen neuen Link.",
  "fail.storage":
    "Dieses Gerät konnte es nicht speichern. Was vorher gespeichert war, ist sicher. Schaff etwas Platz und versuch es noch einmal.",
  "fail.already-member": "Dieses Gerät teilt seine Aufgaben schon mit jenem. Es gibt nichts zu tun.",
  "fail.no-relay":
    "Ein Gerät mit einem Link hinzuzufügen braucht ein Relay. Leg unter Abgleich eine Relay-Adresse fest, oder wähl dort „In der Nähe verbinden“, wenn du beide Geräte bei dir hast.",
  "fail.home-unreachable":
    "Das Heimgerät antwortet nicht unter der Adresse in seinem Code. Nichts hat sich geändert. Es muss laufen und den Code zeigen, im selben Netz wie dieses Gerät sein (kein Gastnetz, kein VPN), und seine Firewall muss den UDP-Port durchlassen.",
  "fail.no-direct":
    "Dieser Browser kann sich nicht direkt mit einem Heimgerät verbinden, oder was er dafür braucht, lässt sich gerade nicht laden. Nichts hat sich geändert. Nimm stattdessen den Code eines Relays.",
} as const satisfies Translation<typeof english>;
