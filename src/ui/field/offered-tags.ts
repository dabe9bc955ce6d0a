// Which of the tags in use are offered while one is typed.

const MAX_OFFERED = 6;
const keyOf = (tag: string): string => tag.toLowerCase();

/** What is offered for `typed`: tags that begin with it first, then those that hold it; not those that are there. */
export function offeredTags(typed: string, known: readonly string[], present: readonly string[]): readonly string[] {
  const wanted = keyOf(typed.trim());
  const taken = new Set(present.map(keyOf));
  const free = known.filter((tag) => !taken.has(keyOf(tag)) && keyOf(tag).includes(wanted));
  const begins = (tag: string): number => Number(!keyOf(tag).startsWith(wanted));
  return free.toSorted((a, b) => begins(a) - begins(b)).slice(0, MAX_OFFERED);
}
