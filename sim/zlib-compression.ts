// Raw deflate in one go, behind promises that are resolved already: virtual time does not know of threads.

import { deflateRawSync, inflateRawSync, type InflateRaw } from "node:zlib";
import type { Compression } from "../src/ports/compression.ts";

type Inflated = { readonly buffer: Buffer; readonly engine: InflateRaw };

function inflate(bytes: Uint8Array, maxOutputLength: number): Inflated {
  // With `info` it answers with both, which its types do not say.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return inflateRawSync(bytes, { maxOutputLength, info: true }) as unknown as Inflated;
}

export const zlibCompression: Compression = {
  deflate: (bytes) => Promise.resolve(new Uint8Array(deflateRawSync(bytes, { level: 1 }))),
  inflate(bytes, maxBytes) {
    try {
      const { buffer, engine } = inflate(bytes, Math.max(1, maxBytes));
      // What is left over behind the end is passed over otherwise.
      const isWhole = engine.bytesWritten === bytes.length && buffer.length <= maxBytes;
      return Promise.resolve(isWhole ? new Uint8Array(buffer) : null);
    } catch {
      return Promise.resolve(null);
    }
  },
};
