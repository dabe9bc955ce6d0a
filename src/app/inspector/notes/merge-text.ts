// Text written in two places at once: what was typed here since `base` is put onto what came from elsewhere. Each side's change is one replaced
// stretch; where the two overlap, both texts are kept, the other's first. Nothing typed is ever dropped.

/** Replaces `base.slice(start, end)` by `text`. Offsets count UTF-16 units, as a text field does. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string };

export type MergedText = {
  readonly text: string;
  /** Where a caret of the text typed here stands in the merged one. */
  readonly caretAfter: (caret: number) => number;
};

/** A half of a surrogate pair is never left alone. */
const isInsidePair = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc_00 && unit <= 0xdf_ff;
};

export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  if (isInsidePair(before, start) || isInsidePair(after, start)) start -= 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (isInsidePair(before, before.length - tail) || isInsidePair(after, after.length - tail)) tail -= 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

const applied = (base: string, { start, end, text }: TextEdit): string => base.slice(0, start) + text + base.slice(end);

const growth = ({ start, end, text }: TextEdit): number => text.length - (end - start);

/** `mine` as an edit of the text that `theirs` has made. */
function rebased(mine: TextEdit, theirs: TextEdit): TextEdit {
  if (mine.end <= theirs.start) return mine;
  const by = growth(theirs);
  if (mine.start >= theirs.end) return { ...mine, start: mine.start + by, end: mine.end + by };
  return { start: Math.min(mine.start, theirs.start), end: Math.max(mine.end, theirs.end) + by, text: theirs.text + mine.text };
}

/** A place in what an edit starts from, in what it makes. */
function placeAfter(place: number, edit: TextEdit): number {
  if (place <= edit.start) return place;
  return place >= edit.end ? place + growth(edit) : edit.start + edit.text.length;
}

export function mergeText(base: string, mine: string, theirs: string): MergedText {
  const here = editBetween(base, mine);
  const there = editBetween(base, theirs);
  if (there === null) return { text: mine, caretAfter: (caret) => caret };
  if (here === null) return { text: theirs, caretAfter: (caret) => placeAfter(caret, there) };
  const moved = rebased(here, there);
  const typedEnd = here.start + here.text.length;
  return {
    text: applied(theirs, moved),
    caretAfter(caret) {
      if (caret >= here.start && caret <= typedEnd) return moved.start + moved.text.length - (typedEnd - caret);
      const inBase = caret < here.start ? caret : caret - growth(here);
      return placeAfter(placeAfter(inBase, there), moved);
    },
  };
}
