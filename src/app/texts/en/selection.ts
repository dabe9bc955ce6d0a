// Several tasks at once: selecting, moving between lists, dragging; and undo and redo where they are looked for.

import { tasksCount } from "./counts.ts";

export const selection = {
  "select.count": (count: number) => `${count} selected`,
  "select.bar": (count: number) => `${tasksCount(count)} selected`,
  "select.none": "Nothing selected",
  "select.clear": "Clear the selection",
  "select.complete": "Complete",
  "select.reopen": "Reopen",
  "select.restore": "Restore",
  "select.day": "Day",
  "select.list": "List",
  "select.priority": "Priority",
  "select.tag": "Tag",
  "select.trash": "Trash",
  "select.sheet": (count: number) => tasksCount(count),

  "menu.details": "Details",
  "menu.select": "Select",
  "menu.list": "Move to list",
  "menu.priority": "Priority",
  "menu.tag": "Tags",
  "menu.undo": "Undo",
  "menu.redo": "Redo",

  "drag.handle": (title: string) => `Drag ${title}`,
  "drag.count": (count: number) => tasksCount(count),

  "act.movedTo": (what: string, list: string) => `Moved to ${list}: ${what}`,
  "name.priority": (what: string) => `the priority of ${what}`,
  "name.tag": (what: string) => `the tags of ${what}`,
  "name.movedTo": (what: string) => `moving ${what} to another list`,
  "what.task": (title: string) => `“${title}”`,
  "what.tasks": (count: number) => tasksCount(count),
  "several.day": (what: string) => `Day of ${what}`,
  "several.start": (what: string) => `Start of ${what}`,
  "several.list": (what: string) => `Move ${what}`,
  "several.section": (what: string) => `Move ${what} to a section`,
  "several.priority": (what: string) => `Priority of ${what}`,
  "several.tag": (what: string) => `Tags of ${what}`,
  "several.repeat": (what: string) => `Repeat of ${what}`,
} as const;
