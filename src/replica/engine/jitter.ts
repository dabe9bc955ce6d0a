// When this device compares a checkpoint of another one: not at once, and not all devices at the same time, since one that does is enough. Follows from both
// names, so that it is the same whenever it is asked.

import { concatBytes, hexToBytes } from "../../base/bytes.ts";
import { idToBytes } from "../../base/ids.ts";
import type { BookEntry } from "../checkpoint-book.ts";
import type { EngineContext } from "./engine-context.ts";

/** Milliseconds that are left to wait; 0 or less: none. */
export function waitsToCompare({ core, limits }: EngineContext, { id, receivedAt }: BookEntry): number {
  const named = concatBytes(idToBytes(core.self), hexToBytes(id) ?? new Uint8Array(0));
  const [first = 0, second = 0] = core.ports.suite.sha256(named);
  const delayMs = (limits.jitterMs * (first * 256 + second)) / 65_536;
  return receivedAt + delayMs - core.ports.clock();
}
