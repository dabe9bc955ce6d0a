// Empties an item: every field it shows is cleared and its body taken away. For items whose id is derived from their meaning: the same item may be made
// again on any device, so that its id must not be closed for ever. What another device writes meanwhile stands, as after any edit.

import { err, type Result } from "../base/result.ts";
import { BODY_FIELD } from "./body-names.ts";
import type { ItemDocument } from "./document.ts";
import type { FieldValues } from "./field-value.ts";
import { readItem } from "./read-item.ts";
import { updateItem, type ItemChange, type UpdateError, type WriteContext } from "./update-item.ts";

export function emptyItem(document: ItemDocument, context: WriteContext): Result<ItemChange, UpdateError> {
  const item = readItem(document, new Map([[context.schema.kind, context.schema]]));
  if (item === null) return err({ kind: "no-item" });
  if (item.status === "newer") return err({ kind: "newer-item" });
  // The field that marks the body is written with it.
  const fields = [...item.fields].filter(([field]) => field !== BODY_FIELD);
  const before: FieldValues = Object.fromEntries(fields);
  const after: FieldValues = Object.fromEntries(fields.map(([field]) => [field, null]));
  const body = item.hasBody ? { body: { before: null, after: "" } } : {};
  return updateItem(document, { before, after, ...body }, context);
}
