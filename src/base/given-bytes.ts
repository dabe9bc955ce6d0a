// Bytes that leave this thread, or are to be let go of.

import { freeBuffer } from "./bytes.ts";

/** A buffer of exactly these bytes, to be handed to another thread. Their own where nothing else is in it: the caller gives them away. */
export function giveBuffer({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

/** As `freeBuffer`, of bytes that have a buffer of their own; others are left. */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === buffer.byteLength) freeBuffer(buffer);
}
