// Which lines of a long list exist. What is in sight, and a little beyond, is made at once; more is made, and what has been passed let go, only when the
// page has nothing else to do: to make a row takes longer than all else that a key along the list does.

export type Span = { readonly first: number; readonly last: number };

/** The lines that are in sight, as the virtualizer tells of them. */
export type InSight = { readonly startIndex: number; readonly endIndex: number };

/** Always there on either side of what is in sight. */
const EDGE_LINES = 2;
/** Made on either side when there is time. */
const AHEAD_LINES = 8;
const STEP_LINES = 2;
/** Kept on either side at most, until there is time to let go of them. */
const KEPT_LINES = 16;

export const NO_LINES: Span = { first: 0, last: -1 };

function around({ startIndex, endIndex }: InSight, beyond: number, count: number): Span {
  return { first: Math.max(0, startIndex - beyond), last: Math.min(count - 1, endIndex + beyond) };
}

/** `before`: which exist. `count`: of all lines. Answers `before` itself where nothing has to be made. */
export function spanInSight(before: Span, inSight: InSight, count: number): Span {
  const needed = around(inSight, EDGE_LINES, count);
  if (before.first <= needed.first && before.last >= needed.last && before.last < count) return before;
  const kept = around(inSight, KEPT_LINES, count);
  const [first, last] = [Math.max(before.first, kept.first), Math.min(before.last, kept.last)];
  const isApart = first > needed.last + 1 || last < needed.first - 1;
  return isApart ? needed : { first: Math.min(first, needed.first), last: Math.max(last, needed.last) };
}

export const isSameSpan = (one: Span, other: Span): boolean => one.first === other.first && one.last === other.last;

const step = (from: number, to: number): number => from + Math.max(-STEP_LINES, Math.min(STEP_LINES, to - from));

/** What exists after a moment of time, at most STEP_LINES more and fewer on either side: the next key may come while they are made. */
export function spanTowardsRest(before: Span, inSight: InSight, count: number): Span {
  const rest = around(inSight, AHEAD_LINES, count);
  const now = spanInSight(before, inSight, count);
  return { first: step(now.first, rest.first), last: step(now.last, rest.last) };
}

/** The lines of `span`, and `active` wherever it is, in order: -1 is none. */
export function linesOf({ first, last }: Span, active: number, count: number): number[] {
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (active >= 0 && active < first) return [active, ...lines];
  return active > last && active < count ? [...lines, active] : lines;
}
