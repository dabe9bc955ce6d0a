// The outside of a record written, and a record without its payload: what record-envelope.ts reads.

import { ByteWriter } from "../base/codec.ts";
import type { Sha256 } from "../base/labels.ts";
import { HUSK, isHusk, NO_PAYLOAD, parseRecord, type RecordEnvelope } from "./record-envelope.ts";

export function encodeRecord({ format, kind, seq, epochPrefix, payload, payloadHash, signature }: RecordEnvelope): Uint8Array {
  const writer = payloadHash === undefined ? new ByteWriter() : new ByteWriter().u8(HUSK);
  return writer
    .u8(format)
    .u8(kind)
    .varUint(seq)
    .bytes(epochPrefix)
    .bytes(payloadHash ?? payload)
    .bytes(signature)
    .finish();
}

/** The same record without what it says. Of a husk: itself. */
export function huskOf(sha256: Sha256, bytes: Uint8Array): Uint8Array {
  const record = parseRecord(bytes);
  if (!record.ok || isHusk(record.value)) return bytes;
  return encodeRecord({ ...record.value, payload: NO_PAYLOAD, payloadHash: sha256(record.value.payload) });
}
