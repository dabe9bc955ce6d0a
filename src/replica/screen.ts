// What is on the screen of a window: the rows of its queries, tasks in full, lists and tags. Each is told by itself, when it has changed.

import type { ItemId } from "../base/ids.ts";
import { MAX_INTENT_ITEMS } from "../model/task-intent.ts";
import { Collections } from "./collections.ts";
import type { ReplicaPush, RowWindow, TaskQuery } from "./face.ts";
import type { FirstScreen } from "./first-screen.ts";
import type { ItemSet } from "./item-set.ts";
import { QueryWindows } from "./query-windows.ts";
import { TaskWatches } from "./task-watches.ts";

export class Screen {
  readonly #windows: QueryWindows;
  readonly #tasks: TaskWatches;
  readonly #collections: Collections;

  readonly #opened: (tasks: readonly ItemId[]) => void;

  /** `opened`: is told which tasks are on screen in full. */
  constructor(push: (push: ReplicaPush) => void, opened: (tasks: readonly ItemId[]) => void) {
    this.#opened = opened;
    this.#windows = new QueryWindows(push);
    this.#tasks = new TaskWatches(push);
    this.#collections = new Collections(push);
  }

  watch(items: ItemSet, watch: number, query: TaskQuery, window: RowWindow): void {
    this.#windows.watch(items.index, watch, query, window);
  }

  moveWindow(items: ItemSet, watch: number, window: RowWindow): void {
    this.#windows.move(items.index, watch, window);
  }

  watchTask(items: ItemSet, watch: number, id: ItemId): void {
    this.#tasks.watch(items, watch, id);
    this.#opened(this.#tasks.items);
  }

  ids(items: ItemSet, query: TaskQuery): readonly ItemId[] {
    const rows = items.index.query(query).slice(0, MAX_INTENT_ITEMS);
    return rows.map(({ id }) => id);
  }

  unwatch(watch: number): void {
    this.#windows.unwatch(watch);
    if (this.#tasks.unwatch(watch)) this.#opened(this.#tasks.items);
  }

  /** Whether a query is on screen. */
  get isWatched(): boolean {
    return this.#windows.isWatched;
  }

  /** For the next start; null while no query is on screen. */
  shown(): Pick<FirstScreen, "query" | "rows" | "others"> | null {
    const shown = this.#windows.shown();
    return shown === null ? null : { ...shown, others: this.#collections.shown() };
  }

  /** The items have changed, or are others. */
  refresh(items: ItemSet): void {
    this.#windows.refresh(items.index);
    this.#tasks.refresh(items);
    this.#collections.refresh(items.index);
  }
}
