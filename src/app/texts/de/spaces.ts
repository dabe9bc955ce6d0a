// Spaces: the user's own, and those shared with others.

import type { spaces as english } from "../en/spaces.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const spaces = {
  "spaces.title": "Bereiche",
  "spaces.own": "Nur meins",
  "spaces.together": "Alle Bereiche",
  "spaces.marked": (name: string) => `${name} (nur lesen)`,
  "spaces.inboxOf": (name: string) => `${name}: Eingang`,
  "name.movedToSpace": (what: string) => `${what} in einen anderen Bereich verschieben`,
  "spaces.mark": (name: string) => `Bereich ${name}`,
  "spaces.markReadOnly": (name: string) => `Bereich ${name}, nur lesen`,
  "spaces.waits": (name: string) => `Noch nicht überall: „${name}“ wartet.`,
  "spaces.waitsMany": (name: string, others: number) =>
    `Noch nicht überall: „${name}“ und ${others} ${others === 1 ? "weiterer Bereich warten" : "weitere Bereiche warten"}.`,
  "spaces.unnamed": "Geteilter Bereich",
  "spaces.new": "Neuer geteilter Bereich",
  "spaces.people": "Leute",
  "spaces.name": "Name",
  "spaces.noName": "Gib ihm einen Namen.",
  "spaces.make": "Bereich anlegen",
  "spaces.explain":
    "Ein Ort für das, was du mit anderen teilst. Du bestimmst, wer hineinkommt und wer etwas ändern darf. Was in deinem eigenen Bereich ist, bleibt dort.",
  "spaces.rename": "Namen speichern",
  "spaces.invite": "Jemanden einladen",
  "spaces.inviteAs": "Kommt hinein als",
  "spaces.makeLink": "Link machen",
  "spaces.role.owner": "Eigentümer",
  "spaces.role.writer": "Schreibt mit",
  "spaces.role.reader": "Liest mit",
  "spaces.role.none": "Nicht dabei",
  "spaces.you": (role: string) => `${role}, dieses Gerät`,
  "spaces.theyMay.owner": "Wer Eigentümer ist, ändert alles und lässt andere hinein. Nimm das für deine eigenen anderen Geräte.",
  "spaces.theyMay.writer": "Wer mitschreibt, liest und ändert alles in diesem Bereich.",
  "spaces.theyMay.reader": "Wer mitliest, sieht alles in diesem Bereich und ändert nichts.",
  "spaces.youMay.owner": "Du darfst hier alles ändern und andere hineinlassen.",
  "spaces.youMay.writer": "Du darfst hier alles ändern. Wer hineinkommt, entscheiden die Eigentümer.",
  "spaces.youMay.reader": "Du darfst hier alles lesen. Wer etwas ändern darf, entscheiden die Eigentümer.",
  "spaces.youMay.none": "Dieses Gerät ist nicht mehr in diesem Bereich. Was vorher gekommen ist, ist noch da.",
  "spaces.ownDevices": "Geräte fügst du in deinem eigenen Bereich hinzu, und dort wählst du das Relay.",
  "spaces.leave": "Diesen Bereich verlassen",
  "spaces.leaveExplain":
    "Was davon hier ist, wird auf diesem Gerät gelöscht. Die anderen behalten alles und sehen, dass du gegangen bist. Dieses Gerät kann nicht zurückkommen; ein anderes kann es, mit einem neuen Link.",
  "spaces.leaveAlone": "Sonst ist niemand darin: Mit dir endet er, hier und auf dem Relay.",
  "spaces.leaveLastOwner":
    "Du bist der einzige Eigentümer. Ohne einen kann niemand mehr andere hineinlassen oder hinausnehmen. Mach vorher jemand anderen zum Eigentümer, wenn du kannst.",
  "spaces.leaveSends": (count: number) =>
    `${plural(count, { one: "# Änderung ist", other: "# Änderungen sind" })} nur auf diesem Gerät. Die anderen bekommen das zuerst; bis dahin bist du noch dabei.`,
  "spaces.keepExplain":
    "Behalte vorher, was du davon brauchst: in deinem eigenen Bereich oder in einer Datei, die jeder lesen kann, der sie hat.",
  "spaces.copy": "In meinen eigenen Bereich kopieren",
  "spaces.copying": "Wird kopiert",
  "spaces.copied": (count: number) =>
    plural(count, { one: "# Eintrag ist jetzt in deinem eigenen Bereich.", other: "# Einträge sind jetzt in deinem eigenen Bereich." }),
  "spaces.copyName": (name: string) => `„${name}“ kopieren`,
  "spaces.leaveSure": "Verlassen und löschen, was davon hier ist? Das lässt sich nicht rückgängig machen.",
  "spaces.leaving": "Du verlässt diesen Bereich",
  "spaces.leavingSends": (count: number) =>
    `${plural(count, { one: "# Änderung geht", other: "# Änderungen gehen" })} von diesem Gerät zuerst zu den anderen. Das geht von selbst weiter, sobald sie zu erreichen sind, auch nach einem Neustart.`,
  "spaces.leavingTells":
    "Es wartet: Weder das Relay noch ein anderes Gerät hat davon gehört. Das geht von selbst weiter, sobald eines zu erreichen ist, auch nach einem Neustart.",
  "spaces.leavingBanner": (name: string) => `Du verlässt „${name}“: Darin lässt sich nichts mehr ändern.`,
  "spaces.leaveHurried": "Gehen, ohne sie zu senden",
  "spaces.hasLeft": "Ist gegangen",
  "spaces.wasRemoved": "Wurde entfernt",
  "spaces.forget": "Diesen Bereich hier löschen",
  "spaces.forgetExplain":
    "Du bist nicht mehr darin. Was davon hier ist, wird auf diesem Gerät gelöscht; deine anderen Bereiche bleiben, wie sie sind.",
  "spaces.forgetNow": "Jetzt löschen",
  "spaces.leaveNow": "Jetzt verlassen",
  "spaces.stay": "Bleiben",
  "spaces.cannotOpen": (count: number) =>
    `${plural(count, { one: "# Bereich lässt", other: "# Bereiche lassen" })} sich auf diesem Gerät gerade nicht öffnen. Die anderen gehen wie immer.`,
  "spaces.readOnly": (name: string) => `Du darfst „${name}“ lesen. Wenn du hier etwas ändern willst, frag die Eigentümer.`,
  "spaces.error.no-such-space": "Dieser Bereich ist nicht mehr offen.",
  "spaces.error.read-only": "Das darfst du in diesem Bereich nicht.",
  "spaces.error.still-in": "Dieses Gerät ist in diesem Bereich. Verlass ihn stattdessen.",
  "spaces.error.too-late": "Die anderen haben davon gehört: Das lässt sich nicht mehr zurücknehmen.",
  "spaces.error.too-large":
    "Das ist mehr, als auf einmal gesagt werden kann. Warte, bis alles abgeglichen ist, und versuch es noch einmal.",
  "spaces.error.too-many": "Mehr Bereiche gehen nicht. Verlass zuerst einen.",

  "pair.joinSharedTitle": "In einen geteilten Bereich kommen",
  "pair.joinShared": "Jemand teilt einen Bereich mit dir. Er kommt neben deinen eigenen: Nichts von dir kommt hinein.",
  "pair.intoAs": (space: string, role: string) => `In „${space}“, als: ${role}`,
  "pair.joinedShared": (space: string) => `Fertig. „${space}“ ist jetzt einer deiner Bereiche.`,
  "pair.admittedShared": (name: string, space: string) => `${name} ist jetzt in „${space}“. Was darin ist, ist auf dem Weg dorthin.`,
} as const satisfies Translation<typeof english>;
