// The lists in memory: few, so each change sorts them anew. Their rows keep their identity while nothing in them changes.

import type { ItemId } from "../base/ids.ts";
import { compareLists, type ListFields, type ListRow } from "../model/list-row.ts";
import type { ListNeighbours } from "../model/plan.ts";
import type { Section } from "../model/sections.ts";
import { ordersAmong, type Orders } from "../model/task-order.ts";

const newestFirst = (a: ListFields, b: ListFields): number => (b.trashedMs ?? 0) - (a.trashedMs ?? 0) || compareLists(a, b);

export class ListIndex implements ListNeighbours {
  readonly #listsById = new Map<ItemId, ListFields>();
  readonly #rowsByFields = new WeakMap<ListFields, ListRow>();
  #shown: readonly ListFields[] = [];
  #archived: readonly ListFields[] = [];
  #trashed: readonly ListFields[] = [];
  orders: Orders = ordersAmong([]);

  get count(): number {
    return this.#listsById.size;
  }

  /** Those in sight, by place. */
  get shown(): readonly ListFields[] {
    return this.#shown;
  }

  has(id: ItemId): boolean {
    return this.#listsById.has(id);
  }

  /** Whether tasks show in it: also while it is archived. */
  isShown(id: ItemId): boolean {
    return this.#listsById.get(id)?.trashed === false;
  }

  row(id: ItemId): ListFields | null {
    return this.#listsById.get(id) ?? null;
  }

  get isAnyArchived(): boolean {
    return this.#archived.length > 0;
  }

  isArchived(id: ItemId): boolean {
    return this.#listsById.get(id)?.archived === true;
  }

  sectionsOf(id: ItemId): readonly Section[] {
    return this.#listsById.get(id)?.sections ?? [];
  }

  orderOf = (id: ItemId): string | null => this.#listsById.get(id)?.order ?? null;

  change(changes: readonly { readonly id: ItemId; readonly list: ListFields | null }[]): void {
    for (const { id, list } of changes) {
      if (list === null) this.#listsById.delete(id);
      else this.#listsById.set(id, list);
    }
    const lists = [...this.#listsById.values()];
    const kept = lists.filter(({ trashed }) => !trashed).sort(compareLists);
    this.#shown = kept.filter(({ archived }) => !archived);
    this.#archived = kept.filter(({ archived }) => archived);
    this.#trashed = lists.filter(({ trashed }) => trashed).sort(newestFirst);
    this.orders = ordersAmong(lists.map(({ order }) => order));
  }

  /** All of them: by place, then those that are archived, then those in the trash. */
  rows(openTasksIn: (list: ItemId) => number): readonly ListRow[] {
    return [...this.#shown, ...this.#archived, ...this.#trashed].map((list) => {
      const openTasks = openTasksIn(list.id);
      const known = this.#rowsByFields.get(list);
      if (known?.openTasks === openTasks) return known;
      const row = { ...list, openTasks };
      this.#rowsByFields.set(list, row);
      return row;
    });
  }
}
