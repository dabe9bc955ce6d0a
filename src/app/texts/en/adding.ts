// What quick add has understood of a line, and writing a task from anywhere.

import { plural } from "./plural.ts";

export const adding = {
  "add.understood": "Understood",
  "add.takeBack": (what: string) => `Leave as text: ${what}`,
  "add.takenBack": (what: string) => `${what} stays text.`,
  "add.dayTime": (day: string, time: string) => `${day}, ${time}`,
  "add.start": (day: string) => `From ${day}`,
  "add.until": (day: string) => `Until ${day}`,
  "add.repeats": "Repeats",
  "add.repeat": (words: string, first: string) => `${words}, first: ${first}`,
  "add.tag": "Tag",
  "add.newList": (name: string) => `New list: ${name}`,
  "add.place": (list: string, section: string) => `${list} / ${section}`,
  "add.newSection": (list: string, section: string) => `New section: ${list} / ${section}`,
  "add.times": (count: number) => plural(count, { one: "Once", other: "# times" }),
  "add.doneIn": (list: string) => `Task added to ${list}.`,
  "add.sheet": "New task",
  "add.save": "Add",
  "add.hint": "A day, a time, “every Monday”, #list/section, @tag or !1 in the line is understood.",
} as const;
