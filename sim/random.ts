// Randomness from a seed, the same on every machine. Each part of a simulation draws from a stream of its own (`deriveSeed`), so that a change
// in how often one part draws does not change what happens to all the others.

import type { Random } from "../src/ports/crypto.ts";

/** Uniform numbers in [0, 1): mulberry32, as in the generator of the benchmarks' data. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of the stream called `name` (FNV-1a over seed and name). */
export function deriveSeed(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Random bytes as the port wants them. */
export const makeRandomBytes =
  (random: () => number): Random =>
  (length) =>
    Uint8Array.from({ length }, () => Math.floor(random() * 256));

/** Uniform in [min, max). */
export const between = (random: () => number, min: number, max: number): number => min + random() * (max - min);
