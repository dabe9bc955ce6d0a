// The value of a trash flag (trash.ts), for those who put something into the trash.

import { ByteWriter } from "../base/codec.ts";
import type { StateVector } from "./trash.ts";

export function encodeStateVector(vector: StateVector): Uint8Array {
  const entries = [...vector].sort(([a], [b]) => a - b);
  return new ByteWriter().list(entries, (writer, [client, clock]) => writer.varUint(client).varUint(clock)).finish();
}
