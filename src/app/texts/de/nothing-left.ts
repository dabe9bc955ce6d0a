// A day with nothing in it: what comes next, and where the other tasks are.

import type { nothingLeft as english } from "../en/nothing-left.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

const placesText = (isInInbox: boolean, lists: number | string): string => {
  const inLists = typeof lists === "string" ? `in „${lists}“` : plural(lists, { one: "in # Liste", other: "in # Listen" });
  if (lists === 0) return "im Eingang";
  return isInInbox ? `im Eingang und ${inLists}` : inLists;
};

export const nothingLeft = {
  "left.title": "Für heute ist nichts mehr offen.",
  "left.begin": "Schreib oben eine Aufgabe und drück die Eingabetaste: Sie ist dann für heute.",
  "left.next": (title: string, day: string) => `Als Nächstes: „${title}“, ${day}.`,
  "left.upcoming": "Ansehen, was kommt",
  "left.without": (count: number) => `${tasksCount(count)} ohne Tag`,
  "left.withoutIn": (count: number, isInInbox: boolean, lists: number | string) =>
    `${tasksCount(count)} ohne Tag ${placesText(isInInbox, lists)}`,
  "left.giveDay": "Nichts ist fällig. Gib einer Aufgabe einen Tag, und sie kommt hierher.",
  "left.receiving.title": "Deine Aufgaben sind unterwegs.",
  "left.receiving.text": "Sie kommen von deinen anderen Geräten. Was für heute ist, erscheint hier.",
} as const satisfies Translation<typeof english>;
