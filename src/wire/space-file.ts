// A space, or a part of it, as one sealed file (PROTOCOL.md "Files"): frames as a session would send them, in chunks as age's STREAM seals them, so that
// every byte that was changed, moved, added or cut off is noticed before anything of its chunk is read. Works on streams: no more than a chunk and a frame
// are in memory. What the frames are is the business of those who write and read them (src/replica/files).

import { bytesEqual, concatBytes, freeBuffer, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { label } from "../base/labels.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import {
  FILE_CHUNK_BYTES,
  FILE_EPOCH_PREFIX_BYTES,
  FILE_HEADER_BYTES,
  FILE_SALT_BYTES,
  FILE_TAG_BYTES,
  FILE_VERSION,
  MAX_FRAME_BYTES,
} from "./limits.ts";

const MAGIC = utf8ToBytes("DAYBOOK1");
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SEALED_CHUNK_BYTES = FILE_CHUNK_BYTES + FILE_TAG_BYTES;
/** Of the length before a frame. */
const MAX_LENGTH_BYTES = 3;

export type FileHeader = {
  readonly salt: Uint8Array;
  /** First bytes of the commitment of the epoch it is sealed under. */
  readonly epochPrefix: Uint8Array;
  /** All of it, as it stands in the file. */
  readonly bytes: Uint8Array;
};

export type FileHeaderError = { readonly kind: "not-a-file" } | { readonly kind: "newer"; readonly version: number };

/** `at`: the byte of the file where the chunk begins that is not as it was written. */
export type FileDamage =
  | { readonly kind: "damaged"; readonly at: number }
  /** It ends before its end. */
  | { readonly kind: "cut"; readonly at: number }
  /** It goes on behind its end. */
  | { readonly kind: "goes-on"; readonly at: number };

export function makeFileHeader(salt: Uint8Array, epochPrefix: Uint8Array): FileHeader {
  assert(salt.length === FILE_SALT_BYTES && epochPrefix.length === FILE_EPOCH_PREFIX_BYTES, "a salt and a prefix of their lengths");
  return { salt, epochPrefix, bytes: concatBytes(MAGIC, Uint8Array.of(FILE_VERSION), salt, epochPrefix) };
}

/** `bytes`: the first `FILE_HEADER_BYTES` of a file, or all of a shorter one. */
export function parseFileHeader(bytes: Uint8Array): Result<FileHeader, FileHeaderError> {
  const version = bytes[MAGIC.length];
  if (version === undefined || !bytesEqual(bytes.subarray(0, MAGIC.length), MAGIC) || version < FILE_VERSION) {
    return err({ kind: "not-a-file" });
  }
  if (version > FILE_VERSION) return err({ kind: "newer", version });
  if (bytes.length < FILE_HEADER_BYTES) return err({ kind: "not-a-file" });
  const saltEnd = FILE_HEADER_BYTES - FILE_EPOCH_PREFIX_BYTES;
  const salt = bytes.slice(saltEnd - FILE_SALT_BYTES, saltEnd);
  return ok({ salt, epochPrefix: bytes.slice(saltEnd, FILE_HEADER_BYTES), bytes: bytes.slice(0, FILE_HEADER_BYTES) });
}

const fileKey = (suite: Pick<CryptoSuite, "hkdf">, epochKey: Uint8Array, { salt }: FileHeader): Uint8Array =>
  suite.hkdf(epochKey, salt, label("file"), KEY_BYTES);

function nonceOf(chunk: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(NONCE_BYTES - 5, chunk);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}

/** Seals frames, one after another. What it gives out stands in the file behind the header, in that order. */
export class FileSealer {
  readonly #suite: Pick<CryptoSuite, "seal">;
  readonly #key: Uint8Array;
  readonly #header: FileHeader;
  #chunk = 0;
  /** Of the chunk that is being filled. */
  readonly #plain = new Uint8Array(FILE_CHUNK_BYTES);
  #length = 0;

  constructor(suite: Pick<CryptoSuite, "seal" | "hkdf">, epochKey: Uint8Array, header: FileHeader) {
    this.#suite = suite;
    this.#key = fileKey(suite, epochKey, header);
    this.#header = header;
  }

  /** Bytes kept back because they fill no chunk yet. */
  get heldBytes(): number {
    return this.#length;
  }

