// What differs between two plain texts, as edits: by lines first, then within changed lines by what they share at their ends. So that edits made on
// several devices, or in a window that has not heard of the latest, meet only where they are at the same place. No edit cuts a surrogate pair.

/** Characters from `start` up to `end` give way to `insert`. UTF-16 units of the text before; lists of edits ascend and do not overlap. */
export type TextEdit = { readonly start: number; readonly end: number; readonly insert: string };

/** Lines from `start` up to `end` give way to `lines`. */
export type LineEdit = { readonly start: number; readonly end: number; readonly lines: readonly string[] };

/** Cells of the table that aligns lines that stay; beyond it everything between the first and the last change counts as one. */
const MAX_CELLS = 1_000_000;
/** Of the one that finds edited lines among changed ones, which compares them character by character. */
const MAX_LIKENESS_CELLS = 1_000;

function sharedStart<T>(a: ArrayLike<T>, b: ArrayLike<T>): number {
  const limit = Math.min(a.length, b.length);
  let count = 0;
  while (count < limit && a[count] === b[count]) count += 1;
  return count;
}

function sharedEnd<T>(a: ArrayLike<T>, b: ArrayLike<T>, start: number): number {
  const limit = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < limit && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

/** The one edit between what both texts begin and end with; null when they are equal. */
export function textEdit(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  let start = sharedStart(before, after);
  if (/[\uD800-\uDBFF]/u.test(before.charAt(start - 1))) start -= 1;
  let ending = sharedEnd(before, after, start);
  if (/[\uDC00-\uDFFF]/u.test(before.charAt(before.length - ending))) ending -= 1;
  return { start, end: before.length - ending, insert: after.slice(start, after.length - ending) };
}

/** Lines that are the same stay; what changes between two of them is one edit. */
function changedStretches(before: readonly string[], after: readonly string[]): LineEdit[] {
  const start = sharedStart(before, after);
  const ending = sharedEnd(before, after, start);
  const from = before.slice(start, before.length - ending);
  const to = after.slice(start, after.length - ending);
  const same = align(from, to, MAX_CELLS, (a, b) => Number(a === b));
  return between(from, to, same).map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end }));
}

/** What makes `after` of `before`: lines that come or go, and lines that are edited, which are those that share most. */
export function lineEdits(before: readonly string[], after: readonly string[]): LineEdit[] {
  return changedStretches(before, after).flatMap(({ start, end, lines }) => {
    const from = before.slice(start, end);
    const alike = align(from, lines, MAX_LIKENESS_CELLS, likeness);
    return withEdited(from, lines, alike).map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end }));
  });
}

type Pair = readonly [number, number];

/** More for lines that begin and end alike; any two lines may be one that was rewritten. */
function likeness(a: string, b: string): number {
  const start = sharedStart(a, b);
  return 1 + start + sharedEnd(a, b, start);
}

