// Wiederherstellungsphrasen, und wie ein Bereich mit einer zurückkommt.

import type { recovery as english } from "../en/recovery.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const recovery = {
  "recovery.title": "Wiederherstellung",
  "recovery.what":
    "Vierundzwanzig Wörter auf Papier oder ein Passkey bringen auf einem neuen Gerät alles zurück, was ein Relay noch hat, auch wenn alle deine Geräte weg sind.",
  "recovery.without":
    "Ohne beides: Verlierst du alle Geräte, bleibt für immer verschlossen, was das Relay hat. Niemand kann es öffnen, und niemand kann etwas für dich zurücksetzen.",
  "recovery.noRelay":
    "Es ist kein Relay eingestellt. Wörter oder ein Passkey allein bringen nichts zurück: Irgendwo muss etwas sein, das sie öffnen. Stell zuerst ein Relay ein.",
  "recovery.make": "Wiederherstellungsphrase machen",
  "recovery.makeAnother": "Noch eine Phrase machen",
  "recovery.open": "Wege zurück",
  "recovery.list": "Deine Wege zurück",
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
  "recovery.replace": "Um einen zu ersetzen, richte zuerst den neuen ein und schalte dann den alten ab.",
  "recovery.count": (count: number) => plural(count, { one: "Es gibt # Weg zurück.", other: "Es gibt # Wege zurück." }),
  "recovery.none": "Es gibt noch keinen Weg zurück.",

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
    "Öffne Daybook in einem Browser, wähl „Wiederherstellen“ und gib die Wörter ein und was oben steht, oder lies alles außer den Wörtern mit dem Code ein. Der Code enthält keines davon.",
  "recovery.paperHome": "Heimgerät",
  "recovery.paperWhat":
    "Es bringt zurück, was das Relay, oder das Gerät, von dem du wiederherstellst, dann noch hat: Aufgaben, Listen und Notizen dieses Bereichs. Es bringt nicht zurück, was nie dort war, was endgültig gelöscht wurde, und keine Einstellungen eines Browsers.",
  "recovery.paperKeep":
    "Wer diese Wörter hat, kann alles lesen und ändern. Bewahr sie nicht bei deinen Geräten auf, und zeig sie niemandem.",
  "recovery.paperCode": "Öffnet Daybook bei diesem Relay und Bereich",

  "recovery.failed.not-owner": "Nur wem dieser Bereich gehört, kann einen Weg zurück einrichten. Dieses Gerät gehört nicht dazu.",
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

  "restore.words": "Mit einem Blatt oder Passkey wiederherstellen",
  "restore.what":
    "So kommt zurück, was ein Relay oder ein anderes Gerät noch hat. Was nie dort war, ist nicht dort. Nichts von deinem Blatt bewahrt dieser Browser auf.",
  "restore.from": "Wiederherstellen von",
  "restore.from.relay": "einem Relay",
  "restore.from.home": "einem Heimgerät",
  "restore.from.nearby": "einem Gerät neben mir",
  "restore.home": "Heimgerät",
  "restore.homeHint":
    "Sein Code auf dem Blatt, oder der, den „npm run peer -- --invite“ zeigt. Es muss laufen, im selben Netz wie dieser Browser.",
  "restore.noHome": "Gib den Code des Heimgeräts ein.",
  "restore.nearbyHow":
    "Öffne auf dem anderen Gerät „Abgleich“, drück „In der Nähe verbinden“ und lass es seinen Code zeigen. Drück dann hier „Wiederherstellen“, und lies den Code ein oder füg ihn ein.",
  "restore.meet": "Die beiden Geräte verbinden",
  "restore.meetHow": "Lies den Code ein, den das andere Gerät zeigt, oder füg ihn ein.",
  "restore.meetField": "Code des anderen Geräts",
  "restore.meetGo": "Verbinden",
  "restore.relay": "Relay",
  "restore.relayHint": "Wie es auf dem Blatt steht, etwa wss://relay.example",
  "restore.space": "Bereich",
  "restore.spaceHint": "Die 16 Gruppen aus vier Zeichen auf dem Blatt, oder der Link aus seinem Code",
  "restore.scan": "Code des Blatts einlesen",
  "restore.badSpace": "Ein Bereich hat 64 Zeichen, jedes von 0 bis 9 oder a bis f. Vergleich ihn mit deinem Blatt.",
  "restore.noRelay": "Gib die Adresse des Relays ein.",
  "restore.start": "Wiederherstellen",
  "restore.reaching.relay": "Fragt das Relay",
  "restore.reaching.home": "Ruft das Heimgerät",
  "restore.reaching.nearby": "Fragt das andere Gerät",
  "restore.fetching.relay": "Holt, was das Relay hat",
  "restore.fetching.home": "Holt, was das Heimgerät hat",
  "restore.fetching.nearby": "Holt, was das andere Gerät hat. Lass Daybook auf beiden offen.",
  "restore.finishing": "Bringt alles an seinen Platz",
  "restore.found": (records: number) => plural(records, { one: "# Änderung kam zurück.", other: "# Änderungen kamen zurück." }),
  "restore.foundNothing":
    "Der Bereich ist wieder deiner, aber es war nichts davon da: keine Aufgabe, Liste oder Notiz. Taucht eines deiner Geräte auf, bringt es mit, was es hat.",
  "restore.missing": (records: number) =>
    plural(records, {
      one: "Mindestens # Änderung, die eines deiner Geräte hatte, war nicht da. Sie kommt zurück, wenn ein Gerät auftaucht, das sie hat.",
      other:
        "Mindestens # Änderungen, die eines deiner Geräte hatte, waren nicht da. Sie kommen zurück, wenn ein Gerät auftaucht, das sie hat.",
    }),
  "restore.devicesTitle": "Deine Geräte",
  "restore.devices":
    "Welche davon hast du noch? Ein verlorenes oder gestohlenes wird entfernt: Es bekommt nichts Neues mehr und kann nichts mehr schreiben. Was es schon hat, kann es weiter lesen.",
  "restore.noDevices": "In diesem Bereich ist kein anderes Gerät.",
  "restore.lost": (name: string) => `${name}: verloren, entfernen`,
  "restore.unnamed": "Ein Gerät ohne Namen",
  "restore.confirm": "Mit diesen Geräten weiter",
  "restore.done.relay": "Alles, was das Relay hatte, ist hier.",
  "restore.done.home": "Alles, was das Heimgerät hatte, ist hier.",
  "restore.done.nearby": "Alles, was das andere Gerät hatte, ist hier.",
  "restore.kept": (count: number) =>
    plural(count, { one: "# Eintrag, der vorher hier entstand, kam mit.", other: "# Einträge, die vorher hier entstanden, kamen mit." }),
  "restore.next": "Kann jemand deine Wörter gesehen haben, mach eine neue Phrase und schalte diese ab. Sonst gilt dein Blatt weiter.",
  "restore.open": "Daybook öffnen",
  "restore.again": "Noch einmal versuchen",

  "restore.failed.bad-relay": "Das ist keine Adresse eines Relays. Sie sieht aus wie wss://relay.example.",
  "restore.failed.bad-home": "Das ist kein Code eines Heimgeräts, oder ein Zeichen fehlt oder ist falsch. Vergleich ihn mit deinem Blatt.",
  "restore.failed.home-unreachable":
    "Dort antwortet niemand. Das Heimgerät muss laufen, im selben Netz wie dieser Browser, und seine Firewall muss den UDP-Port durchlassen. Hat es inzwischen eine andere Adresse, zeigt „npm run peer -- --invite“ einen Code mit der neuen. Es hat sich nichts geändert.",
  "restore.failed.no-direct":
    "Dieser Browser kann sich nicht direkt mit anderen Geräten verbinden. Stell von einem Relay wieder her, oder nimm einen anderen Browser.",
  "restore.failed.no-space-there":
    "Was dort antwortet, hat diesen Bereich nicht, oder ist ein anderes Gerät. Vergleich Bereich und Code mit deinem Blatt. Es hat sich nichts geändert.",
  "restore.failed.not-known-there":
    "Das andere Gerät kennt diese Wörter nicht: Sie stehen auf dem Blatt eines anderen Bereichs, wurden abgeschaltet, oder es hat nichts von ihnen gehört, weil es weg war, seit es sie gibt. Es hat sich nichts geändert.",
  "restore.failed.lost":
    "Die Verbindung zum anderen Gerät ist weg. Was gekommen war, bleibt hier: Fang noch einmal an, mit einem neuen Code, dann geht es weiter. Sonst hat sich nichts geändert.",
  "restore.failed.relay-unreachable":
    "Das Relay hat nicht geantwortet. Prüf die Adresse und ob dieses Gerät online ist, und versuch es noch einmal. Es hat sich nichts geändert.",
  "restore.failed.relay-refused":
    "Das Relay ist da, lässt aber gerade niemanden herein. Versuch es später noch einmal. Es hat sich nichts geändert.",
  "restore.failed.no-such-space":
    "Das Relay hat diesen Bereich nicht. Vergleich Bereich und Relay mit deinem Blatt. Stimmt beides, hat das Relay ihn verloren: Sobald eines deiner Geräte das Relay wieder erreicht, ist er wieder dort. Es hat sich nichts geändert.",
  "restore.failed.other-phrase":
    "Das Relay hat diesen Bereich, aber diese Wörter öffnen ihn nicht: Sie stehen auf dem Blatt eines anderen Bereichs, wurden abgeschaltet, oder das Relay hat nie von ihnen gehört. Es hat sich nichts geändert.",
  "restore.failed.no-key":
    "Diese Wörter sind dort bekannt, aber es gibt keinen Schlüssel für sie: Das Gerät, auf dem sie entstanden, hat nicht alles gesagt. Versuch es noch einmal, wenn eines deiner Geräte online war.",
  "restore.failed.removed-device":
    "Dieser Browser wurde einmal aus diesem Bereich entfernt und kann nicht zurück. Nimm einen anderen Browser oder ein anderes Profil.",
  "restore.failed.already-here": "Dieser Browser ist schon in diesem Bereich.",
  "restore.failed.nothing-came":
    "Die andere Seite ist da, aber was sie haben müsste, kam nicht. Versuch es später noch einmal. Es hat sich nichts geändert.",
  "restore.failed.cancelled": "Angehalten. Es hat sich nichts geändert.",
  "restore.failed.storage":
    "Dieser Browser konnte nicht speichern, was kam. Schaff Platz und versuch es noch einmal. Es hat sich nichts geändert.",
} as const satisfies Translation<typeof english>;
