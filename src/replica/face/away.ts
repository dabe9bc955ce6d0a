// What windows and worker say to each other of what other devices changed while this one was away.

import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { UndoError, UndoReceipt } from "./acts.ts";

/** What was done to an item, as far as one word says it. */
export type AwayChange =
  | { readonly kind: "made" | "done" | "reopened" | "trashed" | "restored" | "changed" }
  | { readonly kind: "renamed"; readonly from: string }
  | { readonly kind: "day"; readonly day: PlainDay | null }
  | { readonly kind: "moved"; readonly list: ItemId | null };

/** All that one item went through meanwhile. */
export type AwayLine = {
  readonly key: number;
  readonly item: ItemId;
  readonly of: "task" | "list" | "note";
  readonly title: string;
  /** Who did the last of it; null: not known any more. */
  readonly device: DeviceId | null;
  readonly change: AwayChange;
  readonly isUndone: boolean;
};

/** `lines`: the newest first, at most `MAX_AWAY_LINES`; `more`: so many items beyond. */
export type AwayState = { readonly lines: readonly AwayLine[]; readonly more: number };

export const MAX_AWAY_LINES = 50;

/** `undo-away`: takes back what a line says, where it still stands so. That is an action of this device's, which can itself be undone. */
export type AwayRequest = { readonly kind: "undo-away"; readonly key: number } | { readonly kind: "dismiss-away" };

export type AwayAnswers = { "undo-away": Result<UndoReceipt, UndoError>; "dismiss-away": null };

/** null: there was nothing, or it was put away. */
export type AwayPush = { readonly kind: "away"; readonly away: AwayState | null };

export const isAwayRequest = (request: { readonly kind: string }): request is AwayRequest =>
  request.kind === "undo-away" || request.kind === "dismiss-away";
