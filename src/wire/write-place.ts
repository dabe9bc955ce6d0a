// Where a record stands, written: what record-place.ts reads.

import type { ByteWriter } from "../base/codec.ts";
import { idToBytes } from "../base/ids.ts";
import type { RecordPlace } from "./record-place.ts";

/** Into a list. */
export const writePlace = (list: ByteWriter, { log, seq, id }: RecordPlace): unknown =>
  list.bytes(idToBytes(log)).varUint(seq).bytes(idToBytes(id));
