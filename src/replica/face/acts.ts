// What the replica's face answers to what a person does: face.ts says the rest.

import type { ActionId, ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { StoreError } from "../../ports/store.ts";

export type ActReceipt = {
  /** null: everything was so already, nothing was written. */
  readonly action: ActionId | null;
  /** The items made or changed. */
  readonly items: readonly ItemId[];
  /** What was done before `action`, in other spaces, as a part of the same. */
  readonly before?: readonly ActionId[];
  /** The day that the task has moved on to, of one that comes again. */
  readonly next?: PlainDay;
};

export type ActError =
  | { readonly kind: "store"; readonly error: StoreError }
  /**
   * The item is gone, in a newer format (of notes: these alone may be), in a pack that is damaged here, the intent does not fit it any more, the item
   * would become too large to be stored, or there are as many lists, tags or checklist entries as may be.
   */
  | { readonly kind: "refused"; readonly reason: "no-such-item" | "newer-item" | "unreadable-item" | "invalid" | "too-large" | "too-many" }
  /** This device may only read. */
  | { readonly kind: "read-only" };

/** What an undo took back, and how many fields (notes count as one) it left alone because something newer stands there. */
export type UndoReceipt = ActReceipt & { readonly leftAlone: number };

export type UndoError = ActError | { readonly kind: "nothing-to-undo" };
