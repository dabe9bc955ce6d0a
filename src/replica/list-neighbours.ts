// What planning asks about the lists, or the views, of an index. Apart from it: a start plans nothing.

import type { ItemId } from "../base/ids.ts";
import type { ListNeighbours } from "../model/plan.ts";
import { ordersAmong, type Orders } from "../model/task-order.ts";

type Placed = { readonly order: string };

/** What it answers is as it is when it is asked. */
export const neighboursIn = (index: {
  readonly all: readonly Placed[];
  readonly count: number;
  row(id: ItemId): Placed | null;
}): ListNeighbours => ({
  orderOf: (id) => index.row(id)?.order ?? null,
  get orders(): Orders {
    return ordersAmong(index.all.map(({ order }) => order));
  },
  get count(): number {
    return index.count;
  },
});
