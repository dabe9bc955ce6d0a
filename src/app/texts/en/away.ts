// What other devices changed while this one was away.

import { changesCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const away = {
  "away.label": "Since you were away",
  "away.summary": (count: number, devices: string) => `Since you were away: ${changesCount(count)} from ${devices}`,
  "away.devices": (count: number) => plural(count, { one: "# device", other: "# devices" }),
  "away.otherDevice": "another device",
  "away.dismiss": "Put this away",
  "away.made": (device: string, title: string) => `${device} added “${title}”`,
  "away.done": (device: string, title: string) => `${device} completed “${title}”`,
  "away.reopened": (device: string, title: string) => `${device} reopened “${title}”`,
  "away.trashed": (device: string, title: string) => `${device} moved “${title}” to the trash`,
  "away.restored": (device: string, title: string) => `${device} restored “${title}”`,
  "away.changed": (device: string, title: string) => `${device} changed “${title}”`,
  "away.renamed": (device: string, from: string, to: string) => `${device} renamed “${from}” to “${to}”`,
  "away.day": (device: string, title: string, day: string) => `${device} moved “${title}” to ${day}`,
  "away.noDay": (device: string, title: string) => `${device} took the day from “${title}”`,
  "away.moved": (device: string, title: string, list: string) => `${device} moved “${title}” to “${list}”`,
  "away.more": (count: number) => plural(count, { one: "And # item more.", other: "And # items more." }),
  "away.undo": "Undo",
  "away.undone": "Undone",
  "away.undoLabel": (line: string) => `Undo: ${line}`,
  "away.undoneLabel": (line: string) => `Undone: ${line}`,
  "away.takenBack": (title: string) => `Taken back: ${title}.`,
  "away.changedSince": "This has changed since. Nothing was taken back.",
  "name.away": (title: string) => `taking back what happened to “${title}”`,
} as const;
