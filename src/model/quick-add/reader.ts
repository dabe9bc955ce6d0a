// Readers: each looks at a place of a line and says what it found there and where that ends. They are put together to a grammar; each knows with which words
// it can begin, so that at most places of a line none has to be asked. None looks further than a fixed number of atoms, and none repeats without an end.

import { fold, type Line } from "./line.ts";

/** `to`: the place after the last atom of it. */
export type Read<Value> = { readonly to: number; readonly value: Value };

export type Reader<Value> = {
  /** Folded words, and `DIGITS` for any number. */
  readonly starts: ReadonlySet<string>;
  /** It reads nothing where there is nothing for it. */
  readonly isOptional: boolean;
  readonly read: (line: Line, at: number) => Read<Value> | null;
};

export const DIGITS = "0";

const NUMBER = /^\d+$/u;
export const isNumber = (word: string): boolean => NUMBER.test(word);
export const startOf = (word: string): string => (isNumber(word) ? DIGITS : word);

export const reader = <Value>(starts: Iterable<string>, read: Reader<Value>["read"]): Reader<Value> => ({
  starts: new Set(starts),
  isOptional: false,
  read,
});

/** Phrases of words, such as "end of month": the longest that stands there. */
export function phrases<Value>(table: Readonly<Record<string, Value>>): Reader<Value> {
  const byFirst = new Map<string, { readonly rest: readonly string[]; readonly value: Value }[]>();
  for (const [phrase, value] of Object.entries(table)) {
    const [first = "", ...rest] = fold(phrase).split(" ");
    byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, value }]);
  }
  for (const found of byFirst.values()) found.sort((a, b) => b.rest.length - a.rest.length);
  return reader(byFirst.keys(), (line, at) => {
    const found = byFirst.get(line.word(at))?.find(({ rest }) => rest.every((word, index) => line.word(at + 1 + index) === word));
    return found === undefined ? null : { to: at + 1 + found.rest.length, value: found.value };
  });
}

/** One of the phrases, parted by bars. */
export const say = (alternatives: string): Reader<true> =>
  phrases(Object.fromEntries(alternatives.split("|").map((phrase) => [phrase.trim(), true])));

export const optional = <Value>({ starts, read }: Reader<Value>): Reader<Value | null> => ({
  starts,
  isOptional: true,
  read: (line, at) => read(line, at) ?? { to: at, value: null },
});

/** `null` from `make`: it is not that after all. */
export const as = <Value, Made>(
  { starts, isOptional, read }: Reader<Value>,
  make: (value: Value, line: Line, at: number, to: number) => Made | null,
): Reader<Made> => ({
  starts,
  isOptional,
  read(line, at) {
    const found = read(line, at);
    const value = found === null ? null : make(found.value, line, at, found.to);
    return found === null || value === null ? null : { to: found.to, value };
  },
});

type Values<Readers extends readonly Reader<unknown>[]> = {
  [Index in keyof Readers]: Readers[Index] extends Reader<infer Value> ? Value : never;
};

/** One after the other. */
export function inTurn<const Readers extends readonly Reader<unknown>[]>(...readers: Readers): Reader<Values<Readers>> {
  const starts = new Set<string>();
  for (const one of readers) {
    for (const start of one.starts) starts.add(start);
    if (!one.isOptional) break;
  }
  return reader(starts, (line, at) => {
    const values: unknown[] = [];
    let to = at;
    for (const { read } of readers) {
      const found = read(line, to);
      if (found === null) return null;
      values.push(found.value);
      to = found.to;
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each reader's own value stands in that reader's place
    return { to, value: values as Values<Readers> };
  });
}

/** The longest of what they find; of equals the first. */
export function oneOf<Value>(...readers: readonly Reader<Value>[]): Reader<Value> {
  const byStart = new Map<string, Reader<Value>[]>();
  for (const one of readers) for (const start of one.starts) byStart.set(start, [...(byStart.get(start) ?? []), one]);
  return reader(byStart.keys(), (line, at) => {
    let longest: Read<Value> | null = null;
    for (const { read } of byStart.get(startOf(line.word(at))) ?? []) {
      const found = read(line, at);
      if (found !== null && (longest === null || found.to > longest.to)) longest = found;
    }
    return longest;
  });
}
