// The frame of the app: its places, toasts and banners.

import { plural } from "./plural.ts";

export const app = {
  "app.name": "Daybook",
  "app.reload": "Reload",
  "app.skip": "Skip to the list",
  "app.close": "Close",

  "view.open": "All tasks",
  "view.done": "Done",
  "view.trash": "Trash",
  "nav.label": "Views",
  "nav.add": "Add a task",
  "nav.search": "Search",

  "toast.label": "Last action",
  "toast.undo": "Undo",
  "toast.redo": "Redo",
  "banner.died": "Daybook’s storage has stopped. What was saved is safe. Reload to go on.",
  "banner.full":
    "This device’s storage is full. What was saved is safe, and what you typed stays where it is. Delete some files or other data on this device; it is then saved by itself.",
  "files.drop": "Drop the file to take it in",
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
  "settings.title": "Settings",
} as const;
