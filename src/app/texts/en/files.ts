// Taking the tasks along as a file, and taking one in.

import { changesCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const files = {
  "files.title": "By file",
  "files.explain":
    "For devices that cannot reach each other. Only your own devices can read the file. Taking in one twice changes nothing.",
  "files.exportAll": "Export to a file",
  "files.exportFor": (device: string) => `Only what ${device} lacks`,
  "files.import": "Take in a file",
  "files.writing": (size: string) => `Writing the file: ${size}`,
  "files.reading": (percent: number) => `Taking in the file: ${percent} %`,
  "files.cancel": "Stop",
  "files.written": (count: number, size: string) => `The file is written: ${changesCount(count)}, ${size}.`,
  "files.inDownloads": "You find it among your downloads.",
  "files.notWritten": "The file could not be written there. Free some space, or choose another place.",
  "files.unreadable": "Some of your data here is damaged and is not in it.",
  "files.noKey": "This device has no key to write a file with yet. Sync it once first. Nothing was written.",
  "files.taken": (count: number) => `${changesCount(count)} taken in.`,
  "files.takenDevices": "Your devices are up to date now.",
  "files.nothingNew": "There is nothing new in this file.",
  "files.waiting": (count: number) =>
    `${changesCount(count)} could not be taken in: something before them is missing here. Sync once, or export all on the other device.`,
  "files.refused": (count: number) => `${changesCount(count)} were left out: none of your devices has signed them.`,
  "files.kept": (count: number) => `${changesCount(count)} before that are taken in and stay.`,
  "files.keptNone": "Nothing has changed here.",
  "files.damaged": (at: string) => `The file is damaged or not complete, from byte ${at} on. Copy it again, or export again.`,
  "files.cut": (at: string) => `The file ends too early, after byte ${at}. Copy it again, or export again.`,
  "files.goesOn": (at: string) => `Something was added to the file after byte ${at}. Copy it again, or export again.`,
  "files.notAFile": "This is not a Daybook file.",
  "files.newer": "This file was written by a newer Daybook. Update this one first.",
  "files.otherSpace": "This file is from devices that this one does not belong to. Add this device there first.",
  "files.newerKey": "This file was written under a newer key that has not come to this device yet. Sync it once first.",
  "files.notReadable": "The browser cannot read this file. It may have been moved or changed: choose it again.",
  "files.cancelled": "Stopped.",
  "files.busy": "Another file is being written or taken in.",
  "folder.choose": "Sync by a folder",
  "folder.explain": "A folder that your devices share. Each writes what the others lack, and takes in what they have written.",
  "folder.exchange": "Sync by it now",
  "folder.forget": "Forget the folder",
  "folder.nothingNew": "There is nothing new in the folder.",
  "folder.written": "What your other devices lack is in the folder.",
  "folder.gone": "The folder cannot be used: it is gone, or the browser may not read it. Choose it again.",
  "folder.notWritten": "Not all could be read or written in the folder. What was taken in stays. Free some space there, then try again.",
  "files.lost": (count: number) =>
    plural(count, {
      one: "A shared file was not kept: too many were waiting. Share it again.",
      other: "# shared files were not kept: too many were waiting. Share them again.",
    }),
  "files.lostLarge": (count: number) =>
    plural(count, {
      one: "A shared file was not kept: there is no room for it on this way. Choose it under Sync, “Take in a file”.",
      other: "# shared files were not kept: there is no room for them on this way. Choose them under Sync, “Take in a file”.",
    }),
  "files.drop": "Drop the file to take it in",
} as const;
