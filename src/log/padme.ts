// Padding that hides sizes (Padme: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019): of a length only its leading bits
// stay visible, at a cost of at most 12 %.

/** The length that `length` bytes are padded to: at least `length`; 0 and 1 stay as they are. */
export function padmeLength(length: number): number {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const significantBits = Math.floor(Math.log2(exponent)) + 1;
  const granule = 2 ** (exponent - significantBits);
  return Math.ceil(length / granule) * granule;
}
