// Raw deflate (RFC 1951) undone, in one go and by this code alone: whether a record's body inflates must be the same on every device for ever, and
// platforms differ in what they let pass. It refuses what zlib refuses, and bytes left over behind the end. How many bytes come out is known before:
// nothing larger is ever made.

/** Code lengths stand in this order (RFC 1951, 3.2.7). */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_CODE_BITS = 15;
const MAX_LITERALS = 286;
const MAX_DISTANCES = 30;
const END_OF_BLOCK = 256;
const MIN_COPY = 3;
const MAX_COPY = 258;

/** Behind the input, so that whole words can be read of it. */
const SLACK_BYTES = 16;

/** What a symbol stands for: a number, and how many bits behind it are added to that. */
type Meaning = { readonly values: Uint16Array; readonly extraBits: Uint8Array };

/** Numbers from `first` on, of `count` symbols: the first ones `atOnce * 2` have no bits, then each `atOnce` have one more (RFC 1951, 3.2.5). */
function makeSteps(count: number, atOnce: number, first: number): Meaning {
  const values = new Uint16Array(count);
  const extraBits = Uint8Array.from(values, (_, symbol) => Math.max(0, Math.floor(symbol / atOnce) - 1));
  let next = first;
  for (const [symbol, bits] of extraBits.entries()) {
    values[symbol] = next;
    next += 1 << bits;
  }
  return { values, extraBits };
}

const LENGTHS = makeSteps(28, 4, MIN_COPY);
const DISTANCES = makeSteps(MAX_DISTANCES, 2, 1);
/** Bytes, the end of a block, and lengths, which begin behind it; the longest one has a symbol of its own. */
const LITERALS: Meaning = {
  values: Uint16Array.of(
    ...Array(END_OF_BLOCK + 1).keys(),
    ...LENGTHS.values.map((length) => END_OF_BLOCK + length),
    END_OF_BLOCK + MAX_COPY,
  ),
  extraBits: Uint8Array.of(...new Uint8Array(END_OF_BLOCK + 1), ...LENGTHS.extraBits, 0),
};
/** Lengths of codes; the last three repeat one. */
const CODE_LENGTHS: Meaning = {
  values: Uint16Array.of(...Array(LENGTHS_ORDER.length).keys()),
  extraBits: new Uint8Array(LENGTHS_ORDER.length),
};
const COPY_LENGTH = 16;
/** Of the three: bits that say how often, and how often at least. */
const REPEATS = [
  { bits: 2, atLeast: 3 },
  { bits: 3, atLeast: 3 },
  { bits: 7, atLeast: 11 },
] as const;
const ONCE = { bits: 0, atLeast: 1 };

/** Codes are looked up by so many bits at once: a table that stays in the processor's nearest cache. Few codes are longer. */
const FIRST_BITS = 10;
const FIRST_MASK = (1 << FIRST_BITS) - 1;

/**
 * By the next `FIRST_BITS` bits: the number << 8, the bits added << 4, the bits of the code; 0: no code, or one that stands for nothing. Of a longer
 * code, `LONGER` and where those that begin like it are, by the bits behind those: `mask` says how many.
 */
type CodeTable = { readonly entries: Uint32Array; readonly mask: number };

const LONGER = 0x8000_0000;

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

function makeTable(lengths: Uint8Array, meaning: Meaning): CodeTable | null {
  // One code may be all there is, except for the lengths of codes.
  const shape = shapeOf(lengths, meaning !== CODE_LENGTHS);
  if (shape === null) return null;
  const { maxBits, nextCodes } = shape;
  const writer = new TableWriter(maxBits);
  // By index: what walks through it by `entries` makes more garbage than all the rest.
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const bits = lengths[symbol] ?? 0;
    if (bits === 0) continue;
    const first = nextCodes[bits] ?? 0;
    nextCodes[bits] = first + 1;
    const value = meaning.values[symbol];
    if (value === undefined) continue;
    writer.put(reversed(first, bits), bits, (value << 8) | ((meaning.extraBits[symbol] ?? 0) << 4) | bits);
  }
  return writer.table();
}

class TableWriter {
  readonly #longerBits: number;
  #entries = new Uint32Array(1 << FIRST_BITS);
  #used = 1 << FIRST_BITS;

  constructor(maxBits: number) {
    this.#longerBits = Math.max(0, maxBits - FIRST_BITS);
  }

