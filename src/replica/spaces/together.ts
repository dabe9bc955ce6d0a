// All spaces of the profile on screen as if they were one. Rows of a shared space say which one they are of. What has an order of the user's own is shown
// space by space, since orders of two spaces say nothing to each other; what has another order is merged by it. An item whose id stands in several spaces,
// which a member of a shared one can bring about, is that of the first: the user's own space comes first, so that nobody else can hide or change what is in it.

import type { ItemId, SpaceId } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import type { ListRow } from "../../model/list-row.ts";
import { compareByChanged, compareNotesByTrashed, type NoteRow } from "../../model/note-row.ts";
import { tagKey } from "../../model/tag.ts";
import { compareByDone, compareByTrashed, type TaskRow } from "../../model/task-row.ts";
import { compareIn, dayHeadings } from "../../model/today.ts";
import type { ViewRow } from "../../model/view-row.ts";
import type { TagUse } from "../face.ts";
import type { TaskQuery } from "../face/task-query.ts";
import type { NoteQuery } from "../face/notes.ts";
import type { ItemSet } from "../item-set.ts";
import type { Together } from "../open-spaces.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { ShownIndex } from "../screen.ts";
import { withDoneDays } from "../shaped-rows.ts";
import { joinRows, type RowList, type RowOrder } from "../sorted-rows.ts";
import type { TaskIndex } from "../task-index.ts";
import { actTogether } from "./act-together.ts";
import { mergeRows } from "./merge-rows.ts";

type AnyShown = { readonly id: ItemId; readonly space?: SpaceId };

/** Whether indexes have changed, or are others, since that was asked last. */
class Changes {
  #indexes: readonly TaskIndex[] = [];
  #revisions: readonly number[] = [];

