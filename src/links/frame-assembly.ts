// Puts the packets of one frame together. What it keeps grows with what has come, never with the number of packets, and never above the limit.

import { EMPTY_BYTES } from "../base/bytes.ts";

const FIRST_CAPACITY_BYTES = 65_536;

export class FrameAssembly {
  readonly #maxBytes: number;
  #kept = EMPTY_BYTES;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Copies `content` behind what has come; false, with nothing added, where the frame would be above the limit. */
  add(content: Uint8Array): boolean {
    const length = this.#length + content.length;
    if (length > this.#maxBytes) return false;
    if (length > this.#kept.length) this.#grow(length);
    this.#kept.set(content, this.#length);
    this.#length = length;
    return true;
  }

  /** The frame, for the caller to keep; the next one begins. */
  take(): Uint8Array {
    const frame = this.#kept.slice(0, this.#length);
    this.#length = 0;
    return frame;
  }

  clear(): void {
    this.#kept = EMPTY_BYTES;
    this.#length = 0;
  }

  #grow(length: number): void {
    const capacity = Math.min(this.#maxBytes, Math.max(FIRST_CAPACITY_BYTES, this.#kept.length * 2, length));
    const grown = new Uint8Array(capacity);
    grown.set(this.#kept.subarray(0, this.#length));
    this.#kept = grown;
  }
}
