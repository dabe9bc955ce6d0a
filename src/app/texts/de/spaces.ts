// Spaces: the user's own, and those shared with others.

import type { spaces as english } from "../en/spaces.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const spaces = {
  "spaces.title": "Bereiche",
  "spaces.own": "Nur meins",
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
    "Er wird auf diesem Gerät geschlossen; was davon hier gespeichert ist, wird nicht gelöscht. Die anderen behalten alles, und dieses Gerät bleibt in ihrer Liste. Um zurückzukommen, brauchst du einen neuen Link.",
  "spaces.leaveLoses": (count: number) =>
    `${plural(count, { one: "# Änderung ist", other: "# Änderungen sind" })} nur auf diesem Gerät. Wenn du jetzt gehst, bekommen die anderen das nicht.`,
  "spaces.leaveNow": "Jetzt verlassen",
  "spaces.stay": "Bleiben",
  "spaces.cannotOpen": (count: number) =>
    `${plural(count, { one: "# Bereich lässt", other: "# Bereiche lassen" })} sich auf diesem Gerät gerade nicht öffnen. Die anderen gehen wie immer.`,
  "spaces.readOnly": (name: string) => `Du darfst „${name}“ lesen. Wenn du hier etwas ändern willst, frag die Eigentümer.`,
  "spaces.error.no-such-space": "Dieser Bereich ist nicht mehr offen.",
  "spaces.error.read-only": "Das darfst du in diesem Bereich nicht.",
  "spaces.error.too-large":
    "Das ist mehr, als auf einmal gesagt werden kann. Warte, bis alles abgeglichen ist, und versuch es noch einmal.",
  "spaces.error.too-many": "Mehr Bereiche gehen nicht. Verlass zuerst einen.",

  "pair.joinSharedTitle": "In einen geteilten Bereich kommen",
  "pair.joinShared": "Jemand teilt einen Bereich mit dir. Er kommt neben deinen eigenen: Nichts von dir kommt hinein.",
  "pair.intoAs": (space: string, role: string) => `In „${space}“, als: ${role}`,
  "pair.joinedShared": (space: string) => `Fertig. „${space}“ ist jetzt einer deiner Bereiche.`,
  "pair.admittedShared": (name: string, space: string) => `${name} ist jetzt in „${space}“. Was darin ist, ist auf dem Weg dorthin.`,
} as const satisfies Translation<typeof english>;
