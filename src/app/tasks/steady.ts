// Whoever reads further down a list keeps the place there: when rows come or go above what is in sight, what scrolls goes along, and nothing in sight moves.

import type { ItemId } from "../../base/ids.ts";

export type SteadyOptions = {
  readonly scroller: () => Pick<HTMLElement, "scrollTop"> | undefined;
  /** Where the list begins in what scrolls, in pixels. */
  readonly offset: () => number;
  /** Rows that exist, with their tops in the list, in any order. */
  readonly tops: () => readonly (readonly [ItemId, number])[];
  /** Of a row, wherever it is; null: nobody knows. */
  readonly topOf: (id: ItemId) => number | null;
  /** Called where what scrolls went along: rows are where they were for whoever looks. */
  readonly moved: () => void;
};

/** As many rows say how far the list has moved: one of them may have gone elsewhere by itself. */
const WITNESSES = 3;

const middleOf = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Runs changes of the rows. */
export const makeSteady =
  ({ scroller, offset, tops, topOf, moved }: SteadyOptions) =>
  (change: () => void): void => {
    const element = scroller();
    const from = (element?.scrollTop ?? 0) - offset();
    // Where the head of the list is in sight, so is what is new there.
    if (element === undefined || from <= 0) return change();
    const before = tops()
      .filter(([, top]) => top >= from)
      .toSorted(([, a], [, b]) => a - b)
      .slice(0, WITNESSES);
    change();
    const moves = before.flatMap(([id, top]) => {
      const now = topOf(id);
      return now === null ? [] : [now - top];
    });
    const by = middleOf(moves);
    if (by === 0) return;
    element.scrollTop += by;
    moved();
  };
