// Which of the items that are to be deleted for good may be, and how: those in the trash, of a kind this version knows. Others are left alone, not refused:
// an edit from elsewhere may have brought one back while somebody emptied the trash. Items with derived ids are emptied; their ids stay open.

import type { ItemId } from "../base/ids.ts";
import type { ItemSchema, ItemSchemas } from "../items/item-schema.ts";
import type { Item } from "../items/read-item.ts";

export type PurgePlan = {
  readonly purge: readonly ItemId[];
  readonly empty: readonly { readonly id: ItemId; readonly schema: ItemSchema }[];
};

/** `itemOf`: null when there is none. */
export function planPurge(ids: readonly ItemId[], itemOf: (id: ItemId) => Item | null, schemas: ItemSchemas): PurgePlan {
  const purge: ItemId[] = [];
  const empty: { id: ItemId; schema: ItemSchema }[] = [];
  for (const id of ids) {
    const item = itemOf(id);
    const schema = item === null ? undefined : schemas.get(item.kind);
    if (item === null || schema === undefined || !item.isTrashed || item.status === "newer") continue;
    if (schema.derivedIds === true) empty.push({ id, schema });
    else purge.push(id);
  }
  return { purge, empty };
}
