// Records sealed and signed (PROTOCOL.md "Records"): what record.ts opens.

import { concatBytes } from "../base/bytes.ts";
import { idToBytes, type LogTag, type RecordId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert } from "../base/result.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { Compression } from "../ports/compression.ts";
import type { Random, Signer } from "../ports/crypto.ts";
import { encodeRecord } from "../wire/encode-record.ts";
import { MAX_RECORD_BYTES } from "../wire/limits.ts";
import {
  DEFLATED_RECORD_FORMAT,
  EPOCH_PREFIX_BYTES,
  RECORD_FORMAT,
  RECORD_KIND_CHANGE,
  RECORD_KIND_PURGE,
  recordHeader,
  recordIdOf,
  signedBytesOf,
} from "../wire/record-envelope.ts";
import { deflateContent, encodeBodyContent, isLarge, padBody } from "./encode-body.ts";
import type { RecordBody } from "./record-body.ts";
import { NONCE_TAIL_BYTES, nonceOf, type RecordKeys, type RecordKind } from "./record.ts";

const NONCE_RANDOM_BYTES = 32;

const KIND_CODES = { change: RECORD_KIND_CHANGE, purge: RECORD_KIND_PURGE } as const satisfies Record<RecordKind, number>;

export type RecordDraft = {
  readonly keys: RecordKeys;
  readonly signer: Signer;
  readonly random: Random;
  readonly compression: Pick<Compression, "deflate">;
  readonly log: LogTag;
  readonly seq: number;
  /** Of the record before it in the log; null before the first. */
  readonly previousId: RecordId | null;
  readonly epoch: EpochKey;
  /** Changes, unless said otherwise. */
  readonly kind?: RecordKind;
  readonly body: RecordBody;
};

export type SealedRecord = { readonly id: RecordId; readonly bytes: Uint8Array };

/** Seals and signs. Asserts the limits, which its caller keeps by splitting actions. */
export async function sealRecord({
  keys,
  signer,
  random,
  compression,
  log,
  seq,
  previousId,
  epoch,
  kind,
  body,
}: RecordDraft): Promise<SealedRecord> {
  const { suite, space } = keys;
  const content = encodeBodyContent(body);
  // Nearly all records are small, and wait for nothing.
  const deflated = isLarge(body) ? await deflateContent(compression, content) : null;
  const format = deflated === null ? RECORD_FORMAT : DEFLATED_RECORD_FORMAT;
  const epochPrefix = idToBytes(epoch.id).subarray(0, EPOCH_PREFIX_BYTES);
  const fields = { format, kind: KIND_CODES[kind ?? "change"], seq, epochPrefix };
  const header = recordHeader({ space, log }, fields);
  const plaintext = padBody(deflated ?? content);
  const tail = suite.sha256(concatBytes(label("nonce"), random(NONCE_RANDOM_BYTES), header, plaintext)).slice(0, NONCE_TAIL_BYTES);
  const payload = concatBytes(tail, suite.seal(keys.keyFor(epoch, log), nonceOf(seq, tail), header, plaintext));
  const signed = signedBytesOf(suite.sha256, { space, log }, { ...fields, payload }, previousId);
  const bytes = encodeRecord({ ...fields, payload, signature: await signer.sign(signed) });
  assert(bytes.length <= MAX_RECORD_BYTES, "a record within its limit");
  return { id: recordIdOf(suite.sha256, signed), bytes };
}
