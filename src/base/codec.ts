// Reading and writing bytes on lib0's encoding. Writing our own values never fails; reading foreign bytes happens inside `decode`, the one
// boundary: whatever goes wrong there becomes a `DecodeError`, every length is checked against a limit before anything is allocated.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { err, ok, type Result } from "./result.ts";

export type DecodeError = { readonly kind: "malformed"; readonly reason: string };

class Malformed extends Error {}

/** Ends the surrounding `decode` with a `DecodeError`. */
export function malformed(reason: string): never {
  throw new Malformed(reason);
}

/** A bounded reader over foreign bytes; every method ends the surrounding `decode` when the bytes do not fit. */
export class ByteReader {
  readonly #decoder: decoding.Decoder;

  constructor(bytes: Uint8Array) {
    this.#decoder = decoding.createDecoder(bytes);
  }

  get remaining(): number {
    return this.#decoder.arr.length - this.#decoder.pos;
  }

  u8(): number {
    if (this.remaining < 1) malformed("ends early");
    return decoding.readUint8(this.#decoder);
  }

  u32(): number {
    if (this.remaining < 4) malformed("ends early");
    return decoding.readUint32BigEndian(this.#decoder);
  }

  /** An unsigned LEB128 integer of at most `max` (at most 2^53 - 1), in its shortest form. */
  varUint(max: number = Number.MAX_SAFE_INTEGER): number {
    const start = this.#decoder.pos;
    const value = decoding.readVarUint(this.#decoder);
    // Not `value > max`: lib0 returns NaN where so many bytes go on that their weight becomes infinite.
    if (!(value <= max)) malformed("number above its limit");
    if (this.#decoder.pos - start > 1 && this.#decoder.arr[this.#decoder.pos - 1] === 0) malformed("number not in its shortest form");
    return value;
  }

  /** Exactly `length` bytes, copied. */
  bytes(length: number): Uint8Array {
    return this.view(length).slice();
  }

  /** Exactly `length` bytes, as a view: what is read from must not change, and all of it stays for as long as the view does. */
  view(length: number): Uint8Array {
    if (length > this.remaining) malformed("ends early");
    return decoding.readUint8Array(this.#decoder, length);
  }

  /** A varUint length of at most `max`, then that many bytes, copied. */
  varBytes(max: number): Uint8Array {
    return this.bytes(this.varUint(max));
  }

  /** As `varBytes`, as a view. */
  varView(max: number): Uint8Array {
    return this.view(this.varUint(max));
  }

  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  /** A varUint count of at most `max`, then that many elements of at least `minElementBytes` each. */
  list<T>(max: number, minElementBytes: number, read: (reader: ByteReader) => T): T[] {
    const count = this.varUint(max);
    if (count * minElementBytes > this.remaining) malformed("count beyond the bytes");
    const values: T[] = [];
    for (let i = 0; i < count; i++) values.push(read(this));
    return values;
  }
}

export class ByteWriter {
  readonly #encoder = encoding.createEncoder();

  u8(value: number): this {
    encoding.writeUint8(this.#encoder, value);
    return this;
  }

  u32(value: number): this {
    encoding.writeUint32BigEndian(this.#encoder, value);
    return this;
  }

  varUint(value: number): this {
    encoding.writeVarUint(this.#encoder, value);
    return this;
  }

  bytes(value: Uint8Array): this {
    encoding.writeUint8Array(this.#encoder, value);
    return this;
  }

  varBytes(value: Uint8Array): this {
    encoding.writeVarUint8Array(this.#encoder, value);
    return this;
  }

  list<T>(values: readonly T[], write: (writer: this, value: T) => void): this {
    encoding.writeVarUint(this.#encoder, values.length);
    for (const value of values) write(this, value);
    return this;
  }

  get length(): number {
    return encoding.length(this.#encoder);
  }

  finish(): Uint8Array {
    return encoding.toUint8Array(this.#encoder);
  }
}

/** Reads all of `bytes` with `read`; bytes left over are an error. */
export function decode<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): Result<T, DecodeError> {
  try {
    const reader = new ByteReader(bytes);
    const value = read(reader);
    if (reader.remaining > 0) malformed("bytes left over");
    return ok(value);
  } catch (error) {
    // lib0 throws plain errors on overrun and overflow; anything else is a bug in a reader and must surface as one.
    if (error instanceof Malformed) return err({ kind: "malformed", reason: error.message });
    if (error instanceof Error && (error.message === "Unexpected end of array" || error.message === "Integer out of Range")) {
      return err({ kind: "malformed", reason: error.message });
    }
    throw error;
  }
}
