// Writing fields. A write sets the writer's own key and deletes the sibling keys it has seen (as the field's policy says), only for fields that
// change, all in one transaction: one Yjs update for one record. What was written is told, so that it can be undone: undo is an ordinary
// new write of the former value, only where the field still holds exactly what the action wrote. The trash flag is asked for with
// `true` and `null`; its vector is made here, as the transaction's last write, so that it covers everything the change adds. An edit of the
// body goes with a write of the field that marks it, and is undone with that field.

import type { LogTag } from "../base/ids.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import { blocksStand, readBlocks, takeBlocksBack, takenBack, writtenBlocks, type WrittenBlocks } from "./body-blocks.ts";
import { BODY_FIELD } from "./body-names.ts";
import { changeDocument } from "./change-document.ts";
import { stateVectorOf, type ItemDocument } from "./document.ts";
import { readFieldEntries, type FieldEntries, type Sibling } from "./field-entry.ts";
import { fieldKey, keysOfField } from "./field-key.ts";
import { fieldValuesEqual, isFieldValue, isText, type FieldValue, type FieldValues } from "./field-value.ts";
import {
  fieldSchemaOf,
  isValidFieldValue,
  KIND_FIELD,
  kindValue,
  resolveKind,
  TRASH_FIELD,
  type FieldSchema,
  type ItemSchema,
} from "./item-schema.ts";
import { latest, type FieldWrite } from "./policy.ts";
import { readBody } from "./read-body.ts";
import { validSiblings } from "./read-item.ts";
import type { Stamp } from "./stamp.ts";
import { mergeTexts, textEdit } from "./text-edits.ts";
import { trashedSince } from "./trash.ts";
import type { Tree } from "./tree/tree.ts";
import { encodeStateVector } from "./write-trash.ts";
import { writeBody } from "./write-body.ts";

export type WriteContext = {
  readonly schema: ItemSchema;
  /** The log the change will be a record of. */
  readonly writer: LogTag;
  readonly stamp: Stamp;
};

/** Names what one write put into a field. */
export type FieldEntryName = { readonly writer: LogTag; readonly stamp: Stamp };

/** A field as an action left it, for undoing the action. Survives postMessage and storage. */
export type WrittenField = FieldEntryName & {
  readonly field: string;
  /** What was shown before: null, or (for the trash flag) true while it was in the trash. */
  readonly former: FieldValue;
  /** The entry that alone had said so, if it was one. Undoing makes the field as that entry left it. */
  readonly replaced: FieldEntryName | null;
  /** Of the field that marks the body: what was done to its text. */
  readonly text?: WrittenText;
  /** The same of an edit that an editor has made. */
  readonly blocks?: WrittenBlocks;
};

/** At `start` of the text as it was left, which was `length` long: `inserted` stands where `removed` was. */
export type WrittenText = { readonly start: number; readonly removed: string; readonly inserted: string; readonly length: number };

/** An edit of the body. `before`: the text that the edit was made on, which another one may have followed; null: whatever there is. */
export type BodyEdit = TextEditOfBody | WholeBody;

type TextEditOfBody = { readonly before: string | null; readonly after: string };

/** Of an item that is made: all of its body. */
type WholeBody = { readonly before: null; readonly after: Tree };

export type ItemChange = {
  /** Yjs update V1, for one record; `null` when nothing had to be written. */
  readonly update: Uint8Array | null;
  readonly written: readonly WrittenField[];
};

export type UpdateError =
  /** The item is of a newer schema version or another kind than the writer's schema. */
  | { readonly kind: "newer-item" }
  /** The document holds no item and the change does not make one. */
  | { readonly kind: "no-item" }
  | { readonly kind: "invalid-value"; readonly field: string };

type PlannedWrite = FieldWrite & {
  readonly field: string;
  readonly former: FieldValue;
  readonly replaced: FieldEntryName | null;
  readonly body?: { readonly from: string; readonly to: string } | { readonly undo: WrittenBlocks };
};

/**
 * Writes the fields in which `after` differs from `before`; a field that one of them lacks counts as null there. Without `before` every field of
 * `after` is written, equal or not (making an item, resolving a conflict). Fields not in the schema are a bug of the caller.
 */
