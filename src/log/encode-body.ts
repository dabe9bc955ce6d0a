// Writes what record-body.ts and deflated-body.ts read.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import type { Compression } from "../ports/compression.ts";
import { MAX_BODY_INFLATION, MAX_INFLATED_BODY_BYTES, MAX_UPDATE_BYTES } from "../wire/limits.ts";
import { padmeLength } from "./padme.ts";
import type { RecordBody } from "./record-body.ts";

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

/** With zeros up to the Padme length. */
export const padBody = (bytes: Uint8Array): Uint8Array => concatBytes(bytes, new Uint8Array(padmeLength(bytes.length) - bytes.length));

/** Without its padding. Asserts the limits: see `isUpdateTooLarge` and `recordBytesOf`. */
export function encodeBodyContent(body: RecordBody): Uint8Array {
  assert(body.changes.length > 0, "a record changes something");
  return new ByteWriter()
    .varUint(body.stamp)
    .varBytes(body.action === null ? new Uint8Array(0) : idToBytes(body.action))
    .u8(body.code)
    .list(body.changes, (list, { item, update }) => {
      assert(update.length <= MAX_UPDATE_BYTES, "an update within its limit");
      list.bytes(idToBytes(item)).varBytes(update);
    })
    .finish();
}
