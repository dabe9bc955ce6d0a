// Titles of tasks: one line of text, normalised alike on every device (typed-titles.ts).

import { isLine } from "./one-line.ts";

/** In UTF-16 units. Long enough for any line that is a task; longer text belongs into a note. */
export const MAX_TITLE_LENGTH = 1000;

export const isTitle = (text: string): boolean => isLine(text, MAX_TITLE_LENGTH);
