// Rows kept in an order while they change: found by bisection, so that one change costs no sort. The order must be total.

import type { TaskRow } from "../model/task-row.ts";

/** A result of a query. */
export type RowList = {
  readonly length: number;
  /** A copy of the rows from `start` up to `end`. */
  slice(start: number, end: number): readonly TaskRow[];
};

/** Lists of rows one after another. */
export function joinRows(parts: readonly RowList[]): RowList {
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
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

export type RowOrder = (a: TaskRow, b: TaskRow) => number;

export class SortedRows implements RowList {
  readonly #order: RowOrder;
  #rows: TaskRow[] = [];

  constructor(order: RowOrder) {
    this.#order = order;
  }

  get length(): number {
    return this.#rows.length;
  }

  slice(start: number, end: number): readonly TaskRow[] {
    return this.#rows.slice(start, end);
  }

  at(index: number): TaskRow | null {
    return this.#rows[index] ?? null;
  }

  /** How many rows are before `row` would be. */
  indexOf(row: TaskRow): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const present = this.#rows[middle];
      if (present !== undefined && this.#order(present, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Many at once cost one sort. */
  addAll(rows: readonly TaskRow[]): void {
    if (rows.length <= 8) {
      for (const row of rows) this.#rows.splice(this.indexOf(row), 0, row);
      return;
    }
    this.#rows = [...this.#rows, ...rows].sort(this.#order);
  }

  /** `rows` must be the very rows that were added. */
  removeAll(rows: readonly TaskRow[]): void {
    if (rows.length <= 8) {
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
