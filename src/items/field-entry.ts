// How one field stands in a document: under the key `field@writer` the entry `[stamp, value]`, writer = the log's tag in base64url. Keys of one
// field by several writers are its siblings; they exist together only where devices wrote concurrently. Entries that are not of this form
// (a hostile or broken writer) are counted and ignored.

import { base64urlToBytes } from "../base/bytes.ts";
import { parseId, type LogTag } from "../base/ids.ts";
import type { ItemDocument } from "./document.ts";
import { isFieldValue, type FieldValue } from "./field-value.ts";
import { isStamp, type Stamp } from "./stamp.ts";

/** One writer's present value of a field. */
export type Sibling = { readonly writer: LogTag; readonly stamp: Stamp; readonly value: FieldValue };

export type FieldEntries = {
  /** Per field, never empty, the latest first. */
  readonly siblingsByField: ReadonlyMap<string, readonly Sibling[]>;
  /** Entries ignored because they are not of the form of an entry. */
  readonly invalidCount: number;
};

/** Greatest stamp first; of equal stamps the greater log tag. */
function compareSiblings(a: Sibling, b: Sibling): number {
  if (a.stamp !== b.stamp) return b.stamp - a.stamp;
  if (a.writer === b.writer) return 0;
  return a.writer < b.writer ? 1 : -1;
}

export const SEPARATOR = "@";
const MAX_FIELD_LENGTH = 128;

/** Few devices write very many entries. */
const MAX_KNOWN_WRITERS = 256;
const knownWriters = new Map<string, LogTag | null>();

function parseWriter(text: string): LogTag | null {
  const known = knownWriters.get(text);
  if (known !== undefined) return known;
  const bytes = base64urlToBytes(text);
  const writer = bytes === null ? null : parseId("log", bytes);
  if (knownWriters.size >= MAX_KNOWN_WRITERS) knownWriters.clear();
  knownWriters.set(text, writer);
  return writer;
}

/** `null` when `key` is not `field@writer`. */
export function parseFieldKey(key: string): { readonly field: string; readonly writer: LogTag } | null {
  const at = key.lastIndexOf(SEPARATOR);
  if (at < 1 || at > MAX_FIELD_LENGTH) return null;
  const writer = parseWriter(key.slice(at + 1));
  return writer === null ? null : { field: key.slice(0, at), writer };
}

const isList = (entry: unknown): entry is readonly unknown[] => Array.isArray(entry);

function parseEntry(key: string, entry: unknown): { readonly field: string; readonly sibling: Sibling } | null {
  const parsed = parseFieldKey(key);
  if (parsed === null || !isList(entry) || entry.length !== 2) return null;
  const [stamp, value] = entry;
  if (!isStamp(stamp) || !isFieldValue(value)) return null;
  return { field: parsed.field, sibling: { writer: parsed.writer, stamp, value } };
}

export function readFieldEntries(document: ItemDocument): FieldEntries {
  const siblingsByField = new Map<string, Sibling[]>();
  let invalidCount = 0;
  for (const [key, entry] of document.fields.entries()) {
    const parsed = parseEntry(key, entry);
    if (parsed === null) {
      invalidCount += 1;
      continue;
    }
    const siblings = siblingsByField.get(parsed.field);
    if (siblings === undefined) siblingsByField.set(parsed.field, [parsed.sibling]);
    else siblings.push(parsed.sibling);
  }
  for (const siblings of siblingsByField.values()) if (siblings.length > 1) siblings.sort(compareSiblings);
  return { siblingsByField, invalidCount };
}