  isAny(indexes: readonly TaskIndex[], revisionOf: (index: TaskIndex) => number): boolean {
    const revisions = indexes.map((index) => revisionOf(index));
    const isSame = indexes.every((index, i) => index === this.#indexes[i] && revisions[i] === this.#revisions[i]);
    [this.#indexes, this.#revisions] = [indexes, revisions];
    return !isSame;
  }
}

/** A space, as far as its rows go. `items`: others may come in their place. */
export type SpaceItems = { readonly id: SpaceId; readonly items: Pick<ItemSet, "index" | "has"> };

/** One of the spaces, as far as it shows. */
class Part {
  readonly #of: SpaceItems;
  /** Those whose items hide what has their ids here. */
  readonly #before: readonly Part[];
  /** By the row of the space, so that it stays the same one while that does. */
  readonly #rows = new WeakMap<AnyShown, AnyShown>();
  readonly #changes = new Changes();
  #hidden: ReadonlySet<ItemId> = new Set();

  constructor(of: SpaceItems, before: readonly Part[]) {
    this.#of = of;
    this.#before = before;
  }

  get index(): TaskIndex {
    return this.#of.items.index;
  }

  has(id: ItemId): boolean {
    return this.#of.items.has(id);
  }

  shown<Row extends AnyShown>(rows: RowList<Row>): RowList<Row> {
    const hidden = this.#hiddenIds();
    const visible = hidden.size === 0 ? rows : without(rows, hidden);
    if (this.#before.length === 0) return visible;
    const { length, depths, parts, headings } = visible;
    return { length, depths, parts, headings, slice: (start, end) => visible.slice(start, end).map((row) => this.#named(row)) };
  }

  shownOf<Row extends AnyShown>(rows: readonly Row[]): readonly Row[] {
    return this.shown(rows).slice(0, rows.length);
  }

  #named<Row extends AnyShown>(row: Row): Row {
    const known = this.#rows.get(row) ?? { ...row, space: this.#of.id };
    this.#rows.set(row, known);
    // Made of the very row.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return known as Row;
  }

  #hiddenIds(): ReadonlySet<ItemId> {
    const indexes = [...this.#before, this].map(({ index }) => index);
    if (this.#before.length > 0 && this.#changes.isAny(indexes, ({ revision }) => revision))
      this.#hidden = new Set(idsIn(this.index).filter((id) => this.#before.some((part) => part.has(id))));
    return this.#hidden;
  }
}

function without<Row extends AnyShown>(all: RowList<Row>, hidden: ReadonlySet<ItemId>): RowList<Row> {
  const { length, depths, parts, headings } = all;
  const rows = all.slice(0, length);
  const isLeft = rows.map(({ id }) => !hidden.has(id));
  const left = <Value>(values: readonly Value[] | undefined): readonly Value[] | undefined => values?.filter((_value, at) => isLeft[at]);
  const shown = rows.filter((_row, at) => isLeft[at]);
  return {
    length: shown.length,
    depths: left(depths),
    parts: left(parts),
    headings: headings?.map((heading) => ({ ...heading, at: isLeft.slice(0, heading.at).filter((is) => is).length })),
    slice: (start, end) => shown.slice(start, end),
  };
}

function idsIn(index: TaskIndex): readonly ItemId[] {
  const notes = (["notes", "trashed"] as const).map((query) => index.notes.query(query));
  return [
    ...Array.from(index.rows(), ({ id }) => id),
    ...[...index.listRows(), ...index.viewRows()].map(({ id }) => id),
    ...notes.flatMap((rows) => rows.slice(0, rows.length).map(({ id }) => id)),
  ];
}

const newestFirst = (a: ListRow | ViewRow, b: ListRow | ViewRow): number =>
  (b.trashedMs ?? 0) - (a.trashedMs ?? 0) || (a.id < b.id ? -1 : 1);

/** By key, each as most tasks spell it; of equally many, as the first space does. */
function mergeTags(parts: readonly (readonly TagUse[])[]): readonly TagUse[] {
  const byKey = new Map<string, { most: TagUse; open: number; all: number }>();
  for (const use of parts.flat()) {
    const known = byKey.get(tagKey(use.tag)) ?? { most: use, open: 0, all: 0 };
    byKey.set(tagKey(use.tag), {
      most: use.all > known.most.all ? use : known.most,
      open: known.open + use.open,
      all: known.all + use.all,
    });
  }
  const ascending = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return ascending.map(([, { most, open, all }]) => ({ tag: most.tag, open, all }));
}

function taskOrderOf(query: TaskQuery): RowOrder | null {
  if (query.view === "today" || query.view === "upcoming") return compareIn(query);
  if (query.view === "done") return compareByDone;
  return query.view === "trash" ? compareByTrashed : null;
}

function mergeTasks(rows: readonly RowList[], query: TaskQuery): RowList {
  const order = taskOrderOf(query);
  if (order === null) return joinRows(rows);
  const merged = mergeRows(rows, order);
  if (query.view === "done") return withDoneDays(merged, query.days);
  if (query.view !== "today" && query.view !== "upcoming") return merged;
  return { ...merged, headings: dayHeadings(merged.slice(0, merged.length), query) };
}

const noteOrderOf = (query: NoteQuery): RowOrder<NoteRow> => (query === "trashed" ? compareNotesByTrashed : compareByChanged);

export class TogetherIndex implements ShownIndex {
  readonly #parts: readonly Part[];
  readonly #tagChanges = new Changes();
  #tagRevision = 0;

  /** `spaces`: the user's own first. */
  constructor(spaces: readonly SpaceItems[]) {
    const parts: Part[] = [];
    for (const space of spaces) parts.push(new Part(space, [...parts]));
    this.#parts = parts;
  }

  readonly notes = {
    query: (query: NoteQuery): RowList<NoteRow> =>
      mergeRows(
        this.#parts.map((part) => part.shown(part.index.notes.query(query))),
        noteOrderOf(query),
      ),
  };

  get tags(): ShownIndex["tags"] {
    const indexes = this.#parts.map(({ index }) => index);
    if (this.#tagChanges.isAny(indexes, ({ tags }) => tags.revision)) this.#tagRevision += 1;
    return { revision: this.#tagRevision, uses: () => mergeTags(indexes.map(({ tags }) => tags.uses())) };
  }

  query(query: TaskQuery): RowList {
    const parts = this.#partsFor(query);
    const rows = parts.map((part) => part.shown<TaskRow>(part.index.query(query)));
    return mergeTasks(rows, query);
  }

  #partsFor(query: TaskQuery): readonly Part[] {
    if (query.view === "list") return this.#parts.filter((part) => part === this.#partWith(query.list));
    return query.view === "parts" ? this.#parts.filter((part) => part === this.#partWith(query.task)) : this.#parts;
  }

  #partWith(id: ItemId): Part | undefined {
    return this.#parts.find((part) => part.has(id));
  }

  listRows(): readonly ListRow[] {
    return this.#placed((index) => index.listRows());
  }

  viewRows(): readonly ViewRow[] {
    return this.#placed((index) => index.viewRows());
  }

  /** Space by space; those in the trash together, the newest there first. */
  #placed<Row extends ListRow | ViewRow>(rowsOf: (index: TaskIndex) => readonly Row[]): readonly Row[] {
    const rows = this.#parts.flatMap((part) => part.shownOf(rowsOf(part.index)));
    const trashed = rows.filter((row) => row.trashed);
    return [...rows.filter((row) => !row.trashed), ...trashed.sort(newestFirst)];
  }
}

const itemsIn = ({ space }: OpenedSpace): ItemSet => space.core.items;

/** `spaces`: the user's own first. */
export function makeTogether(spaces: readonly OpenedSpace[]): Together {
  const [own] = spaces;
  assert(own !== undefined, "a profile has a space of its own");
  const spaceWith = (id: ItemId): OpenedSpace => spaces.find((opened) => itemsIn(opened).has(id)) ?? own;
  return {
    index: new TogetherIndex(
      spaces.map((opened) => ({
        id: opened.id,
        get items() {
          return itemsIn(opened);
        },
      })),
    ),
    itemsWith: (id) => itemsIn(spaceWith(id)),
    named: (row) => (spaceWith(row.id) === own ? row : { ...row, space: spaceWith(row.id).id }),
    act: actTogether,
  };
}
