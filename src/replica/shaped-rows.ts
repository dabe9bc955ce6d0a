// Results of queries as they are shown: only the rows that fit, and under headings of the days on which they were done.

import type { DayMark } from "../model/day-heading.ts";
import type { RowHeading } from "../model/outline.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { RowList } from "./sorted-rows.ts";

/** The rows that fit, each by itself; headings that nothing stands under are gone. Costs what all rows cost. */
export function fittingRows(all: RowList, isFit: (row: TaskRow) => boolean): RowList {
  const rows: TaskRow[] = [];
  const headings: RowHeading[] = [];
  let next = 0;
  for (const [index, row] of all.slice(0, all.length).entries()) {
    if (!isFit(row)) continue;
    let above: RowHeading | undefined;
    for (let heading = all.headings?.[next]; heading !== undefined && heading.at <= index; heading = all.headings?.[next]) {
      above = heading;
      next += 1;
    }
    if (above !== undefined) headings.push({ ...above, at: rows.length });
    rows.push(row);
  }
  return { length: rows.length, slice: (start, end) => rows.slice(start, end), ...(headings.length === 0 ? {} : { headings }) };
}

/** How many rows were done at `sinceMs` or later: they come first. */
function countSince(rows: RowList, sinceMs: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [row] = rows.slice(middle, middle + 1);
    if (row === undefined || (row.doneMs ?? 0) < sinceMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `rows`: those done last first. `marks`: the latest first. What was done before all of them has no heading of its own. */
export function withDoneDays(rows: RowList, marks: readonly DayMark[] | undefined): RowList {
  if (marks === undefined) return rows;
  const headings: RowHeading[] = [];
  let at = 0;
  for (const { sinceMs, heading } of marks) {
    if (at >= rows.length) break;
    const end = countSince(rows, sinceMs);
    if (end > at) headings.push({ at, ...heading });
    at = Math.max(at, end);
  }
  return { length: rows.length, headings, slice: (start, end) => rows.slice(start, end) };
}