  /** The chunks that are full with it; the last one is always kept back, since it may be the file's last. */
  add(frame: Uint8Array): readonly Uint8Array[] {
    assert(frame.length > 0 && frame.length <= MAX_FRAME_BYTES, "a frame within the limit");
    return [...this.#put(new ByteWriter().varUint(frame.length).finish()), ...this.#put(frame)];
  }

  #put(bytes: Uint8Array): readonly Uint8Array[] {
    const sealed: Uint8Array[] = [];
    for (let from = 0; from < bytes.length;) {
      if (this.#length === FILE_CHUNK_BYTES) {
        sealed.push(this.#seal(this.#plain, false));
        this.#length = 0;
      }
      const part = bytes.subarray(from, from + FILE_CHUNK_BYTES - this.#length);
      this.#plain.set(part, this.#length);
      this.#length += part.length;
      from += part.length;
    }
    return sealed;
  }

  /** The file's last chunk. */
  end(): Uint8Array {
    return this.#seal(this.#plain.subarray(0, this.#length), true);
  }

  #seal(plain: Uint8Array, isLast: boolean): Uint8Array {
    return this.#suite.seal(this.#key, nonceOf(this.#chunk++, isLast), this.#header.bytes, plain);
  }
}

type Opened = Result<Uint8Array, FileDamage>;

/** Opens what stands behind the header, in pieces of whatever size. After an error nothing more is to be asked of it. */
export class FileOpener {
  readonly #suite: Pick<CryptoSuite, "open">;
  readonly #key: Uint8Array;
  readonly #header: FileHeader;
  #chunk = 0;
  /** Not opened yet: less than a chunk, or one that may be the last. */
  readonly #sealed = new Uint8Array(SEALED_CHUNK_BYTES);
  #sealedLength = 0;
  /** Opened: the beginning of a frame, and room for a chunk behind it. */
  readonly #plain = new Uint8Array(MAX_LENGTH_BYTES + MAX_FRAME_BYTES + FILE_CHUNK_BYTES);
  #plainLength = 0;

  constructor(suite: Pick<CryptoSuite, "open" | "hkdf">, epochKey: Uint8Array, header: FileHeader) {
    this.#suite = suite;
    this.#key = fileKey(suite, epochKey, header);
    this.#header = header;
  }

  /** Bytes kept because they are no whole chunk or frame yet. */
  get heldBytes(): number {
    return this.#sealedLength + this.#plainLength;
  }

  /** Whether `bytes`, which follow the header, begin with a chunk that opens under this key. Changes nothing. */
  opensFirst(bytes: Uint8Array): boolean {
    const sealed = bytes.subarray(0, SEALED_CHUNK_BYTES);
    return this.#tryOpen(false, sealed) !== null || this.#tryOpen(true, sealed) !== null;
  }

  /** The frames that are whole with the next bytes of the file, up to the first error. */
  *add(bytes: Uint8Array): Generator<Opened> {
    for (let from = 0; from < bytes.length;) {
      if (this.#sealedLength === SEALED_CHUNK_BYTES) {
        const opened = this.#open(false);
        yield* opened.ok ? this.#framesIn(opened.value) : [opened];
        if (!opened.ok) return;
      }
      const part = bytes.subarray(from, from + SEALED_CHUNK_BYTES - this.#sealedLength);
      this.#sealed.set(part, this.#sealedLength);
      this.#sealedLength += part.length;
      from += part.length;
    }
  }

  /** There are no more bytes: the last frames. */
  *end(): Generator<Opened> {
    const at = this.#at;
    const opened = this.#open(true);
    yield* opened.ok ? this.#framesIn(opened.value) : [opened];
    // Sealed so by its writer, who has made a mistake.
    if (opened.ok && this.#plainLength > 0) yield err({ kind: "damaged", at });
  }

  get #at(): number {
    return FILE_HEADER_BYTES + this.#chunk * SEALED_CHUNK_BYTES;
  }

  #open(isLast: boolean): Opened {
    const plain = this.#tryOpen(isLast);
    if (plain === null) {
      const kind = this.#tryOpen(!isLast) === null ? this.#damageOf(isLast) : isLast ? "cut" : "goes-on";
      return err({ kind, at: this.#at });
    }
    this.#chunk += 1;
    this.#sealedLength = 0;
    return ok(plain);
  }

  /** What ends within a chunk was cut off, or was changed in its last one: that it is shorter is more likely. */
  #damageOf(isLast: boolean): "damaged" | "cut" {
    return isLast && this.#sealedLength < FILE_TAG_BYTES ? "cut" : "damaged";
  }

  #tryOpen(isLast: boolean, sealed: Uint8Array = this.#sealed.subarray(0, this.#sealedLength)): Uint8Array | null {
    if (sealed.length < FILE_TAG_BYTES) return null;
    return this.#suite.open(this.#key, nonceOf(this.#chunk, isLast), this.#header.bytes, sealed);
  }

  *#framesIn(opened: Uint8Array): Generator<Opened> {
    const at = this.#at - SEALED_CHUNK_BYTES;
    const end = this.#plainLength + opened.length;
    let from = 0;
    this.#plain.set(opened, this.#plainLength);
    freeBuffer(opened.buffer);
    for (;;) {
      const next = frameAt(this.#plain.subarray(from, end));
      if (next === "wrong") {
        yield err({ kind: "damaged", at });
        return;
      }
      if (next === null) break;
      from += next.end;
      yield ok(next.frame);
    }
    this.#plain.copyWithin(0, from, end);
    this.#plainLength = end - from;
  }
}

/** The frame that `plain` begins with; null when it is not whole yet. */
function frameAt(plain: Uint8Array): { readonly frame: Uint8Array; readonly end: number } | "wrong" | null {
  let length = 0;
  for (let index = 0; index < MAX_LENGTH_BYTES; index++) {
    const byte = plain[index];
    if (byte === undefined) return null;
    length += (byte & 0x7f) * 0x80 ** index;
    if (byte >= 0x80) continue;
    if (length === 0 || length > MAX_FRAME_BYTES || (index > 0 && byte === 0)) return "wrong";
    const end = index + 1 + length;
    return plain.length < end ? null : { frame: plain.slice(index + 1, end), end };
  }
  return "wrong";
}
