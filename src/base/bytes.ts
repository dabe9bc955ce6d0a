// Byte strings: comparing, joining and showing them. Pure; every function copies unless its name says view.

export const EMPTY_BYTES: Uint8Array = new Uint8Array(0);

/** Equality in time that depends on the lengths only. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Gives memory back that nobody reads any more, at once where the platform can. Otherwise, and without this, it is garbage, which is collected late:
 * a collector knows little of what lies outside its heap.
 */
export function freeBuffer(buffer: ArrayBufferLike): void {
  // Given away by now, or nothing to free.
  if (buffer.byteLength === 0) return;
  // Newer than the library that this is compiled against.
  const transfer: unknown = Reflect.get(buffer, "transfer");
  if (typeof transfer === "function") Reflect.apply(transfer, buffer, [0]);
}

export const utf8ToBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `null` when the bytes are not UTF-8. */
export function bytesToUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function bytesToHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX[byte] ?? "";
  return hex;
}

/** By character code; what is no hex digit has none. */
const HEX_DIGITS = new Map(Array.from("0123456789abcdefABCDEF", (digit) => [digit.charCodeAt(0), Number.parseInt(digit, 16)]));

/** `null` when `hex` is not an even number of hex digits. */
export function hexToBytes(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = HEX_DIGITS.get(hex.charCodeAt(2 * i));
    const low = HEX_DIGITS.get(hex.charCodeAt(2 * i + 1));
    if (high === undefined || low === undefined) return null;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url without padding (RFC 4648 section 5). */
export function bytesToBase64url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, bytes.length - i + 1);
    for (let digit = 0; digit < digits; digit++) text += BASE64URL[(group >> (18 - 6 * digit)) & 63] ?? "";
  }
  return text;
}

/** `null` unless `text` is canonical base64url without padding (RFC 4648 section 5). */
export function base64urlToBytes(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let offset = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = BASE64URL.indexOf(text.charAt(i));
    if (digit < 0) return null;
    group = ((group << 6) | digit) & 0xffffff;
    if (i % 4 === 0) continue;
    bytes[offset++] = (group >> (6 - 2 * (i % 4))) & 255;
  }
  return bytesToBase64url(bytes) === text ? bytes : null;
}
