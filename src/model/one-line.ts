// Lines of text that a person types or pastes (titles, names, tags, checklist entries), normalised alike on every device (normalise-line.ts).

/** Control, line and paragraph separators. */
export const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** Not blank, without line breaks and controls, and at most so long. Does not ask for NFC: engines of different Unicode versions would see different texts. */
export function isLine(text: string, maxLength: number): boolean {
  return text.length <= maxLength && text.trim() !== "" && text.search(CONTROLS) < 0;
}
