// What planning an intent works with: the items as they are, what is around them, and the changes that come of it. Plans are pure, and repeatable,
// since an append that lost the race for its log's head plans again from what the items are by then. A change names only the fields it means to
// touch, as they were and as they shall be; items/update-item.ts writes the difference. What an intent would not change makes no change.

import type { ItemId, LogTag } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { fieldValuesEqual, type FieldValue, type FieldValues } from "../items/field-value.ts";
import type { ItemSchema } from "../items/item-schema.ts";
import type { Item } from "../items/read-item.ts";
import type { BodyEdit } from "../items/update-item.ts";
import type { PlainDay } from "./plain-day.ts";
import type { Repeat } from "./repeat.ts";
import type { Orders, TaskNeighbours } from "./task-order.ts";

/** One item's change, for `updateItem` with `schema`. `before` is absent where `after` is written as it is. */
export type PlannedChange = {
  readonly itemId: ItemId;
  readonly schema: ItemSchema;
  readonly before?: FieldValues;
  readonly after: FieldValues;
  readonly body?: BodyEdit;
  /** Instead: what an editor has done to the body. */
  readonly editorUpdate?: Uint8Array;
};

/** What planning asks about the lists, and about the views. */
export interface ListNeighbours {
  /** The order key of one, "" where it has none; `null` when there is no such one. */
  orderOf(id: ItemId): string | null;
  /** Of all, those in the trash too. */
  readonly orders: Orders;
  readonly count: number;
}

/** What moves tasks on that come again: code that is loaded when one is to move. */
export interface Repeating {
  /** As in repeat/occurrences.ts. */
  nextAfter(repeat: Repeat, after: PlainDay): PlainDay | null;
  /** The item in which is logged what was done of a task on its day; null: it was deleted for good. */
  occurrenceId(id: ItemId, day: PlainDay): ItemId | null;
}

export type PlanContext = {
  /** The item as it is now; null when there is none. */
  item(id: ItemId): Item | null;
  readonly neighbours: TaskNeighbours;
  readonly lists: ListNeighbours;
  readonly views: ListNeighbours;
  /** How most tasks spell a tag; `tag` itself if none has it. */
  spellingOf(tag: string): string;
  /** null: not loaded yet. */
  readonly repeating: Repeating | null;
  /** The log that will hold the change. */
  readonly writer: LogTag;
  readonly nowMs: number;
};

export type PlanError =
  | { readonly kind: "no-such-item"; readonly id: ItemId }
  /** Written by a newer version of Daybook: read-only here. */
  | { readonly kind: "newer-item"; readonly id: ItemId }
  /** A task comes again, and the code for that is not loaded yet: to be planned again with it. */
  | { readonly kind: "repeating-needed"; readonly id: ItemId }
  /** No room for more: tags or entries of a task, lists, or views. */
  | { readonly kind: "too-many"; readonly id: ItemId };

export type Planned = Result<readonly PlannedChange[], PlanError>;

export type Edit = Pick<PlannedChange, "before" | "after" | "body" | "editorUpdate">;

export const fieldOf = ({ fields }: Item, field: string): FieldValue => fields.get(field) ?? null;

/** `null` when nothing would change. */
export function edit(field: string, before: FieldValue, after: FieldValue): Edit | null {
  return fieldValuesEqual(before, after) ? null : { before: { [field]: before }, after: { [field]: after } };
}

/** One edit of many fields of an item; `null` when nothing would change. */
export function editAll(item: Item, after: FieldValues): Edit | null {
  const before = Object.fromEntries(Object.keys(after).map((field) => [field, fieldOf(item, field)]));
  return fieldValuesEqual(before, after) ? null : { before, after };
}

/** A problem of one item, by its kind. */
type Problem = Exclude<PlanError["kind"], "no-such-item" | "newer-item" | "repeating-needed">;

/** The edits of existing items of one kind. */
export function planEach(
  schema: ItemSchema,
  ids: readonly ItemId[],
  context: PlanContext,
  plan: (item: Item, index: number) => Edit | Problem | null,
): Result<PlannedChange[], PlanError> {
  const changes: PlannedChange[] = [];
  for (const [index, itemId] of ids.entries()) {
    const item = context.item(itemId);
    if (item === null || item.kind !== schema.kind) return err({ kind: "no-such-item", id: itemId });
    if (item.status === "newer") return err({ kind: "newer-item", id: itemId });
    const planned = plan(item, index);
    if (typeof planned === "string") return err({ kind: planned, id: itemId });
    if (planned !== null) changes.push({ itemId, schema, ...planned });
  }
  return ok(changes);
}
