// The details of a task, and the marks in its row that stand for them.

import { plural } from "./plural.ts";

const steps = (count: number): string => plural(count, { one: "# step", other: "# steps" });

export const details = {
  "details.label": (title: string) => `Details of ${title}`,
  "details.close": "Close the details",
  "details.gone": "This task is not here any more.",
  "details.unreadable":
    "Part of this device’s storage is damaged, and this task is in it. It shows here as soon as it has been fetched again from your other devices or the relay.",
  "details.list": "List",
  "details.day": "Day",
  "details.time": "Time",
  "details.noDay": "Remove the day",
  "details.noTime": "Remove the time",
  "details.timeNeedsDay": "A time needs a day.",
  "details.priority": "Priority",
  "details.tags": "Tags",
  "details.addTag": "Add a tag",
  "details.removeTag": (tag: string) => `Remove the tag ${tag}`,
  "details.notes": "Notes",
  "details.notesPlaceholder": "What else there is to know",
  "details.checklist": "Steps",
  "details.progress": (done: number, total: number) => `${done} of ${total}`,
  "details.addEntry": "Add a step",
  "details.entry": "Step",
  "details.entryUp": (text: string) => `Move up: ${text}`,
  "details.entryDown": (text: string) => `Move down: ${text}`,
  "details.entryRemove": (text: string) => `Remove: ${text}`,
  "details.entryTooLong": "Not saved: a step has at most 500 letters.",

  "priority.1": "High",
  "priority.2": "Medium",
  "priority.3": "Low",
  "priority.none": "None",

  "mark.priority1": "high priority",
  "mark.priority2": "medium priority",
  "mark.priority3": "low priority",
  "mark.list": (name: string) => `in ${name}`,
  "mark.repeat": "repeats",
  "mark.reminds": "reminds",
  "mark.notes": "has notes",
  "mark.tags": (names: string) => `tags ${names}`,
  "mark.checklist": (done: number, total: number) => `${done} of ${steps(total)}`,

  "act.when": (day: string, time: string) => `Set for ${day}, ${time}`,
  "act.priority": (priority: string) => `Priority: ${priority}`,
  "act.tagged": (tag: string) => `Tag added: ${tag}`,
  "act.untagged": (tag: string) => `Tag removed: ${tag}`,
  "act.notes": "Notes saved.",
  "act.entriesAdded": (count: number) => `${steps(count)} added.`,
  "act.entryEdited": "Step saved.",
  "act.entryRemoved": (text: string) => `Step removed: ${text}`,
  "name.notes": "writing notes",
  "name.entriesAdded": (count: number) => `adding ${steps(count)}`,
  "name.entryEdited": "changing a step",
  "name.entryMoved": "moving a step",
  "name.entryRemoved": (text: string) => `removing the step “${text}”`,
} as const;