export function updateItem(
  document: ItemDocument,
  change: { readonly before?: FieldValues; readonly after: FieldValues; readonly body?: BodyEdit },
  context: WriteContext,
): Result<ItemChange, UpdateError> {
  const { before, after, body } = change;
  const names = before === undefined ? Object.keys(after) : changedFields(before, after);
  const values = names.map((field) => ({ field, value: valueOf(after, field), before: valueOf(before ?? {}, field) }));
  const entries = readFieldEntries(document);
  const refused = refusal(entries, names, context.schema);
  if (refused !== null) return err(refused);
  for (const { field, value } of values) {
    if (!mayStand(context.schema, field, value)) return err({ kind: "invalid-value", field });
  }
  const writes = values.map(({ field, value, before: from }) => planWrite(document, entries, field, from, value, context));
  const bodyWrites = body === undefined ? ok([]) : bodyWritesOf(document, entries, body, context);
  return bodyWrites.ok ? ok(write(document, [...writes, ...bodyWrites.value], context)) : bodyWrites;
}

function bodyWritesOf(
  document: ItemDocument,
  entries: FieldEntries,
  body: BodyEdit,
  context: WriteContext,
): Result<readonly PlannedWrite[], UpdateError> {
  if (isWhole(body)) return ok([planWholeBody(document, entries, body.after, context)]);
  const { text, isPlain } = readBody(document);
  if (!isPlain && !isEmptying(body)) return err({ kind: "newer-item" });
  if (!isText(body.after)) return err({ kind: "invalid-value", field: BODY_FIELD });
  const to = mergeTexts(body.before ?? text, body.after, text);
  return ok(to === text && isPlain ? [] : [planBody(document, entries, text, to, context)]);
}

const isWhole = (body: BodyEdit): body is WholeBody => typeof body.after !== "string";

/** Which goes for a body of whatever elements. */
const isEmptying = ({ before, after }: TextEditOfBody): boolean => before === null && after === "";

export type UndoneFields = ItemChange & {
  /** Fields that something newer stands in, and that were therefore not touched. */
  readonly leftAlone: readonly string[];
};

/** Takes back what an action wrote to this item. What it writes is told like any change: undoing that is redo. */
export function undoFields(
  document: ItemDocument,
  written: readonly WrittenField[],
  context: WriteContext,
): Result<UndoneFields, UpdateError> {
  const entries = readFieldEntries(document);
  const refused = refusal(entries, [], context.schema);
  if (refused !== null) return err(refused);
  const undoable = written.filter((was) => standsAlone(document, entries, was));
  const leftAlone = written.filter((was) => !undoable.includes(was)).map(({ field }) => field);
  const writes = undoable.map(({ field, former, text, blocks }): PlannedWrite => {
    if (blocks !== undefined) return { ...planBodyMark(document, entries, context), body: { undo: blocks } };
    if (text !== undefined) {
      const from = readBody(document).text;
      const to = from.slice(0, text.start) + text.removed + from.slice(text.start + text.inserted.length);
      return planBody(document, entries, from, to, context);
    }
    const present = presentValue(document, entries, field, context.schema);
    return planWrite(document, entries, field, present, former, context);
  });
  return ok({ ...write(document, writes, context), leftAlone });
}

const valueOf = (values: FieldValues, field: string): FieldValue => (Object.hasOwn(values, field) ? (values[field] ?? null) : null);

function changedFields(before: FieldValues, after: FieldValues): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((field) => !fieldValuesEqual(valueOf(before, field), valueOf(after, field)));
}

function refusal(entries: FieldEntries, fields: readonly string[], schema: ItemSchema): UpdateError | null {
  const itemKind = resolveKind(entries.siblingsByField.get(KIND_FIELD) ?? []);
  if (itemKind === null) return fields.includes(KIND_FIELD) ? null : { kind: "no-item" };
  return itemKind.kind === schema.kind && itemKind.version <= schema.version ? null : { kind: "newer-item" };
}

function schemaOfField(schema: ItemSchema, field: string): FieldSchema {
  if (field === KIND_FIELD) return { policy: latest, isValid: (value) => fieldValuesEqual(value, kindValue(schema)) };
  if (field === TRASH_FIELD) return { policy: latest, isValid: (value) => value === true };
  const fieldSchema = fieldSchemaOf(schema, field);
  assert(fieldSchema !== undefined, `items of kind ${schema.kind} have no field ${field}`);
  return fieldSchema;
}

const mayStand = (schema: ItemSchema, field: string, value: FieldValue): boolean =>
  isFieldValue(value) && isValidFieldValue(schemaOfField(schema, field), value) && (field !== KIND_FIELD || value !== null);

const siblingsOf = (entries: FieldEntries, field: string, schema: ItemSchema): readonly Sibling[] =>
  validSiblings(schema, field, entries.siblingsByField.get(field) ?? []);

