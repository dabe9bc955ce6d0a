// Tags: short words that tasks share. A tag is kept as it was first written and compared without case: "Home" and "home" are one tag. Each task
// stores the spelling it was given (a field `tags.<tag>`), so that no stored byte depends on how an engine folds case; where two devices
// give one task both spellings at once, both are kept, one is shown (the first in plain text order), and removing the tag removes both.

import { isLine } from "./one-line.ts";

/** In UTF-16 units. */
export const MAX_TAG_LENGTH = 40;
/** Of one task. More may come together when devices write at once: all are shown. */
export const MAX_TASK_TAGS = 50;

export const isTag = (text: string): boolean => isLine(text, MAX_TAG_LENGTH);

/** Equal for spellings of one tag. Never stored. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/** One spelling of each tag: of several the first in plain text order. Ascending. */
export function distinctTags(spellings: Iterable<string>): string[] {
  const tagsByKey = new Map<string, string>();
  for (const tag of [...spellings].sort()) if (!tagsByKey.has(tagKey(tag))) tagsByKey.set(tagKey(tag), tag);
  return [...tagsByKey.values()];
}
