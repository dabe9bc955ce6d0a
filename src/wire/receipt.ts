// Receipts (PROTOCOL.md "Receipts"): a device's signed word on what it has durably stored. Devices make them; everyone checks and passes them on.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader, type DecodeError } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { assert, type Result } from "../base/result.ts";
import type { CryptoSuite, Signer } from "../ports/crypto.ts";
import { readHex, readId, writeHex } from "./fields.ts";
import type { CheckpointId, Version } from "./frames.ts";
import { MAX_CHECKPOINTS } from "./limits.ts";
import { SIGNATURE_BYTES } from "./record-envelope.ts";
import { readVersion, writeVersion } from "./version.ts";

const CHECKPOINT_ID_BYTES = 32;
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

function writeCheckpoints(writer: ByteWriter, checkpoints: readonly CheckpointId[]): void {
  assert(checkpoints.length <= MAX_CHECKPOINTS, "checkpoints within their limit");
  writer.list(checkpoints, (list, checkpoint) => writeHex(list, checkpoint, CHECKPOINT_ID_BYTES));
}

function encodeContent(receipt: Receipt): Uint8Array {
  const writer = new ByteWriter().bytes(idToBytes(receipt.device)).varUint(receipt.counter);
  writeVersion(writer, receipt.version);
  writeCheckpoints(writer, receipt.checkpoints);
  if (receipt.objections !== undefined && receipt.objections.length > 0) writeCheckpoints(writer, receipt.objections);
  return writer.finish();
}

const signedBytes = (space: SpaceId, content: Uint8Array): Uint8Array => concatBytes(label("receipt"), idToBytes(space), content);

/** A receipt of the signer's own device, as bytes. */
export async function makeReceipt(signer: Signer, space: SpaceId, content: Omit<Receipt, "device">): Promise<Uint8Array> {
  const bytes = encodeContent({ ...content, device: makeId("device", signer.publicKey) });
  return concatBytes(bytes, await signer.sign(signedBytes(space, bytes)));
}

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

/** Its form only: see `verifyReceipt`. */
export const parseReceipt = (bytes: Uint8Array): Result<Receipt, DecodeError> => decode(bytes, readReceipt);

/** Whether `bytes`, which parsed as `receipt`, were signed by its device for this space. */
export function verifyReceipt(verify: CryptoSuite["verify"], space: SpaceId, receipt: Receipt, bytes: Uint8Array): Promise<boolean> {
  const content = bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
  return verify(idToBytes(receipt.device), signedBytes(space, content), bytes.subarray(content.length));
}

/** 8 bytes that two replicas share if they hold the same newest receipts; zeros when there are none. */
export function receiptsDigest(sha256: Sha256, newest: Iterable<Pick<Receipt, "device" | "counter">>): Uint8Array {
  const ascending = Array.from(newest).toSorted((a, b) => (a.device < b.device ? -1 : 1));
  if (ascending.length === 0) return new Uint8Array(DIGEST_BYTES);
  const writer = new ByteWriter();
  for (const { device, counter } of ascending) writer.bytes(idToBytes(device)).varUint(counter);
  return sha256(writer.finish()).slice(0, DIGEST_BYTES);
}