export function presentValue(document: ItemDocument, entries: FieldEntries, field: string, schema: ItemSchema): FieldValue {
  const siblings = siblingsOf(entries, field, schema);
  if (field === TRASH_FIELD) return trashedSince(siblings, document) === null ? null : true;
  return siblings.length === 0 ? null : schemaOfField(schema, field).policy.resolve(siblings).value;
}

function planWrite(
  document: ItemDocument,
  entries: FieldEntries,
  field: string,
  before: FieldValue,
  after: FieldValue,
  { schema, writer }: WriteContext,
): PlannedWrite {
  const { policy } = schemaOfField(schema, field);
  const written = policy.write(siblingsOf(entries, field, schema), writer, before, after);
  return { ...written, field, former: presentValue(document, entries, field, schema), replaced: soleEntry(document, entries, field) };
}

/** What stands in a field, if it is a single entry. */
export function soleEntry(document: ItemDocument, entries: FieldEntries, field: string): FieldEntryName | null {
  const [sibling] = entries.siblingsByField.get(field) ?? [];
  if (sibling === undefined || keysOfField(document, field).length !== 1) return null;
  return { writer: sibling.writer, stamp: sibling.stamp };
}

const planBodyMark = (document: ItemDocument, entries: FieldEntries, context: WriteContext): PlannedWrite =>
  planWrite(document, entries, BODY_FIELD, null, true, context);

const planBody = (document: ItemDocument, entries: FieldEntries, from: string, to: string, context: WriteContext): PlannedWrite => ({
  ...planBodyMark(document, entries, context),
  body: { from, to },
});

function planWholeBody(document: ItemDocument, entries: FieldEntries, after: Tree, context: WriteContext): PlannedWrite {
  const present = readBlocks(document) ?? [];
  return { ...planBodyMark(document, entries, context), body: { undo: writtenBlocks(after, present) } };
}

/** Whether the only thing in the field is the entry the action wrote, and the body still what it made of it. */
function standsAlone(document: ItemDocument, entries: FieldEntries, { field, writer, stamp, text, blocks }: WrittenField): boolean {
  const sole = soleEntry(document, entries, field);
  if (sole?.writer !== writer || sole.stamp !== stamp) return false;
  if (blocks !== undefined) return blocksStand(document, blocks);
  return text === undefined || standsInBody(document, text);
}

function standsInBody(document: ItemDocument, { start, inserted, length }: WrittenText): boolean {
  const { text, isPlain } = readBody(document);
  return isPlain && text.length === length && text.startsWith(inserted, start);
}

export function writtenText({ from, to }: { readonly from: string; readonly to: string }): WrittenText {
  const { start, end, insert } = textEdit(from, to) ?? { start: 0, end: 0, insert: "" };
  return { start, removed: from.slice(start, end), inserted: insert, length: to.length };
}

function write(document: ItemDocument, writes: readonly PlannedWrite[], { writer, stamp }: WriteContext): ItemChange {
  const update = changeDocument(document, () => {
    // The trash flag last: nothing may be added after its vector was taken.
    for (const { body } of writes) if (body !== undefined) writeText(document, body);
    for (const planned of writes) if (planned.field !== TRASH_FIELD) writeField(document, planned, writer, stamp);
    for (const planned of writes) {
      if (planned.field === TRASH_FIELD) writeField(document, { ...planned, value: trashValue(document, planned.value) }, writer, stamp);
    }
  });
  const written = writes.map(({ field, former, replaced, body }): WrittenField => {
    return { field, former, replaced, writer, stamp, ...(body === undefined ? {} : writtenTo(body)) };
  });
  return { update, written };
}

const writtenTo = (body: NonNullable<PlannedWrite["body"]>): Pick<WrittenField, "text" | "blocks"> =>
  "undo" in body ? { blocks: takenBack(body.undo) } : { text: writtenText(body) };

function writeText(document: ItemDocument, body: NonNullable<PlannedWrite["body"]>): void {
  if ("undo" in body) takeBlocksBack(document, body.undo);
  else writeBody(document, body.to);
}

function writeField(document: ItemDocument, planned: PlannedWrite, writer: LogTag, stamp: Stamp): void {
  const own = fieldKey(planned.field, writer);
  const seen = planned.replaces === "own" ? [] : keysOfField(document, planned.field);
  document.fields.set(own, [stamp, planned.value]);
  for (const key of seen) if (key !== own) document.fields.delete(key);
}

/** Covers what the document holds and the flag's own write, which is one more operation of this client. */
function trashValue(document: ItemDocument, value: FieldValue): FieldValue {
  if (value === null) return null;
  const vector = new Map(stateVectorOf(document));
  vector.set(document.clientId, (vector.get(document.clientId) ?? 0) + 1);
  return encodeStateVector(vector);
}
