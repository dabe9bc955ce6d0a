// Die Aufgaben als Datei mitnehmen, und eine aufnehmen.

import type { files as english } from "../en/files.ts";
import type { Translation } from "../translation.ts";
import { changesCount } from "./counts.ts";

export const files = {
  "files.title": "Per Datei",
  "files.explain":
    "Für Geräte, die einander nicht erreichen. Nur deine eigenen Geräte können die Datei lesen. Eine zweimal aufzunehmen ändert nichts.",
  "files.exportAll": "In eine Datei schreiben",
  "files.exportFor": (device: string) => `Nur was ${device} fehlt`,
  "files.import": "Eine Datei aufnehmen",
  "files.writing": (size: string) => `Die Datei wird geschrieben: ${size}`,
  "files.reading": (percent: number) => `Die Datei wird aufgenommen: ${percent} %`,
  "files.cancel": "Anhalten",
  "files.written": (count: number, size: string) => `Die Datei ist geschrieben: ${changesCount(count)}, ${size}.`,
  "files.inDownloads": "Du findest sie unter deinen Downloads.",
  "files.notWritten": "Die Datei ließ sich dort nicht schreiben. Schaffe Platz oder wähle einen anderen Ort.",
  "files.unreadable": "Ein Teil deiner Daten hier ist beschädigt und nicht darin.",
  "files.noKey":
    "Dieses Gerät hat noch keinen Schlüssel, um eine Datei zu schreiben. Gleiche es erst einmal ab. Es wurde nichts geschrieben.",
  "files.taken": (count: number) => `${changesCount(count)} aufgenommen.`,
  "files.takenDevices": "Deine Geräte sind jetzt auf dem neuesten Stand.",
  "files.nothingNew": "In dieser Datei ist nichts Neues.",
  "files.waiting": (count: number) =>
    `${changesCount(count)} nicht aufgenommen: Hier fehlt etwas davor. Gleiche einmal ab, oder schreibe auf dem anderen Gerät alles in eine Datei.`,
  "files.refused": (count: number) => `${changesCount(count)} ausgelassen: Keines deiner Geräte hat sie unterschrieben.`,
  "files.kept": (count: number) => `${changesCount(count)} davor aufgenommen; sie bleiben.`,
  "files.keptNone": "Hier hat sich nichts geändert.",
  "files.damaged": (at: string) => `Die Datei ist ab Byte ${at} beschädigt oder unvollständig. Kopiere oder schreibe sie noch einmal.`,
  "files.cut": (at: string) => `Die Datei endet zu früh, nach Byte ${at}. Kopiere oder schreibe sie noch einmal.`,
  "files.goesOn": (at: string) => `An die Datei wurde nach Byte ${at} etwas angehängt. Kopiere oder schreibe sie noch einmal.`,
  "files.notAFile": "Das ist keine Daybook-Datei.",
  "files.newer": "Diese Datei hat ein neueres Daybook geschrieben. Aktualisiere erst dieses.",
  "files.otherSpace": "Diese Datei stammt von Geräten, zu denen dieses nicht gehört. Füge dieses Gerät dort erst hinzu.",
  "files.newerKey": "Diese Datei hat einen neueren Schlüssel, der noch nicht auf diesem Gerät ist. Gleiche es erst einmal ab.",
  "files.notReadable": "Der Browser kann diese Datei nicht lesen. Vielleicht wurde sie verschoben oder geändert: Wähle sie noch einmal.",
  "files.cancelled": "Angehalten.",
  "files.busy": "Eine andere Datei wird gerade geschrieben oder aufgenommen.",
  "folder.choose": "Über einen Ordner abgleichen",
  "folder.explain":
    "Ein Ordner, den deine Geräte teilen. Jedes schreibt hinein, was den anderen fehlt, und nimmt auf, was sie geschrieben haben.",
  "folder.exchange": "Jetzt darüber abgleichen",
  "folder.forget": "Ordner vergessen",
  "folder.nothingNew": "Im Ordner ist nichts Neues.",
  "folder.written": "Was deinen anderen Geräten fehlt, liegt im Ordner.",
  "folder.gone": "Der Ordner ist nicht nutzbar: Er ist weg, oder der Browser darf ihn nicht lesen. Wähle ihn noch einmal.",
  "folder.notWritten":
    "Nicht alles im Ordner war lesbar oder beschreibbar. Was aufgenommen wurde, bleibt. Schaffe dort Platz und versuche es noch einmal.",
} as const satisfies Translation<typeof english>;
