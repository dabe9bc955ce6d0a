// The lists in memory, and the views: few, so each change sorts them anew. Rows of lists keep their identity while nothing in them changes.

import type { ItemId } from "../base/ids.ts";
import { compareLists, type ListFields, type ListRow } from "../model/list-row.ts";
import type { Section } from "../model/sections.ts";
import type { ViewRow } from "../model/view-row.ts";
import type { AnyRow } from "./item-row.ts";

type Placed = ListFields | ViewRow;

type RowChange = { readonly id: ItemId; readonly row: AnyRow | null };

const newestFirst = (a: Placed, b: Placed): number => (b.trashedMs ?? 0) - (a.trashedMs ?? 0) || compareLists(a, b);

/** Those of one kind. */
export class PlacedIndex<Row extends Placed> {
  readonly #kind: Row["kind"];
  readonly #rowsById = new Map<ItemId, Row>();
  kept: readonly Row[] = [];
  trashed: readonly Row[] = [];

  constructor(kind: Row["kind"]) {
    this.#kind = kind;
  }

  get count(): number {
    return this.#rowsById.size;
  }

  has(id: ItemId): boolean {
    return this.#rowsById.has(id);
  }

  row(id: ItemId): Row | null {
    return this.#rowsById.get(id) ?? null;
  }

  /** By place, and then those in the trash. */
  get all(): readonly Row[] {
    return [...this.kept, ...this.trashed];
  }

  #isOwn = (row: AnyRow | null): row is Row => row?.kind === this.#kind;

  change(changes: readonly RowChange[]): void {
    const own = changes.filter(({ id, row }) => this.has(id) || this.#isOwn(row));
    if (own.length === 0) return;
    for (const { id, row } of own) {
      if (this.#isOwn(row)) this.#rowsById.set(id, row);
      else this.#rowsById.delete(id);
    }
    const rows = [...this.#rowsById.values()];
    this.kept = rows.filter(({ trashed }) => !trashed).sort(compareLists);
    this.trashed = rows.filter(({ trashed }) => trashed).sort(newestFirst);
  }
}

export class ListIndex extends PlacedIndex<ListFields> {
  readonly #rowsByFields = new WeakMap<ListFields, ListRow>();

  /** Those in sight, by place. */
  get shown(): readonly ListFields[] {
    return this.kept.filter(({ archived }) => !archived);
  }

  /** Whether tasks show in it: also while it is archived. */
  isShown(id: ItemId): boolean {
    return this.row(id)?.trashed === false;
  }

  get isAnyArchived(): boolean {
    return this.kept.some(({ archived }) => archived);
  }

  isArchived(id: ItemId): boolean {
    return this.row(id)?.archived === true;
  }

  sectionsOf(id: ItemId): readonly Section[] {
    return this.row(id)?.sections ?? [];
  }

  /** All of them: by place, then those that are archived, then those in the trash. */
  rows(openTasksIn: (list: ItemId) => number): readonly ListRow[] {
    return [...this.shown, ...this.kept.filter(({ archived }) => archived), ...this.trashed].map((list) => {
      const openTasks = openTasksIn(list.id);
      const known = this.#rowsByFields.get(list);
      if (known?.openTasks === openTasks) return known;
      const row = { ...list, openTasks };
      this.#rowsByFields.set(list, row);
      return row;
    });
  }
}
