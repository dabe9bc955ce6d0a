// The list of tasks, what belongs to a row, and its days.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const tasks = {
  "add.label": "Add a task",
  "add.placeholder": "Write a task",
  "add.many": (count: number) => `Add ${tasksCount(count)}`,
  "add.manyHint": "One task for each line.",
  "add.manyLabel": "Lines to add",

  "task.untitled": "Untitled task",
  "task.complete": (title: string) => `Complete: ${title}`,
  "task.reopen": (title: string) => `Reopen: ${title}`,
  "task.edit": "Title",
  "task.menu": (title: string) => `Actions for ${title}`,
  "task.day": (day: string) => `Day: ${day}. Change it.`,
  "task.overdue": (day: string) => `Overdue, was due ${day}`,
  "task.newer": "Made by a newer Daybook. You can read it here; update to change it.",
  "task.name.day": (title: string, day: string) => `${title}, ${day}`,
  "task.name.conflict": (name: string) => `${name}, two titles`,

  "menu.edit": "Edit",
  "menu.day": "Choose a day",
  "menu.up": "Move up",
  "menu.down": "Move down",
  "menu.top": "Move to the top",
  "menu.bottom": "Move to the bottom",
  "menu.trash": "Move to trash",
  "menu.restore": "Restore",

  "key.enter": "Enter",
  "key.delete": "Del",

  "conflict.also": "Also:",
  "conflict.use": "Use this",
  "conflict.useLabel": (value: string) => `Use this: ${value}`,
  "conflict.keep": "Keep the title above",
  "conflict.announce": (count: number) =>
    plural(count, {
      one: "# task has two titles, written on two devices. Both are kept.",
      other: "# tasks have two titles, written on two devices. All are kept.",
    }),

  "day.field": "Another day",
  "day.today": "Today",
  "day.tomorrow": "Tomorrow",
  "day.yesterday": "Yesterday",
  "day.nextWeek": "Next week",
  "day.none": "No day",

  "empty.open.title": "Nothing to do.",
  "empty.open.text": "Write a task above and press Enter. A pasted list becomes one task for each line.",
  "empty.done.title": "Nothing done yet.",
  "empty.done.text": "Tick the circle in front of a task and it moves here.",
  "empty.trash.title": "The trash is empty.",
  "empty.trash.text": "Tasks you delete wait here, and can be restored.",
} as const;
