// Raw deflate (RFC 1951) undone, in one go and by this code alone: whether a record's body inflates must be the same on every device for ever, and
// platforms differ in what they let pass. It refuses what zlib refuses, and bytes left over behind the end. How many bytes come out is known before:
// nothing larger is ever made.

/** Code lengths stand in this order (RFC 1951, 3.2.7). */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_CODE_BITS = 15;
const MAX_LITERALS = 286;
const MAX_DISTANCES = 30;
const END_OF_BLOCK = 256;
const FIRST_LENGTH = 257;

/** Behind the input, so that whole words can be read of it. */
const SLACK_BYTES = 16;

/** What the number that a symbol stands for begins at, and how many bits are added to it. */
type Steps = { readonly base: Uint16Array; readonly extraBits: Uint8Array };

/** Of `count` symbols: the first ones `atOnce * 2` have no bits, then each `atOnce` have one more (RFC 1951, 3.2.5). */
function makeSteps(count: number, atOnce: number, first: number): Steps {
  const base = new Uint16Array(count);
  const extraBits = Uint8Array.from(base, (_, symbol) => Math.max(0, Math.floor(symbol / atOnce) - 1));
  let next = first;
  for (const [symbol, bits] of extraBits.entries()) {
    base[symbol] = next;
    next += 1 << bits;
  }
  return { base, extraBits };
}

const LENGTHS = makeSteps(29, 4, 3);
// The longest one has a symbol of its own.
LENGTHS.base[28] = 258;
LENGTHS.extraBits[28] = 0;
const DISTANCES = makeSteps(MAX_DISTANCES, 2, 1);
/** How often a length of a code is repeated: up to this symbol it is the length, which stands once; then the one before is, and twice no bits at all. */
const COPY_LENGTH = 16;
const REPEATS: Steps = {
  base: Uint16Array.of(...new Uint16Array(COPY_LENGTH).fill(1), 3, 3, 11),
  extraBits: Uint8Array.of(...new Uint8Array(COPY_LENGTH), 2, 3, 7),
};

/** By as many bits as the longest code has: symbol * 16 + the bits of its code; 0: no code. */
type CodeTable = { readonly entries: Uint16Array; readonly mask: number };

const reversed = (code: number, bits: number): number => {
  let [left, result] = [code, 0];
  for (let i = 0; i < bits; i++) {
    result = (result << 1) | (left & 1);
    left >>= 1;
  }
  return result;
};

type CodeShape = { readonly maxBits: number; readonly nextCodes: Uint16Array };

/** The first code of each length. Null where the lengths are those of no code: one alone may be of one bit, with the other bit for nothing, or there are none. */
function shapeOf(lengths: Uint8Array, mayBeAlone: boolean): CodeShape | null {
  const counts = new Uint16Array(MAX_CODE_BITS + 1);
  for (const bits of lengths) counts[bits] = (counts[bits] ?? 0) + 1;
  const nextCodes = new Uint16Array(MAX_CODE_BITS + 1);
  const maxBits = lengths.reduce((most, bits) => Math.max(most, bits), 0);
  let [unused, code] = [1, 0];
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
    const count = counts[bits] ?? 0;
    nextCodes[bits] = code;
    code = (code + count) << 1;
    unused = unused * 2 - count;
    if (unused < 0) return null;
  }
  const isComplete = unused === 0 || maxBits === 0 || (mayBeAlone && maxBits === 1);
  return isComplete ? { maxBits, nextCodes } : null;
}

/** `mayBeAlone`: one code may be all there is. */
function makeTable(lengths: Uint8Array, mayBeAlone: boolean): CodeTable | null {
  const shape = shapeOf(lengths, mayBeAlone);
  if (shape === null) return null;
  const { maxBits, nextCodes } = shape;
  const entries = new Uint16Array(1 << maxBits);
  for (const [symbol, bits] of lengths.entries()) {
    if (bits === 0) continue;
    const first = nextCodes[bits] ?? 0;
    nextCodes[bits] = first + 1;
    for (let i = reversed(first, bits); i < entries.length; i += 1 << bits) entries[i] = (symbol << 4) | bits;
  }
  return { entries, mask: entries.length - 1 };
}

type Codes = { readonly literals: CodeTable; readonly distances: CodeTable };

let fixed: Codes | null = null;

function fixedCodes(): Codes | null {
  if (fixed !== null) return fixed;
  const lengths = Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
  const [literals, distances] = [makeTable(lengths, true), makeTable(new Uint8Array(32).fill(5), true)];
  return literals === null || distances === null ? null : (fixed = { literals, distances });
}

class Inflater {
  readonly out: Uint8Array;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #endBit: number;
  #bit = 0;
  #length = 0;

  constructor(bytes: Uint8Array, sizeBytes: number) {
    this.#bytes = new Uint8Array(bytes.length + SLACK_BYTES);
    this.#bytes.set(bytes);
    this.#view = new DataView(this.#bytes.buffer);
    this.#endBit = bytes.length * 8;
    this.out = new Uint8Array(sizeBytes);
  }

