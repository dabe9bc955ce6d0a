// Lines of text that a person types or pastes (titles, names, tags, checklist entries), normalised alike on every device.

// Control, line and paragraph separators, and lone surrogates (which UTF-8 cannot carry).
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;
// Something that leaves ink: neither white space nor what is made to be invisible (zero-width marks, direction marks, fillers).
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Trimmed, in NFC, controls and line breaks as spaces. Empty where nothing of it could be seen; may be too long. */
export function normaliseLine(text: string): string {
  const line = text.replaceAll(CONTROLS, " ").replaceAll(LONE_SURROGATES, "\uFFFD").normalize("NFC").trim();
  return VISIBLE.test(line) ? line : "";
}

/** Not blank, without line breaks and controls, and at most so long. Does not ask for NFC: engines of different Unicode versions would see different texts. */
export function isLine(text: string, maxLength: number): boolean {
  return text.length <= maxLength && text.trim() !== "" && text.search(CONTROLS) < 0;
}
