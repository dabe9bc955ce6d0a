// What one view of the tasks keeps while it is shown: the window of rows, the focus, the selection, what is edited, what has just been ticked, what is
// open over it or beside it.

import { createEffect, createMemo, createSignal, on, untrack, type Accessor, type Setter } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { TaskFilter } from "../../model/task-filter.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { Among, Asked } from "../../model/view-asks.ts";
import type { TaskQuery } from "../../replica/face/task-query.ts";
import { createTaskWindow, type TaskWindow } from "../client/task-window.ts";
import { createFilterState, type FilterState } from "../filter/filter-state.ts";
import { createRowSelection, type RowSelection } from "../selection/row-selection.ts";
import { useApp } from "../shell/app-context.ts";
import { isOrdered, type TaskPlace } from "../shell/place.ts";
import { keepTypedAhead } from "../shell/typed-ahead.ts";
import { folded, makeFolds, type Folds } from "./row/folds.ts";
import { wantedTask, wantTask } from "./wanted-task.ts";
import { createRowDrag, type RowDrag } from "./row/row-drag.ts";
import { makePlaceCommands, makeTaskCommands, targetOf, type PlaceCommands, type Targets, type TaskCommands } from "./row/row-commands.ts";
import { doneDays } from "./done-days.ts";
import { makeBeyond, type Beyond } from "./row/beyond.ts";
import { createRowFocus, type RowFocus } from "./row/row-focus.ts";
import type { RowCommands } from "./row/task-row-view.tsx";

/** How long a task that was just ticked stays to be seen. */
const LEAVING_MS = 420;
const NONE_LEAVING: ReadonlySet<ItemId> = new Set();

/** Of which tasks a page is: it says so itself, or what is asked for there does. */
const amongOn = (place: TaskPlace, asked: Asked): Among =>
  place.kind === "today" || place.kind === "upcoming" || place.kind === "done" ? place.kind : asked.among;

/** On another day, and with other tasks folded, it is another. */
function queryOf(place: TaskPlace, among: Among, today: () => PlainDay): TaskQuery {
  if (among === "today" || among === "upcoming") return { view: among, today: today() };
  if (among === "done") return { view: "done", days: doneDays(today()) };
  if (among === "either") return { view: "either" };
  const query =
    place.kind === "list"
      ? ({ view: "list", list: place.list } as const)
      : { view: place.kind === "inbox" || place.kind === "trash" ? place.kind : ("open" as const) };
  return isOrdered(place) && folded().length > 0 ? { ...query, folded: folded() } : query;
}

const fitting = (query: TaskQuery, filter: TaskFilter | undefined): TaskQuery => (filter === undefined ? query : { ...query, filter });

type Basis = Pick<ScreenState, "among" | "isOrdered"> & { readonly query: Accessor<TaskQuery> };

function createBasis(place: TaskPlace, filter: FilterState, today: () => PlainDay): Basis {
  const among = createMemo(() => amongOn(place, filter.asked()));
  const query = createMemo(() => fitting(queryOf(place, among(), today), filter.filter()));
  return { among, query, isOrdered: () => isOrdered(place) && among() === "" };
}

export type SheetKind = "day" | "list" | "priority" | "tag" | "repeat" | "start" | "section" | "purge";

export type Overlay =
  | { readonly kind: "menu"; readonly row: TaskRow; readonly anchor: HTMLElement }
  /** `row`: when it is about one. */
  | { readonly kind: SheetKind; readonly targets: Targets; readonly row: TaskRow | null };

/** What of the details has the focus when they open. */
export type DetailsPart = "parts";

