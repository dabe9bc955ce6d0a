// Padding that hides sizes (Padme: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019): of a length only its leading bits
// stay visible, at a cost of at most 12 %.

import { malformed, type ByteReader } from "../base/codec.ts";

/** The length that `length` bytes are padded to: at least `length`; 0 and 1 stay as they are. */
export function padmeLength(length: number): number {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const significantBits = Math.floor(Math.log2(exponent)) + 1;
  const granule = 2 ** (exponent - significantBits);
  return Math.ceil(length / granule) * granule;
}

/** Ends the surrounding `decode` unless only the padding is left: zeros up to the Padme length. */
export function endPadding(reader: ByteReader, paddedLength: number): void {
  if (paddedLength !== padmeLength(paddedLength - reader.remaining)) malformed("padded to another length");
  if (reader.rest().some((byte) => byte !== 0)) malformed("padding not zero");
}
