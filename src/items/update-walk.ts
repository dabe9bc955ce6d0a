// Yjs updates (V1) read without making anything of them, which costs a tenth. Only of what this program writes (texts, plain values, XML elements, what
// is deleted) and only towards yes: whatever else an update may be made of is left to Yjs.

import * as decoding from "lib0/decoding";
import { utf8ToBytes } from "../base/bytes.ts";
import { assert } from "../base/result.ts";
import { BODY_ROOT } from "./body-names.ts";

/** What an operation holds, by the number that Yjs writes: of any other nothing is known here. */
export const [GONE, TEXT, TYPE, VALUES] = [0, 4, 7, 8] as const;
const DELETED = 1;
/** Types that are in a body: an element, which has a name, and a text. */
const [XML_ELEMENT, XML_TEXT] = [3, 6] as const;
/** Of an operation's first byte. */
const [CONTENT_BITS, HAS_KEY, HAS_RIGHT, HAS_LEFT] = [31, 32, 64, 128] as const;

export const NONE = -1;
const BODY_NAME = utf8ToBytes(BODY_ROOT);
/** As Yjs reads its texts. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The operation read last, of the client `client`. Throws where Yjs may, and where it is none of those known here. */
export class OperationReader {
  readonly decoder: decoding.Decoder;
  client = 0;
  /** Where its number stands: read again for each reference, numbers so large would be an object each. */
  #clientFrom = 0;
  #clientEnd = 0;
  content = 0;
  length = 0;
  /** Clocks of what it refers to, of its own client: NONE where there is no such thing. */
  left = NONE;
  right = NONE;
  parent = NONE;
  /** Whether it stands in a root, and whether in that of the body. */
  root: "none" | "body" | "other" = "none";
  hasKey = false;
  /** Some operation refers to one of another client. */
  isForeign = false;

  constructor(update: Uint8Array) {
    this.decoder = decoding.createDecoder(update);
  }

  read(clock: number): void {
    const info = decoding.readUint8(this.decoder);
    this.content = info & CONTENT_BITS;
    this.root = "none";
    this.hasKey = false;
    this.parent = NONE;
    const isGone = this.content === GONE;
    this.left = !isGone && (info & HAS_LEFT) !== 0 ? this.#reference(clock) : NONE;
    this.right = !isGone && (info & HAS_RIGHT) !== 0 ? this.#reference(clock) : NONE;
    if (!isGone && (info & (HAS_LEFT | HAS_RIGHT)) === 0) this.#place(clock, (info & HAS_KEY) !== 0);
    this.length = this.#contentLength();
    assert(isSpan(clock, this.length), "an operation has a length");
  }

  number(): number {
    return decoding.readVarUint(this.decoder);
  }

  readClient(): void {
    this.#clientFrom = this.decoder.pos;
    this.client = this.number();
    this.#clientEnd = this.decoder.pos;
  }

  /** Passes over the client of a reference. */
  #isOwnNext(): boolean {
    const { arr, pos } = this.decoder;
    const length = this.#clientEnd - this.#clientFrom;
    let same = 0;
    while (same < length && arr[pos + same] === arr[this.#clientFrom + same]) same++;
    if (same < length) return this.number() === this.client;
    this.decoder.pos += length;
    return true;
  }

  /** An operation before it, as Yjs needs of the same client. */
  #reference(clock: number): number {
    const isOwn = this.#isOwnNext();
    const target = this.number();
    this.isForeign ||= !isOwn;
    assert(!isOwn || target < clock, "an operation refers to one before it");
    return target;
  }

  #place(clock: number, hasKey: boolean): void {
    if (this.number() === 1) this.root = this.#isBodyName() ? "body" : "other";
    else this.parent = this.#reference(clock);
    this.hasKey = hasKey;
    if (hasKey) this.#textLength();
  }

  #isBodyName(): boolean {
    const { arr, pos } = this.decoder;
    // Its length is a single byte.
    return this.#textLength() === BODY_NAME.length && BODY_NAME.every((byte, i) => arr[pos + 1 + i] === byte);
  }

  #contentLength(): number {
    switch (this.content) {
      case GONE:
      case DELETED:
        return this.number();
      case TEXT:
        return this.#textLength();
      case TYPE:
        return this.#type();
      default: {
        assert(this.content === VALUES, "values");
        const count = this.number();
        for (let i = 0; i < count; i++) decoding.readAny(this.decoder);
        return count;
      }
    }
  }

  #type(): number {
    const type = this.number();
    assert(type === XML_ELEMENT || type === XML_TEXT, "a type of a body");
    if (type === XML_ELEMENT) this.#textLength();
    return 1;
  }

  /** In UTF-16 units. */
  #textLength(): number {
    const size = this.number();
    const { arr, pos } = this.decoder;
    const end = pos + size;
    assert(end <= arr.length, "a text is within its update");
    this.decoder.pos = end;
    let all = 0;
    for (let at = pos; at < end; at++) all |= arr[at] ?? 0;
    return all < 0x80 ? size : utf8.decode(arr.subarray(pos, end)).length;
  }
}

export const isSpan = (clock: number, length: number): boolean => length > 0 && Number.isSafeInteger(clock + length);

/** True: `isWellFormedUpdate` (document.ts) is. False: it may be. */
export function isPlainUpdate(update: Uint8Array): boolean {
  try {
    const reader = new OperationReader(update);
    for (let clients = reader.number(); clients > 0; clients--) {
      const count = reader.number();
      reader.readClient();
      let clock = reader.number();
      for (let i = 0; i < count; i++, clock += reader.length) reader.read(clock);
    }
    return isPlainDeleteSet(reader);
  } catch {
    return false;
  }
}

function isPlainDeleteSet(reader: OperationReader): boolean {
  for (let clients = reader.number(); clients > 0; clients--) {
    reader.number();
    for (let spans = reader.number(); spans > 0; spans--) if (!isSpan(reader.number(), reader.number())) return false;
  }
  return true;
}
