// The 24 words of a recovery phrase (BIP-39, English list), and the bytes that they stand for. Loaded with whatever shows or takes words.

import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { err, ok, type Result } from "../../base/result.ts";

export const WORD_COUNT = 24;
const ENTROPY_BYTES = 32;
/** No word has more than eight letters; what is far longer is no phrase. */
const MAX_PASTED_LENGTH = 2_000;

const WORDS: ReadonlySet<string> = new Set(wordlist);

/** A secret: of both. */
export type Phrase = { readonly entropy: Uint8Array; readonly words: readonly string[] };

export const phraseOf = (entropy: Uint8Array): Phrase => ({ entropy, words: entropyToMnemonic(entropy, wordlist).split(" ") });

export const drawPhrase = (): Phrase => phraseOf(crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES)));

/** As it stands in the list, whatever the keyboard made of it. */
export const tidyWord = (text: string): string => text.trim().toLowerCase();

export const isWord = (text: string): boolean => WORDS.has(tidyWord(text));

/** Whether one letter put in, left out, replaced, or two changed about make one of the other. */
function isOneSlipFrom(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

/** The one word that was probably meant, where there is one: the first four letters tell all words of the list apart. */
export function meantWord(text: string): string | null {
  const typed = tidyWord(text);
  const sameStart = typed.length < 4 ? [] : wordlist.filter((word) => word.startsWith(typed.slice(0, 4)));
  const near = sameStart.length > 0 ? sameStart : wordlist.filter((word) => isOneSlipFrom(typed, word));
  return near.length === 1 ? (near[0] ?? null) : null;
}

export type PasteError = { readonly kind: "too-long" } | { readonly kind: "too-many"; readonly count: number };

/** The words in a text, as pasted: numbers and what separates them fall away. */
export function wordsInText(text: string): Result<readonly string[], PasteError> {
  if (text.length > MAX_PASTED_LENGTH) return err({ kind: "too-long" });
  const words = text.split(/[\s\d.,;:)]+/u).flatMap((word) => (word === "" ? [] : [tidyWord(word)]));
  return words.length > WORD_COUNT ? err({ kind: "too-many", count: words.length }) : ok(words);
}

export type PhraseError =
  /** From 0 on. */
  { readonly kind: "missing" | "unknown"; readonly at: number } | { readonly kind: "checksum" };

/** `words`: `WORD_COUNT` fields. The first thing that is wrong. */
export function readPhrase(words: readonly string[]): Result<Uint8Array, PhraseError> {
  const tidy = Array.from({ length: WORD_COUNT }, (_, index) => tidyWord(words[index] ?? ""));
  const missing = tidy.indexOf("");
  if (missing !== -1) return err({ kind: "missing", at: missing });
  const unknown = tidy.findIndex((word) => !WORDS.has(word));
  if (unknown !== -1) return err({ kind: "unknown", at: unknown });
  try {
    return ok(mnemonicToEntropy(tidy.join(" "), wordlist));
  } catch {
    // All that is left to be wrong.
    return err({ kind: "checksum" });
  }
}

/** Different places, ascending, for asking whether the words were written down. */
export function drawPlaces(count: number, random: (below: number) => number = drawBelow): readonly number[] {
  const places = new Set<number>();
  while (places.size < count) places.add(random(WORD_COUNT));
  return [...places].toSorted((a, b) => a - b);
}

const drawBelow = (below: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;
