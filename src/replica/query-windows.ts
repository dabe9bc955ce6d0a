// The windows of the queries on screen: each is told the ids it shows and the rows that are new to it, whenever that changes.

import { equalityDeep } from "../base/equal.ts";
import type { ItemId } from "../base/ids.ts";
import type { Shape } from "../model/outline.ts";
import type { RowWindow } from "./face.ts";
import type { ShownIndex } from "./screen.ts";
import type { RowList } from "./sorted-rows.ts";

/** Rows a window may ask for at once. */
const MAX_WINDOW_ROWS = 400;

type Watch<Query, Row> = {
  readonly query: Query;
  window: RowWindow;
  told: Told<Row> | null;
};

/** The window of a watch: ids in order from `start`, the rows among them that are new or changed since the last time, and the size of the whole result. */
export type WindowRows<Row> = Shape & {
  readonly total: number;
  readonly start: number;
  readonly ids: readonly ItemId[];
  readonly changed: readonly Row[];
};

export class QueryWindows<Query, Row extends { readonly id: ItemId }> {
  readonly #watches = new Map<number, Watch<Query, Row>>();
  readonly #find: (index: ShownIndex, query: Query) => RowList<Row>;
  readonly #push: (watch: number, rows: WindowRows<Row>) => void;
  readonly #looksSame: (before: Row, after: Row) => boolean;

  /** `looksSame`: of two versions of a row, whether nobody who sees one would know it from the other. */
  constructor(
    find: (index: ShownIndex, query: Query) => RowList<Row>,
    push: (watch: number, rows: WindowRows<Row>) => void,
    looksSame: (before: Row, after: Row) => boolean = () => false,
  ) {
    this.#find = find;
    this.#push = push;
    this.#looksSame = looksSame;
  }

  watch(index: ShownIndex, watch: number, query: Query, window: RowWindow): void {
    const added: Watch<Query, Row> = { query, window: bounded(window), told: null };
    this.#watches.set(watch, added);
    this.#tell(index, watch, added);
  }

  move(index: ShownIndex, watch: number, window: RowWindow): void {
    const present = this.#watches.get(watch);
    if (present === undefined) return;
    present.window = bounded(window);
    this.#tell(index, watch, present);
  }

  unwatch(watch: number): void {
    this.#watches.delete(watch);
  }

  get isWatched(): boolean {
    return this.#watches.size > 0;
  }

  /** What the last of the queries shows, of those that want rows and not their number alone. */
  shown(): { readonly query: Query; readonly rows: WindowRows<Row> } | null {
    const last = [...this.#watches.values()].findLast(({ window }) => window.count > 0);
    if (last?.told === undefined || last.told === null) return null;
    const { rows, ...told } = last.told;
    return { query: last.query, rows: { ...told, ids: rows.map(({ id }) => id), changed: rows } };
  }

  /** The index has changed, or is another one. */
  refresh(index: ShownIndex): void {
    for (const [watch, present] of this.#watches) this.#tell(index, watch, present);
  }

  #tell(index: ShownIndex, watch: number, present: Watch<Query, Row>): void {
    const result = this.#find(index, present.query);
    const { start, count } = present.window;
    const rows = result.slice(start, start + count);
    const { told } = present;
    const shape = shapeOf(result, start, rows.length);
    const next = { total: result.length, start, rows, ...shape };
    const isInPlace = told !== null && isSameShape(told, next);
    if (isInPlace && rows.every((row, i) => told.rows[i] === row)) return;
    const before = new Map(told?.rows.map((row) => [row.id, row]));
    const changed = rows.filter((row) => !this.#isKnown(before.get(row.id), row));
    present.told = next;
    if (isInPlace && changed.length === 0 && rows.every(({ id }, i) => told.rows[i]?.id === id)) return;
    const ids: ItemId[] = rows.map((row) => row.id);
    this.#push(watch, { total: result.length, start, ids, changed, ...shape });
  }

  #isKnown(before: Row | undefined, after: Row): boolean {
    return before !== undefined && (before === after || this.#looksSame(before, after));
  }
}

const shapeOf = ({ depths, parts, headings }: RowList<unknown>, start: number, count: number): Shape => ({
  ...(depths === undefined ? {} : { depths: depths.slice(start, start + count) }),
  ...(parts === undefined ? {} : { parts: parts.slice(start, start + count) }),
  ...(headings === undefined ? {} : { headings }),
});

type Told<Row> = Shape & { readonly total: number; readonly rows: readonly Row[]; readonly start: number };

/** Whether they differ by their rows alone. */
const isSameShape = <Row>(a: Told<Row>, b: Told<Row>): boolean =>
  a.total === b.total &&
  a.start === b.start &&
  a.rows.length === b.rows.length &&
  equalityDeep([a.depths, a.parts, a.headings], [b.depths, b.parts, b.headings]);

const bounded = ({ start, count }: RowWindow): RowWindow => ({
  start: Math.max(0, start),
  count: Math.min(Math.max(0, count), MAX_WINDOW_ROWS),
});
