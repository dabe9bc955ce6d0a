// The plain form of an item: its document's fields resolved by the policies of its schema. Never throws whatever the document holds: entries
// that are malformed, unknown to the schema or not valid for their field are ignored and counted. An item of a newer schema version or
// of an unknown kind is read with the default policy, so that it can be shown, and is marked: it must not be written.

import { hasBody } from "./body.ts";
import type { ItemDocument } from "./document.ts";
import { readFieldEntries, type FieldEntries, type Sibling } from "./field-entry.ts";
import type { FieldValue } from "./field-value.ts";
import {
  fieldSchemaOf,
  isValidFieldValue,
  KIND_FIELD,
  resolveKind,
  TRASH_FIELD,
  type ItemSchema,
  type ItemSchemas,
} from "./item-schema.ts";
import { latest } from "./policy.ts";
import type { Stamp } from "./stamp.ts";
import { parseStateVector, trashedSince } from "./trash.ts";

export type Item = {
  /** `newer`: written under a schema this program does not know; read-only. */
  readonly status: "known" | "newer";
  readonly kind: string;
  readonly schemaVersion: number;
  /** Resolved values by field, sets as their members `set.<member>`; only those that are not null. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Fields whose siblings the user should choose from: all valid ones, the shown one first. */
  readonly conflicts: ReadonlyMap<string, readonly Sibling[]>;
  /** There is something in its body (body.ts). */
  readonly hasBody: boolean;
  readonly isTrashed: boolean;
  /** When it was put into the trash, while it is there. */
  readonly trashedStamp: Stamp | null;
  readonly createdStamp: Stamp;
  readonly changedStamp: Stamp;
  /** Entries ignored: malformed, not in the schema, or not valid for their field. */
  readonly ignoredEntries: number;
};

/** `null` when the document holds no valid kind: nothing was made here yet, or only by a broken writer. */
export function readItem(document: ItemDocument, schemas: ItemSchemas): Item | null {
  const entries = readFieldEntries(document);
  const kindSiblings = validSiblings(null, KIND_FIELD, entries.siblingsByField.get(KIND_FIELD) ?? []);
  const itemKind = resolveKind(kindSiblings);
  if (itemKind === null) return null;
  const schema = schemas.get(itemKind.kind);
  const known = schema !== undefined && schema.version >= itemKind.version ? schema : null;
  const trashedStamp = trashedSince(validSiblings(null, TRASH_FIELD, entries.siblingsByField.get(TRASH_FIELD) ?? []), document);
  return {
    status: known === null ? "newer" : "known",
    kind: itemKind.kind,
    schemaVersion: itemKind.version,
    ...resolveFields(entries, known),
    hasBody: hasBody(document),
    isTrashed: trashedStamp !== null,
    trashedStamp,
    createdStamp: Math.min(...kindSiblings.map((sibling) => sibling.stamp)),
    changedStamp: changedStampOf(entries),
  };
}

/** The kind of the item, known here or not; `null` as for `readItem`. */
export const kindOf = (document: ItemDocument): string | null =>
  resolveKind(validSiblings(null, KIND_FIELD, readFieldEntries(document).siblingsByField.get(KIND_FIELD) ?? []))?.kind ?? null;

function resolveFields(entries: FieldEntries, schema: ItemSchema | null): Pick<Item, "fields" | "conflicts" | "ignoredEntries"> {
  const fields = new Map<string, FieldValue>();
  const conflicts = new Map<string, readonly Sibling[]>();
  let ignoredEntries = entries.invalidCount;
  for (const [field, siblings] of entries.siblingsByField) {
    const valid = validSiblings(schema, field, siblings);
    ignoredEntries += siblings.length - valid.length;
    if (field === KIND_FIELD || field === TRASH_FIELD || valid.length === 0) continue;
    const policy = (schema === null ? undefined : fieldSchemaOf(schema, field)?.policy) ?? latest;
    const { value, isConflict } = policy.resolve(valid);
    if (value !== null) fields.set(field, value);
    if (isConflict) conflicts.set(field, valid);
  }
  return { fields, conflicts, ignoredEntries };
}

/** Those of `siblings` that may stand in this field; all of them when the schema is not known. */
export function validSiblings(schema: ItemSchema | null, field: string, siblings: readonly Sibling[]): readonly Sibling[] {
  if (field === KIND_FIELD) return siblings.filter((sibling) => resolveKind([sibling]) !== null);
  if (field === TRASH_FIELD) return siblings.filter(({ value }) => value === null || parseStateVector(value) !== null);
  if (schema === null) return siblings;
  const fieldSchema = fieldSchemaOf(schema, field);
  return fieldSchema === undefined ? [] : siblings.filter(({ value }) => isValidFieldValue(fieldSchema, value));
}

function changedStampOf(entries: FieldEntries): Stamp {
  let changed = 0;
  for (const siblings of entries.siblingsByField.values()) changed = Math.max(changed, siblings[0]?.stamp ?? 0);
  return changed;
}

/** The members of the set `name`, ascending. */
export function setMembersOf(item: Item, name: string): string[] {
  const prefix = `${name}.`;
  return [...item.fields]
    .filter(([field, value]) => field.startsWith(prefix) && value === true)
    .map(([field]) => field.slice(prefix.length))
    .sort();
}
