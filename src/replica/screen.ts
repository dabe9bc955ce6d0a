// What is on the screen of a window: the rows of its queries, tasks in full, lists and tags, and notes once it shows some. Each is told by itself, when it has changed.

import type { ItemId } from "../base/ids.ts";
import { MAX_INTENT_ITEMS } from "../model/task-intent.ts";
import { looksSame, type TaskRow } from "../model/task-row.ts";
import { Collections } from "./collections.ts";
import type { ReplicaPush, RowWindow, TaskQuery } from "./face.ts";
import type { FirstScreen } from "./first-screen.ts";
import type { ItemSet } from "./item-set.ts";
import { QueryWindows } from "./query-windows.ts";
import { TaskWatches } from "./task-watches.ts";

/** What is on screen of notes (notes/notes.ts). */
export interface NotesOnScreen {
  /** Of those open in an editor. */
  readonly openIds: readonly ItemId[];
  refresh(items: ItemSet): void;
  moveWindow(items: ItemSet, watch: number, window: RowWindow): void;
  /** Whether it was one of a note in full. */
  unwatch(watch: number): boolean;
}

export class Screen {
  readonly #windows: QueryWindows<TaskQuery, TaskRow>;
  readonly #tasks: TaskWatches;
  readonly #collections: Collections;

  #notes: NotesOnScreen | null = null;
  readonly #opened: (items: readonly ItemId[]) => void;

  /** `opened`: is told which tasks and notes are on screen in full. */
  constructor(push: (push: ReplicaPush) => void, opened: (items: readonly ItemId[]) => void) {
    this.#opened = opened;
    this.#windows = new QueryWindows<TaskQuery, TaskRow>(
      (index, query) => index.query(query),
      (watch, rows) => push({ kind: "rows", watch, ...rows }),
      looksSame,
    );
    this.#tasks = new TaskWatches(push);
    this.#collections = new Collections(push);
  }

  watch(items: ItemSet, watch: number, query: TaskQuery, window: RowWindow): void {
    this.#windows.watch(items.index, watch, query, window);
  }

  moveWindow(items: ItemSet, watch: number, window: RowWindow): void {
    this.#windows.move(items.index, watch, window);
    this.#notes?.moveWindow(items, watch, window);
  }

  watchTask(items: ItemSet, watch: number, id: ItemId): void {
    this.#tasks.watch(items, watch, id);
    this.tellOpened();
  }

  showNotes(notes: NotesOnScreen): void {
    this.#notes = notes;
  }

  tellOpened(): void {
    this.#opened([...this.#tasks.items, ...(this.#notes?.openIds ?? [])]);
  }

  ids(items: ItemSet, query: TaskQuery): readonly ItemId[] {
    const rows = items.index.query(query).slice(0, MAX_INTENT_ITEMS);
    return rows.map(({ id }) => id);
  }

  unwatch(watch: number): void {
    this.#windows.unwatch(watch);
    if (this.#tasks.unwatch(watch) || this.#notes?.unwatch(watch) === true) this.tellOpened();
  }

  /** Whether a query is on screen. */
  get isWatched(): boolean {
    return this.#windows.isWatched;
  }

  /** For the next start; null while no query is on screen. */
  shown(): Pick<FirstScreen, "query" | "rows" | "others"> | null {
    const shown = this.#windows.shown();
    if (shown === null) return null;
    const { query, rows } = shown;
    return { query, rows: { kind: "rows", ...rows }, others: this.#collections.shown() };
  }

  /** The items have changed, or are others. */
  refresh(items: ItemSet): void {
    // What is open in full comes first: somebody else may be typing in it, and it has less to lay out than the rows.
    this.#tasks.refresh(items);
    this.#notes?.refresh(items);
    this.#windows.refresh(items.index);
    this.#collections.refresh(items.index);
  }
}
