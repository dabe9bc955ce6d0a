// Where tasks stand, as planning a change needs it: the order keys of one list with their neighbours. Includes tasks that are done or in the
// trash, so that what comes back does not land on another's place.

import type { ItemId } from "../base/ids.ts";
import { compareOrderKeys } from "../items/order-key.ts";
import type { Place } from "./field-parts.ts";
import type { TaskRow } from "./task-row.ts";
import { TaskTree } from "./task-tree.ts";

/** What planning an intent asks about the tasks around it. */
export interface TaskNeighbours {
  /** Where a task shows: its list, section and the task that it is a part of there, and its order key, which may be "". `null` when there is no such task. */
  placeOf(id: ItemId): Place | null;
  /** The smallest order key of `list` greater than `order`; of all when `order` is null; `null` when there is none. */
  orderAfter(list: ItemId | null, order: string | null): string | null;
  /** The greatest order key of `list` smaller than `order`; of all when `order` is null; `null` when there is none. */
  orderBefore(list: ItemId | null, order: string | null): string | null;
  /** All tasks whose place names the list, wherever they show. */
  tasksIn(list: ItemId): readonly ItemId[];
  /** All tasks that are parts of these, and parts of parts, themselves left out. */
  partsOf(ids: readonly ItemId[]): readonly ItemId[];
}

/** Where order keys are among others. */
export type Orders = {
  /** The smallest key greater than `order`; of all when `order` is null; `null` when there is none. */
  after(order: string | null): string | null;
  /** The greatest key smaller than `order`; of all when `order` is null; `null` when there is none. */
  before(order: string | null): string | null;
};

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

/** Among these keys, of which "" are none. Costs one sort. */
export function ordersAmong(keys: Iterable<string>): Orders {
  const orders = [...keys].filter((key) => key !== "").sort(compareOrderKeys);
  return {
    after(order) {
      if (order === null) return orders[0] ?? null;
      let index = lowerBound(orders, order);
      while (orders[index] === order) index += 1;
      return orders[index] ?? null;
    },
    before: (order) => (order === null ? orders.at(-1) : orders[lowerBound(orders, order) - 1]) ?? null,
  };
}

/** Neighbours among `rows`, which must not change while it is used. Costs one sort. */
export function neighboursAmong(rows: Iterable<TaskRow>): TaskNeighbours {
  const rowsById = new Map<ItemId, TaskRow>();
  const tree = new TaskTree((id) => rowsById.get(id));
  const keysByList = new Map<ItemId | null, string[]>();
  for (const row of rows) {
    rowsById.set(row.id, row);
    tree.add([row]);
    const keys = keysByList.get(row.list);
    if (keys === undefined) keysByList.set(row.list, [row.order]);
    else keys.push(row.order);
  }
  const ordersByList = new Map([...keysByList].map(([list, keys]) => [list, ordersAmong(keys)] as const));
  return {
    placeOf: (id) => rowsById.get(id) ?? null,
    partsOf: (ids) => tree.partsOf(ids).map(({ id }) => id),
    orderAfter: (list, order) => ordersByList.get(list)?.after(order) ?? null,
    orderBefore: (list, order) => ordersByList.get(list)?.before(order) ?? null,
    tasksIn: (list) => [...rowsById.values()].filter((row) => row.list === list).map(({ id }) => id),
  };
}
