// Aufgaben anderer Programme und ihre Dateien.

import type { taskImports as english } from "../en/task-imports.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

const linesCount = (count: number): string => plural(count, { one: "# Zeile", other: "# Zeilen" });

export const taskImports = {
  "taskImport.section": "Import",
  "taskImport.explain":
    "Hol deine Aufgaben aus einem anderen Programm herüber, oder mach Notizen aus dem, was du in einem geschrieben hast. Du siehst vorher, was darin ist.",
  "taskImport.open": "Importieren",
  "taskImport.title": "Importieren",
  "taskImport.heading": "Aufgaben",
  "taskImport.kinds":
    "Ein Projekt aus Todoist (CSV) oder alle (sein Backup, ein ZIP), ein Backup von Super Productivity (JSON), Apple Erinnerungen oder Aufgaben eines anderen Kalenders (ICS), TickTick oder irgendeine Tabelle (CSV) oder einfacher Text.",
  "taskImport.chooseFile": "Datei wählen",
  "taskImport.paste": "Oder Text einfügen",
  "taskImport.pasteHint": "Eine Aufgabe für jede Zeile. Was tiefer steht, wird ein Teil von dem, was darüber steht.",
  "taskImport.readText": "Text lesen",
  "taskImport.documents": "Notizen",
  "taskImport.documentsExplain": "Aus einem Dokument, das eine andere App mit Yjs führt.",
  "taskImport.busy": "Ein Import ist im Gang: Diese Datei wird nicht genommen.",
  "taskImport.reading": "Wird gelesen",
  "taskImport.fault.empty": "Es ist nichts darin.",
  "taskImport.fault.too-large": "Das ist größer als 50 MB. Nichts wurde übernommen.",
  "taskImport.fault.zip-damaged":
    "Dieses ZIP-Archiv ist beschädigt oder mit einem Passwort verschlossen. Entpack es und wähl eine der Dateien darin.",
  "taskImport.fault.zip-large":
    "In diesem ZIP-Archiv ist mehr, als auf einmal übernommen wird: 300 Dateien und entpackt 50 MB. Entpack es und wähl die Dateien einzeln.",
  "taskImport.fault.zip-empty": "In diesem ZIP-Archiv ist nichts, worin Aufgaben stehen.",
  "taskImport.fault.zip-tables": "In diesem ZIP-Archiv sind mehrere Tabellen. Entpack es und wähl sie einzeln.",
  "taskImport.fault.pdf":
    "Das ist ein PDF; darin lassen sich Aufgaben nicht auseinanderhalten. Exportiere stattdessen eine CSV- oder Textdatei.",
  "taskImport.fault.picture": "Das ist ein Bild. Wähl die Datei, die das andere Programm exportiert.",
  "taskImport.fault.web-page":
    "Das ist eine Webseite oder eine andere Auszeichnungsdatei. Exportiere stattdessen eine CSV-, ICS- oder Textdatei.",
  "taskImport.fault.daybook-file": "Das ist eine Datei von Daybook selbst. Sie wird unter „Sync“ mit „Eine Datei aufnehmen“ übernommen.",
  "taskImport.fault.binary": "Das ist kein Text. Wähl die Datei, die das andere Programm als CSV, JSON, ICS oder Text exportiert.",
  "taskImport.fault.bad-json": "Diese Datei bricht ab oder ist beschädigt: Sie ist kein ganzes JSON. Exportiere sie noch einmal.",
  "taskImport.fault.other-json":
    "Das ist JSON, aber kein Backup von Super Productivity. Exportiere stattdessen eine CSV-, ICS- oder Textdatei.",
  "taskImport.fault.sync-file":
    "Das ist, womit Super Productivity synchronisiert; nur es selbst kann das lesen. Wähl dort in den Einstellungen „Daten exportieren“ und hier die Datei davon.",
  "taskImport.fault.address-book": "Das ist ein Adressbuch. Darin sind keine Aufgaben.",
  "taskImport.fault.gone": "Die Datei lässt sich nicht mehr lesen: Sie wurde verschoben oder geändert. Wähl sie noch einmal.",
  "taskImport.fault.no-code":
    "Was zum Lesen von Dateien gebraucht wird, konnte nicht geladen werden. Prüf die Verbindung und versuch es noch einmal.",
  "taskImport.fault.nothing": "Darin wurde keine Aufgabe gefunden.",
  "taskImport.kind.todoist": "Ein Projekt aus Todoist",
  "taskImport.projects": "Projekte aus Todoist",
  "taskImport.kind.super-productivity": "Ein Backup von Super Productivity",
  "taskImport.kind.ics": "Aufgaben eines Kalenders",
  "taskImport.kind.table": "Eine Tabelle",
  "taskImport.kind.text": "Text",
  "taskImport.from": (kind: string, name: string) => (name === "" ? kind : `${kind}: ${name}`),
  "taskImport.found": (count: number, parts: number) =>
    parts === 0
      ? `${tasksCount(count)} gefunden.`
      : `${tasksCount(count)} gefunden, ${plural(parts, { one: "eine davon Teil einer anderen", other: "# davon Teile von anderen" })}.`,
  "taskImport.windows1252":
    "Die Datei sagt nicht, wie ihre Buchstaben geschrieben sind. Sie wird als Windows-1252 gelesen: Sieh nach, ob alle Buchstaben stimmen.",
  "taskImport.here": (count: number) =>
    plural(count, {
      one: "Eine davon ist schon hier und bleibt, wie sie ist.",
      other: "# davon sind schon hier und bleiben, wie sie sind.",
    }),
  "taskImport.inTrash": (count: number) =>
    plural(count, { one: "Eine davon ist hier, im Papierkorb.", other: "# davon sind hier, im Papierkorb." }),
  "taskImport.gone": (count: number) =>
    plural(count, {
      one: "Eine wurde hier endgültig gelöscht und bleibt weg.",
      other: "# wurden hier endgültig gelöscht und bleiben weg.",
    }),
  "taskImport.restore": "Diese aus dem Papierkorb zurückholen",
  "taskImport.again": "Alle noch einmal übernehmen, als neue Aufgaben",
  "taskImport.mapping": "Was die Spalten sagen",
  "taskImport.hasHeader": "In der ersten Zeile stehen die Namen der Spalten",
  "taskImport.column": (name: string, number: number) => (name === "" ? `Spalte ${number}` : `„${name}“`),
  "taskImport.sample": (sample: string) => `wie „${sample}“`,
  "taskImport.field.title": "Titel",
  "taskImport.field.notes": "Notizen",
  "taskImport.field.day": "Fällig am",
  "taskImport.field.time": "Uhrzeit",
  "taskImport.field.start": "Erster Tag",
  "taskImport.field.priority": "Priorität",
  "taskImport.field.tags": "Tags",
  "taskImport.field.list": "Liste",
  "taskImport.field.section": "Abschnitt",
  "taskImport.field.done": "Erledigt",
  "taskImport.field.id": "Kennung",
  "taskImport.field.parent": "Teil von",
  "taskImport.field.keep": "In die Notizen",
  "taskImport.field.skip": "Ausgelassen",
  "taskImport.order": "Was steht in den Daten zuerst?",
  "taskImport.order.dmy": "Der Tag",
  "taskImport.order.mdy": "Der Monat",
  "taskImport.noTitle": "Wähl, in welcher Spalte die Titel stehen",
  "taskImport.noOrder": "Wähl, was in den Daten zuerst steht",
  "taskImport.where": "Wohin sie kommen",
  "taskImport.listOf": (name: string, count: number) => `„${name}“, ${tasksCount(count)}`,
  "taskImport.loose": (count: number) => `${tasksCount(count)} ohne Liste`,
  "taskImport.newList": "Neue Liste",
  "taskImport.withDone": (count: number) => plural(count, { one: "Mit der erledigten", other: "Mit den # erledigten" }),
  "taskImport.preview": "Die ersten davon",
  "taskImport.repeats": "wiederholt sich",
  "taskImport.reminds": "erinnert",
  "taskImport.steps": (count: number) => plural(count, { one: "ein Schritt", other: "# Schritte" }),
  "taskImport.hasNotes": "mit Notizen",
  "taskImport.startsOn": (day: string) => `ab ${day}`,
  "taskImport.isDone": "erledigt",
  "taskImport.more": (count: number) => `und noch ${tasksCount(count)}`,
  "taskImport.leftOut": "Was ausgelassen wird",
  "taskImport.lines": (count: number) => `${linesCount(count)} zeigen`,
  "taskImport.line": (line: number | null, text: string) => (line === null ? text : `Zeile ${line}: ${text}`),
  "taskImport.reason.no-title": (count: number) => plural(count, { one: "Ein Eintrag ohne Titel", other: "# Einträge ohne Titel" }),
  "taskImport.reason.unknown-type": (count: number) =>
    plural(count, { one: "Ein Eintrag einer Art, die hier niemand kennt", other: "# Einträge von Arten, die hier niemand kennt" }),
  "taskImport.reason.file": (count: number) =>
    plural(count, { one: "Eine Datei des Archivs, die von anderer Art ist", other: "# Dateien des Archivs, die von anderer Art sind" }),
  "taskImport.reason.cancelled": (count: number) => plural(count, { one: "Eine abgesagte Aufgabe", other: "# abgesagte Aufgaben" }),
  "taskImport.reason.event": (count: number) =>
    plural(count, { one: "Ein Termin: Der Kalender ist unterwegs", other: "# Termine: Der Kalender ist unterwegs" }),
  "taskImport.reason.journal": (count: number) => plural(count, { one: "Ein Journaleintrag", other: "# Journaleinträge" }),
  "taskImport.reason.no-owner": (count: number) =>
    plural(count, { one: "Ein Kommentar, der zu nichts gehört", other: "# Kommentare, die zu nichts gehören" }),
  "taskImport.reason.bad-field": (count: number) =>
    plural(count, {
      one: "Eine Angabe, die sich nicht lesen lässt; ihre Aufgabe kommt ohne sie",
      other: "# Angaben, die sich nicht lesen lassen; ihre Aufgaben kommen ohne sie",
    }),
  "taskImport.reason.long-notes": (count: number) =>
    plural(count, { one: "Das Ende einer Notiz, die zu lang ist", other: "Das Ende von # Notizen, die zu lang sind" }),
  "taskImport.reason.note": (count: number) =>
    plural(count, { one: "Eine Notiz, die zu keiner Aufgabe gehört", other: "# Notizen, die zu keiner Aufgabe gehören" }),
  "taskImport.reason.too-many": (count: number) =>
    plural(count, { one: "Eine Aufgabe über die ersten 50.000 hinaus", other: "# Aufgaben über die ersten 50.000 hinaus" }),
  "taskImport.reason.twice": (count: number) =>
    plural(count, { one: "Eine Aufgabe, die doppelt darin steht", other: "# Aufgaben, die doppelt darin stehen" }),
  "taskImport.make": (count: number) => `${tasksCount(count)} importieren`,
  "taskImport.bring": (count: number) => `${tasksCount(count)} zurückholen`,
  "taskImport.nothingNew": "Nichts darin ist neu",
  "taskImport.taking": (done: number, count: number) => `${plural(done, { other: "#" })} von ${tasksCount(count)}`,
  "taskImport.stop": "Anhalten",
  "taskImport.stopped": (count: number) =>
    plural(count, { one: "Angehalten. Eine Aufgabe ist jetzt hier.", other: "Angehalten. # Aufgaben sind jetzt hier." }),
  "taskImport.stoppedEmpty": "Angehalten. Nichts wurde übernommen.",
  "taskImport.keep": "Behalten",
  "taskImport.takeBack": "Zurücknehmen",
  "taskImport.undoing": "Wird zurückgenommen",
  "taskImport.undone": "Sie sind im Papierkorb.",
  "taskImport.made": (count: number) => `${tasksCount(count)} importiert.`,
  "taskImport.brought": (count: number) => `${tasksCount(count)} aus dem Papierkorb zurückgeholt.`,
  "taskImport.failed": (count: number, reason: string) =>
    `${reason} ${plural(count, { one: "Eine Aufgabe ist jetzt hier.", other: "# Aufgaben sind jetzt hier." })} Mit derselben Datei geht es von dort weiter.`,
  "taskImport.name": (count: number) => `${tasksCount(count)} importieren`,
  "taskImport.show": "Aufgaben zeigen",
  "taskImport.undo": "Rückgängig",
  "taskImport.tryAgain": "Weitermachen",
  "taskImport.unnamed": "Importiert",
  "taskImport.extra.date": "Datum",
  "taskImport.extra.repeat": "Wiederholung",
  "taskImport.extra.deadline": "Frist",
  "taskImport.extra.duration": "Dauer",
  "taskImport.extra.estimate": "Geschätzt",
  "taskImport.extra.spent": "Aufgewendet",
  "taskImport.extra.comment": "Kommentar",
  "taskImport.extra.assignee": "Person",
  "taskImport.extra.location": "Ort",
  "taskImport.extra.link": "Link",
  "taskImport.extra.attachment": "Anhang",
  "taskImport.extra.reminder": "Erinnerung",
  "taskImport.extra.tag": "Tag",
  "taskImport.extra.section": "Abschnitt",
} as const satisfies Translation<typeof english>;
