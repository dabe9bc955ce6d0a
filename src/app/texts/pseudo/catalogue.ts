// A language nobody speaks, made from English: accented and 40 % longer, word by word, so that a layout that only fits English is seen to
// break, and a text that stands in no catalogue is seen to stay as it is. What is put into a text stays untouched. For tests.

import { english } from "../en/catalogue.ts";
import type { Catalogue } from "../messages.ts";

const PLAIN = "aceinosuyzACEINOSUYZ";
const ACCENTED = "áçéîñöšüýžÂÇÉÎÑØŠÛÝŽ";
const LENGTHENING = 1.4;

const accented = (letter: string): string => ACCENTED[PLAIN.indexOf(letter)] ?? letter;

/** Every letter in its place, some of them twice. */
const longerWord = (word: string): string =>
  Array.from({ length: Math.ceil(word.length * LENGTHENING) }, (_, index) => accented(word[Math.floor(index / LENGTHENING)] ?? "")).join(
    "",
  );

/** `kept` are the pieces of `text` that were put into it. */
export function pseudoText(text: string, kept: readonly string[] = []): string {
  const [piece, ...others] = kept;
  if (piece === undefined) return text.replaceAll(/\p{L}+/gu, longerWord);
  return text
    .split(piece)
    .map((part) => pseudoText(part, others))
    .join(piece);
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const entries = Object.entries<Catalogue[keyof Catalogue]>(english).map(([key, text]) => [
  key,
  typeof text === "string"
    ? pseudoText(text)
    : // The arguments are passed on as they come, whatever the text takes.
      (...args: never[]) => pseudoText((text as (...args: never[]) => string)(...args), args.filter(isText)),
]);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from English key by key.
export const pseudo = Object.fromEntries(entries) as Catalogue;
