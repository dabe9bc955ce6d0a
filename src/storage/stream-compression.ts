// Raw deflate by the platform's own streams (Compression Streams, in every browser of today and in Node).

import { concatBytes } from "../base/bytes.ts";
import type { Compression } from "../ports/compression.ts";

/** The DOM's `BufferSource`, which Node's types do not name. */
type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;

type ByteTransform = { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<BufferSource> };

/** All that comes out, or `null` as soon as it is more than `maxBytes` or the stream breaks. */
async function readAll({ readable }: ByteTransform, maxBytes: number): Promise<Uint8Array | null> {
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return concatBytes(...parts);
      parts.push(value);
      length += value.length;
      if (length > maxBytes) {
        await reader.cancel();
        return null;
      }
    }
  } catch {
    // The platform throws a TypeError at bytes that are not deflate or end early.
    return null;
  }
}

const MIN_SLICE_BYTES = 2_048;
/** Deflate makes no byte out of less than a 1,032nd (RFC 1951: 258 bytes from two bits). */
const MAX_RATIO = 1_032;

/** A stream inflates all that it is given, however much that is: it is given no more at once than may become `maxBytes`. */
const sliceBytes = (maxBytes: number): number => Math.max(MIN_SLICE_BYTES, Math.floor(maxBytes / MAX_RATIO));

async function writeAll(writer: WritableStreamDefaultWriter<BufferSource>, bytes: Uint8Array, atOnce: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += atOnce) {
    await writer.ready;
    await writer.write(bytes.slice(at, at + atOnce));
  }
  await writer.close();
}

async function through(stream: ByteTransform, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  // What goes wrong shows when reading.
  writeAll(stream.writable.getWriter(), bytes, sliceBytes(maxBytes)).catch(() => undefined);
  return readAll(stream, maxBytes);
}

const inflateStream = (bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> =>
  through(new DecompressionStream("deflate-raw"), bytes, maxBytes);

/** Nothing, deflated, and a byte too many. */
const ONE_TOO_MANY = Uint8Array.of(3, 0, 0);
let passesOver: Promise<boolean> | null = null;

/** Browsers refuse what is left over behind the end, as the standard says; Node passes over it. */
const passesOverRest = (): Promise<boolean> => (passesOver ??= inflateStream(ONE_TOO_MANY, 0).then((inflated) => inflated !== null));

async function inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  const inflated = await inflateStream(bytes, maxBytes);
  if (inflated === null || !(await passesOverRest())) return inflated;
  // Something is left over where the last byte can be done without.
  return (await inflateStream(bytes.subarray(0, -1), maxBytes)) === null ? inflated : null;
}

export const streamCompression: Compression = {
  async deflate(bytes) {
    const deflated = await through(new CompressionStream("deflate-raw"), bytes, Number.POSITIVE_INFINITY);
    if (deflated === null) throw new Error("deflating fails for no input");
    return deflated;
  },
  inflate,
};
