// What was done to tasks, and taken back.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const acts = {
  "name.create": (count: number) => (count === 1 ? "adding a task" : `adding ${tasksCount(count)}`),
  "name.rename": "changing a title",
  "name.done": (what: string) => `completing ${what}`,
  "name.reopen": (what: string) => `reopening ${what}`,
  "name.day": (what: string) => `the day of ${what}`,
  "name.trash": (what: string) => `moving ${what} to the trash`,
  "name.restore": (what: string) => `restoring ${what}`,
  "name.move": (what: string) => `moving ${what}`,
  "name.resolve": "choosing a title",
  "act.create": (count: number) => (count === 1 ? "Task added." : `${tasksCount(count)} added.`),
  "act.rename": "Title saved.",
  "act.doneNext": (title: string, day: string) => `Done: ${title}. Next: ${day}.`,
  "act.skipped": (title: string, day: string) => `Skipped: ${title}. Next: ${day}.`,
  "act.skippedLast": (title: string) => `Skipped: ${title}. That was the last one.`,
  "act.repeat": (title: string) => `Repeats: ${title}`,
  "act.noRepeat": (title: string) => `Does not repeat any more: ${title}`,
  "name.repeat": (what: string) => `the repeating of ${what}`,
  "name.skip": (what: string) => `skipping ${what}`,
  "act.done": (title: string) => `Done: ${title}`,
  "act.reopen": (title: string) => `Open again: ${title}`,
  "act.day": (day: string) => `Day set: ${day}`,
  "act.noDay": "Day removed.",
  "act.trash": (title: string) => `Moved to trash: ${title}`,
  "act.restore": (title: string) => `Restored: ${title}`,
  "act.moved": (position: number, total: number) => `Moved to ${position} of ${total}.`,
  "act.resolve": "Title chosen.",
  "undo.done": (what: string) => `Undone: ${what}.`,
  "redo.done": (what: string) => `Redone: ${what}.`,
  "undo.leftAlone": (count: number) =>
    plural(count, {
      one: "# part was left as it is, because it has changed since.",
      other: "# parts were left as they are, because they have changed since.",
    }),
  "undo.nothing": "Nothing to undo.",
  "redo.nothing": "Nothing to redo.",
} as const;