export type ScreenState = {
  readonly place: TaskPlace;
  /** Of which tasks it is. */
  readonly among: () => Among;
  /** Whether they have an order of the user's own. */
  readonly isOrdered: () => boolean;
  readonly tasks: TaskWindow;
  readonly focus: RowFocus;
  readonly selection: RowSelection;
  readonly commands: TaskCommands;
  readonly places: PlaceCommands;
  readonly rowCommands: RowCommands;
  readonly beyond: Beyond;
  readonly drag: RowDrag;
  readonly folds: Folds;
  readonly filter: FilterState;
  readonly editing: () => ItemId | null;
  /** Ticked just now, and about to leave. */
  readonly leaving: () => ReadonlySet<ItemId>;
  readonly overlay: () => Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  /** The task whose details are open beside the list. */
  readonly details: () => ItemId | null;
  readonly detailsAt: () => DetailsPart | null;
  readonly showDetails: (id: ItemId, at?: DetailsPart) => void;
  readonly closeDetails: () => void;
  /** All that is selected, when the row is; otherwise the row. */
  readonly targetsFor: (row: TaskRow) => Targets;
  readonly selected: () => Targets;
  readonly setList: (list: HTMLElement) => void;
  readonly setScroll: (scrollToIndex: (index: number) => void) => void;
  readonly setSteady: (steady: (change: () => void) => void) => void;
};

const settersOf = (dom: Dom): Pick<ScreenState, "setList" | "setScroll" | "setSteady"> => ({
  setList: (list) => Object.assign(dom, { list }),
  setScroll: (scrollToIndex) => Object.assign(dom, { scrollToIndex }),
  setSteady: (steady) => Object.assign(dom, { steady }),
});

type Dom = { list?: HTMLElement; scrollToIndex?: (index: number) => void; steady: (change: () => void) => void };

/** `saved`: what the view that is shown asks for. */
export function createScreenState(place: TaskPlace, saved?: () => Asked): ScreenState {
  const { client, actions, lists, spaces, today } = useApp();
  const [editing, setEditing] = createSignal<ItemId | null>(null);
  const [leaving, setLeaving] = createSignal(NONE_LEAVING);
  const [overlay, setOverlay] = createOverlay();
  const dom: Dom = { steady: (change) => change() };
  const filter = createFilterState(today, saved);
  const { query, ...basis } = createBasis(place, filter, today);
  const focus = createRowFocus({
    tasks: () => tasks,
    list: () => dom.list,
    scrollToIndex: (index) => dom.scrollToIndex?.(index),
  });
  const tasks = createTaskWindow(client, untrack(query), (apply) => {
    setLeaving(NONE_LEAVING);
    dom.steady(() => focus.around(apply));
  });
  createEffect(on(query, (next) => tasks.ask(next), { defer: true }));
  const folds = makeFolds(() => tasks);
  const { showDetails, ...details } = createOpenDetails(focus);
  const selection = createRowSelection(tasks, async () => client.ask({ kind: "ids", query: query() }));
  const commands = makeTaskCommands(actions, lists, today);
  const places = makePlaceCommands(actions, () => tasks);
  const beyond = makeBeyond({ client, actions, today, tasks, query: () => query() });
  const drag = createRowDrag({ place, isOrdered: basis.isOrdered, tasks, list: () => dom.list, selection, places, beyond });
  const rowCommands: RowCommands = {
    ...makeRowActs(commands, tasks, setLeaving),
    edit: (row) => place.kind !== "trash" && !row.newer && spaces.mayWriteIn(row.space) && setEditing(row.id),
    closeEditor(row, byKey) {
      if (editing() === row.id) setEditing(null);
      if (byKey) focus.focusRow(row.id);
    },
    ...makeRowOverlays(setOverlay),
    ...makeRowOpens(showDetails, folds),
    ...makeRowSelects(selection, focus),
    drag: drag.source,
  };
  return {
    place,
    ...basis,
    tasks,
    focus,
    selection,
    commands,
    places,
    rowCommands,
    beyond,
    drag,
    folds,
    filter,
    editing,
    leaving,
    overlay,
    setOverlay,
    showDetails,
    ...details,
    ...makeTargets(selection, tasks),
    ...settersOf(dom),
  };
}

