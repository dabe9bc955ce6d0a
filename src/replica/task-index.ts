// The rows of all tasks in memory and the orders they are asked for in: by view for the windows, by list and order key for planning changes.

import type { ItemId } from "../base/ids.ts";
import { compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "../model/task-row.ts";
import type { TaskNeighbours } from "../model/task-order.ts";
import type { TaskQuery } from "./face.ts";
import { SortedRows } from "./sorted-rows.ts";

type View = TaskQuery["view"];

const viewOf = (row: TaskRow): View => {
  if (row.trashed) return "trash";
  return row.done ? "done" : "open";
};

/** A change of one row: `null` where there is none before, or none any more. */
export type RowChange = { readonly id: ItemId; readonly row: TaskRow | null };

export class TaskIndex implements TaskNeighbours {
  readonly #rowsById = new Map<ItemId, TaskRow>();
  readonly #rowsByView: Readonly<Record<View, SortedRows>> = {
    open: new SortedRows(compareByPlace),
    done: new SortedRows(compareByDone),
    trash: new SortedRows(compareByTrashed),
  };
  readonly #placesByList = new Map<ItemId | null, SortedRows>();

  get size(): number {
    return this.#rowsById.size;
  }

  rows(): Iterable<TaskRow> {
    return this.#rowsById.values();
  }

  query(query: TaskQuery): SortedRows {
    return this.#rowsByView[query.view];
  }

  /** Applies many changes together: each order is touched once. */
  change(changes: readonly RowChange[]): void {
    const before = changes.flatMap(({ id }) => this.#rowsById.get(id) ?? []);
    const after = changes.flatMap(({ row }) => row ?? []);
    this.#inOrders(before, (rows, part) => rows.removeAll(part));
    this.#inOrders(after, (rows, part) => rows.addAll(part));
    for (const { id, row } of changes) {
      if (row === null) this.#rowsById.delete(id);
      else this.#rowsById.set(id, row);
    }
  }

  #inOrders(rows: readonly TaskRow[], act: (order: SortedRows, part: readonly TaskRow[]) => void): void {
    for (const view of ["open", "done", "trash"] as const) {
      const part = rows.filter((row) => viewOf(row) === view);
      if (part.length > 0) act(this.#rowsByView[view], part);
    }
    for (const list of new Set(rows.map((row) => row.list))) {
      const part = rows.filter((row) => row.list === list && row.order !== "");
      if (part.length > 0) act(this.#placesOf(list), part);
    }
  }

  #placesOf(list: ItemId | null): SortedRows {
    const present = this.#placesByList.get(list);
    if (present !== undefined) return present;
    const made = new SortedRows(compareByPlace);
    this.#placesByList.set(list, made);
    return made;
  }

  placeOf(id: ItemId): { readonly list: ItemId | null; readonly order: string } | null {
    return this.#rowsById.get(id) ?? null;
  }

  orderAfter(list: ItemId | null, order: string | null): string | null {
    const places = this.#placesOf(list);
    if (order === null) return places.at(0)?.order ?? null;
    return places.at(this.#firstWhere(places, (present) => present > order))?.order ?? null;
  }

  orderBefore(list: ItemId | null, order: string | null): string | null {
    const places = this.#placesOf(list);
    if (order === null) return places.at(places.size - 1)?.order ?? null;
    return places.at(this.#firstWhere(places, (present) => present >= order) - 1)?.order ?? null;
  }

  /** Index of the first place whose key fulfils `isPast`, which is false up to there and true from there on. */
  #firstWhere(places: SortedRows, isPast: (order: string) => boolean): number {
    let low = 0;
    let high = places.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isPast(places.at(middle)?.order ?? "")) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
