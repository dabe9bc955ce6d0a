// The row of a list: its plain projection, made only from the item, and its order among the lists.

import type { ItemId, SpaceId } from "../base/ids.ts";
import type { FieldValue } from "../items/field-value.ts";
import { compareOrderKeys } from "../items/order-key.ts";
import type { Item } from "../items/read-item.ts";
import { stampToMs } from "../items/stamp.ts";
import { parsePlace } from "./field-parts.ts";
import { listColorOf, listSchema, type ListColor } from "./list-schema.ts";
import { sectionsOf, type Section } from "./sections.ts";
import { conflictsOf, type FieldConflict } from "./field-conflict.ts";

/** A list as its item says. */
export type ListFields = {
  readonly id: ItemId;
  readonly kind: "list";
  /** Empty when no valid name was ever written. */
  readonly name: string;
  readonly color: ListColor;
  /** An order key; "" where none was written, which sorts last. */
  readonly order: string;
  /** In their order. */
  readonly sections: readonly Section[];
  /** Out of the way, with its tasks, which stay in it. */
  readonly archived: boolean;
  /** One that lists are made from: archived as well. */
  readonly template: boolean;
  /** While it is in the trash its tasks show in the inbox, unless they are in the trash too. */
  readonly trashed: boolean;
  /** Milliseconds since 1970, as all times here. */
  readonly trashedMs: number | null;
  readonly conflicts: readonly FieldConflict[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** Written by a newer version of Daybook: shown as far as it is understood, read-only. */
  readonly newer: boolean;
};

/** With what only the index knows. */
export type ListRow = ListFields & {
  /** Open tasks that show in it; 0 while it is in the trash. */
  readonly openTasks: number;
  /** Where lists of several spaces are shown together: the shared one it is of; absent: the user's own. */
  readonly space?: SpaceId;
};

/** `null` when the item is not a list. */
export function listFields(id: ItemId, item: Item): ListFields | null {
  if (item.kind !== listSchema.kind) return null;
  const field = (name: string): FieldValue => item.fields.get(name) ?? null;
  const name = field("name");
  return {
    id,
    kind: "list",
    name: typeof name === "string" ? name : "",
    color: listColorOf(field("color")),
    order: parsePlace(field("place"))?.order ?? "",
    sections: sectionsOf(item),
    archived: field("archived") === true,
    template: field("template") === true,
    trashed: item.isTrashed,
    trashedMs: item.trashedStamp === null ? null : stampToMs(item.trashedStamp),
    conflicts: conflictsOf(item, "name"),
    createdMs: stampToMs(item.createdStamp),
    changedMs: stampToMs(item.changedStamp),
    newer: item.status === "newer",
  };
}

/** The user's order; lists without a place last, equal places by id. Of views as well. */
export function compareLists(a: Pick<ListFields, "id" | "order">, b: Pick<ListFields, "id" | "order">): number {
  if ((a.order === "") !== (b.order === "")) return a.order === "" ? 1 : -1;
  return compareOrderKeys(a.order, b.order) || compareOrderKeys(a.id, b.id);
}
