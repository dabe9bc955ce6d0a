// What the user took back stays text while the line is written on: it goes along with the words around it, and ends when its own are changed.

import type { Span } from "../../../model/quick-add/line.ts";

/** As a text, to be kept beside the line: "9-17 20-25"; "" where there are none. */
export const plainToText = (spans: readonly Span[]): string => spans.map(({ start, end }) => `${start}-${end}`).join(" ");

/** What was kept, as far as it stands within a line of that length. */
export const textToPlain = (text: string, length: number): readonly Span[] =>
  [...text.matchAll(/(\d{1,6})-(\d{1,6})/gu)]
    .map(([, start, end]) => ({ start: Number(start), end: Number(end) }))
    .filter(({ start, end }) => start < end && end <= length);

const sharedStart = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
};

/** `spans` of the text `before` in the text `after` one edit of it. */
export function movePlain(spans: readonly Span[], before: string, after: string): readonly Span[] {
  if (spans.length === 0 || before === after) return spans;
  const from = sharedStart(before, after);
  const [restBefore, restAfter] = [before.slice(from), after.slice(from)];
  let kept = 0;
  while (kept < Math.min(restBefore.length, restAfter.length) && restBefore.at(-1 - kept) === restAfter.at(-1 - kept)) kept += 1;
  const to = before.length - kept;
  const by = after.length - before.length;
  return spans.flatMap(({ start, end }) => {
    if (end <= from) return [{ start, end }];
    return start >= to ? [{ start: start + by, end: end + by }] : [];
  });
}
