// Earlier months, as a window asks for them: the checkpoints that are kept beside the present (`keepMonths`), the tasks in one of them, and bringing some of
// these back as new tasks. Nothing that is there now is ever changed by it.

import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { TaskDetails } from "../../model/task-details.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { StoreError } from "../../ports/store.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import type { ActError, ActReceipt } from "../face.ts";

/** Of one answer. */
export const MAX_MONTH_ROWS = 200;
/** Tasks that may be brought back at once. */
export const MAX_BROUGHT_BACK = 1_000;

export type KeptMonth = {
  readonly checkpoint: CheckpointId;
  /** The month's last state was put together then, by this device. */
  readonly madeAtMs: number;
  readonly device: { readonly id: DeviceId; readonly name: string | null; readonly isSelf: boolean };
  /** Of all its packs; some of them may be needed for the present too. */
  readonly sizeBytes: number;
};

/** What has become of a task since. `gone`: it cannot be read now. */
export type SinceThen = "same" | "changed" | "trashed" | "gone";

export type MonthTask = {
  /** As it was. */
  readonly row: TaskRow;
  /** Its list's name then; null: the inbox. */
  readonly listName: string | null;
  /** The beginning of its notes, on one line; "" where there are none. */
  readonly notesStart: string;
  readonly since: SinceThen;
};

/** Words are looked for in titles, lists, tags and the beginning of notes; all of them must be there. */
export type MonthQuery = { readonly words: string; readonly changedOnly: boolean };

export type MonthTasks = {
  /** In all, and those found. */
  readonly all: number;
  readonly found: number;
  readonly start: number;
  readonly tasks: readonly MonthTask[];
  /** Its packs, and those of them that cannot be read: what is only in these is missing. */
  readonly packs: number;
  readonly unreadablePacks: number;
};

export type MonthError =
  | { readonly kind: "store"; readonly error: StoreError }
  /** It is not kept any more. */
  | { readonly kind: "month-gone" }
  /** Nothing of it, or not this task, can be read. */
  | { readonly kind: "unreadable" };

export type MonthRequest =
  | { readonly kind: "months" }
  /** From `start` on, `MAX_MONTH_ROWS` at most: first open ones, then done ones, then those in the trash. */
  | {
      readonly kind: "month";
      readonly checkpoint: CheckpointId;
      readonly query: MonthQuery;
      readonly start: number;
      readonly count: number;
    }
  /** What is found that can be brought back, `MAX_BROUGHT_BACK` at most. */
  | { readonly kind: "month-ids"; readonly checkpoint: CheckpointId; readonly query: MonthQuery }
  | { readonly kind: "month-task"; readonly checkpoint: CheckpointId; readonly id: ItemId }
  /** Makes new tasks of them, in their lists where these are there. */
  | { readonly kind: "bring-back"; readonly checkpoint: CheckpointId; readonly ids: readonly ItemId[] }
  /** What memory holds of it may go. */
  | { readonly kind: "close-month" };

export type MonthAnswers = {
  /** Newest first. */
  months: Result<readonly KeptMonth[], MonthError>;
  month: Result<MonthTasks, MonthError>;
  "month-ids": Result<readonly ItemId[], MonthError>;
  "month-task": Result<TaskDetails, MonthError>;
  "bring-back": Result<ActReceipt, ActError | MonthError>;
  "close-month": Result<null, MonthError>;
};
