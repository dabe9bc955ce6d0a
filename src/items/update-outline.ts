// A Yjs update (V1) of a new item with most of the body left out: enough for its row, at a fraction of the work. Where it cannot be told for sure what
// is body and what is not, there is none.

import * as encoding from "lib0/encoding";
import { assert } from "../base/result.ts";
import { GONE, NONE, OperationReader, TEXT, TYPE, VALUES } from "./update-walk.ts";

export type OutlineOf = (update: Uint8Array) => Uint8Array | null;

const [IN_BODY, IS_TYPE] = [1, 2] as const;
const MAX_CLOCK = 0xffff_ffff;

/** Operations of one client from its first on, and where they stand. */
class Placed {
  readonly #clocks: Uint32Array;
  readonly #flags: Uint8Array;
  #count = 0;

  constructor(count: number) {
    this.#clocks = new Uint32Array(count);
    this.#flags = new Uint8Array(count);
  }

  /** Whether what was just read is in the body. Throws where an outline cannot be told from it for sure. */
  add(clock: number, reader: OperationReader): boolean {
    const { content, hasKey, isForeign } = reader;
    assert(!isForeign && content !== GONE && clock <= MAX_CLOCK, "all that it builds on is here");
    const isInBody = this.#isInPlace(reader);
    // Where an element has attributes, one may take the place of another.
    assert(!isInBody || (!hasKey && content !== VALUES), "a body of elements and texts");
    this.#clocks[this.#count] = clock;
    this.#flags[this.#count] = (isInBody ? IN_BODY : 0) | (content === TYPE ? IS_TYPE : 0);
    this.#count += 1;
    return isInBody;
  }

  #isInPlace({ root, parent, left, right }: OperationReader): boolean {
    if (root !== "none") return root === "body";
    if (parent !== NONE) return this.#isChildInBody(parent);
    const isInBody = this.#isInBody(left === NONE ? right : left);
    assert(right === NONE || this.#isInBody(right) === isInBody, "both sides are in one place");
    return isInBody;
  }

  #isInBody(clock: number): boolean {
    return ((this.#flags[this.#indexOf(clock)] ?? 0) & IN_BODY) !== 0;
  }

  #isChildInBody(parent: number): boolean {
    const index = this.#indexOf(parent);
    const flags = this.#flags[index] ?? 0;
    assert(flags !== IN_BODY && (flags === 0 || flags === IS_TYPE || this.#clocks[index] === parent), "a parent is a type");
    return flags === (IN_BODY | IS_TYPE);
  }

  /** Of the operation that `clock` is in, which has been read. */
  #indexOf(clock: number): number {
    let [low, high] = [0, this.#count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#clocks[middle] ?? 0) <= clock) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** What an outline is put together of: bytes of the update, and what takes the place of those left out. */
class OutlineWriter {
  readonly #encoder = encoding.createEncoder();
  #gone = 0;
  count = 0;
  isShorter = false;

  keep(operation: Uint8Array): void {
    this.#endGap();
    encoding.writeUint8Array(this.#encoder, operation);
    this.count += 1;
  }

  leaveOut(length: number): void {
    this.#gone += length;
    this.isShorter = true;
  }

  /** As Yjs writes what is gone for good. */
  #endGap(): void {
    if (this.#gone === 0) return;
    encoding.writeUint8(this.#encoder, GONE);
    encoding.writeVarUint(this.#encoder, this.#gone);
    this.#gone = 0;
    this.count += 1;
  }

  finish(): Uint8Array {
    this.#endGap();
    return encoding.toUint8Array(this.#encoder);
  }
}

/**
 * Makes the document that `update` makes of an empty one, but for its body, of which there is only as much as shows that there is something in it:
 * the same fields and the same state vector. Null where there is nothing to leave out, or no telling.
 */
export function outlineOf(update: Uint8Array): Uint8Array | null {
  try {
    const reader = new OperationReader(update);
    if (reader.number() !== 1) return null;
    const count = reader.number();
    // Each takes a byte at least.
    if (count > update.length) return null;
    reader.readClient();
    return reader.number() === 0 ? outlineFrom(reader, count) : null;
  } catch {
    return null;
  }
}

function outlineFrom(reader: OperationReader, count: number): Uint8Array | null {
  const [placed, writer] = [new Placed(count), new OutlineWriter()];
  let [clock, hasText] = [0, false];
  for (let i = 0; i < count; i++, clock += reader.length) {
    const from = reader.decoder.pos;
    reader.read(clock);
    const isInBody = placed.add(clock, reader);
    if (isInBody && hasText) writer.leaveOut(reader.length);
    else writer.keep(reader.decoder.arr.subarray(from, reader.decoder.pos));
    hasText ||= isInBody && reader.content === TEXT;
  }
  return reader.number() === 0 && writer.isShorter ? wholeUpdate(reader.client, writer) : null;
}

function wholeUpdate(client: number, writer: OutlineWriter): Uint8Array {
  const operations = writer.finish();
  const encoder = encoding.createEncoder();
  for (const number of [1, writer.count, client, 0]) encoding.writeVarUint(encoder, number);
  encoding.writeUint8Array(encoder, operations);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}
