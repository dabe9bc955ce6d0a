// Splits statements and receipts over as many frames as they need.

import { MAX_FRAME_BYTES, MAX_RECEIPTS_PER_FRAME } from "./limits.ts";

/** The smaller of the limits for statements and receipts. */
const MAX_PER_FRAME = MAX_RECEIPTS_PER_FRAME;
/** Leaves room for lengths; a single one may be larger. */
const MAX_BATCH_BYTES = MAX_FRAME_BYTES / 2;

/** In order; no batch is empty. */
export function batchesOf(parts: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const batches: Uint8Array[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const batch = batches.at(-1);
    bytes += part.length;
    if (batch !== undefined && batch.length < MAX_PER_FRAME && bytes <= MAX_BATCH_BYTES) batch.push(part);
    else {
      batches.push([part]);
      bytes = part.length;
    }
  }
  return batches;
}
