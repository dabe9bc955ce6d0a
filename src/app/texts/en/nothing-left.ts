// A day with nothing in it: what comes next, and where the other tasks are.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

/** `lists`: their number, or the name of the only one. */
const placesText = (isInInbox: boolean, lists: number | string): string => {
  const inLists = typeof lists === "string" ? `“${lists}”` : plural(lists, { one: "# list", other: "# lists" });
  if (lists === 0) return "Inbox";
  return isInInbox ? `Inbox and ${inLists}` : inLists;
};

export const nothingLeft = {
  "left.title": "Nothing left for today.",
  "left.begin": "Write a task above and press Enter: it is for today.",
  "left.next": (title: string, day: string) => `Next: “${title}”, ${day}.`,
  "left.upcoming": "See what is coming",
  "left.without": (count: number) => `${tasksCount(count)} without a day`,
  "left.withoutIn": (count: number, isInInbox: boolean, lists: number | string) =>
    `${tasksCount(count)} without a day in ${placesText(isInInbox, lists)}`,
  "left.giveDay": "Nothing is due. Give a task a day, and it comes here.",
  "left.receiving.title": "Your tasks are on their way.",
  "left.receiving.text": "They come from your other devices. What is for today shows here.",
} as const;
