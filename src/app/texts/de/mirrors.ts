// Notes that are mirrored with a room of another app.

import type { mirrors as english } from "../en/mirrors.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const charactersCount = (count: number): string => plural(count, { one: "1 Zeichen", other: `${count.toLocaleString("de")} Zeichen` });
const othersCount = (count: number): string => plural(count, { one: "Noch jemand", other: "# andere" });

export const mirrors = {
  "mirror.open": "Mit einem Raum spiegeln",
  "mirror.title": "Mit einem Raum spiegeln",
  "mirror.explain":
    "Der Text dieser Notiz und der eines Raums einer anderen App werden einer: Was in einem geschrieben wird, steht in beiden, solange eines deiner Geräte Daybook offen hat.",
  "mirror.warning":
    "Wer den Raum bereitstellt oder seinen Namen kennt, kann den Text dieser Notiz lesen und ändern. Der Text verlässt die versiegelte Welt; der Titel bleibt in ihr.",
  "mirror.root": "Teil des Raums",
  "mirror.rootHint.fragment":
    "Wo die andere App den Text hat: „default“ ist der von TipTap, „prosemirror“ der in den Beispielen von y-prosemirror.",
  "mirror.rootHint.text": "Wo die andere App den Text hat: „codemirror“ und „monaco“ stehen in den Beispielen dieser Editoren.",
  "mirror.rootOther": "Ein anderer",
  "mirror.rootName": "Name des Teils",
  "mirror.rootWrong": "Der Name eines Teils hat mindestens einen Buchstaben, höchstens 256 Byte und nichts Unsichtbares.",
  "mirror.rootType": "Was darin steht",
  "mirror.rootType.fragment": "Formatierter Text (XmlFragment), wie ihn ProseMirror und TipTap schreiben",
  "mirror.rootType.text": "Text (Y.Text), wie ihn Editoren für Markdown schreiben",
  "mirror.try": "In den Raum sehen",
  "mirror.trying": "Ein Blick in den Raum",
  "mirror.back": "Zurück",
  "mirror.tooMany": (count: number) => `Dieses Gerät spiegelt schon ${count} Notizen, und mehr darf es nicht. Beende zuerst eine davon.`,
  "mirror.taken":
    "Eine andere deiner Notizen wird von diesem Gerät mit diesem Raum gespiegelt. Beende das zuerst, oder nimm einen anderen Raum.",
  "mirror.found.place": (room: string, host: string) => `Der Raum „${room}“ bei ${host}`,
  "mirror.found.alone":
    "Jetzt ist sonst niemand in diesem Raum. Was darin steht, haben die, die da sind: Kommen später andere mit einem eigenen Text, wird beides dann vereint.",
  "mirror.found.empty": (root: string) => `In seinem Teil „${root}“ steht noch nichts. Der Text dieser Notiz kommt dorthin.`,
  "mirror.found.bothEmpty": (root: string) => `In seinem Teil „${root}“ steht noch nichts, und in dieser Notiz auch nicht.`,
  "mirror.found.text": (root: string, count: number) =>
    `In seinem Teil „${root}“ stehen ${charactersCount(count)}. Sie kommen in diese Notiz.`,
  "mirror.found.both": (root: string, count: number) =>
    `In seinem Teil „${root}“ stehen ${charactersCount(count)}, und diese Notiz hat auch einen Text. Sie werden Wort für Wort vereint: Was beide haben, steht einmal da, was nur einer hat, kommt an seiner Stelle dazu. Das lässt sich nicht in einem Schritt zurücknehmen; nichts fällt weg.`,
  "mirror.found.otherParts": (names: string) => `Text steht in anderen Teilen: ${names}. Geh zurück, um einen davon zu nehmen.`,
  "mirror.found.otherKind": (root: string) =>
    `In seinem Teil „${root}“ steht etwas anderer Art, als du gewählt hast. Dorthin zu schreiben würde ihn für die andere App unbrauchbar machen.`,
  "mirror.found.tooLong": "Das ist länger, als eine Notiz sein kann, und lässt sich deshalb nicht spiegeln.",
  "mirror.start": "Spiegeln beginnen",
  "mirror.started": (room: string) => `Diese Notiz wird jetzt mit dem Raum „${room}“ gespiegelt.`,
  "mirror.name": "das Spiegeln einer Notiz",
  "mirror.nameTaken": "das Spiegeln einer Notiz von diesem Gerät aus",
  "mirror.nameStopped": "das Ende des Spiegelns einer Notiz",
  "mirror.stopped": (room: string) => `Nicht mehr mit dem Raum „${room}“ gespiegelt.`,
  "mirror.takenOver": (room: string) => `Dieses Gerät spiegelt die Notiz jetzt mit dem Raum „${room}“.`,
  "mirror.label": "Mit einem Raum gespiegelt",
  "mirror.mark": (room: string) => `Gespiegelt mit „${room}“`,
  "mirror.here": (room: string, host: string) => `Nicht versiegelt: mit dem Raum „${room}“ bei ${host} gespiegelt, von diesem Gerät`,
  "mirror.elsewhere": (room: string, host: string, device: string) =>
    `Nicht versiegelt: mit dem Raum „${room}“ bei ${host} gespiegelt, von ${device}`,
  "mirror.someone": "Jemand im Raum",
  "mirror.unnamed": "einem anderen Gerät",
  "mirror.off": "Nicht mehr spiegeln",
  "mirror.takeOver": "Von diesem Gerät aus spiegeln",
  "mirror.retry": "Noch einmal versuchen",
  "mirror.startNow": "Mit dem Text dieser Notiz beginnen",
  "mirror.state.opening": "Wird geöffnet",
  "mirror.state.connecting": "Verbindung wird aufgebaut",
  "mirror.state.connected": "Verbunden",
  "mirror.state.alone": "Sonst ist niemand im Raum",
  "mirror.state.offline": "Offline: Was inzwischen geschrieben wird, kommt später dorthin",
  "mirror.state.waitingConnected": "Wartet auf das, was im Raum steht",
  "mirror.state.waitingAlone": "Wartet auf jemanden, der den Text des Raums hat",
  "mirror.state.waitingOffline": "Wartet auf den Raum, der jetzt nicht zu erreichen ist",
  "mirror.state.unsaved": "Was aus dem Raum kommt, kann jetzt nicht gespeichert werden; es wird wieder versucht",
  "mirror.state.others": (count: number, names: string) =>
    names === "" ? `${othersCount(count)} im Raum` : `${othersCount(count)} im Raum: ${names}`,
  "mirror.state.elsewhere": "Es geht weiter, solange dieses Gerät Daybook offen hat",
  "mirror.state.newer": "Wartet: Diese Notiz ist von einem neueren Daybook. Aktualisiere, damit es weitergeht.",
  "mirror.state.stopped": (reason: string) => `Angehalten. ${reason}`,
  "mirror.stop.uncarried-note": "In dieser Notiz steht etwas, das der Raum nicht aufnehmen kann. Die Notiz behält alles, was sie hat.",
  "mirror.stop.uncarried-room": "Im Raum steht etwas, das eine Notiz nicht aufnehmen kann. Die Notiz behält, was sie hat.",
  "mirror.stop.too-large":
    "Der Text des Raums ist länger, als eine Notiz sein kann, oder seine Vergangenheit ist zu groß. Die Notiz behält, was sie hat.",
  "mirror.stop.store-full": "Auf diesem Gerät ist kein Platz mehr, um festzuhalten, wo beide stehen. Die Notiz behält, was sie hat.",
  "mirror.stop.store-failed": "Wo beide stehen, ließ sich auf diesem Gerät nicht festhalten. Die Notiz behält, was sie hat.",
  "mirror.stop.not-saved": "Was aus dem Raum kam, lässt sich nicht in dieser Notiz speichern. Die Notiz behält, was sie vorher hatte.",
  "mirror.stop.token": "Der Server verlangt ein Token oder nimmt dieses nicht an.",
  "mirror.stop.name": "Der Server hat keinen Raum dieses Namens und macht auch keinen.",
  "mirror.stop.room-full": "Der Server sagt, dass im Raum kein Platz mehr ist.",
  "mirror.stop.refused": "Der Server lässt dieses Gerät nicht in den Raum.",
  "mirror.stop.room-taken": "Eine andere Notiz wird von diesem Gerät mit diesem Raum gespiegelt.",
  "mirror.stop.too-many": "Dieses Gerät spiegelt so viele Notizen, wie es darf.",
  "mirror.stop.unreadable": "Ein Teil des Speichers dieses Geräts ist beschädigt, und diese Notiz liegt darin.",
  "mirror.stop.no-code": "Was zum Spiegeln gebraucht wird, konnte nicht geladen werden. Prüf die Verbindung und versuch es noch einmal.",
  "mirror.stop.failed": "Etwas ging schief. Die Notiz behält, was sie hat.",
} as const satisfies Translation<typeof english>;