  /** Whether all of it was deflate and has become just as many bytes as were expected. */
  run(): boolean {
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1;
      if (!this.#block(this.#take(2)) || this.#bit > this.#endBit) return false;
    }
    return this.#length === this.out.length && this.#endBit - this.#bit < 8;
  }

  /** Up to 16 bits; zeros behind the end, where `#bit` tells that it went too far. */
  #take(bits: number): number {
    const taken = (this.#view.getUint32(Math.min(this.#bit, this.#endBit) >> 3, true) >>> (this.#bit & 7)) & ((1 << bits) - 1);
    this.#bit += bits;
    return taken;
  }

  #block(type: number): boolean {
    if (type === 0) return this.#stored();
    const codes = type === 1 ? fixedCodes() : type === 2 ? this.#readCodes() : null;
    return codes !== null && this.#symbols(codes);
  }

  #stored(): boolean {
    this.#bit = (this.#bit + 7) & ~7;
    const [length, inverted] = [this.#take(16), this.#take(16)];
    const from = this.#bit >> 3;
    this.#bit += length * 8;
    if ((length ^ inverted) !== 0xffff || this.#bit > this.#endBit || this.#length + length > this.out.length) return false;
    this.out.set(this.#bytes.subarray(from, from + length), this.#length);
    this.#length += length;
    return true;
  }

  /** RFC 1951, 3.2.7. */
  #readCodes(): Codes | null {
    const [literalCount, distanceCount, lengthCount] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4];
    if (literalCount > MAX_LITERALS || distanceCount > MAX_DISTANCES) return null;
    const ofLengths = new Uint8Array(LENGTHS_ORDER.length);
    for (const symbol of LENGTHS_ORDER.slice(0, lengthCount)) ofLengths[symbol] = this.#take(3);
    const table = makeTable(ofLengths, false);
    const lengths = table === null ? null : this.#readLengths(table, literalCount + distanceCount);
    if (lengths === null || lengths[END_OF_BLOCK] === 0) return null;
    const literals = makeTable(lengths.subarray(0, literalCount), true);
    const distances = makeTable(lengths.subarray(literalCount), true);
    return literals === null || distances === null ? null : { literals, distances };
  }

  #readLengths({ entries, mask }: CodeTable, count: number): Uint8Array | null {
    const lengths = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const entry = entries[this.#peek() & mask] ?? 0;
      this.#bit += entry & 15;
      const symbol = entry >> 4;
      const times = this.#step(REPEATS, symbol);
      const value = symbol < COPY_LENGTH ? symbol : symbol > COPY_LENGTH ? 0 : lengths[at - 1];
      if (entry === 0 || value === undefined || at + times > count || this.#bit > this.#endBit) return null;
      lengths.fill(value, at, at + times);
      at += times;
    }
    return lengths;
  }

  /** What a symbol stands for, with the bits behind it; 0: nothing. */
  #step({ base, extraBits }: Steps, symbol: number): number {
    return (base[symbol] ?? 0) + this.#take(extraBits[symbol] ?? 0);
  }

  #peek(): number {
    return this.#view.getUint32(this.#bit >> 3, true) >>> (this.#bit & 7);
  }

  /** Literals, and copies of what came before, up to the block's end: nearly all of the time is spent here. */
  #symbols({ literals, distances }: Codes): boolean {
    const [view, out, endBit] = [this.#view, this.out, this.#endBit];
    const { entries, mask } = literals;
    let [bit, length] = [this.#bit, this.#length];
    while (bit <= endBit) {
      const word = view.getUint32(bit >> 3, true) >>> (bit & 7);
      const entry = entries[word & mask] ?? 0;
      const symbol = entry >> 4;
      bit += entry & 15;
      if (symbol < END_OF_BLOCK) {
        if (entry === 0 || length === out.length) return false;
        out[length++] = symbol;
        continue;
      }
      if (symbol === END_OF_BLOCK) {
        this.#bit = bit;
        this.#length = length;
        return true;
      }
      this.#bit = bit;
      this.#length = length;
      if (!this.#copy(symbol - FIRST_LENGTH, distances)) return false;
      bit = this.#bit;
      length = this.#length;
    }
    return false;
  }

  #copy(lengthSymbol: number, { entries, mask }: CodeTable): boolean {
    const length = this.#step(LENGTHS, lengthSymbol);
    const entry = entries[this.#peek() & mask] ?? 0;
    this.#bit += entry & 15;
    const distance = this.#step(DISTANCES, entry >> 4);
    const [out, from] = [this.out, this.#length];
    const end = from + length;
    if (entry === 0 || length === 0 || distance === 0 || distance > from || end > out.length) return false;
    for (let at = from; at < end; at++) out[at] = out[at - distance] ?? 0;
    this.#length = end;
    return true;
  }
}

/** `null` unless all of `bytes` is raw deflate of exactly `sizeBytes` bytes. */
export function inflate(bytes: Uint8Array, sizeBytes: number): Uint8Array | null {
  const inflater = new Inflater(bytes, sizeBytes);
  return inflater.run() ? inflater.out : null;
}
