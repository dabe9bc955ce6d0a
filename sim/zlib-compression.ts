// Raw deflate in one go, behind promises that are resolved already: virtual time does not know of threads.

import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Compression } from "../src/ports/compression.ts";

export const zlibCompression: Compression = {
  deflate: (bytes) => Promise.resolve(new Uint8Array(deflateRawSync(bytes, { level: 1 }))),
  inflate(bytes, maxBytes) {
    try {
      const inflated = new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, maxBytes) }));
      return Promise.resolve(inflated.length > maxBytes ? null : inflated);
    } catch {
      return Promise.resolve(null);
    }
  },
};
