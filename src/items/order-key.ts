// Order keys: where an item stands among others, without renumbering. A key is one or more pairs `fraction.device` joined by dots: a
// fractional index, then six characters of the writer's log tag, so that two devices inserting at one place make different keys.
// Between two keys that share a fraction a further pair is appended to the left one. Keys compare as plain text: "." sorts before all
// digits of a fraction. Of hostile or exhausted keys nothing breaks: what is not an order key is refused by `isOrderKey`.

import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { bytesToBase64url } from "../base/bytes.ts";
import { idToBytes, type LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";

const DEVICE_LENGTH = 6;
/** 150 inserts at one gap make a fraction about 30 long; far beyond real use, and short beside a record. */
const MAX_KEY_LENGTH = 1024;
const FRACTION = /^[A-Za-z][0-9A-Za-z]*$/;
const DEVICE = /^[A-Za-z0-9_-]{6}$/;

type Pair = { readonly fraction: string; readonly device: string };

/** Plain text order, the order of the items. */
export function compareOrderKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const pairText = ({ fraction, device }: Pair): string => `${fraction}.${device}`;

function isFraction(text: string): boolean {
  if (!FRACTION.test(text)) return false;
  try {
    // The library checks a key only when it is used.
    generateKeyBetween(text, null);
    generateKeyBetween(null, text);
    return true;
  } catch {
    return false;
  }
}

/** `null` when `key` is not an order key. */
function parseOrderKey(key: string): Pair[] | null {
  if (key.length > MAX_KEY_LENGTH) return null;
  const parts = key.split(".");
  const pairs: Pair[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const fraction = parts[i] ?? "";
    const device = parts[i + 1] ?? "";
    if (!isFraction(fraction) || !DEVICE.test(device)) return null;
    pairs.push({ fraction, device });
  }
  return pairs;
}

export const isOrderKey = (key: string): boolean => parseOrderKey(key) !== null;

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
