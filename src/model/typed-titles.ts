// Titles from what a person typed or pasted. Nothing of it is dropped: a pasted line beyond the limit becomes several titles, cut between words; only list
// marks ("- [ ]", "*", "3.") and blank lines go.

import { normaliseLine } from "./normalise-line.ts";
import { MAX_TITLE_LENGTH } from "./task-title.ts";

const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

const LIST_MARK = /^(?:[-*+•◦▪–—]|\d{1,4}[.)])(?=\s)\s*/u;

const CHECKBOX = /^(?:\[[ xX]?\]|[☐☑☒□✓✔])(?=\s|$)\s*/u;

export const normaliseTitle = normaliseLine;

/** The titles in pasted text, in order: one for each line that is not blank. A line that is only a list mark is kept as it is. */
export function linesToTitles(text: string): string[] {
  return text.split(LINE_BREAKS).flatMap((line) => splitLong(lineToTitle(line)));
}

function lineToTitle(line: string): string {
  const whole = normaliseTitle(line);
  const bare = whole.replace(LIST_MARK, "").replace(CHECKBOX, "").trim();
  return bare === "" ? whole : bare;
}

function splitLong(title: string): string[] {
  const parts: string[] = [];
  let rest = title;
  while (rest.length > MAX_TITLE_LENGTH) {
    const at = cutBefore(rest);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === "" ? parts : [...parts, rest];
}

/** Where to cut: after the last space of the second half, otherwise at the limit, never inside a surrogate pair. */
function cutBefore(text: string): number {
  const space = text.lastIndexOf(" ", MAX_TITLE_LENGTH);
  if (space > MAX_TITLE_LENGTH / 2) return space;
  const code = text.charCodeAt(MAX_TITLE_LENGTH);
  return code >= 0xdc00 && code <= 0xdfff ? MAX_TITLE_LENGTH - 1 : MAX_TITLE_LENGTH;
}
