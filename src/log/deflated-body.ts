// The body of a large record, deflated before it is padded and sealed (PROTOCOL.md "Records", format 2). Its author deflates with whatever its platform
// brings along; everybody inflates with the same code (inflate.ts), so that all judge it alike.

import { ByteWriter, decode, type DecodeError } from "../base/codec.ts";
import { err, type Result } from "../base/result.ts";
import type { Compression } from "../ports/compression.ts";
import { MAX_BODY_INFLATION, MAX_INFLATED_BODY_BYTES, MAX_RECORD_BYTES } from "../wire/limits.ts";
import { inflate } from "./inflate.ts";
import { endPadding, padmeLength } from "./padme.ts";
import { parseBodyContent, type RecordBody } from "./record-body.ts";

/** What is short and secret should not tell how well it deflates. */
const LARGE_UPDATE_BYTES = 8_192;
/** It must become smaller by an eighth, padding included. */
const WORTHWHILE = 7 / 8;

/** Whether an item's update is large. */
export const isLarge = ({ changes }: RecordBody): boolean => changes.some(({ update }) => update.length >= LARGE_UPDATE_BYTES);

/** Not padded; null where it is of no use, or inflates to more than may be. `content`: without its padding. */
export async function deflateContent({ deflate }: Pick<Compression, "deflate">, content: Uint8Array): Promise<Uint8Array | null> {
  const deflated = await deflate(content);
  if (content.length > Math.min(MAX_INFLATED_BODY_BYTES, MAX_BODY_INFLATION * deflated.length)) return null;
  const bytes = new ByteWriter().varUint(content.length).varBytes(deflated).finish();
  return padmeLength(bytes.length) <= WORTHWHILE * padmeLength(content.length) ? bytes : null;
}

const malformed = (reason: string): Result<never, DecodeError> => err({ kind: "malformed", reason });

export function parseDeflatedBody(bytes: Uint8Array): Result<RecordBody, DecodeError> {
  const read = decode(bytes, (reader) => {
    const body = { sizeBytes: reader.varUint(MAX_INFLATED_BODY_BYTES), deflated: reader.varView(MAX_RECORD_BYTES) };
    endPadding(reader, bytes.length);
    return body;
  });
  if (!read.ok) return read;
  const { sizeBytes, deflated } = read.value;
  if (sizeBytes > MAX_BODY_INFLATION * deflated.length) return malformed("inflates to too much");
  const content = inflate(deflated, sizeBytes);
  return content === null ? malformed("does not inflate to its size") : parseBodyContent(content);
}
