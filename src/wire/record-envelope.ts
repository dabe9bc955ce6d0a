// The outside of a record (PROTOCOL.md "Records"): what every replica reads, chains and verifies without a key, the relay included.
// It stays as it is in later formats: what is inside `payload` is read only by log/record.ts, and only where `format` and `kind` are known there.
// A *husk* is a record without its payload, whose hash stands in its place: its id and its signature are those of the record.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { idToBytes, makeId, type LogTag, type RecordId, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { err, type Result } from "../base/result.ts";
import { MAX_RECORD_BYTES, MAX_SEQ } from "./limits.ts";

export const RECORD_FORMAT = 1;
/** Its body is deflated. */
export const DEFLATED_RECORD_FORMAT = 2;
export const NEWEST_RECORD_FORMAT = Math.max(RECORD_FORMAT, DEFLATED_RECORD_FORMAT);
/** The record kinds of these formats. */
export const RECORD_KIND_CHANGE = 1;
export const RECORD_KIND_PURGE = 2;

/** What a husk begins with, where a record has its format. */
export const HUSK = 0;
const HASH_BYTES = 32;

export const EPOCH_PREFIX_BYTES = 4;
export const SIGNATURE_BYTES = 64;

export type RecordEnvelope = {
  readonly format: number;
  readonly kind: number;
  readonly seq: number;
  /** First 4 bytes of the commitment of the epoch it is sealed under. */
  readonly epochPrefix: Uint8Array;
  /** Nothing in a husk. */
  readonly payload: Uint8Array;
  /** Of the payload that a husk has lost; absent in a record that has it. */
  readonly payloadHash?: Uint8Array;
  readonly signature: Uint8Array;
};

/** The header's fields of a record, before there is a payload. */
export type RecordHeaderFields = Pick<RecordEnvelope, "format" | "kind" | "seq" | "epochPrefix">;

/** Where a record stands, which its bytes do not say. */
export type RecordPlace = { readonly space: SpaceId; readonly log: LogTag };

export const isHusk = ({ payloadHash }: Pick<RecordEnvelope, "payloadHash">): boolean => payloadHash !== undefined;

/** Of stored bytes. */
export const isHuskBytes = (bytes: Uint8Array): boolean => bytes[0] === HUSK;

export const NO_PAYLOAD = new Uint8Array(0);

function readRecord(reader: ByteReader): RecordEnvelope {
  const first = reader.u8();
  const format = first === HUSK ? reader.u8() : first;
  if (format === 0) malformed("format 0");
  const kind = reader.u8();
  const seq = reader.varUint(MAX_SEQ);
  if (seq === 0) malformed("seq 0");
  const epochPrefix = reader.bytes(EPOCH_PREFIX_BYTES);
  if (reader.remaining < SIGNATURE_BYTES) malformed("ends early");
  if (first === HUSK) {
    const payloadHash = reader.bytes(HASH_BYTES);
    return { format, kind, seq, epochPrefix, payload: NO_PAYLOAD, payloadHash, signature: reader.bytes(SIGNATURE_BYTES) };
  }
  const payload = reader.view(reader.remaining - SIGNATURE_BYTES);
  return { format, kind, seq, epochPrefix, payload, signature: reader.bytes(SIGNATURE_BYTES) };
}

export type RecordParseError = DecodeError | { readonly kind: "too-large" };

/** Records of later formats and other kinds parse as well. A record that does not is unverified. */
export function parseRecord(bytes: Uint8Array): Result<RecordEnvelope, RecordParseError> {
  return bytes.length > MAX_RECORD_BYTES ? err({ kind: "too-large" }) : decode(bytes, readRecord);
}

/** 50 bytes: what is authenticated of a record beside its content. */
export function recordHeader({ space, log }: RecordPlace, { format, kind, seq, epochPrefix }: RecordHeaderFields): Uint8Array {
  return new ByteWriter().bytes(idToBytes(space)).bytes(idToBytes(log)).u8(format).u8(kind).u32(seq).bytes(epochPrefix).finish();
}

const NO_RECORD = new Uint8Array(32);

/** What the record's author signs. `previousId`: of the record before it in the log, null before the first. */
export function signedBytesOf(
  sha256: Sha256,
  place: RecordPlace,
  envelope: Omit<RecordEnvelope, "signature">,
  previousId: RecordId | null,
): Uint8Array {
  const previous = previousId === null ? NO_RECORD : idToBytes(previousId);
  return concatBytes(label("record"), recordHeader(place, envelope), previous, envelope.payloadHash ?? sha256(envelope.payload));
}

/** As `signedBytesOf`, with what is large hashed by the platform. */
export async function hashedSignedBytesOf(
  { sha256, digest }: { readonly sha256: Sha256; readonly digest: (message: Uint8Array) => Promise<Uint8Array> },
  place: RecordPlace,
  envelope: Omit<RecordEnvelope, "signature">,
  previousId: RecordId | null,
): Promise<Uint8Array> {
  const payloadHash = envelope.payloadHash ?? (await digest(envelope.payload));
  return signedBytesOf(sha256, place, { ...envelope, payloadHash }, previousId);
}

/** `signed`: as `signedBytesOf` makes it. */
export const recordIdOf = (sha256: Sha256, signed: Uint8Array): RecordId => makeId("record", sha256(signed));
