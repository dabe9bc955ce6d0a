// Rows kept in an order while they change: found by bisection, so that one change costs no sort; where many come at once they are sorted when
// somebody asks for them. The order must be total.

import type { PartsProgress, RowHeading } from "../model/outline.ts";
import type { TaskRow } from "../model/task-row.ts";

/** A result of a query. */
export type RowList<Row = TaskRow> = {
  readonly length: number;
  /** Of each row, where rows are parts of others (model/outline.ts). */
  readonly depths?: readonly number[] | undefined;
  readonly parts?: readonly (PartsProgress | null)[] | undefined;
  readonly headings?: readonly RowHeading[] | undefined;
  /** A copy of the rows from `start` up to `end`. */
  slice(start: number, end: number): readonly Row[];
};

/** Lists of rows one after another, without their headings; one alone as it is. */
export function joinRows(parts: readonly RowList[]): RowList {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const joined = <Value>(valuesOf: (part: RowList) => readonly Value[] | undefined, none: Value): readonly Value[] | undefined =>
    parts.some((part) => valuesOf(part) !== undefined)
      ? parts.flatMap((part) => valuesOf(part) ?? Array<Value>(part.length).fill(none))
      : undefined;
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
    depths: joined(({ depths }) => depths, 0),
    parts: joined<PartsProgress | null>(({ parts: own }) => own, null),
    slice(start, end) {
      let next = 0;
      return parts.flatMap((part) => {
        const first = next;
        next += part.length;
        return first < end && next > start ? part.slice(Math.max(0, start - first), end - first) : [];
      });
    },
  };
}

/** So many are put in or taken out one by one. */
const FEW_ROWS = 8;

export type RowOrder<Row = TaskRow> = (a: Row, b: Row) => number;

export class SortedRows<Row = TaskRow> implements RowList<Row> {
  readonly #order: RowOrder<Row>;
  #rows: Row[] = [];
  #isSorted = true;

  constructor(order: RowOrder<Row>) {
    this.#order = order;
  }

  get length(): number {
    return this.#rows.length;
  }

  slice(start: number, end: number): readonly Row[] {
    return this.#sorted().slice(start, end);
  }

  at(index: number): Row | null {
    return this.#sorted()[index] ?? null;
  }

  /** How many rows are before `row` would be. */
  indexOf(row: Row): number {
    return this.firstWhere((present) => this.#order(present, row) >= 0);
  }

  /** Index of the first row that fulfils `isPast`, which is false up to there and true from there on. */
  firstWhere(isPast: (row: Row) => boolean): number {
    const rows = this.#sorted();
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const present = rows[middle];
      if (present === undefined || isPast(present)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #sorted(): Row[] {
    if (!this.#isSorted) this.#rows.sort(this.#order);
    this.#isSorted = true;
    return this.#rows;
  }

  /** Many at once cost one sort, when they are asked for. */
  addAll(rows: readonly Row[]): void {
    if (this.#isSorted && rows.length <= FEW_ROWS) {
      for (const row of rows) this.#rows.splice(this.indexOf(row), 0, row);
      return;
    }
    for (const row of rows) this.#rows.push(row);
    this.#isSorted = false;
  }

  /** `rows` must be the very rows that were added. */
  removeAll(rows: readonly Row[]): void {
    if (this.#isSorted && rows.length <= FEW_ROWS) {
      for (const row of rows) {
        const index = this.indexOf(row);
        if (this.#rows[index] === row) this.#rows.splice(index, 1);
      }
      return;
    }
    const gone = new Set(rows);
    this.#rows = this.#rows.filter((row) => !gone.has(row));
  }
}
