// Wiederherstellungsphrasen, und wie ein Bereich mit einer zurückkommt.

import type { recovery as english } from "../en/recovery.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const recovery = {
  "recovery.title": "Wiederherstellungsphrase",
  "recovery.what":
    "Vierundzwanzig Wörter auf Papier, die auf einem neuen Gerät alles zurückbringen, was ein Relay noch hat, auch wenn alle deine Geräte weg sind.",
  "recovery.without":
    "Ohne Phrase: Verlierst du alle Geräte, bleibt für immer verschlossen, was das Relay hat. Niemand kann es öffnen, und niemand kann etwas für dich zurücksetzen.",
  "recovery.noRelay":
    "Es ist kein Relay eingestellt. Die Wörter allein bringen nichts zurück: Irgendwo muss etwas sein, das sie öffnen. Stell zuerst ein Relay ein.",
  "recovery.make": "Wiederherstellungsphrase machen",
  "recovery.makeAnother": "Noch eine machen",
  "recovery.open": "Wiederherstellungsphrase",
  "recovery.list": "Phrasen dieses Bereichs",
  "recovery.madeOn": (day: string) => `Gemacht am ${day}`,
  "recovery.madeSome": "Gemacht an einem unbekannten Tag",
  "recovery.madeHere": "Auf diesem Gerät",
  "recovery.madeBy": (name: string) => `Auf ${name}`,
  "recovery.madeElsewhere": "Auf einem anderen Gerät",
  "recovery.end": "Abschalten",
  "recovery.endLabel": (made: string) => `Abschalten: ${made}`,
  "recovery.endTitle": "Eine Phrase abschalten",
  "recovery.endExplain":
    "Gib die Wörter dieser Phrase ein, oder die einer älteren. Ohne Wörter kann es kein Gerät: Wer eines deiner Geräte gestohlen hat, könnte dir sonst den Weg zurück nehmen. Mach die neue Phrase vorher.",
  "recovery.ended": "Diese Phrase öffnet von jetzt an nichts mehr. Vernichte ihr Blatt.",
  "recovery.replace": "Um eine Phrase zu ersetzen, mach eine neue und schalte dann die alte ab.",
  "recovery.count": (count: number) =>
    plural(count, { one: "Es gibt # Wiederherstellungsphrase.", other: "Es gibt # Wiederherstellungsphrasen." }),
  "recovery.none": "Es gibt noch keine Wiederherstellungsphrase.",

  "recovery.wordsTitle": "Deine 24 Wörter",
  "recovery.wordsExplain":
    "Schreib sie in dieser Reihenfolge auf, oder druck das Blatt. Sie werden dieses eine Mal gezeigt und nirgends aufbewahrt. Wer sie hat, kann alles lesen und ändern: Bewahr das Blatt auf wie einen Schlüssel.",
  "recovery.wordsLabel": "Die Wörter in ihrer Reihenfolge",
  "recovery.print": "Blatt drucken",
  "recovery.written": "Ich habe sie aufgeschrieben",
  "recovery.checkTitle": "Drei deiner Wörter",
  "recovery.checkExplain": "Von deinem Blatt, damit du weißt, dass man es lesen kann.",
  "recovery.word": (place: number) => `Wort ${place}`,
  "recovery.wrongWord": (place: number) => `Das ist nicht Wort ${place} deiner Phrase. Sieh noch einmal auf dein Blatt.`,
  "recovery.confirm": "Zum Weg zurück machen",
  "recovery.showAgain": "Wörter noch einmal zeigen",
  "recovery.making": "Macht die Phrase zu deinem Weg zurück",
  "recovery.stored": "Deine Wiederherstellungsphrase ist gemacht und auf diesem Gerät gespeichert.",
  "recovery.waits":
    "Sie wartet: Noch hat sie weder das Relay noch ein anderes Gerät. Bis dahin öffnen die Wörter dort nichts. Behalte dieses Gerät so lange.",
  "recovery.there": "Auch das Relay oder ein anderes Gerät hat sie: Von jetzt an bringen die Wörter zurück, was dort ist.",
  "recovery.done": "Fertig",

  "recovery.paperTitle": "Daybook: Blatt zur Wiederherstellung",
  "recovery.paperMade": (day: string) => `Gemacht am ${day}`,
  "recovery.paperRelay": "Relay",
  "recovery.paperNoRelay": "keines eingestellt",
  "recovery.paperSpace": "Bereich",
  "recovery.paperHow":
    "Öffne Daybook in einem Browser, wähl „Wiederherstellen“ und gib die Wörter, das Relay und den Bereich ein, oder lies die beiden letzten mit dem Code ein. Der Code enthält keines der Wörter.",
  "recovery.paperWhat":
    "Es bringt zurück, was das Relay dann noch hat: Aufgaben, Listen und Notizen dieses Bereichs. Es bringt nicht zurück, was nie beim Relay war, was endgültig gelöscht wurde, und keine Einstellungen eines Browsers.",
  "recovery.paperKeep":
    "Wer diese Wörter hat, kann alles lesen und ändern. Bewahr sie nicht bei deinen Geräten auf, und zeig sie niemandem.",
  "recovery.paperCode": "Öffnet Daybook bei diesem Relay und Bereich",

  "recovery.failed.not-owner": "Nur wem dieser Bereich gehört, kann eine Wiederherstellungsphrase machen. Dieses Gerät gehört nicht dazu.",
  "recovery.failed.other-phrase": "Das sind weder die Wörter dieser Phrase noch die einer älteren. Es wurde nichts geändert.",
  "recovery.failed.bad-entropy": "Diese Wörter sind keine Wiederherstellungsphrase.",

  "recovery.paste": "Gib die Wörter von deinem Blatt ein, oder füg alle in das erste Feld ein.",
  "recovery.missing": (place: number) => `Wort ${place} fehlt.`,
  "recovery.unknown": "Kein Wort der Liste.",
  "recovery.meant": (word: string) => `Kein Wort der Liste. Vielleicht „${word}“?`,
  "recovery.checksum":
    "Das sind alles Wörter der Liste, aber zusammen sind sie keine Phrase: Eines ist ein anderes Wort, oder zwei stehen in falscher Reihenfolge. Vergleich jedes mit deinem Blatt.",
  "recovery.tooMany": (count: number) => `Dieser Text hat ${count} Wörter, eine Phrase hat 24. Es wurde nichts eingesetzt.`,
  "recovery.tooLong": "Dieser Text ist viel zu lang für eine Phrase. Es wurde nichts eingesetzt.",

  "recovery.suggest":
    "Verlierst du alle Geräte, kann niemand deine Aufgaben zurückholen. Eine Wiederherstellungsphrase auf Papier kann es.",
  "recovery.suggestOpen": "So geht es",
} as const satisfies Translation<typeof english>;
