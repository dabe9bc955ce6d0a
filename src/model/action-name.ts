// What an intent is called in the log, apart from the intents: a start names none.

import type { TaskIntent } from "./task-intent.ts";

/** Names of actions in PROTOCOL.md "Records"; log/ gives each its code. */
export type TaskActionName =
  | "create"
  | "edit"
  | "complete"
  | "reopen"
  | "schedule"
  | "trash"
  | "restore"
  | "purge"
  | "move"
  | "resolve"
  | "import"
  | "type";

const ACTION_NAMES = {
  create: "create",
  copy: "create",
  import: "import",
  rename: "edit",
  "set-day": "schedule",
  "set-when": "schedule",
  "set-start": "schedule",
  skip: "schedule",
  "set-repeat": "schedule",
  "add-reminder": "edit",
  "remove-reminder": "edit",
  "set-priority": "edit",
  "add-tag": "edit",
  "remove-tag": "edit",
  "set-notes": "type",
  "edit-notes": "type",
  trash: "trash",
  restore: "restore",
  purge: "purge",
  move: "move",
  resolve: "resolve",
  "add-entries": "edit",
  "edit-entry": "edit",
  "check-entries": "edit",
  "move-entry": "edit",
  "remove-entries": "edit",
  "create-list": "create",
  "rename-list": "edit",
  "color-list": "edit",
  "move-list": "move",
  "archive-list": "edit",
  "add-section": "edit",
  "rename-section": "edit",
  "move-section": "move",
  "remove-section": "edit",
  "trash-list": "trash",
  "restore-list": "restore",
  "create-note": "create",
  "rename-note": "edit",
  "set-mirror": "edit",
  "create-view": "create",
  "rename-view": "edit",
  "set-asks": "edit",
  "color-view": "edit",
  "move-view": "move",
} as const satisfies Record<Exclude<TaskIntent["kind"], "set-done">, TaskActionName>;

export function actionOf(intent: TaskIntent): TaskActionName {
  if (intent.kind === "set-done") return intent.done ? "complete" : "reopen";
  return ACTION_NAMES[intent.kind];
}
