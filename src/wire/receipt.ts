// Receipts (PROTOCOL.md "Receipts"): a device's signed word on what it has durably stored. Devices make them; everyone checks and passes them on.

import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { idToBytes, type DeviceId } from "../base/ids.ts";
import type { Sha256 } from "../base/labels.ts";
import type { Result } from "../base/result.ts";
import { readHex, readId } from "./fields.ts";
import type { CheckpointId, Version } from "./frames.ts";
import { MAX_CHECKPOINTS } from "./limits.ts";
import { SIGNATURE_BYTES } from "./record-envelope.ts";
import { readVersion } from "./version.ts";

export const CHECKPOINT_ID_BYTES = 32;
const DIGEST_BYTES = 8;

export type Receipt = {
  readonly device: DeviceId;
  /** The highest of a device is its newest. */
  readonly counter: number;
  /** What it has durably stored. */
  readonly version: Version;
  /** What it has verified. */
  readonly checkpoints: readonly CheckpointId[];
  /** What it has found to differ from its own documents. */
  readonly objections?: readonly CheckpointId[];
};

const readCheckpoints = (reader: ByteReader): CheckpointId[] =>
  reader.list(MAX_CHECKPOINTS, CHECKPOINT_ID_BYTES, () => readHex(reader, CHECKPOINT_ID_BYTES));

/** Absent when there are none: then the signature follows at once. */
function readObjections(reader: ByteReader): Pick<Receipt, "objections"> {
  if (reader.remaining === SIGNATURE_BYTES) return {};
  const objections = readCheckpoints(reader);
  return objections.length > 0 ? { objections } : malformed("no objection in a list of objections");
}

function readReceipt(reader: ByteReader): Receipt {
  const receipt = {
    device: readId(reader, "device"),
    counter: reader.varUint(),
    version: readVersion(reader),
    checkpoints: readCheckpoints(reader),
    ...readObjections(reader),
  };
  reader.bytes(SIGNATURE_BYTES);
  return receipt;
}

/** Its form only: see `verifyReceipt` (signed-receipt.ts). */
export const parseReceipt = (bytes: Uint8Array): Result<Receipt, DecodeError> => decode(bytes, readReceipt);

/** 8 bytes that two replicas share if they hold the same newest receipts; zeros when there are none. */
export function receiptsDigest(sha256: Sha256, newest: Iterable<Pick<Receipt, "device" | "counter">>): Uint8Array {
  const ascending = Array.from(newest).toSorted((a, b) => (a.device < b.device ? -1 : 1));
  if (ascending.length === 0) return new Uint8Array(DIGEST_BYTES);
  const writer = new ByteWriter();
  for (const { device, counter } of ascending) writer.bytes(idToBytes(device)).varUint(counter);
  return sha256(writer.finish()).slice(0, DIGEST_BYTES);
}
