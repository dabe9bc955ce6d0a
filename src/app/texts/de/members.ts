// Wer dazugehört und als was: ändern, ein Gerät entfernen, und entfernt worden sein.

import type { members as english } from "../en/members.ts";
import type { Translation } from "../translation.ts";
import { changesCount } from "./counts.ts";

export const members = {
  "members.manage": "Verwalten",
  "members.manageDevice": (name: string) => `${name} verwalten`,
  "members.back": "Zurück",
  "members.owner": "Alles",
  "members.ownerExplain": "Es kann auch Geräte hinzufügen und entfernen.",
  "members.writer": "Lesen und schreiben",
  "members.writerExplain": "Es kann keine Geräte hinzufügen oder entfernen.",
  "members.reader": "Nur lesen",
  "members.readerExplain": "Es sieht alles und kann nichts ändern.",
  "members.may": "Was dieses Gerät darf",
  "members.roleChanged": "Geändert.",
  "members.roleOwner": "Darf alles",
  "members.roleWriter": "Liest und schreibt",
  "members.roleReader": "Liest nur",
  "members.lost": "Verloren, gestohlen oder nicht mehr deins?",
  "members.lostExplain":
    "Entferne es, und es bekommt nichts Neues. Tu es von hier aus, so bald du kannst; das Gerät selbst muss nicht da sein.",
  "members.remove": "Dieses Gerät entfernen",
  "members.removeTitle": (name: string) => `${name} entfernen?`,
  "members.removeKeeps": "Was es bisher bekommen hat, kann es weiter lesen, bis das dort gelöscht wird.",
  "members.removeLocked": "Was ab jetzt geschrieben wird, kann es nicht lesen: Das steht unter einem neuen Schlüssel, den es nicht hat.",
  "members.removeCounts": "Was es bisher geschrieben hat, bleibt. Was es ab jetzt schreibt, nimmt niemand an.",
  "members.removeAgain":
    "Das lässt sich nicht zurücknehmen. Um zurückzukommen, muss es seine Daten löschen und als neues Gerät hinzugefügt werden.",
  "members.removeShared": (names: string) => `Auch aus ${names} entfernen`,
  "members.removeSharedExplain": "Das teilst du mit anderen, und das Gerät ist mit darin.",
  "members.removeForeign": (names: string) =>
    `Es ist auch in ${names}, wo du es nicht entfernen darfst: Bitte dort jemanden, der alles darf.`,
  "members.askWipe": "Es bitten, alles zu löschen, was es hat",
  "members.askWipeExplain": "Gefragt wird, wer das Gerät in der Hand hat. Ein Dieb kann ablehnen oder offline bleiben.",
  "members.removeNow": "Entfernen",
  "members.removing": "Wird entfernt",
  "members.removed": (name: string) => `${name} ist entfernt, und ein neuer Schlüssel ist gemacht.`,
  "members.known": "Es ist hinausgegangen. Wer es hat, vor allem das Relay, lässt das Gerät nicht mehr ein.",
  "members.knownRole": "Es ist hinausgegangen.",
  "members.waits":
    "Es wartet: Weder das Relay noch ein anderes Gerät ist gerade erreichbar. Bis es hinausgeht, lassen sie das Gerät noch ein. Es geht von selbst hinaus, sobald es kann.",
  "members.waitsRole":
    "Es wartet: Weder das Relay noch ein anderes Gerät ist gerade erreichbar. Es geht von selbst hinaus, sobald es kann.",
  "members.done": "Fertig",
  "members.notOwner": "Das darf dieses Gerät nicht ändern.",
  "members.gone": "Dieses Gerät gibt es nicht mehr.",
  "removed.title": "Dieses Gerät wurde entfernt",
  "removed.banner": "Dieses Gerät wurde entfernt: Es kommt nichts Neues, und nichts lässt sich ändern.",
  "removed.bannerAction": "Was nun",
  "removed.by": (name: string) => `${name} hat dieses Gerät entfernt.`,
  "removed.bySomebody": "Ein anderes Gerät hat dieses entfernt.",
  "removed.explain":
    "Was hier ist, lässt sich auf diesem Gerät weiter lesen. Es kommt nichts Neues, nichts lässt sich ändern, und nichts geht hinaus.",
  "removed.asks": "Du wirst gebeten zu löschen, was dieses Gerät hat.",
  "removed.onlyHere": (count: number) => `Vielleicht nur auf diesem Gerät: ${changesCount(count)}. Sichere erst eine Kopie.`,
  "removed.again": "Um dieses Gerät wieder zu nutzen, lösche hier alles und füge es als neues Gerät hinzu.",
  "removed.copyTitle": "Erst eine Kopie sichern",
  "removed.copyExplain": "Eine Datei mit deinen Aufgaben und Notizen als Text. Wer sie hat, kann sie lesen.",
  "removed.copy": "Als Text sichern",
  "removed.copied": "Gesichert.",
  "removed.notCopied": "Die Datei konnte nicht geschrieben werden.",
  "removed.wipeTitle": "Hier alles löschen",
  "removed.wipe": "Alles auf diesem Gerät löschen",
  "removed.wipeSure":
    "Alles, was Daybook auf diesem Gerät hat, wird gelöscht, und Daybook fängt neu an. Das lässt sich nicht rückgängig machen.",
  "removed.wipeOthers": "Deine anderen Bereiche gehen auf diesem Gerät mit.",
  "removed.wipeNow": "Jetzt löschen",
  "removed.wiping": "Wird gelöscht",
  "removed.wipeBlocked": "Ein anderes Fenster hält die Daten fest. Schließe alle anderen Fenster von Daybook.",
  "removed.wipeFailed": "Es ließ sich nicht löschen. Lösche die Daten dieser Seite in den Einstellungen des Browsers.",
  "removed.keep": "Jetzt nicht",
  "reader.banner": "Dieses Gerät darf nur lesen: Hier lässt sich nichts ändern.",
} satisfies Translation<typeof english>;
