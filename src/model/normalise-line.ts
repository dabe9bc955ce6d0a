// Lines of text that a person types or pastes, brought into the form that one-line.ts asks for.

import { CONTROLS } from "./one-line.ts";

// UTF-8 cannot carry them.
const LONE_SURROGATES = /\p{Surrogate}/gu;
// Something that leaves ink: neither white space nor what is made to be invisible (zero-width marks, direction marks, fillers).
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Trimmed, in NFC, controls and line breaks as spaces. Empty where nothing of it could be seen; may be too long. */
export function normaliseLine(text: string): string {
  const line = text.replaceAll(CONTROLS, " ").replaceAll(LONE_SURROGATES, "\uFFFD").normalize("NFC").trim();
  return VISIBLE.test(line) ? line : "";
}
