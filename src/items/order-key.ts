// Order keys: where an item stands among others, without renumbering. A key is one or more pairs `fraction.device` joined by dots: a
// fractional index, then six characters of the writer's log tag, so that two devices inserting at one place make different keys.
// Between two keys that share a fraction a further pair is appended to the left one. Keys compare as plain text: "." sorts before all
// digits of a fraction. Of hostile or exhausted keys nothing breaks: what is not an order key is refused by `isOrderKey`.
// Every start reads keys; make-order-keys.ts, with the library of fractional indexes, is for those who write.

/** 150 inserts at one gap make a fraction about 30 long; far beyond real use, and short beside a record. */
const MAX_KEY_LENGTH = 1024;
const FRACTION = /^[A-Za-z][0-9A-Za-z]*$/;
const DEVICE = /^[A-Za-z0-9_-]{6}$/;
/** Has nothing before it, so that nothing may stand there. */
const SMALLEST_INTEGER = `A${"0".repeat(26)}`;

export type Pair = { readonly fraction: string; readonly device: string };

/** Plain text order, the order of the items. */
export function compareOrderKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** As the library of fractional indexes checks one when it is used: its first letter tells how long its integer is ("a", "Z": 2), the rest has no idle zero. */
function isFraction(text: string): boolean {
  if (!FRACTION.test(text) || text === SMALLEST_INTEGER) return false;
  const head = text.charCodeAt(0);
  const integerLength = head >= 97 ? head - 97 + 2 : 90 - head + 2;
  return text.length === integerLength || (text.length > integerLength && !text.endsWith("0"));
}

/** `null` when `key` is not an order key. */
export function parseOrderKey(key: string): Pair[] | null {
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
