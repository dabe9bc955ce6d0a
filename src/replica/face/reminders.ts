// What windows and worker say to each other of reminders that ring: whether something wakes this device while the app is closed, and what rings now.

import type { ItemId, SpaceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { DueReminder } from "../../model/due-reminder.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { StoreError } from "../../ports/store.ts";
import type { RemindersKept } from "../../wire/frames.ts";

export type RemindersState = {
  /** For whom a subscription has to be: the relay's; null where there is none that wakes devices, as far as is known. */
  readonly pushKey: Uint8Array | null;
  /** Where this device is woken; null: nowhere. */
  readonly endpoint: string | null;
  /** What the relay has said last of what it is to wake this device for; null: nothing yet. */
  readonly kept: RemindersKept | null;
  /** Minutes at which something rings from now on, and the first of them, since 1970. */
  readonly ahead: number;
  readonly next: number | null;
};

export type ReminderRequest =
  | { readonly kind: "ring-state" }
  /** `endpoint`: of this browser's subscription; null: there is none (any more). `language`: in which the app speaks. */
  | { readonly kind: "ring-waking"; readonly endpoint: string | null; readonly language: string }
  /** Rings once more so many minutes from now, on this device alone. `space`: as in the reminder. */
  | { readonly kind: "ring-later"; readonly id: ItemId; readonly space: SpaceId | null; readonly minutes: number }
  /** Rings with this title at the minute after next, for somebody who wants to close the app and see. */
  | { readonly kind: "ring-test"; readonly title: string }
  /** Open tasks that remind, `MAX_REMINDER_ROWS` at most. */
  | { readonly kind: "ring-rows" };

export const MAX_REMINDER_ROWS = 2_000;

export type ReminderAnswers = {
  "ring-state": Result<RemindersState, StoreError>;
  "ring-waking": Result<null, StoreError>;
  "ring-later": Result<null, StoreError>;
  "ring-test": Result<null, StoreError>;
  "ring-rows": Result<readonly TaskRow[], StoreError>;
};

/** No other kind begins so. */
export const isReminderRequest = (request: { readonly kind: string }): request is ReminderRequest => request.kind.startsWith("ring-");

/** To be shown now, by this window. */
export type RingPush = { readonly kind: "ring"; readonly due: readonly DueReminder[] };

export type ReminderPush =
  /** Of the tab that holds the links, whenever it changes. */
  { readonly kind: "reminders"; readonly reminders: RemindersState } | RingPush;
