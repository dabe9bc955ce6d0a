// Lists of rows in one order, each sorted by it, as one: a window of it costs what the window is long, however long the lists are and wherever it begins.

import type { RowList, RowOrder } from "../sorted-rows.ts";

/** Where in each list the rows begin that are not among the first `rank` of all. The order is total over all of them. */
function cutsAt<Row>(parts: readonly RowList<Row>[], order: RowOrder<Row>, rank: number): readonly number[] {
  return parts.map((part) => firstWhere(part, (row, index) => rankOf(parts, order, part, row, index) >= rank));
}

/** How many rows of all are before this one, which stands at `index` in `own`. */
function rankOf<Row>(parts: readonly RowList<Row>[], order: RowOrder<Row>, own: RowList<Row>, row: Row, index: number): number {
  return parts.reduce((sum, part) => sum + (part === own ? index : firstWhere(part, (present) => order(present, row) >= 0)), 0);
}

/** Index of the first row that fulfils `isPast`, which is false up to there and true from there on. */
function firstWhere<Row>(rows: RowList<Row>, isPast: (row: Row, index: number) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [row] = rows.slice(middle, middle + 1);
    if (row === undefined || isPast(row, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `parts`: as they are now. No row is in two of them. */
export function mergeRows<Row>(parts: readonly RowList<Row>[], order: RowOrder<Row>): RowList<Row> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    length,
    slice(start, end) {
      const count = Math.max(0, Math.min(end, length) - start);
      const cuts = cutsAt(parts, order, start);
      const near = parts.flatMap((part, i) => part.slice(cuts[i] ?? 0, (cuts[i] ?? 0) + count));
      return near.sort(order).slice(0, count);
    },
  };
}
