// What tasks are made of and stand in: parts, sections, archived lists, templates, filters and views.

import { plural } from "./plural.ts";

const parts = (count: number): string => plural(count, { one: "# part", other: "# parts" });

export const structure = {
  "mark.parts": (done: number, total: number) => `${done} of ${parts(total)} done`,
  "parts.fold": (done: number, total: number) => `${done} of ${parts(total)} done. Hide the parts.`,
  "parts.unfold": (done: number, total: number) => `${done} of ${parts(total)} done. Show the parts.`,
  "act.doneWithParts": (what: string, count: number) => `Done: ${what}, with ${parts(count)}`,
  "act.joined": (what: string, title: string) => `${what}: now a part of ${title}`,
  "act.standsAlone": (what: string) => `${what}: not a part any more`,
  "act.dropped": (what: string) => `Moved: ${what}`,
  "act.movedToSection": (section: string) => `Moved to the section ${section}`,
  "act.movedOut": "Moved above all sections",
  "mark.start": (day: string) => `from ${day}`,
  "act.start": (day: string) => `Not before: ${day}`,
  "act.noStart": "Start day removed.",
  "name.start": (what: string) => `the start day of ${what}`,
  "lists.outOfSight": "Archive and templates",
  "lists.templates": "Templates",
  "lists.archive.title": "Archive",
  "act.copied": (what: string) => `Duplicated: ${what}`,
  "name.copied": (what: string) => `duplicating ${what}`,
  "filter.title": "Filter",
  "filter.none.title": "Nothing fits.",
  "filter.none.text": "Ask for less, or close the filter.",
} as const;
