// Yjs documents that others made, from the bytes of an update. Nobody here wrote them: size and number of operations are bounded, and nothing that Yjs throws
// goes further. Which of its two formats the bytes are in they do not say: each is tried, and bytes that read as both are left to the user.

import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { err, ok, type Result } from "../base/result.ts";

export const MAX_UPDATE_BYTES: number = 64 * 1024 ** 2;
/** In the second format a few bytes can stand for any number of operations; those of documents take a byte each and more. */
const mostOperations = (bytes: number): number => 1_000 + 4 * bytes;

export type UpdateFormat = "v1" | "v2";

/** `empty`: it is an update, and nothing is in it. `incomplete`: it builds upon another update that is not there. */
export type UpdateFault = "too-large" | "unreadable" | "empty" | "incomplete";

class BoundedV1 extends Y.UpdateDecoderV1 {
  #left = mostOperations(this.restDecoder.arr.length);

  override readInfo(): number {
    if (this.#left-- === 0) throw new Error("too many operations");
    return super.readInfo();
  }
}

class BoundedV2 extends Y.UpdateDecoderV2 {
  #left = mostOperations(this.restDecoder.arr.length);

  override readInfo(): number {
    if (this.#left-- === 0) throw new Error("too many operations");
    return super.readInfo();
  }
}

/** False where the bytes are no update of that format, or more than one; the document is of no use then. */
function apply(doc: Y.Doc, bytes: Uint8Array, format: UpdateFormat): boolean {
  const decoder = decoding.createDecoder(bytes);
  try {
    Y.readUpdateV2(decoder, doc, null, format === "v1" ? new BoundedV1(decoder) : new BoundedV2(decoder));
    return !decoding.hasContent(decoder);
  } catch {
    return false;
  }
}

function checked(doc: Y.Doc): Result<Y.Doc, UpdateFault> {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return err("incomplete");
  return doc.share.size === 0 ? err("empty") : ok(doc);
}

/** As they were stored, each in the first format. The document is the caller's. */
export function readUpdates(updates: readonly Uint8Array[]): Result<Y.Doc, UpdateFault> {
  if (updates.reduce((sum, { length }) => sum + length, 0) > MAX_UPDATE_BYTES) return err("too-large");
  const doc = new Y.Doc();
  return updates.every((bytes) => apply(doc, bytes, "v1")) ? checked(doc) : err("unreadable");
}

/** Each format that the bytes are an update of, with its document: one as a rule. */
export type ReadUpdate = ReadonlyMap<UpdateFormat, Y.Doc>;

/** The bytes of one update, as `encodeStateAsUpdate` of any Yjs 13 gives it; the documents are the caller's. */
export function readUpdate(bytes: Uint8Array): Result<ReadUpdate, UpdateFault> {
  if (bytes.length > MAX_UPDATE_BYTES) return err("too-large");
  const found = new Map<UpdateFormat, Y.Doc>();
  let fault: UpdateFault = "unreadable";
  for (const format of ["v1", "v2"] as const) {
    const doc = new Y.Doc();
    if (!apply(doc, bytes, format)) continue;
    const read = checked(doc);
    if (read.ok) found.set(format, read.value);
    else if (fault === "unreadable") fault = read.error;
  }
  return found.size > 0 ? ok(found) : err(fault);
}
