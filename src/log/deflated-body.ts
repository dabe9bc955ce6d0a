// The body of a large record, deflated before it is padded and sealed (PROTOCOL.md "Records", format 2). Its author deflates with whatever its platform
// brings along; everybody inflates with the same code (inflate.ts), so that all judge it alike.

import { decode, type DecodeError } from "../base/codec.ts";
import { err, type Result } from "../base/result.ts";
import { MAX_BODY_INFLATION, MAX_INFLATED_BODY_BYTES, MAX_RECORD_BYTES } from "../wire/limits.ts";
import { inflate } from "./inflate.ts";
import { endPadding } from "./padme.ts";
import { parseBodyContent, type RecordBody } from "./record-body.ts";

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