  put(code: number, bits: number, entry: number): void {
    if (bits <= FIRST_BITS) {
      for (let i = code; i < 1 << FIRST_BITS; i += 1 << bits) this.#entries[i] = entry;
      return;
    }
    const from = this.#longerFrom(code & FIRST_MASK);
    const end = from + (1 << this.#longerBits);
    for (let i = from + (code >> FIRST_BITS); i < end; i += 1 << (bits - FIRST_BITS)) this.#entries[i] = entry;
  }

  #longerFrom(start: number): number {
    const present = this.#entries[start] ?? 0;
    if (present !== 0) return (present & ~LONGER) >>> 0;
    const from = this.#used;
    this.#used += 1 << this.#longerBits;
    if (this.#used > this.#entries.length) this.#grow();
    this.#entries[start] = (LONGER | from) >>> 0;
    return from;
  }

  #grow(): void {
    const grown = new Uint32Array(this.#entries.length * 2);
    grown.set(this.#entries);
    this.#entries = grown;
  }

  table(): CodeTable {
    return { entries: this.#entries, mask: (1 << this.#longerBits) - 1 };
  }
}

type Codes = { readonly literals: CodeTable; readonly distances: CodeTable };

let fixed: Codes | null = null;

function fixedCodes(): Codes | null {
  if (fixed !== null) return fixed;
  const lengths = Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
  const [literals, distances] = [makeTable(lengths, LITERALS), makeTable(new Uint8Array(32).fill(5), DISTANCES)];
  return literals === null || distances === null ? null : (fixed = { literals, distances });
}

function lookUp({ entries, mask }: CodeTable, word: number): number {
  const entry = entries[word & FIRST_MASK] ?? 0;
  return entry < LONGER ? entry : (entries[entry - LONGER + ((word >>> FIRST_BITS) & mask)] ?? 0);
}

/** What the bits behind a code add. */
const extraOf = (word: number, entry: number): number => word & ((1 << ((entry >> 4) & 15)) - 1);

/** What is copied may be what is just being made. */
function copy(out: Uint8Array, from: number, end: number, distance: number): void {
  for (let at = from; at < end; at++) out[at] = out[at - distance] ?? 0;
}

/** One input after another is read from here: a new buffer for each would be garbage at once. */
let input = new Uint8Array(0);

/** With zeros behind it. */
function inputOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (input.length < bytes.length + SLACK_BYTES) input = new Uint8Array(bytes.length + SLACK_BYTES);
  input.set(bytes);
  return input.fill(0, bytes.length, bytes.length + SLACK_BYTES);
}

class Inflater {
  readonly out: Uint8Array;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #endBit: number;
  #bit = 0;
  #length = 0;

  constructor(bytes: Uint8Array, sizeBytes: number) {
    this.#bytes = inputOf(bytes);
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
    const table = makeTable(ofLengths, CODE_LENGTHS);
    const lengths = table === null ? null : this.#readLengths(table, literalCount + distanceCount);
    if (lengths === null || lengths[END_OF_BLOCK] === 0) return null;
    const literals = makeTable(lengths.subarray(0, literalCount), LITERALS);
    const distances = makeTable(lengths.subarray(literalCount), DISTANCES);
    return literals === null || distances === null ? null : { literals, distances };
  }

  #readLengths(table: CodeTable, count: number): Uint8Array | null {
    const lengths = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const entry = lookUp(table, this.#view.getUint32(this.#bit >> 3, true) >>> (this.#bit & 7));
      this.#bit += entry & 15;
      const symbol = entry >> 8;
      const { bits, atLeast } = REPEATS[symbol - COPY_LENGTH] ?? ONCE;
      const times = atLeast + this.#take(bits);
      const value = symbol < COPY_LENGTH ? symbol : symbol > COPY_LENGTH ? 0 : lengths[at - 1];
      if (entry === 0 || value === undefined || at + times > count || this.#bit > this.#endBit) return null;
      lengths.fill(value, at, at + times);
      at += times;
    }
    return lengths;
  }

  /** Literals, and copies of what came before, up to the block's end: nearly all of the time is spent here. */
  #symbols({ literals, distances }: Codes): boolean {
    const [view, out, endBit] = [this.#view, this.out, this.#endBit];
    let [bit, length] = [this.#bit, this.#length];
    while (bit <= endBit) {
      const word = view.getUint32(bit >> 3, true) >>> (bit & 7);
      const entry = lookUp(literals, word);
      const value = entry >> 8;
      bit += entry & 15;
      if (value < END_OF_BLOCK) {
        if (entry === 0 || length === out.length) return false;
        out[length++] = value;
        continue;
      }
      if (value === END_OF_BLOCK) {
        [this.#bit, this.#length] = [bit, length];
        return true;
      }
      const end = length + value - END_OF_BLOCK + extraOf(word >>> (entry & 15), entry);
      bit += (entry >> 4) & 15;
      const behind = lookUp(distances, view.getUint32(bit >> 3, true) >>> (bit & 7));
      bit += behind & 15;
      const distance = (behind >> 8) + extraOf(view.getUint32(bit >> 3, true) >>> (bit & 7), behind);
      bit += (behind >> 4) & 15;
      if (behind === 0 || distance > length || end > out.length) return false;
      copy(out, length, end, distance);
      length = end;
    }
    return false;
  }
}

/** `null` unless all of `bytes` is raw deflate of exactly `sizeBytes` bytes. */
export function inflate(bytes: Uint8Array, sizeBytes: number): Uint8Array | null {
  const inflater = new Inflater(bytes, sizeBytes);
  return inflater.run() ? inflater.out : null;
}
