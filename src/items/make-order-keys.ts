// Makes order keys (order-key.ts) between others, by fractional indexes.

import { generateNKeysBetween } from "fractional-indexing";
import { bytesToBase64url } from "../base/bytes.ts";
import { idToBytes, type LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { isOrderKey, parseOrderKey, type Pair } from "./order-key.ts";

const DEVICE_LENGTH = 6;

const pairText = ({ fraction, device }: Pair): string => `${fraction}.${device}`;

function pairsOf(key: string | null): readonly Pair[] {
  if (key === null) return [];
  const pairs = parseOrderKey(key);
  assert(pairs !== null, "an order key comes from here or was checked");
  return pairs;
}

/**
 * `count` keys in ascending order strictly between two order keys, `null` for an open end; `after` must sort before `before`. Keys made by one
 * device for one place are the same each time: it has to know of its own items.
 */
export function orderKeysBetween(after: string | null, before: string | null, count: number, writer: LogTag): string[] {
  assert(after === null || before === null || after < before, "order keys are made between two that are in order");
  const device = bytesToBase64url(idToBytes(writer)).slice(0, DEVICE_LENGTH);
  return triedKeys(pairsOf(after), pairsOf(before), count, device) ?? keysBetween([], [], count, device);
}

/** `null` when the gap has no room left for keys of allowed length, which takes keys made for that purpose: any place will do then. */
function triedKeys(after: readonly Pair[], before: readonly Pair[], count: number, device: string): string[] | null {
  try {
    const keys = keysBetween(after, before, count, device);
    return keys.every(isOrderKey) ? keys : null;
  } catch {
    // The library throws at the ends of its integers, about 62^26 steps away from an honest key.
    return null;
  }
}

/** `[]` is the open end on either side. */
function keysBetween(after: readonly Pair[], before: readonly Pair[], count: number, device: string): string[] {
  const [left, ...leftRest] = after;
  const [right, ...rightRest] = before;
  if (left === undefined || right === undefined || left.fraction !== right.fraction) {
    const fractions = generateNKeysBetween(left?.fraction ?? null, right?.fraction ?? null, count);
    return fractions.map((fraction) => pairText({ fraction, device }));
  }
  // Everything that starts with the left pair sorts before the right one unless they are the same pair.
  const rest = keysBetween(leftRest, left.device === right.device ? rightRest : [], count, device);
  return rest.map((key) => `${pairText(left)}.${key}`);
}
