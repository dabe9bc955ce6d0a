// Deleting for good.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const trash = {
  "trash.empty": "Empty trash",
  "purge.menu": "Delete for good",
  "purge.label": (name: string) => `Delete for good: ${name}`,
  "purge.titleOne": (title: string) => `Delete “${title}” for good?`,
  "purge.titleMany": (count: number) => `Delete ${tasksCount(count)} for good?`,
  "purge.titleAll": "Empty the trash?",
  "purge.noWayBack": "There is no way back, and no undo.",
  "purge.allOf": (tasks: number, lists: number) =>
    lists === 0
      ? `${tasksCount(tasks)} will be deleted.`
      : `${tasksCount(tasks)} and ${plural(lists, { one: "# list", other: "# lists" })} will be deleted.`,
  "purge.alone":
    "No other device has it. It disappears at once. What this device still stores of it, sealed, goes when it next tidies up; what a relay stores may stay 45 days longer.",
  "purge.others":
    "It disappears here at once, and from your other devices as soon as they hear of it. What your devices still store of it, sealed, goes when they next tidy up; a relay waits until another of them vouches for that, or 45 days.",
  "purge.late": "A device that has changed it meanwhile keeps a copy with its changes in the trash.",
  "purge.listStays": "Only the list goes. Its tasks stay: those in the trash there, the others in the inbox.",
  "purge.confirm": "Delete for good",
  "purge.keep": "Keep",
  "purge.done": (what: string) => `Deleted for good: ${what}`,
  "purge.some": (gone: number, left: number) =>
    plural(left, {
      one: `${tasksCount(gone)} deleted for good. # was left, because it has changed since.`,
      other: `${tasksCount(gone)} deleted for good. # were left, because they have changed since.`,
    }),
  "purge.emptied": "The trash is empty now.",
  "purge.nothing": "Nothing was deleted: it is not in the trash any more.",
  "report.title": "Deleted for good lately",
  "report.pending": (count: number) =>
    plural(count, {
      one: "# item is out of sight and still stored, sealed:",
      other: "# items are out of sight and still stored, sealed:",
    }),
  "report.gone": (count: number) =>
    plural(count, { one: "The last copy known of # item is gone.", other: "The last copies known of # items are gone." }),
  "report.unheard": "has not confirmed that it has heard of it.",
  "report.unheardSince": (moment: string) => `has not confirmed that it has heard of it; last heard ${moment}.`,
  "report.hidden": "has heard of it, and has to tidy up.",
  "report.hiddenHere": "has to tidy up, which it does by itself.",
  "report.relay": "The relay",
  "report.atRelay": "waits for another of your devices to vouch for the tidying up, or 45 days.",
} as const;
