import { wordlist } from "@scure/bip39/wordlists/english.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../base/result.ts";
import { drawPhrase, drawPlaces, isWord, meantWord, phraseOf, readPhrase, WORD_COUNT, wordsInText } from "./words.ts";

/** BIP-39's own vectors (trezor/python-mnemonic), of 32 bytes. */
const VECTORS: readonly (readonly [string, string])[] = [
  ["00".repeat(32), `${"abandon ".repeat(23)}art`],
  ["7f".repeat(32), "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title"], // prettier-ignore
  ["80".repeat(32), "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"], // prettier-ignore
  ["68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c", "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length"], // prettier-ignore
];

const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));

describe("a phrase", () => {
  test.each(VECTORS)("stands for %s", (entropy, words) => {
    expect(phraseOf(fromHex(entropy)).words.join(" ")).toBe(words);
    expect(readPhrase(words.split(" "))).toEqual(ok(fromHex(entropy)));
  });

  test("is read as it was drawn, whatever the keyboard did to its letters", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (entropy) => {
        const { words } = phraseOf(entropy);
        expect(readPhrase(words.map((word) => ` ${word.charAt(0).toUpperCase()}${word.slice(1)} `))).toEqual(ok(entropy));
      }),
      { numRuns: 20 },
    );
  });

  test("is another each time", () => {
    const [one, other] = [drawPhrase(), drawPhrase()];
    expect(one.words).toHaveLength(WORD_COUNT);
    expect(one.words).not.toEqual(other.words);
  });

  test("says what is wrong with it: what is missing, what is no word, then that they do not go together", () => {
    const words = (VECTORS[1]?.[1] ?? "").split(" ");
    expect(readPhrase(words.with(4, ""))).toEqual(err({ kind: "missing", at: 4 }));
    expect(readPhrase(words.with(9, "winnner"))).toEqual(err({ kind: "unknown", at: 9 }));
    expect(readPhrase(words.with(23, "zoo"))).toEqual(err({ kind: "checksum" }));
    expect(readPhrase(words.slice(1).concat("legal"))).toEqual(err({ kind: "checksum" }));
    expect(readPhrase(words.slice(0, 12))).toEqual(err({ kind: "missing", at: 12 }));
  });
});

describe("a word that is in no list", () => {
  test.each([
    ["winnner", "winner"],
    ["abandone", "abandon"],
    ["abandno", "abandon"],
    ["lettre", "letter"],
    ["zo", "zoo"],
    ["xxxxxx", null],
    ["", null],
  ])("%s was meant to be %s", (typed, meant) => {
    expect(isWord(typed)).toBe(false);
    expect(meantWord(typed)).toBe(meant);
  });

  test("finds every word again that lost its ending", () => {
    expect(wordlist.filter((word) => word.length > 5).every((word) => meantWord(word.slice(0, 5)) === word)).toBe(true);
  });
});

describe("a pasted text", () => {
  test("is its words, without numbers and what parts them", () => {
    expect(wordsInText("1. Legal\n2. winner,  thank\t4) year")).toEqual(ok(["legal", "winner", "thank", "year"]));
  });

  test("is refused where it is too long, or holds too many words", () => {
    expect(wordsInText("a ".repeat(25))).toEqual(err({ kind: "too-many", count: 25 }));
    expect(wordsInText("a".repeat(1_000_000))).toEqual(err({ kind: "too-long" }));
  });
});

test("three different words are asked for, in their order", () => {
  const numbers = [7, 7, 3, 7, 20];
  expect(drawPlaces(3, () => numbers.shift() ?? 0)).toEqual([3, 7, 20]);
});
