// Receipts signed, and their signatures checked (PROTOCOL.md "Receipts"): what receipt.ts reads.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import { label } from "../base/labels.ts";
import { assert } from "../base/result.ts";
import type { CryptoSuite, Signer } from "../ports/crypto.ts";
import { writeHex } from "./fields.ts";
import type { CheckpointId } from "./frames.ts";
import { MAX_CHECKPOINTS } from "./limits.ts";
import { CHECKPOINT_ID_BYTES, type Receipt } from "./receipt.ts";
import { SIGNATURE_BYTES } from "./record-envelope.ts";
import { writeVersion } from "./write-version.ts";

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

/** Whether `bytes`, which parsed as `receipt`, were signed by its device for this space. */
export function verifyReceipt(verify: CryptoSuite["verify"], space: SpaceId, receipt: Receipt, bytes: Uint8Array): Promise<boolean> {
  const content = bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
  return verify(idToBytes(receipt.device), signedBytes(space, content), bytes.subarray(content.length));
}
