// The frame of the app: its places, toasts and banners.

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

  "toast.label": "Last action",
  "toast.undo": "Undo",
  "toast.redo": "Redo",
  "banner.died": "Daybook’s storage has stopped. What was saved is safe. Reload to go on.",
  "banner.full":
    "This device’s storage is full. What was saved is safe, and what you typed stays where it is. Delete some files or other data on this device; it is then saved by itself.",
} as const;
