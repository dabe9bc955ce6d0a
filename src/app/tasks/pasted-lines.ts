// What text put into the add field makes: one task, or a list to be shown first.

import { isTitle } from "../../model/task-title.ts";
import { linesToTitles, normaliseTitle } from "../../model/typed-titles.ts";

/** The titles of what was typed: one, unless it is too long for one. */
export const typedTitles = (text: string): readonly string[] => {
  const title = normaliseTitle(text);
  return isTitle(title) ? [title] : linesToTitles(text);
};

/** The field's text with `pasted` put in place of the selection, when that makes more than one task. */
export function pastedLines(value: string, selection: readonly [start: number, end: number], pasted: string): string | null {
  if (linesToTitles(pasted).length < 2) return null;
  return value.slice(0, selection[0]) + pasted + value.slice(selection[1]);
}
