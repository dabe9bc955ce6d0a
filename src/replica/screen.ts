// What is on the screen of a window: the rows of its queries, tasks in full, lists and tags, and notes once it shows some. Each is told by itself, when it has changed.

import type { ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import { NO_CODE } from "./store-failure.ts";
import type { LoadActing } from "./acting.ts";
import type { ListRow } from "../model/list-row.ts";
import { MAX_INTENT_ITEMS } from "../model/task-intent.ts";
import { looksSame, type TaskRow } from "../model/task-row.ts";
import type { ViewRow } from "../model/view-row.ts";
import { Collections } from "./collections.ts";
import type { ReplicaPush, RowWindow } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import type { FirstScreen } from "./first-screen.ts";
import type { ItemSet } from "./item-set.ts";
import type { NoteIndex } from "./note-index.ts";
import { QueryWindows } from "./query-windows.ts";
import type { RowList } from "./sorted-rows.ts";
import type { TagIndex } from "./tag-index.ts";
import type { TaskWatches } from "./task-watches.ts";

/** What the queries of windows are answered from: an index of one space (task-index.ts), or those of several in one (spaces/together.ts). */
export interface ShownIndex {
  /** Raised with every change of `tags.uses()`. */
  readonly tags: Pick<TagIndex, "revision" | "uses">;
  readonly notes: Pick<NoteIndex, "query">;
  query(query: TaskQuery): RowList;
  listRows(): readonly ListRow[];
  viewRows(): readonly ViewRow[];
}

export type ShownItems = {
  readonly index: ShownIndex;
  /** Those that have an item. */
  readonly itemsWith: (id: ItemId) => ItemSet;
  /** A row as it is shown: with its space, where that is said. */
  readonly named?: <Row extends { readonly id: ItemId }>(row: Row) => Row;
};

export const itemsAlone = (items: ItemSet): ShownItems => ({ index: items.index, itemsWith: () => items });

/** What is on screen of notes (notes/notes.ts). */
export interface NotesOnScreen {
  /** Of those open in an editor. */
  readonly openIds: readonly ItemId[];
  refresh(shown: ShownItems): void;
  moveWindow(shown: ShownItems, watch: number, window: RowWindow): void;
  /** Whether it was one of a note in full. */
  unwatch(watch: number): boolean;
}

export class Screen {
  readonly #windows: QueryWindows<TaskQuery, TaskRow>;
  readonly #collections: Collections;

  #tasks: TaskWatches | null = null;
  #notes: NotesOnScreen | null = null;
  readonly #push: (push: ReplicaPush) => void;
  readonly #opened: (items: readonly ItemId[]) => void;

  /** `opened`: is told which tasks and notes are on screen in full. */
  constructor(push: (push: ReplicaPush) => void, opened: (items: readonly ItemId[]) => void) {
    this.#opened = opened;
    this.#push = push;
    this.#windows = new QueryWindows<TaskQuery, TaskRow>(
      (index, query) => index.query(query),
      (watch, rows) => push({ kind: "rows", watch, ...rows }),
      looksSame,
    );
    this.#collections = new Collections(push);
  }

  watch(shown: ShownItems, watch: number, query: TaskQuery, window: RowWindow): void {
    this.#windows.watch(shown.index, watch, query, window);
  }

  moveWindow(shown: ShownItems, watch: number, window: RowWindow): void {
    this.#windows.move(shown.index, watch, window);
    this.#notes?.moveWindow(shown, watch, window);
  }

  /** The start has nothing yet that tells of tasks in full. */
  async watchTask(shown: () => ShownItems, watch: number, id: ItemId, load: LoadActing): Promise<Result<null, StoreError>> {
    const acting = await load().catch(() => null);
    if (acting === null) return err(NO_CODE);
    this.#tasks ??= acting.makeTaskWatches(this.#push);
    this.#tasks.watch(shown(), watch, id);
    this.tellOpened();
    return ok(null);
  }

  showNotes(notes: NotesOnScreen): void {
    this.#notes = notes;
  }

  tellOpened(): void {
    this.#opened([...new Set([...(this.#tasks?.items ?? []), ...(this.#notes?.openIds ?? [])])]);
  }

  ids(shown: ShownItems, query: TaskQuery): readonly ItemId[] {
    const rows = shown.index.query(query).slice(0, MAX_INTENT_ITEMS);
    return rows.map(({ id }) => id);
  }

  unwatch(watch: number): void {
    this.#windows.unwatch(watch);
    if (this.#tasks?.unwatch(watch) === true || this.#notes?.unwatch(watch) === true) this.tellOpened();
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
  refresh(shown: ShownItems): void {
    // What is open in full comes first: somebody else may be typing in it, and it has less to lay out than the rows.
    this.#tasks?.refresh(shown);
    this.#notes?.refresh(shown);
    this.#windows.refresh(shown.index);
    this.#collections.refresh(shown.index);
  }
}
