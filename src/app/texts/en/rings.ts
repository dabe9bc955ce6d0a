// What a notification says. The service worker has these too, in every language, since it shows some while the app is closed.

export const rings = {
  "ring.done": "Done",
  "ring.later": "In 10 minutes",
  "ring.untitled": "Untitled task",
  "ring.locked": "A reminder",
  "ring.lockedBody": "Open Daybook to see it.",
  "ring.none": "A reminder was changed",
  "ring.noneBody": "On another device, or it is done. Nothing rings now.",
  "ring.more": (count: number): string => `And ${count} more`,
  "ring.test": "This is how a reminder rings",
  "ring.today": "Today",
  "ring.tomorrow": "Tomorrow",
} as const;
