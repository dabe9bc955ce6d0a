// What is sealed inside a record (PROTOCOL.md "Records"): one user action's changes, padded, or deflated (deflated-body.ts) and then padded. There is one way
// to write each body (encode-body.ts); every other is void, so that all replicas ignore the same ones.

import { decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type ActionId, type ItemId, type RecordId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { DecodeError } from "../base/codec.ts";
import { readId } from "../wire/fields.ts";
import { MAX_RECORD_BYTES, MAX_UPDATE_BYTES } from "../wire/limits.ts";
import { endPadding } from "./padme.ts";

/** `update`: a Yjs update, V1. */
export type ItemChange = { readonly item: ItemId; readonly update: Uint8Array };

export type RecordBody = {
  /** Hybrid logical clock, at most 2^53 - 1. */
  readonly stamp: number;
  /** null: this record is the whole action (`actionOfRecord`). */
  readonly action: ActionId | null;
  /** One of `ACTION_CODES`, or a later version's. */
  readonly code: number;
  /** At least one. */
  readonly changes: readonly ItemChange[];
};

/** The id of the action a record belongs to. */
export const actionOfRecord = (body: Pick<RecordBody, "action">, record: RecordId): ActionId =>
  body.action ?? makeId("action", idToBytes(record).subarray(0, ID_BYTES.action));

function readAction(reader: ByteReader): ActionId | null {
  const action = reader.varBytes(ID_BYTES.action);
  if (action.length === 0) return null;
  return action.length === ID_BYTES.action ? makeId("action", action) : malformed("action of another length");
}

function readChange(reader: ByteReader): ItemChange {
  return { item: readId(reader, "item"), update: reader.varView(MAX_UPDATE_BYTES) };
}

function readContent(reader: ByteReader): RecordBody {
  const body = {
    stamp: reader.varUint(),
    action: readAction(reader),
    code: reader.u8(),
    changes: reader.list(MAX_RECORD_BYTES, ID_BYTES.item + 1, readChange),
  };
  if (body.changes.length === 0) malformed("no change");
  return body;
}

function readBody(reader: ByteReader): RecordBody {
  const paddedLength = reader.remaining;
  const body = readContent(reader);
  endPadding(reader, paddedLength);
  return body;
}

export const parseRecordBody = (bytes: Uint8Array): Result<RecordBody, DecodeError> => decode(bytes, readBody);

/** Of a body without its padding. */
export const parseBodyContent = (bytes: Uint8Array): Result<RecordBody, DecodeError> => decode(bytes, readContent);
