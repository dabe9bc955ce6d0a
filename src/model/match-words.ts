// Whether a text has the words that somebody types, and how well: for finding things by what they are called. Case and accents do not count.

/** Letters as they are compared. */
const folded = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** What was typed, as words to look for. */
export const wordsOf = (typed: string): readonly string[] =>
  folded(typed)
    .split(/\s+/u)
    .filter((word) => word !== "");

const LETTER = /[\p{L}\p{N}]/u;

/** Ascending: a word at the beginning, at the beginning of another word, in the middle of one. */
function rankOf(text: string, word: string): number | null {
  let best: number | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0) return 0;
    const isAtWord = !LETTER.test(text[at - 1] ?? "");
    best = isAtWord ? 1 : (best ?? 2);
    if (isAtWord) return best;
  }
  return best;
}

/** The smaller the better; null where one of the words (`wordsOf`) is not in it. */
export function matchWords(text: string, words: readonly string[]): number | null {
  const compared = folded(text);
  let rank = 0;
  for (const word of words) {
    const found = rankOf(compared, word);
    if (found === null) return null;
    rank += found;
  }
  return rank;
}
