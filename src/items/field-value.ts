// What a field may hold: JSON-like values and byte strings, bounded in depth and size. Values that come out of a document were written by
// any member's device, possibly a hostile one, so everything is checked here before it is used; nothing is copied, values are never changed.

import { bytesEqual } from "../base/bytes.ts";

export type FieldValue = null | boolean | number | string | Uint8Array | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/** Plain fields by name, as changes carry them. */
export type FieldValues = { readonly [field: string]: FieldValue };

/** Levels of arrays and objects inside each other; our own values use two. */
const MAX_DEPTH = 8;
/** Sum over all characters, bytes, keys and elements: keeps one value well inside one record. */
const MAX_SIZE = 65_536;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text that UTF-8 can carry: a lone surrogate would read differently on the device that wrote it and on all others. */
export const isText = (value: string): boolean => !LONE_SURROGATE.test(value);

function isPlainObject(value: object): value is { readonly [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The size of a value, or Infinity where something in it is not allowed or not within `budget`. */
function sizeOf(value: unknown, depth: number, budget: number): number {
  switch (typeof value) {
    case "boolean":
      return 1;
    case "number":
      return Number.isFinite(value) ? 1 : Infinity;
    case "string":
      return value.length <= budget && isText(value) ? value.length + 1 : Infinity;
    case "object":
      return value === null ? 1 : sizeOfObject(value, depth, budget);
    default:
      return Infinity;
  }
}

function sizeOfObject(value: object, depth: number, budget: number): number {
  if (value instanceof Uint8Array) return value.length + 1;
  if (depth >= MAX_DEPTH) return Infinity;
  if (Array.isArray(value)) return sizeOfParts(value, depth, budget);
  if (!isPlainObject(value)) return Infinity;
  return sizeOfParts(Object.entries(value).flat(), depth, budget);
}

function sizeOfParts(parts: readonly unknown[], depth: number, budget: number): number {
  let size = 1;
  for (const part of parts) {
    size += sizeOf(part, depth + 1, budget - size);
    if (size > budget) return Infinity;
  }
  return size;
}

export function isFieldValue(value: unknown): value is FieldValue {
  return sizeOf(value, 0, MAX_SIZE) <= MAX_SIZE;
}

export function isRecordValue(value: FieldValue): value is { readonly [key: string]: FieldValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export const isListValue = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value);

/** Equality by content; the order of an object's keys does not matter. */
export function fieldValuesEqual(a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && bytesEqual(a, b);
  if (isListValue(a)) return isListValue(b) && a.length === b.length && a.every((part, i) => fieldValuesEqual(part, b[i] ?? null));
  return isRecordValue(a) && isRecordValue(b) && recordsEqual(a, b);
}

function recordsEqual(a: FieldValues, b: FieldValues): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && fieldValuesEqual(a[key] ?? null, b[key] ?? null));
}
