// A tag from what a person typed.

import { normaliseLine } from "./normalise-line.ts";

/** One line in NFC without white space at its ends, inner white space as single spaces. May be empty or too long. */
export const normaliseTag = (text: string): string => normaliseLine(text).replaceAll(/\s+/gu, " ");
