// The notes of a task, in its details.

export const taskNotes = {
  "taskNotes.tooLong": "Notes of a task can be no longer than this. Go on in a note.",
  "taskNotes.tooLarge":
    "These notes are too long to be saved. What you typed last stays here: cut them shorter, or move part of them into a note.",
  "taskNotes.unknown":
    "These notes hold something that this version of Daybook does not know. You can read them here; update Daybook to write in them.",
  "taskNotes.noCode": "What it takes to write notes could not be loaded. You can read them here. Check the connection and try again.",
} as const;
