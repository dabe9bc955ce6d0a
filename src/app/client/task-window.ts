// The stretch of a query's result that is on screen, kept in step with the worker's pushes. The worker keeps all rows; here are only those of the
// window last pushed, so the cost of a push is the window's size, whatever the size of the list.

import { createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { PartsProgress, RowHeading, Shape } from "../../model/outline.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { RowWindow } from "../../replica/face.ts";
import type { TaskQuery } from "../../replica/face/task-query.ts";
import type { NoteQuery } from "../../replica/face/notes.ts";
import type { Listening, ReplicaClient } from "./replica-client.ts";

/** Windows begin and end at multiples of this many rows, so that scrolling asks seldom. */
const STEP = 50;
/** Rows asked for beyond both ends of what is visible. */
const MARGIN = 50;
/** What the worker gives at most. */
export const MAX_ROWS = 400;

/** What a push tells of a window. */
export type WindowPush<Row> = {
  readonly total: number;
  readonly start: number;
  readonly ids: readonly ItemId[];
  readonly changed: readonly Row[];
} & Shape;

export type RowSnapshot<Row> = {
  /** `null` until the first push. */
  readonly total: number | null;
  readonly start: number;
  readonly ids: readonly ItemId[];
  readonly rowsById: ReadonlyMap<ItemId, Row>;
  /** Of each row of the window: how many of those above it it is a part of, in turn. Empty where none is. */
  readonly depths: readonly number[];
  /** Of each row of the window, null where it has none. Empty where none has any. */
  readonly parts: readonly (PartsProgress | null)[];
  /** Of the whole result, whatever the window. */
  readonly headings: readonly RowHeading[];
};

export type TaskSnapshot = RowSnapshot<TaskRow>;

export interface ShownWindow<Row> {
  readonly snapshot: Accessor<RowSnapshot<Row>>;
  /** `undefined` outside the window. */
  idAt(index: number): ItemId | undefined;
  row(id: ItemId): Row | undefined;
  /** -1 outside the window. */
  indexOf(id: ItemId): number;
  /** Asks the worker for the rows around the visible ones, unless they are here. */
  showRange(firstIndex: number, lastIndex: number): void;
  /** Keeps what is pushed from showing for `delayMs`, or until `release`. */
  hold(delayMs: number): void;
  release(): void;
}

export type TaskWindow = ShownWindow<TaskRow> & {
  /** Asks another question in place of the one before. */
  readonly ask: (query: TaskQuery) => void;
  /** How many rows above a row it is a part of, in turn; what parts of its own it has. Of what is not in the window: none. */
  readonly depthOf: (id: ItemId) => number;
  readonly partsOf: (id: ItemId) => PartsProgress | null;
  /** Of a part: the how manieth it is of the open parts of its task, from 1 on, and of how many; null where that one is not in the window. */
  readonly placeAmongParts: (id: ItemId) => { readonly number: number; readonly of: number } | null;
};

/** The snapshot after `push`: rows that stay keep their identity, those outside the window are let go. */
export function snapshotAfter<Row extends { readonly id: ItemId }>(before: RowSnapshot<Row>, push: WindowPush<Row>): RowSnapshot<Row> {
  const changedById = new Map(push.changed.map((row) => [row.id, row]));
  const rowsById = new Map<ItemId, Row>();
  for (const id of push.ids) {
    const row = changedById.get(id) ?? before.rowsById.get(id);
    if (row !== undefined) rowsById.set(id, row);
  }
  const { total, start, ids, depths = [], parts = [], headings = [] } = push;
  return { total, start, ids, rowsById, depths, parts, headings };
}

/** The window to ask for when rows `firstIndex` to `lastIndex` are visible. */
export function windowAround(firstIndex: number, lastIndex: number): RowWindow {
  const start = Math.max(0, Math.floor((firstIndex - MARGIN) / STEP) * STEP);
  const end = Math.ceil((lastIndex + 1 + MARGIN) / STEP) * STEP;
  return { start, count: Math.min(end - start, MAX_ROWS) };
}

/** Of tasks. `around` runs each change of the snapshot, so that focus can be kept through it. Stops with its owner. */
export function createTaskWindow(client: ReplicaClient, first: TaskQuery, around: (apply: () => void) => void): TaskWindow {
  let query = first;
  const { again, placeOf, ...shown } = createShownWindow<TaskRow>(client, {
    listen: (onPush) => client.listenToRows(onPush),
    watch: (watch, window) => void client.ask({ kind: "watch", watch, query, window }),
    around,
  });
  const { snapshot } = shown;
  return {
    ...shown,
    depthOf: (id) => snapshot().depths[placeOf(id)] ?? 0,
    partsOf: (id) => snapshot().parts[placeOf(id)] ?? null,
    placeAmongParts: (id) => placeAmongParts(snapshot(), placeOf(id)),
    ask(next) {
      query = next;
      again();
    },
  };
}

function placeAmongParts({ depths, parts }: TaskSnapshot, at: number): { readonly number: number; readonly of: number } | null {
  const depth = depths[at] ?? 0;
  const parent = depths.findLastIndex((above, index) => index < at && above < depth);
  const task = parent < 0 ? null : parts[parent];
  if (!task) return null;
  const number = depths.slice(parent + 1, at + 1).filter((one) => one === depth).length;
  return { number, of: Math.max(number, task.total - task.done) };
}

/** Of notes. `failed`: the worker cannot load what it takes. */
export const createNoteWindow = (client: ReplicaClient, query: NoteQuery, failed: () => void): ShownWindow<NoteRow> =>
  createShownWindow<NoteRow>(client, {
    listen: (onPush) => client.listenToNotes(onPush),
    watch: (watch, window) => void client.ask({ kind: "watch-notes", watch, query, window }).then((watched) => watched.ok || failed()),
    around: (apply) => apply(),
  });

const NOTHING_YET = { total: null, start: 0, ids: [], depths: [], parts: [], headings: [] } as const;

type WindowSource<Row> = {
  readonly listen: (onPush: (push: WindowPush<Row>) => void) => Listening;
  readonly watch: (watch: number, window: RowWindow) => void;
  readonly around: (apply: () => void) => void;
};

function createShownWindow<Row extends { readonly id: ItemId }>(
  client: ReplicaClient,
  { listen, watch: ask, around }: WindowSource<Row>,
): ShownWindow<Row> & { readonly again: () => void; readonly placeOf: (id: ItemId) => number } {
  const [snapshot, setSnapshot] = createSignal<RowSnapshot<Row>>({ ...NOTHING_YET, rowsById: new Map<ItemId, Row>() });
  const places = createMemo(() => new Map(snapshot().ids.map((id, place) => [id, place])));
  /** In the window; -1 outside. */
  const placeOf = (id: ItemId): number => places().get(id) ?? -1;
  const held: WindowPush<Row>[] = [];
  let holdTimer: ReturnType<typeof setTimeout> | null = null;
  let asked: RowWindow = windowAround(0, 0);

  const apply = (pushes: readonly WindowPush<Row>[]): void => {
    if (pushes.length === 0) return;
    const next = pushes.reduce<RowSnapshot<Row>>(snapshotAfter, untrack(snapshot));
    around(() => setSnapshot(next));
  };
  const release = (): void => {
    if (holdTimer === null) return;
    clearTimeout(holdTimer);
    holdTimer = null;
    // Also where nothing came: what was expected may have failed, and whoever waited for it must know.
    if (held.length === 0) around(() => undefined);
    else apply(held.splice(0));
  };
  const { watch, stop } = listen((push) => {
    if (holdTimer === null) apply([push]);
    else held.push(push);
  });
  ask(watch, asked);
  onCleanup(() => {
    if (holdTimer !== null) clearTimeout(holdTimer);
    stop();
    void client.ask({ kind: "unwatch", watch });
  });

  return {
    snapshot,
    idAt: (index) => snapshot().ids[index - snapshot().start],
    row: (id) => snapshot().rowsById.get(id),
    indexOf(id) {
      const at = placeOf(id);
      return at < 0 ? -1 : at + snapshot().start;
    },
    showRange(firstIndex, lastIndex) {
      const wanted = windowAround(firstIndex, lastIndex);
      if (wanted.start === asked.start && wanted.count === asked.count) return;
      asked = wanted;
      void client.ask({ kind: "move-window", watch, window: wanted });
    },
    hold(delayMs) {
      if (holdTimer !== null) clearTimeout(holdTimer);
      holdTimer = setTimeout(release, delayMs);
    },
    release,
    placeOf,
    again: () => ask(watch, asked),
  };
}
