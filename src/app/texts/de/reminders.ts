// Erinnerungen.

import type { reminders as english } from "../en/reminders.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const minutesBefore = (minutes: number): string => {
  if (minutes === 0) return "Zur Uhrzeit";
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, { one: "# Tag vorher", other: "# Tage vorher" });
  if (minutes % 60 === 0) return plural(minutes / 60, { one: "# Stunde vorher", other: "# Stunden vorher" });
  return plural(minutes, { one: "# Minute vorher", other: "# Minuten vorher" });
};

const daysBefore = (days: number, time: string): string => {
  if (days === 0) return `Am Tag selbst um ${time}`;
  return days === 1 ? `Am Tag davor um ${time}` : `${days} Tage vorher um ${time}`;
};

export const reminders = {
  "remind.label": "Erinnern",
  "remind.add": "Erinnerung hinzufügen",
  "remind.pick": "Wann erinnern",
  "remind.minutesBefore": minutesBefore,
  "remind.daysBefore": daysBefore,
  "remind.remove": (name: string) => `Erinnerung entfernen: ${name}`,
  "remind.needsDay": "Eine Erinnerung braucht einen Tag.",
  "remind.needsTime": "Braucht eine Uhrzeit und klingelt erst, wenn es eine gibt.",
  "remind.own": "Andere Zeit …",
  "remind.ownTitle": "Wie lange vorher",
  "remind.ownNumber": "Wie viele",
  "remind.ownUnit": "Wovon",
  "remind.minutes": "Minuten",
  "remind.hours": "Stunden",
  "remind.days": "Tage",
  "remind.ownAt": "Um",
  "remind.ownSave": "Hinzufügen",
  "remind.ownWrong": "Eine Zahl ab 1; höchstens vier Wochen.",
  "remind.tooMany": "Mehr als zehn Erinnerungen kann eine Aufgabe nicht haben.",
  "remind.added": (name: string) => `Erinnerung hinzugefügt: ${name}`,
  "remind.removed": (name: string) => `Erinnerung entfernt: ${name}`,
  "remind.adding": "Erinnerung hinzufügen",
  "remind.removing": "Erinnerung entfernen",

  "rings.title": "Erinnerungen",
  "rings.closed": "Erinnerungen klingeln auf diesem Gerät, auch wenn Daybook geschlossen ist.",
  "rings.open": "Erinnerungen klingeln, solange Daybook hier offen ist.",
  "rings.shown": "Erinnerungen erscheinen, solange Daybook hier offen ist, ohne Ton.",
  "rings.ask": "Damit eine Erinnerung klingeln kann, muss dieser Browser Daybook Mitteilungen erlauben.",
  "rings.allow": "Mitteilungen erlauben",
  "rings.denied":
    "Dieser Browser blockiert Mitteilungen von Daybook. Um das zu ändern, öffne die Einstellungen dieser Seite (das Zeichen neben der Adresse) und erlaube Mitteilungen.",
  "rings.none": "Dieser Browser hat für eine Seite wie diese keine Mitteilungen.",
  "rings.ios": "Auf einem iPhone oder iPad leg Daybook zuerst auf den Home-Bildschirm: Nur dort kann es klingeln.",
  "rings.why.noRelay": "Um auch geschlossen zu klingeln, braucht es ein Relay, das dieses Gerät zur Minute weckt und sonst nichts erfährt.",
  "rings.why.relayCannot": "Das benutzte Relay, oder die Verbindung dorthin, weckt bisher keine Geräte.",
  "rings.why.noPush": "Dieser Browser lässt sich nicht wecken, während Daybook geschlossen ist.",
  "rings.why.notServed": "Das benutzte Relay erreicht den Push-Dienst dieses Browsers nicht.",
  "rings.why.full": "Das benutzte Relay hat so viele Erinnerungen, wie es haben darf: Deine haben dort keinen Platz mehr.",
  "rings.why.waiting": "Das Relay erfährt es, sobald es erreicht wird.",
  "rings.learns": "Das Relay erfährt eine Uhrzeit und sonst nichts. Was eine Erinnerung sagt, kommt von diesem Gerät.",
  "rings.locked": "Mit der App-Sperre sagt eine Mitteilung „Eine Erinnerung“ und nichts von der Aufgabe.",
  "rings.next": (when: string) => `Die nächste: ${when}.`,
  "rings.nextNone": "Für keine kommende Zeit ist eine Erinnerung gesetzt.",
  "rings.test": "Jetzt klingeln",
  "rings.testClosed": "In zwei Minuten klingeln",
  "rings.testTold": (time: string) => `Es klingelt um ${time}. Du kannst Daybook schließen.`,
  "rings.testFailed": "Das konnte nicht gespeichert werden.",
  "rings.ics": "Als Kalenderdatei mitnehmen",
  "rings.icsExplain":
    "Zum Mitnehmen: deine offenen Aufgaben mit Erinnerungen, mit Alarmen, für jeden Kalender. Die Datei bleibt nicht von selbst aktuell.",
  "rings.icsNone": "Keine offene Aufgabe hat eine Erinnerung.",
  "rings.nowTold": (title: string) => `Erinnerung: ${title}`,
  "rings.show": "Zeigen",
  "rings.laterTold": (time: string) => `Es klingelt um ${time} noch einmal.`,
} as const satisfies Translation<typeof english>;
