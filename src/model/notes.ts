// The notes of a task: plain text of many lines. Unlike titles they are kept as they are typed, but for what cannot be stored: line breaks become "\n",
// other controls go, lone surrogates are replaced.

/** In UTF-16 units. */
export const MAX_NOTES_LENGTH = 100_000;

const LINE_BREAKS = /\r\n?/gu;
// Control characters but for tab and line feed.
const CONTROLS = /(?![\t\n])\p{Cc}/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

export const normaliseNotes = (text: string): string =>
  text.replaceAll(LINE_BREAKS, "\n").replaceAll(CONTROLS, "").replaceAll(LONE_SURROGATES, "\uFFFD");
