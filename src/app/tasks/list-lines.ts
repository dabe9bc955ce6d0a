// The lines of a list as it is drawn: its rows, and the headings between them. A row has its place among the rows, which the worker counts, and its line,
// which also counts the headings above it.

import type { RowHeading } from "../../model/outline.ts";
import { dayHeadingKey } from "../../model/day-heading.ts";

/** Names a heading among the lines; no item has such an id. */
export type HeadingKey = `heading ${string}`;

export type ShownHeading = {
  readonly key: HeadingKey;
  readonly heading: RowHeading;
  readonly line: number;
  /** How many rows stand under it, up to the next one. */
  readonly count: number;
};

export interface ListLines {
  /** Rows and headings. */
  readonly count: number;
  readonly headings: readonly ShownHeading[];
  /** What stands at `line`; undefined: a row. */
  headingAt(line: number): ShownHeading | undefined;
  /** What the row at `line` stands under; undefined: under none. */
  headingAbove(line: number): ShownHeading | undefined;
  /** How many rows stand above `line`: the place of the row that stands there, or of the first one after it. */
  rowsBefore(line: number): number;
  lineOfRow(index: number): number;
}

export const isHeadingKey = (key: string): key is HeadingKey => key.startsWith("heading ");

function headingKey(heading: RowHeading): HeadingKey {
  if (heading.kind === "section") return `heading section ${heading.section}`;
  const { at: _, ...day } = heading;
  return `heading ${dayHeadingKey(day)}`;
}

/** How many of the headings fulfil `isAbove`, which is true up to some heading and false from there on. */
function countWhile(headings: readonly ShownHeading[], isAbove: (heading: ShownHeading) => boolean): number {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const heading = headings[middle];
    if (heading !== undefined && isAbove(heading)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `total`: of all rows. `headings`: all of them, in their order. */
export function makeListLines(total: number, headings: readonly RowHeading[]): ListLines {
  const shown = headings.map((heading, above): ShownHeading => {
    const next = headings[above + 1]?.at ?? total;
    return { key: headingKey(heading), heading, line: heading.at + above, count: next - heading.at };
  });
  return {
    count: total + headings.length,
    headings: shown,
    headingAt(line) {
      const found = shown[countWhile(shown, (one) => one.line < line)];
      return found?.line === line ? found : undefined;
    },
    headingAbove: (line) => shown[countWhile(shown, (one) => one.line < line) - 1],
    rowsBefore: (line) => line - countWhile(shown, (one) => one.line < line),
    lineOfRow: (index) => index + countWhile(shown, ({ heading }) => heading.at <= index),
  };
}
