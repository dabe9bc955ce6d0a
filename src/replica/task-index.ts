// The rows of all tasks in memory and the orders they are asked for in: by view for the windows, by list and order key for planning changes; with the
// lists and tags that depend on them, and the notes beside them. A task whose list is in the trash or unknown shows in the inbox: orders go by the list a task shows in,
// so that a list that comes or goes moves its tasks between orders, while their rows stay the same. So does a task with those that are parts of it.

import type { ItemId } from "../base/ids.ts";
import type { ListFields, ListRow } from "../model/list-row.ts";
import type { NoteRow } from "../model/note-row.ts";
import { foldedOutline, outlineOf, type Outline } from "../model/outline.ts";
import type { Place } from "../model/field-parts.ts";
import type { TaskNeighbours } from "../model/task-order.ts";
import type { Section } from "../model/sections.ts";
import { compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "../model/task-row.ts";
import { fitsIn, type TaskFilter } from "../model/task-filter.ts";
import { TaskTree } from "../model/task-tree.ts";
import type { ViewRow } from "../model/view-row.ts";
import type { DayQuery } from "../model/day-heading.ts";
import { dayHeadings } from "../model/today.ts";
import { DayRows } from "./day-rows.ts";
import type { TaskQuery } from "./face/task-query.ts";
import type { AnyRow } from "./item-row.ts";
import { ListIndex, PlacedIndex } from "./list-index.ts";
import { NoteIndex } from "./note-index.ts";
import { fittingRows, withDoneDays } from "./shaped-rows.ts";
import { joinRows, SortedRows, type RowList } from "./sorted-rows.ts";
import { TagIndex } from "./tag-index.ts";

/** A change of one item: `null` where there is no row any more. */
export type RowChange = { readonly id: ItemId; readonly row: AnyRow | null };

type Home = ItemId | null;

type ActOnOrder = (order: SortedRows, part: readonly TaskRow[]) => void;

function groupBy<Key>(rows: readonly TaskRow[], keyOf: (row: TaskRow) => Key): ReadonlyMap<Key, TaskRow[]> {
  const groups = new Map<Key, TaskRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Rows by place, by the list they show in. */
class PlacedRows {
  readonly #rowsByHome = new Map<Home, SortedRows>();

  of(home: Home): SortedRows {
    const present = this.#rowsByHome.get(home);
    if (present !== undefined) return present;
    const made = new SortedRows(compareByPlace);
    this.#rowsByHome.set(home, made);
    return made;
  }
}

/** Where a row is found otherwise than by a query. */
class RowFiles {
  readonly byId = new Map<ItemId, TaskRow>();
  /** By the list they name. */
  readonly byList = new Map<ItemId, Set<TaskRow>>();
  /** By the list they show in, in every state: those with an order key. */
  readonly placed = new PlacedRows();

  add(rows: readonly TaskRow[]): void {
    for (const row of rows) this.byId.set(row.id, row);
    for (const row of rows) if (row.list !== null) this.#rowsOf(row.list).add(row);
  }

  remove(rows: readonly TaskRow[]): void {
    for (const row of rows) {
      this.byId.delete(row.id);
      if (row.list !== null) this.byList.get(row.list)?.delete(row);
    }
  }

  #rowsOf(list: ItemId): Set<TaskRow> {
    const rows = this.byList.get(list) ?? new Set();
    this.byList.set(list, rows);
    return rows;
  }
}

const rowsOf = ({ rows, depths, parts, headings }: Outline): RowList => ({
  length: rows.length,
  slice: (start, end) => rows.slice(start, end),
  ...(depths.some((depth) => depth > 0) ? { depths } : {}),
  ...(parts.some((part) => part !== null) ? { parts } : {}),
  ...(headings.length > 0 ? { headings } : {}),
});

const viewOf = (row: TaskRow): "open" | "done" | "trash" => {
  if (row.trashed) return "trash";
  return row.done ? "done" : "open";
};

export class TaskIndex implements TaskNeighbours {
  readonly lists = new ListIndex("list");
  readonly views = new PlacedIndex<ViewRow>("view");
  readonly tags = new TagIndex();
  readonly notes = new NoteIndex();
  readonly #open = new PlacedRows();
  readonly #done = new SortedRows(compareByDone);
  readonly #trash = new SortedRows(compareByTrashed);
  readonly #files = new RowFiles();
  readonly #tree = new TaskTree((id) => this.#filed.byId.get(id));
  readonly #fittings = new WeakMap<TaskQuery, { readonly revision: number; readonly rows: RowList }>();
  readonly #outlines = new Map<Home, { readonly revision: number; readonly outline: Outline }>();
  /** Null until somebody asks for a day. */
  #days: DayRows | null = null;
  readonly #dayViews = new Map<DayQuery["view"], { readonly revision: number; readonly today: string; readonly rows: RowList }>();
  /** Raised by every change. */
  revision = 0;
  /** Rows that were filled in and are in their views alone so far. */
  #unfiled: readonly TaskRow[] = [];

  get #filed(): RowFiles {
    const rows = this.#unfiled;
    if (rows.length > 0) {
      this.#unfiled = [];
      this.#files.add(rows);
      this.#inPlaces(rows, (order, part) => order.addAll(part));
    }
    return this.#files;
  }

  get size(): number {
    return this.#filed.byId.size;
  }

  row(id: ItemId): TaskRow | null {
    return this.#filed.byId.get(id) ?? null;
  }

  rows(): Iterable<TaskRow> {
    return this.#filed.byId.values();
  }

  listRows(): readonly ListRow[] {
    return this.lists.rows((list) => (this.lists.isShown(list) ? this.#open.of(list).length : 0));
  }

  /** By place, then those in the trash. */
  viewRows(): readonly ViewRow[] {
    return this.views.all;
  }

  query(query: TaskQuery): RowList {
    const rows = query.filter === undefined ? this.#tagged(query) : this.#fitting(query, query.filter);
    return query.view === "done" ? withDoneDays(rows, query.days) : rows;
  }

  #tagged(query: TaskQuery): RowList {
    const rows = this.#view(query);
    if (query.tag === undefined) return rows;
    const tagged = this.tags.rowsWith(query.tag);
    return tagged.size === 0 ? [] : rows.slice(0, rows.length).filter((row) => tagged.has(row));
  }

  /** Looked for once for each change, whatever windows of it are asked for. */
  #fitting(query: TaskQuery, filter: TaskFilter): RowList {
    const known = this.#fittings.get(query);
    if (known?.revision === this.revision) return known.rows;
    const rows = fittingRows(this.#tagged(query), fitsIn(filter, this.#homeOf));
    this.#fittings.set(query, { revision: this.revision, rows });
    return rows;
  }

  #view(query: TaskQuery): RowList {
    switch (query.view) {
      case "open":
        return joinRows([null, ...this.lists.shown.map(({ id }) => id)].map((home) => this.#outlined(home, query)));
      case "either":
        return joinRows([this.#view({ ...query, view: "open" }), this.#done]);
      case "inbox":
        return this.#outlined(null, query);
      case "list":
        return this.lists.isShown(query.list) ? this.#outlined(query.list, query) : [];
      case "parts":
        return this.#partsOf(query.task);
      case "today":
      case "upcoming":
        return this.#ofDays(query);
      case "done":
        return this.#done;
      case "trash":
        return this.#trash;
    }
  }

  #ofDays(query: DayQuery): RowList {
    const known = this.#dayViews.get(query.view);
    if (known?.revision === this.revision && known.today === query.today) return known.rows;
    if (this.#days === null) {
      const all = this.#unfiled.length > 0 ? this.#unfiled : [...this.#files.byId.values()];
      this.#days = new DayRows();
      this.#days.change(
        all.filter((row) => viewOf(row) === "open"),
        (order, part) => order.addAll(part),
      );
    }
    const found = this.#days.find(query);
    const shown = this.lists.isAnyArchived ? found.filter((row) => !this.#isArchived(row)) : found;
    const headings = dayHeadings(shown, query);
    const rows: RowList = { length: shown.length, headings, slice: (start, end) => shown.slice(start, end) };
    this.#dayViews.set(query.view, { revision: this.revision, today: query.today, rows });
    return rows;
  }

  #isArchived(row: TaskRow): boolean {
    const home = this.#homeOf(row);
    return home !== null && this.lists.isArchived(home);
  }

  /** The open tasks of a list as it is read; as they are kept where it has no sections and none is a part of another. */
  #outlined(home: Home, { folded = [] }: TaskQuery): RowList {
    const rows = this.#open.of(home);
    const sections = home === null ? [] : this.lists.sectionsOf(home);
    if (this.#tree.isEmpty && sections.length === 0) return rows;
    const outline = this.#outlineOf(home, rows, sections);
    return rowsOf(folded.length === 0 ? outline : foldedOutline(outline, new Set(folded)));
  }

  #outlineOf(home: Home, rows: SortedRows, sections: readonly Section[]): Outline {
    const known = this.#outlines.get(home);
    if (known?.revision === this.revision) return known.outline;
    const outline = outlineOf(rows.slice(0, rows.length), sections, this.#tree);
    this.#outlines.set(home, { revision: this.revision, outline });
    return outline;
  }

  /** Open and done. */
  #partsOf(task: ItemId): RowList {
    const rows = this.#tree.partsOf([task]).filter((row) => !row.trashed && this.#tree.isUnder(row, task));
    return rowsOf(outlineOf(rows.toSorted(compareByPlace), [], this.#tree));
  }

  /** Takes over rows while it is empty: sorts nothing, and makes nothing that no query needs, before it is asked for. */
  fill(tasks: readonly TaskRow[], lists: readonly (ListFields | ViewRow)[], notes: readonly NoteRow[]): void {
    const listChanges = lists.map((row) => ({ id: row.id, row }));
    this.revision += 1;
    const isEmpty = this.size + this.lists.count + this.views.count + this.notes.size === 0;
    if (!isEmpty) return this.change([...lists, ...tasks, ...notes].map((row) => ({ id: row.id, row })));
    this.notes.fill(notes);
    this.#changeLists(listChanges);
    this.#unfiled = tasks;
    this.#tree.add(tasks.filter(({ parent }) => parent !== null));
    this.#inViews(tasks, (order, part) => order.addAll(part));
    this.tags.count(
      tasks.filter(({ tags }) => tags.length > 0),
      1,
    );
  }

  /** Applies many changes together: each order is touched once. */
  change(changes: readonly RowChange[]): void {
    this.revision += 1;
    const files = this.#filed;
    const staying = this.#rehomed(changes);
    const before = changes.flatMap(({ id }) => files.byId.get(id) ?? []);
    const after = changes.flatMap(({ row }) => (row?.kind === "task" ? row : []));
    this.#inOrders([...before, ...staying], (order, part) => order.removeAll(part));
    this.#changeLists(changes);
    this.notes.change(changes.map(({ id, row }) => ({ id, row: row?.kind === "note" ? row : null })));
    this.#tree.remove(before);
    files.remove(before);
    files.add(after);
    this.#tree.add(after);
    this.#inOrders([...after, ...staying], (order, part) => order.addAll(part));
    this.tags.count(before, -1);
    this.tags.count(after, 1);
  }

  /** Tasks that do not change themselves but show in another list from now on. */
  #rehomed(changes: readonly RowChange[]): readonly TaskRow[] {
    const turned = changes.filter(({ id, row }) => this.lists.isShown(id) !== (row?.kind === "list" && !row.trashed));
    if (turned.length === 0 && this.#tree.isEmpty) return [];
    const changed = new Set(changes.map(({ id }) => id));
    const ofLists = turned.flatMap(({ id }) => [...(this.#filed.byList.get(id) ?? [])]);
    const parts = this.#tree.isEmpty ? [] : this.#tree.partsOf([...changed, ...ofLists.map(({ id }) => id)]);
    return [...new Set([...ofLists, ...parts])].filter((row) => !changed.has(row.id));
  }

  #changeLists(changes: readonly RowChange[]): void {
    this.lists.change(changes);
    this.views.change(changes);
  }

  #homeOf = (row: TaskRow): Home => {
    const { list } = row.parent === null ? row : this.#tree.topOf(row);
    return list !== null && this.lists.isShown(list) ? list : null;
  };

  #inOrders(rows: readonly TaskRow[], act: ActOnOrder): void {
    this.#inViews(rows, act);
    this.#inPlaces(rows, act);
  }

  #inPlaces(rows: readonly TaskRow[], act: ActOnOrder): void {
    const placed = rows.filter(({ order }) => order !== "");
    for (const [home, part] of groupBy(placed, this.#homeOf)) act(this.#files.placed.of(home), part);
  }

  #inViews(rows: readonly TaskRow[], act: ActOnOrder): void {
    const byView = groupBy(rows, viewOf);
    const open = byView.get("open") ?? [];
    for (const [home, part] of groupBy(open, this.#homeOf)) act(this.#open.of(home), part);
    this.#days?.change(open, act);
    act(this.#done, byView.get("done") ?? []);
    act(this.#trash, byView.get("trash") ?? []);
  }

  placeOf(id: ItemId): Place | null {
    const row = this.#filed.byId.get(id);
    if (row === undefined) return null;
    const list = this.#homeOf(row);
    const parent = row.parent === null ? undefined : this.#tree.parentOf(row);
    const isInSection = parent === undefined && list !== null && this.lists.sectionsOf(list).some((section) => section.id === row.section);
    return { list, section: isInSection ? row.section : null, parent: parent?.id ?? null, order: row.order };
  }

  partsOf(ids: readonly ItemId[]): readonly ItemId[] {
    return this.#tree.partsOf(ids).map(({ id }) => id);
  }

  tasksIn(list: ItemId): readonly ItemId[] {
    const ids = Array.from(this.#filed.byList.get(list) ?? [], ({ id }) => id);
    if (this.#tree.isEmpty) return ids;
    // A part is where its task is, whatever it says itself.
    const isIn = (id: ItemId): boolean => {
      const row = this.#filed.byId.get(id);
      return row !== undefined && this.#tree.topOf(row).list === list;
    };
    return [...ids, ...this.partsOf(ids)].filter((id) => isIn(id));
  }

  orderAfter(list: Home, order: string | null): string | null {
    const places = this.#filed.placed.of(list);
    if (order === null) return places.at(0)?.order ?? null;
    return places.at(places.firstWhere((present) => present.order > order))?.order ?? null;
  }

  orderBefore(list: Home, order: string | null): string | null {
    const places = this.#filed.placed.of(list);
    if (order === null) return places.at(places.length - 1)?.order ?? null;
    return places.at(places.firstWhere((present) => present.order >= order) - 1)?.order ?? null;
  }
}
