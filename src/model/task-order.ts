// Where tasks stand, as planning a change needs it: the order keys of one list with their neighbours. Includes tasks that are done or in the
// trash, so that what comes back does not land on another's place.

import type { ItemId } from "../base/ids.ts";
import { compareOrderKeys } from "../items/order-key.ts";
import type { TaskRow } from "./task-row.ts";

/** What planning an intent asks about the tasks around it. */
export interface TaskNeighbours {
  /** The list and order key of a task, `null` when there is no such task. `order` may be "". */
  placeOf(id: ItemId): { readonly list: ItemId | null; readonly order: string } | null;
  /** The smallest order key of `list` greater than `order`; of all when `order` is null; `null` when there is none. */
  orderAfter(list: ItemId | null, order: string | null): string | null;
  /** The greatest order key of `list` smaller than `order`; of all when `order` is null; `null` when there is none. */
  orderBefore(list: ItemId | null, order: string | null): string | null;
}

/** Index of the first of the ascending `orders` that is not smaller than `order`. */
function lowerBound(orders: readonly string[], order: string): number {
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareOrderKeys(orders[middle] ?? "", order) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Neighbours among `rows`, which must not change while it is used. Costs one sort. */
export function neighboursAmong(rows: Iterable<TaskRow>): TaskNeighbours {
  const rowsById = new Map<ItemId, TaskRow>();
  const ordersByList = new Map<ItemId | null, string[]>();
  for (const row of rows) {
    rowsById.set(row.id, row);
    if (row.order === "") continue;
    const orders = ordersByList.get(row.list);
    if (orders === undefined) ordersByList.set(row.list, [row.order]);
    else orders.push(row.order);
  }
  for (const orders of ordersByList.values()) orders.sort(compareOrderKeys);
  const ordersOf = (list: ItemId | null): readonly string[] => ordersByList.get(list) ?? [];
  return {
    placeOf: (id) => rowsById.get(id) ?? null,
    orderAfter(list, order) {
      const orders = ordersOf(list);
      if (order === null) return orders[0] ?? null;
      let index = lowerBound(orders, order);
      while (orders[index] === order) index += 1;
      return orders[index] ?? null;
    },
    orderBefore(list, order) {
      const orders = ordersOf(list);
      if (order === null) return orders.at(-1) ?? null;
      return orders[lowerBound(orders, order) - 1] ?? null;
    },
  };
}
