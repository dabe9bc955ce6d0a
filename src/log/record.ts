// Records opened (PROTOCOL.md "Records"); they are sealed in seal-record.ts. The outside of a record, its id and what is signed are wire/record-envelope.ts;
// the body's bytes are record-body.ts. A record is sealed for one place: moved to another log, number or space it neither verifies nor opens.

import { bytesToHex, concatBytes, freeBuffer } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, type DeviceId, type LogTag, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import {
  DEFLATED_RECORD_FORMAT,
  isHusk,
  NEWEST_RECORD_FORMAT,
  RECORD_KIND_CHANGE,
  RECORD_KIND_PURGE,
  recordHeader,
  type RecordEnvelope,
} from "../wire/record-envelope.ts";
import { parseDeflatedBody } from "./deflated-body.ts";
import { parseRecordBody, type RecordBody } from "./record-body.ts";

export type { EpochKey } from "../crypto/epoch-key.ts";

const KEY_BYTES = 32;
export const NONCE_TAIL_BYTES = 8;

/** The keys that a space's records are sealed under, by epoch and log. Deriving one costs as much as opening a small record: they are remembered. */
export type RecordKeys = {
  readonly suite: CryptoSuite;
  readonly space: SpaceId;
  readonly keyFor: (epoch: EpochKey, log: LogTag) => Uint8Array;
};

export function makeRecordKeys(suite: CryptoSuite, space: SpaceId): RecordKeys {
  const keyByEpochAndLog = new Map<string, Uint8Array>();
  const keyFor = (epoch: EpochKey, log: LogTag): Uint8Array => {
    const name = epoch.id + log;
    const known = keyByEpochAndLog.get(name);
    if (known !== undefined) return known;
    const key = suite.hkdf(epoch.key, idToBytes(space), concatBytes(label("record"), idToBytes(log)), KEY_BYTES);
    keyByEpochAndLog.set(name, key);
    return key;
  };
  return { suite, space, keyFor };
}

/** `purge`: its changes' updates are the state vectors of the documents as they were deleted for good (items/trash.ts). */
export type RecordKind = "change" | "purge";

const KINDS_BY_CODE: ReadonlyMap<number, RecordKind> = new Map([
  [RECORD_KIND_CHANGE, "change"],
  [RECORD_KIND_PURGE, "purge"],
]);

export const nonceOf = (seq: number, tail: Uint8Array): Uint8Array => new ByteWriter().u32(seq).bytes(tail).finish();

/** Whether `device` signed the record; `signed` as `signedBytesOf` makes it. */
export const verifyRecord = (
  suite: Pick<CryptoSuite, "verify">,
  device: DeviceId,
  signed: Uint8Array,
  envelope: Pick<RecordEnvelope, "signature">,
): Promise<boolean> => suite.verify(idToBytes(device), signed, envelope.signature);

export type OpenRecordError =
  /** A later format or kind: parked until an upgrade. */
  | { readonly kind: "newer" }
  /** None of the keys given is of its epoch: the content waits. */
  | { readonly kind: "keyless" }
  /** Broken inside: ignored by all alike. */
  | { readonly kind: "void"; readonly reason: string };

export type OpenedRecord = RecordBody & { readonly kind: RecordKind };

function parseBody({ format }: RecordEnvelope, plaintext: Uint8Array): ReturnType<typeof parseRecordBody> {
  if (format !== DEFLATED_RECORD_FORMAT) return parseRecordBody(plaintext);
  const body = parseDeflatedBody(plaintext);
  // What was inflated stands by itself.
  freeBuffer(plaintext.buffer);
  return body;
}

/** Opens a record that has been verified. `epochs`: the keys held; each whose commitment begins as the record says is tried. */
export function openRecord(
  keys: RecordKeys,
  log: LogTag,
  envelope: RecordEnvelope,
  epochs: Iterable<EpochKey>,
): Result<OpenedRecord, OpenRecordError> {
  if (isHusk(envelope)) return err({ kind: "void", reason: "a husk" });
  const kind = KINDS_BY_CODE.get(envelope.kind);
  if (envelope.format > NEWEST_RECORD_FORMAT || kind === undefined) return err({ kind: "newer" });
  const header = recordHeader({ space: keys.space, log }, envelope);
  const [tail, sealed] = [envelope.payload.subarray(0, NONCE_TAIL_BYTES), envelope.payload.subarray(NONCE_TAIL_BYTES)];
  const epochPrefix = bytesToHex(envelope.epochPrefix);
  let error: OpenRecordError = { kind: "keyless" };
  for (const epoch of epochs) {
    if (!epoch.id.startsWith(epochPrefix)) continue;
    if (tail.length < NONCE_TAIL_BYTES) return err({ kind: "void", reason: "no nonce" });
    const plaintext = keys.suite.open(keys.keyFor(epoch, log), nonceOf(envelope.seq, tail), header, sealed);
    if (plaintext !== null) {
      const body = parseBody(envelope, plaintext);
      return body.ok ? ok({ ...body.value, kind }) : err({ kind: "void", reason: body.error.reason });
    }
    error = { kind: "void", reason: "does not open" };
  }
  return err(error);
}
