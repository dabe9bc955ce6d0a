// What tasks are made of and stand in: parts, sections, archived lists, templates, filters and views.

import type { structure as english } from "../en/structure.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const parts = (count: number): string => plural(count, { one: "# Teil", other: "# Teilen" });

export const structure = {
  "mark.parts": (done: number, total: number) => `${done} von ${parts(total)} erledigt`,
  "parts.fold": (done: number, total: number) => `${done} von ${parts(total)} erledigt. Teile verbergen.`,
  "parts.unfold": (done: number, total: number) => `${done} von ${parts(total)} erledigt. Teile zeigen.`,
  "act.doneWithParts": (what: string, count: number) => `Erledigt: ${what}, mit ${parts(count)}`,
  "act.joined": (what: string, title: string) => `${what}: jetzt Teil von ${title}`,
  "act.standsAlone": (what: string) => `${what}: steht wieder für sich`,
  "act.dropped": (what: string) => `Verschoben: ${what}`,
  "act.movedToSection": (section: string) => `In den Abschnitt ${section} verschoben`,
  "act.movedOut": "Über alle Abschnitte verschoben",
  "mark.start": (day: string) => `ab ${day}`,
  "act.start": (day: string) => `Nicht vor: ${day}`,
  "act.noStart": "Starttag entfernt.",
  "name.start": (what: string) => `Starttag von ${what}`,
  "lists.outOfSight": "Archiv und Vorlagen",
  "lists.templates": "Vorlagen",
  "lists.archive.title": "Archiv",
  "act.copied": (what: string) => `Dupliziert: ${what}`,
  "name.copied": (what: string) => `${what} duplizieren`,
  "filter.title": "Filtern",
  "filter.none.title": "Nichts passt.",
  "filter.none.text": "Grenz weniger ein, oder schließ den Filter.",
} as const satisfies Translation<typeof english>;