/** Index pairs in order that come to the greatest weight together, those of weight 0 left out; none where that is too much to find. */
function align(from: readonly string[], to: readonly string[], maxCells: number, weigh: (a: string, b: string) => number): readonly Pair[] {
  const width = to.length + 1;
  if (from.length * width > maxCells) return [];
  const best = new Uint32Array((from.length + 1) * width);
  const at = (row: number, column: number): number => best[row * width + column] ?? 0;
  const withPair = (row: number, column: number): number => {
    const weight = weigh(from[row] ?? "", to[column] ?? "");
    return weight === 0 ? 0 : weight + at(row + 1, column + 1);
  };
  for (let row = from.length - 1; row >= 0; row--) {
    for (let column = to.length - 1; column >= 0; column--) {
      best[row * width + column] = Math.max(withPair(row, column), at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let row = 0, column = 0; row < from.length && column < to.length;) {
    if (at(row, column) === at(row + 1, column)) row += 1;
    else if (at(row, column) === at(row, column + 1)) column += 1;
    else pairs.push([row++, column++]);
  }
  return pairs;
}

/** What is between the pairs, on either side. */
function between(from: readonly string[], to: readonly string[], pairs: readonly Pair[]): LineEdit[] {
  const edits: LineEdit[] = [];
  let [row, column] = [0, 0];
  for (const [nextRow, nextColumn] of [...pairs, [from.length, to.length] as const]) {
    if (nextRow > row || nextColumn > column) edits.push({ start: row, end: nextRow, lines: to.slice(column, nextColumn) });
    [row, column] = [nextRow + 1, nextColumn + 1];
  }
  return edits;
}

/** The same with the pairs, each an edited line. */
function withEdited(from: readonly string[], to: readonly string[], pairs: readonly Pair[]): LineEdit[] {
  const lines = pairs.map(([row, column]): LineEdit => ({ start: row, end: row + 1, lines: [to[column] ?? ""] }));
  return [...between(from, to, pairs), ...lines].sort((a, b) => a.start - b.start || a.end - b.end);
}

const linesOf = (text: string): string[] => text.split("\n");

/** What makes `after` of `before`, a line break being a character like any other. */
export function textEdits(before: string, after: string): TextEdit[] {
  const lines = linesOf(before);
  const offsets = [0];
  for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length + 1);
  const offsetOf = (line: number): number => offsets[line] ?? 0;
  return changedStretches(lines, linesOf(after)).flatMap(({ start, end, lines: insert }): TextEdit[] => {
    const text = insert.join("\n");
    // Whole lines come and go with a line break: their own, or, at the end of the text, the one before them.
    const isAtEnd = end === lines.length;
    if (start === end) return [isAtEnd ? editAt(before.length, `\n${text}`) : editAt(offsetOf(start), `${text}\n`)];
    if (insert.length === 0) return [{ start: offsetOf(start) - Number(isAtEnd), end: offsetOf(end) - Number(isAtEnd), insert: "" }];
    const edit = textEdit(before.slice(offsetOf(start), offsetOf(end) - 1), text);
    return edit === null ? [] : [{ ...edit, start: offsetOf(start) + edit.start, end: offsetOf(start) + edit.end }];
  });
}

const editAt = (at: number, insert: string): TextEdit => ({ start: at, end: at, insert });

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = "";
  let at = 0;
  for (const { start, end, insert } of edits) {
    edited += text.slice(at, start) + insert;
    at = end;
  }
  return edited + text.slice(at);
}

/** `edits` of a text as edits of what `others` have made of the same text: what one of both deletes is gone, what either inserts is there. */
function rebaseEdits(edits: readonly TextEdit[], others: readonly TextEdit[]): TextEdit[] {
  return edits.flatMap((edit) => {
    const pieces = remaining(edit, others).map(([start, end]) => {
      const moved = start + shiftBefore(start, others);
      return { start: moved, end: moved + end - start, insert: "" };
    });
    const inside = others.find(({ start, end }) => start < edit.start && edit.start < end);
    const from = inside?.end ?? edit.start;
    return [editAt(from + shiftBefore(from, others), edit.insert), ...pieces];
  });
}

/** How much longer the others have made what is before `at`, what they insert there included. */
function shiftBefore(at: number, others: readonly TextEdit[]): number {
  return others.reduce((shift, { start, end, insert }) => (end <= at ? shift + insert.length - (end - start) : shift), 0);
}

/** The stretches of what `edit` deletes that the others have left, none with an insertion of theirs inside. */
function remaining(edit: TextEdit, others: readonly TextEdit[]): (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = [];
  let at = edit.start;
  for (const { start, end } of others) {
    if (end <= at || start >= edit.end) continue;
    if (start > at) pieces.push([at, start]);
    at = end;
  }
  if (at < edit.end) pieces.push([at, edit.end]);
  return pieces;
}

/** What two edited versions of `base` come to together. Where both insert at one place, what is in `present` comes first. */
export function mergeTexts(base: string, edited: string, present: string): string {
  if (base === present) return edited;
  return applyEdits(present, rebaseEdits(textEdits(base, edited), textEdits(base, present)));
}
