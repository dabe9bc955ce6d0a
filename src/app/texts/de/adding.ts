// What quick add has understood of a line, and writing a task from anywhere.

import { plural } from "./plural.ts";
import type { adding as english } from "../en/adding.ts";
import type { Translation } from "../translation.ts";

export const adding = {
  "add.understood": "Verstanden",
  "add.takeBack": (what: string) => `Als Text lassen: ${what}`,
  "add.takenBack": (what: string) => `${what} bleibt Text.`,
  "add.dayTime": (day: string, time: string) => `${day}, ${time}`,
  "add.start": (day: string) => `Ab ${day}`,
  "add.until": (day: string) => `Bis ${day}`,
  "add.repeats": "Wiederholung",
  "add.repeat": (words: string, first: string) => `${words}, zuerst: ${first}`,
  "add.tag": "Schlagwort",
  "add.newList": (name: string) => `Neue Liste: ${name}`,
  "add.place": (list: string, section: string) => `${list} / ${section}`,
  "add.newSection": (list: string, section: string) => `Neuer Abschnitt: ${list} / ${section}`,
  "add.times": (count: number) => plural(count, { one: "Einmal", other: "#-mal" }),
  "add.doneIn": (list: string) => `Aufgabe zu ${list} hinzugefügt.`,
  "add.sheet": "Neue Aufgabe",
  "add.save": "Hinzufügen",
  "add.hint": "Ein Tag, eine Uhrzeit, „jeden Montag“, #Liste/Abschnitt, @Schlagwort oder !1 in der Zeile wird verstanden.",
} as const satisfies Translation<typeof english>;
