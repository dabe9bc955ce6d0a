// Tasks that are parts of others. A task names the one that it is a part of; what names one that is not there (any more), or that is in the trash, stands by
// itself. Two devices that each put one task under the other make a ring: the task of the ring with the smallest id then stands by itself, which is the same on
// every device. Where a task shows goes by the one at the top of those that it is a part of, so that parts go along when that one moves.

import type { ItemId } from "../base/ids.ts";
import type { PartsProgress } from "./outline.ts";
import type { TaskRow } from "./task-row.ts";

/** The tasks that are parts of others, as they say. */
export class TaskTree {
  readonly #partsByTask = new Map<ItemId, Map<ItemId, TaskRow>>();
  readonly #rowOf: (id: ItemId) => TaskRow | undefined;

  /** `rowOf`: of every task there is. */
  constructor(rowOf: (id: ItemId) => TaskRow | undefined) {
    this.#rowOf = rowOf;
  }

  get isEmpty(): boolean {
    return this.#partsByTask.size === 0;
  }

  add(rows: Iterable<TaskRow>): void {
    for (const row of rows) {
      if (row.parent === null) continue;
      const parts = this.#partsByTask.get(row.parent) ?? new Map<ItemId, TaskRow>();
      parts.set(row.id, row);
      this.#partsByTask.set(row.parent, parts);
    }
  }

  remove(rows: Iterable<TaskRow>): void {
    for (const { id, parent } of rows) {
      const parts = parent === null ? undefined : this.#partsByTask.get(parent);
      if (parent === null || parts === undefined) continue;
      parts.delete(id);
      if (parts.size === 0) this.#partsByTask.delete(parent);
    }
  }

  /** The task that it is a part of; undefined: it stands by itself. */
  parentOf = (row: TaskRow): TaskRow | undefined => {
    const parent = this.#namedBy(row);
    return parent === undefined || this.#opensRing(row) ? undefined : parent;
  };

  /** Of its own parts, those in the trash left out; null where it has none. */
  progressOf = ({ id }: TaskRow): PartsProgress | null => {
    const parts = this.#partsByTask.get(id);
    if (parts === undefined) return null;
    const own = [...parts.values()].filter((part) => !part.trashed && this.parentOf(part) !== undefined);
    return own.length === 0 ? null : { done: own.filter(({ done }) => done).length, total: own.length };
  };

  /** Whether it is a part of that one, in turn. */
  isUnder(row: TaskRow, task: ItemId): boolean {
    let at = this.parentOf(row);
    while (at !== undefined && at.id !== task) at = this.parentOf(at);
    return at !== undefined;
  }

  /** The one at the top of those that it is a part of; itself where it stands by itself. */
  topOf(row: TaskRow): TaskRow {
    let top = row;
    for (let parent = this.parentOf(top); parent !== undefined; parent = this.parentOf(top)) top = parent;
    return top;
  }

  /** All that these are made of, themselves left out: each once. */
  partsOf(ids: Iterable<ItemId>): readonly TaskRow[] {
    const found = new Map<ItemId, TaskRow>();
    const own = new Set(ids);
    const waiting = [...own];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      for (const part of this.#partsByTask.get(id)?.values() ?? []) {
        if (found.has(part.id) || own.has(part.id)) continue;
        found.set(part.id, part);
        waiting.push(part.id);
      }
    }
    return [...found.values()];
  }

  #namedBy({ parent }: TaskRow): TaskRow | undefined {
    const row = parent === null ? undefined : this.#rowOf(parent);
    return row === undefined || row.trashed ? undefined : row;
  }

  /** Whether it is in a ring, and the one of it that stands by itself. */
  #opensRing(row: TaskRow): boolean {
    const seen = new Set<ItemId>();
    let smallest = row.id;
    for (let at = this.#namedBy(row); at !== undefined; at = this.#namedBy(at)) {
      if (at.id === row.id) return smallest === row.id;
      // A ring above it, that it is no part of.
      if (seen.has(at.id)) return false;
      seen.add(at.id);
      if (at.id < smallest) smallest = at.id;
    }
    return false;
  }
}
