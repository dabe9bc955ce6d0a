// Dokumente, die andere Apps mit Yjs gemacht haben.

import type { imports as english } from "../en/imports.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const notesCount = (count: number): string => plural(count, { one: "1 Notiz", other: `${count.toLocaleString("de")} Notizen` });

export const imports = {
  "import.open": "Ein Yjs-Dokument importieren",
  "import.title": "Ein Yjs-Dokument importieren",
  "import.file": "Aus einer Datei",
  "import.fileExplain": "Eine Datei mit einem Yjs-Update im ersten oder zweiten Format, wie Exportfunktionen sie schreiben.",
  "import.chooseFile": "Datei wählen",
  "import.stored": "Aus diesem Browser",
  "import.storedExplain": "Dokumente, die andere Seiten unter dieser Adresse mit y-indexeddb gespeichert haben. Sie bleiben, wie sie sind.",
  "import.storedNone": "Es gibt keine.",
  "import.room": "Aus einem Raum",
  "import.roomExplain.websocket":
    "Ein Raum eines y-websocket-Servers, einmal gelesen. Dort wird nichts geschrieben; der Server sieht, dass jemand ihn liest.",
  "import.roomExplain.webrtc":
    "Ein Raum von y-webrtc, einmal gelesen von denen, die darin sind: Jemand muss da sein. Dort wird nichts geschrieben.",
  "import.readRoom": "Raum lesen",
  "import.reading": "Wird gelesen",
  "import.fault.too-large": "Das ist größer als 64 MB. Nichts wurde übernommen.",
  "import.fault.unreadable": "Das ist kein Yjs-Update, oder ein beschädigtes. Nichts wurde übernommen.",
  "import.fault.empty": "Es ist ein Yjs-Dokument, und es ist nichts darin.",
  "import.fault.incomplete":
    "Das ist nur ein Teil eines Dokuments: Es baut auf etwas auf, das nicht darin ist. Exportiere das ganze Dokument, und wähl das.",
  "import.fault.token": "Der Server verlangt ein Token, oder er nimmt dieses nicht. Nichts wurde übernommen.",
  "import.fault.name": "Der Server hat keinen Raum dieses Namens. Nichts wurde übernommen.",
  "import.fault.room-full": "Der Server sagt, im Raum sei kein Platz mehr. Nichts wurde übernommen.",
  "import.fault.refused": "Der Server lässt dieses Gerät nicht in den Raum. Nichts wurde übernommen.",
  "import.fault.no-code":
    "Was zum Blick in Räume gebraucht wird, konnte nicht geladen werden. Prüf die Verbindung und versuch es noch einmal.",
  "import.fault.alone":
    "Jetzt ist sonst niemand in diesem Raum, oder sie haben ein anderes Passwort. Was darin steht, haben die, die da sind: Bitte jemanden, ihn zu öffnen, und versuch es noch einmal.",
  "import.fault.mirrored": "Eine Notiz wird von diesem Gerät mit diesem Raum gespiegelt: Was in ihm steht, steht in ihr.",
  "import.fault.unreachable":
    "Von dort ist fünfzehn Sekunden lang nichts gekommen. Prüf die Adresse, und ob der Server von hier aus zu erreichen ist.",
  "import.fault.gone": "Es ist nicht mehr in diesem Browser.",
  "import.fault.failed": "Es konnte nicht gelesen werden. Nichts wurde übernommen.",
  "import.from": (source: string) => `In ${source}`,
  "import.format": "Diese Bytes lassen sich auf zwei Arten lesen. Welche ist es?",
  "import.format.v1": "Update des ersten Formats",
  "import.format.v2": "Update des zweiten Formats",
  "import.shape.fragment": "Formatierter Text",
  "import.shape.text": "Text, ein Absatz für jede Zeile",
  "import.shape.other": "Eine Map, eine Liste oder eine Mischung: Daraus kann keine Notiz werden",
  "import.root": (name: string) => (name === "" ? "Der Teil ohne Namen" : `Der Teil „${name}“`),
  "import.characters": (count: number) => plural(count, { one: "1 Zeichen", other: `${count.toLocaleString("de")} Zeichen` }),
  "import.noText": "Ohne Text",
  "import.leftOut": (names: string) => `Ausgelassen, weil eine Notiz keinen Platz dafür hat: ${names}`,
  "import.embed": "Bilder und Ähnliches",
  "import.tooLong": "Es ist länger, als eine Notiz sein kann: Daraus kann keine Notiz werden.",
  "import.take": "Eine Notiz daraus machen",
  "import.noteTitle": "Titel der Notiz",
  "import.readOnly":
    "Es enthält Teile, die diese Version nicht bearbeiten kann. Sie bleiben in der Notiz, und die lässt sich hier nur lesen.",
  "import.make": (count: number) => `${notesCount(count)} machen`,
  "import.none": "Wähl, woraus eine Notiz werden soll",
  "import.making": (done: number, count: number) => `${done} von ${notesCount(count)} gemacht`,
  "import.made": (count: number) => `${notesCount(count)} gemacht.`,
  "import.name": (count: number) => `${notesCount(count)} machen`,
  "import.failed": (title: string, reason: string) =>
    `„${title}“ konnte nicht ganz übernommen werden; was davon da war, liegt im Papierkorb: ${reason}`,
  "import.show": "Notizen zeigen",
  "import.other": "Noch etwas importieren",
} as const satisfies Translation<typeof english>;
