// What items of one kind consist of. Every item carries its kind and the schema version it was written under in one field, by the same
// mechanism as all others (two devices may make the same derived item); an item of a newer version or an unknown kind is kept and
// shown, but not written. Values are validated when read: a member's device may write anything.

import type { Sibling } from "./field-entry.ts";
import { isListValue, type FieldValue } from "./field-value.ts";
import type { Policy } from "./policy.ts";

export type FieldSchema = {
  readonly policy: Policy;
  /** For values other than null, which always means "not set". */
  isValid(value: FieldValue): boolean;
};

export type ItemSchema = {
  /** Lower-case word; part of the format. */
  readonly kind: string;
  /** From 1; raised when older readers would misread an item. */
  readonly version: number;
  readonly fields: { readonly [field: string]: FieldSchema };
  /**
   * Ids of items of this kind come from their meaning, so that two devices make the same one. Deleting such an item for good empties it: its id
   * is never closed.
   */
  readonly derivedIds?: boolean;
  /** Sets by name: their members are the fields `name.<member>`. */
  readonly sets: { readonly [name: string]: FieldSchema };
};

/** The schemas a program knows, by kind. */
export type ItemSchemas = ReadonlyMap<string, ItemSchema>;

/** Holds `[kind, version]`; the item's first write. */
export const KIND_FIELD = "kind";
/** Holds the document's state vector (trash.ts). */
export const TRASH_FIELD = "trash";

export type ItemKind = { readonly kind: string; readonly version: number };

const MAX_KIND_LENGTH = 32;

/** The value of `KIND_FIELD` that makes an item of this schema. */
export const kindValue = (schema: ItemSchema): FieldValue => [schema.kind, schema.version];

function parseKindValue(value: FieldValue): ItemKind | null {
  if (!isListValue(value) || value.length !== 2) return null;
  const [kind, version] = value;
  if (typeof kind !== "string" || kind === "" || kind.length > MAX_KIND_LENGTH) return null;
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) return null;
  return { kind, version };
}

/** Of concurrent ones the newest version, so that nobody writes what he cannot read; then the latest. `null` without a valid one. */
export function resolveKind(siblings: readonly Sibling[]): ItemKind | null {
  let newest: ItemKind | null = null;
  for (const { value } of siblings) {
    const parsed = parseKindValue(value);
    if (parsed !== null && (newest === null || parsed.version > newest.version)) newest = parsed;
  }
  return newest;
}

/** `undefined` when items of this schema have no such field. */
export function fieldSchemaOf(schema: ItemSchema, field: string): FieldSchema | undefined {
  if (Object.hasOwn(schema.fields, field)) return schema.fields[field];
  const dot = field.indexOf(".");
  const set = field.slice(0, dot);
  return dot > 0 && dot < field.length - 1 && Object.hasOwn(schema.sets, set) ? schema.sets[set] : undefined;
}

export const isValidFieldValue = (fieldSchema: FieldSchema, value: FieldValue): boolean => value === null || fieldSchema.isValid(value);