const makeTargets = (selection: RowSelection, tasks: TaskWindow): Pick<ScreenState, "selected" | "targetsFor"> => {
  const selected = (): Targets => targetsOf(selection.ids(), tasks);
  return { selected, targetsFor: (row) => (selection.has(row.id) ? selected() : targetOf(row)) };
};

/** What opens has the keys from the moment on in which it was asked for. */
function createOverlay(): readonly [Accessor<Overlay | null>, (next: Overlay | null) => void] {
  const [overlay, setOverlay] = createSignal<Overlay | null>(null);
  const show = (next: Overlay | null): void => {
    setOverlay(next);
    if (next !== null) keepTypedAhead({ isOpen: () => untrack(overlay) === next, close: () => setOverlay(null) });
  };
  return [overlay, show];
}

type OpenDetails = Pick<ScreenState, "details" | "detailsAt" | "showDetails" | "closeDetails">;

function createOpenDetails(focus: RowFocus): OpenDetails {
  const [details, setDetails] = createSignal<ItemId | null>(null);
  const [detailsAt, setDetailsAt] = createSignal<DetailsPart | null>(null);
  const showDetails: OpenDetails["showDetails"] = (id, at) => {
    setDetailsAt(at ?? null);
    setDetails(id);
  };
  createEffect(() => {
    const wanted = wantedTask();
    if (wanted === null) return;
    showDetails(wanted);
    wantTask(null);
  });
  return {
    details,
    detailsAt,
    showDetails,
    closeDetails: () =>
      setDetails((id) => {
        if (id !== null) queueMicrotask(() => focus.focusRow(id));
        return null;
      }),
  };
}

const makeRowOverlays = (open: (overlay: Overlay) => void): Pick<RowCommands, "chooseDay" | "openMenu"> => ({
  chooseDay: (row) => open({ kind: "day", targets: targetOf(row), row }),
  openMenu: (row, anchor) => open({ kind: "menu", row, anchor }),
});

const makeRowSelects = (selection: RowSelection, focus: RowFocus): Pick<RowCommands, "toggle" | "extend"> => ({
  toggle: (row) => selection.toggle(row.id),
  extend: (row) => selection.extendTo(row.id, focus.active()),
});

const makeRowOpens = (showDetails: ScreenState["showDetails"], folds: Folds): Pick<RowCommands, "openDetails" | "addPart" | "fold"> => ({
  openDetails: (row) => showDetails(row.id),
  addPart: (row) => showDetails(row.id, "parts"),
  fold: (row) => folds.set(row.id, !folds.isFolded(row.id)),
});

type RowActs = Pick<RowCommands, "setDone" | "restore" | "rename" | "resolve">;

/** What is done to one row. Tasks that were ticked stay to be seen until a moment after the last, so that nothing moves under a pointer that ticks several. */
function makeRowActs(commands: TaskCommands, tasks: TaskWindow, setLeaving: Setter<ReadonlySet<ItemId>>): RowActs {
  return {
    setDone(row, done) {
      const leaving = setLeaving((before) => new Set(done ? [...before, row.id] : [...before].filter((id) => id !== row.id)));
      if (done) tasks.hold(LEAVING_MS);
      else if (leaving.size === 0) tasks.release();
      // Of one that repeats what was done comes beside it.
      commands.setDone(targetOf(row), done, row.repeat === null);
    },
    restore: (row) => commands.restore(targetOf(row)),
    rename: async (row, title) => commands.rename(row, title),
    resolve: (row, value) => commands.resolve(row, value),
  };
}

/** One that is selected alone is called by its title. */
function targetsOf(ids: readonly ItemId[], tasks: TaskWindow): Targets {
  const [first] = ids;
  const row = ids.length === 1 && first !== undefined ? tasks.row(first) : undefined;
  return row === undefined ? { ids, title: null } : targetOf(row);
}
