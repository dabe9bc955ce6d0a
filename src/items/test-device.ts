// For tests: a device that holds one item, writes to it and exchanges records with others, and a schema with a field of each policy.

import { makeId, type LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readBody } from "./read-body.ts";
import { BODY_FIELD } from "./body-names.ts";
import { applyUpdates, makeDocument, type ItemDocument } from "./document.ts";
import type { FieldValues } from "./field-value.ts";
import { kindValue, type ItemSchema, type ItemSchemas } from "./item-schema.ts";
import { ask, kept, latest, member, type Policy } from "./policy.ts";
import { readItem, type Item } from "./read-item.ts";
import { undoFields, updateItem, type UndoneFields, type WrittenField } from "./update-item.ts";

/** A policy with another write rule than those in use: shows that the mechanism does not know them. */
const counter: Policy = {
  name: "counter",
  resolve: (siblings) => ({ value: siblings.reduce((sum, { value }) => sum + Number(value), 0), isConflict: false }),
  write(siblings, writer, before, after) {
    const own = siblings.find((sibling) => sibling.writer === writer)?.value ?? 0;
    return { value: Number(own) + Number(after) - Number(before), replaces: "own" };
  },
};

export const testSchema: ItemSchema = {
  kind: "thing",
  version: 1,
  fields: {
    title: { policy: ask, isValid: (value) => typeof value === "string" },
    done: { policy: latest, isValid: (value) => typeof value === "number" },
    pages: { policy: counter, isValid: (value) => typeof value === "number" },
    [BODY_FIELD]: { policy: latest, isValid: (value) => value === true },
  },
  sets: {
    tags: { policy: member, isValid: (value) => value === true },
    lines: { policy: kept, isValid: (value) => typeof value === "string" },
  },
};

export const testSchemas: ItemSchemas = new Map([[testSchema.kind, testSchema]]);

export type TestDevice = {
  readonly document: ItemDocument;
  readonly log: LogTag;
  /** Its records so far, in order. */
  readonly updates: readonly Uint8Array[];
  item(): Item;
  value(field: string): unknown;
  make(after: FieldValues): readonly WrittenField[];
  write(before: FieldValues | undefined, after: FieldValues): readonly WrittenField[];
  /** What the body says. */
  text(): string;
  /** Edits the body, as seen when it said `before`. */
  type(before: string, after: string): readonly WrittenField[];
  undo(written: readonly WrittenField[]): UndoneFields;
  /** Applies all records of `others`. */
  receive(...others: readonly TestDevice[]): void;
};

/** Device number `index`, from 1; the greater the number, the greater its log tag. `clock` is shared or apart, as the test needs. */
export function makeTestDevice(index: number, clock: { stamp: number }): TestDevice {
  const document = makeDocument(1000 + index);
  const log = makeId("log", new Uint8Array(8).fill(index));
  const updates: Uint8Array[] = [];
  const context = () => ({ schema: testSchema, writer: log, stamp: (clock.stamp += 1) });
  const keep = (update: Uint8Array | null): void => {
    if (update !== null) updates.push(update);
  };
  const change = (values: Parameters<typeof updateItem>[1]): readonly WrittenField[] => {
    const changed = updateItem(document, values, context());
    assert(changed.ok, "a valid write");
    keep(changed.value.update);
    return changed.value.written;
  };
  const write: TestDevice["write"] = (before, after) => change(before === undefined ? { after } : { before, after });
  const item = (): Item => {
    const read = readItem(document, testSchemas);
    assert(read !== null, "the item was made");
    return read;
  };
  return {
    document,
    log,
    updates,
    item,
    value: (field) => item().fields.get(field) ?? null,
    make: (after) => write(undefined, { kind: kindValue(testSchema), ...after }),
    write,
    text: () => readBody(document).text,
    type: (before, after) => change({ before: {}, after: {}, body: { before, after } }),
    undo(written) {
      const undone = undoFields(document, written, context());
      assert(undone.ok, "a known item");
      keep(undone.value.update);
      return undone.value;
    },
    receive(...others) {
      for (const other of others) assert(applyUpdates(document, other.updates).ok, "records of a test device apply");
    },
  };
}

/** All devices receive everything. */
export function exchange(...devices: readonly TestDevice[]): void {
  for (const device of devices) device.receive(...devices);
}
