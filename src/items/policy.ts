// What concurrent values of a field mean. A policy is a pure function of the siblings (never empty, the latest first) together with the rule by
// which a write treats them: most writes replace every sibling they have seen, a counter's would replace only the writer's own. Everything
// else (storing, reading, undo, conflicts) knows policies only through this shape, so that adding one touches nothing but a schema.

import type { LogTag } from "../base/ids.ts";
import type { Sibling } from "./field-entry.ts";
import { fieldValuesEqual, type FieldValue } from "./field-value.ts";

export type Resolved = {
  readonly value: FieldValue;
  /** The user should choose: the siblings stay until someone writes. */
  readonly isConflict: boolean;
};

export type FieldWrite = {
  readonly value: FieldValue;
  /** Which keys of the field give way to the writer's new one. */
  readonly replaces: "every-seen" | "own";
};

export type Policy = {
  readonly name: string;
  /** The same for the same siblings everywhere: of values, stamps and writers only. */
  resolve(siblings: readonly Sibling[]): Resolved;
  /** What a change from `before` to `after` writes; `siblings` are those present, possibly none. */
  write(siblings: readonly Sibling[], writer: LogTag, before: FieldValue, after: FieldValue): FieldWrite;
};

const replaceEverySeen: Policy["write"] = (_siblings, _writer, _before, after) => ({ value: after, replaces: "every-seen" });

const latestValue = (siblings: readonly Sibling[]): FieldValue => siblings[0]?.value ?? null;

/** The greatest stamp, ties by log. */
export const latest: Policy = {
  name: "latest",
  resolve: (siblings) => ({ value: latestValue(siblings), isConflict: false }),
  write: replaceEverySeen,
};

/** Shows the latest; where siblings differ it is the user's to choose. */
export const ask: Policy = {
  name: "ask",
  resolve(siblings) {
    const value = latestValue(siblings);
    return { value, isConflict: siblings.some((sibling) => !fieldValuesEqual(sibling.value, value)) };
  },
  write: replaceEverySeen,
};

/** One member of a set, true while in it: adding wins over concurrent removal. */
export const member: Policy = {
  name: "set",
  resolve: (siblings) => ({ value: siblings.some((sibling) => sibling.value === true) ? true : null, isConflict: false }),
  write: replaceEverySeen,
};

/** Shows the latest value that is there: keeping something wins over removing it concurrently. */
export const kept: Policy = {
  name: "kept",
  resolve: (siblings) => ({ value: siblings.find(({ value }) => value !== null)?.value ?? null, isConflict: false }),
  write: replaceEverySeen,
};
