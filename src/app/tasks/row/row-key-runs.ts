// What the keys of row-keys.ts come to in a view.

import type { ItemId } from "../../../base/ids.ts";
import type { DayQuery } from "../../../model/day-heading.ts";
import type { Stretch, Targets } from "./row-commands.ts";
import type { ListRow } from "../../../model/list-row.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import type { TaskSnapshot, TaskWindow } from "../../client/task-window.ts";
import type { Lists } from "../../client/lists.ts";
import { loadDayMoves } from "./load-day-moves.ts";
import { depthAt, parentAt, reachesFar, type Home, type MoveTo } from "./outline-moves.ts";
import { rowKeyCommand, type RowKeyCommand } from "./row-keys.ts";
import type { ScreenState, SheetKind } from "../screen-state.ts";

/** Needs nothing that can be written. */
const ALWAYS: ReadonlySet<RowKeyCommand> = new Set([
  "previous",
  "next",
  "first",
  "last",
  "fold",
  "unfold",
  "details",
  "filter",
  "select",
  "select-up",
  "select-down",
  "select-all",
  "clear",
]);

const MOVES_FOCUS: ReadonlySet<RowKeyCommand> = new Set(["previous", "next", "first", "last"]);

/** The row, or all that is selected when the row is, in the order of the list. */
async function orderedTargets(state: ScreenState, row: TaskRow): Promise<Targets> {
  const targets = state.targetsFor(row);
  return targets.ids.length > 1 ? { ...targets, ids: await state.selection.ordered() } : targets;
}

/** Where a row stands, as it shows. */
export function homeOf(rows: TaskSnapshot, lists: Lists, row: TaskRow): Home {
  const list = lists.shownOf(row.list);
  const parent = parentAt(rows, rows.start + rows.ids.indexOf(row.id));
  const isInSection = parent === null && list?.sections.some(({ id }) => id === row.section) === true;
  return { list: list?.id ?? null, section: isInSection ? row.section : null, parent };
}

/** The list among whose sections a row, or what is selected with it, can be put: of several tasks the one that is on screen. */
export function sectionListOf({ place, targetsFor }: ScreenState, lists: Lists, row: TaskRow | null): ListRow | undefined {
  const isOne = row !== null && targetsFor(row).ids.length === 1;
  if (place.kind === "list") return lists.shownOf(place.list);
  return isOne ? lists.shownOf(row.list) : undefined;
}

/** Where these stand, among as many rows as are needed to know where they can go. */
async function stretchOf({ tasks, beyond }: ScreenState, { ids }: Targets): Promise<Stretch> {
  const indexes = ids.map((id) => tasks.indexOf(id)).filter((index) => index >= 0);
  const [first, last] = [Math.min(...indexes), Math.max(...indexes)];
  let rows = tasks.snapshot();
  for (let far = reachesFar(rows, first, last); far !== null; far = reachesFar(rows, first, last)) {
    // Further and further, until it is enough.
    const wider = await beyond.widened(rows, far);
    if (wider === null) break;
    rows = wider;
  }
  return { first, last, rows };
}

/** The focus goes along with the row, wherever in the view that goes; unless it has gone elsewhere meanwhile. */
async function goAlong({ focus, beyond, tasks }: ScreenState, { id }: TaskRow, move: () => Promise<void>): Promise<void> {
  const before = tasks.indexOf(id);
  const isWaiting = focus.waitFor(id);
  await move();
  if (!isWaiting()) return;
  const index = await beyond.indexOf(id);
  focus.focusIndex(index < 0 ? before : index);
}

export async function moveRows(state: ScreenState, lists: Lists, row: TaskRow, to: MoveTo): Promise<void> {
  if (!state.isOrdered() || row.newer) return;
  const targets = await orderedTargets(state, row);
  const stretch = await stretchOf(state, targets);
  await state.places.move(targets, stretch, homeOf(stretch.rows, lists, row), to);
}

/** In a view of days: to the day before or after. */
async function stepRows(state: ScreenState, row: TaskRow, to: "up" | "down", query: DayQuery): Promise<void> {
  if (row.newer) return;
  const { steppedDay } = await loadDayMoves();
  const day = steppedDay(row, to, query);
  if (day !== null) await state.beyond.moveToDay(state.targetsFor(row), day);
}

/** Moves by keys that have not ended. */
let moving: readonly Promise<void>[] = [];

/**
 * One after the other: where a task goes is told from the rows as the move before has left them. A key that is held waits for nobody, so that the task stands
 * still when it is let go.
 */
function moveInTurn(state: ScreenState, row: TaskRow, isHeld: boolean, move: (row: TaskRow) => Promise<void>): void {
  if (isHeld && moving.length > 0) return;
  const before = Promise.allSettled(moving);
  const own = goAlong(state, row, async () => {
    await before;
    await move(state.tasks.row(row.id) ?? row);
  });
  moving = [...moving, own];
  const end = (): void => void (moving = moving.filter((one) => one !== own));
  void own.then(end, end);
}

async function moveByKey(state: ScreenState, lists: Lists, row: TaskRow, to: "up" | "down"): Promise<void> {
  const query = state.beyond.days();
  return query === null ? moveRows(state, lists, row, to) : stepRows(state, row, to, query);
}

/** The first of those that are selected, as far as they are among the rows that are here. */
export function firstSelected({ selection, tasks }: ScreenState): TaskRow | undefined {
  const { ids, rowsById } = tasks.snapshot();
  const first = ids.find((id) => selection.has(id));
  return first === undefined ? undefined : rowsById.get(first);
}

/** Into the task above, which shows its parts then, or out of the one that it is a part of. */
export async function shiftRows(state: ScreenState, lists: Lists, row: TaskRow, to: "in" | "out", toast = false): Promise<void> {
  if (!state.isOrdered() || row.newer) return;
  const targets = await orderedTargets(state, row);
  await state.places.shift(targets, await stretchOf(state, targets), lists.shownOf(row.list)?.id ?? null, to, toast);
}

/** Folds a task that shows its parts; from one that does not, goes to the one that it is a part of. */
function foldOrGoUp({ tasks, folds, focus }: ScreenState, row: TaskRow): void {
  if (folds.canFold(row.id) && !folds.isFolded(row.id)) return folds.set(row.id, true);
  const parent = parentAt(tasks.snapshot(), tasks.indexOf(row.id));
  if (parent !== null) focus.focusIndex(tasks.indexOf(parent));
}

/** Unfolds a task; from one that shows its parts, goes to the first of them. */
function unfoldOrGoDown({ tasks, folds, focus }: ScreenState, row: TaskRow): void {
  if (folds.isFolded(row.id)) return folds.set(row.id, false);
  const [snapshot, index] = [tasks.snapshot(), tasks.indexOf(row.id)];
  if (depthAt(snapshot, index + 1) > depthAt(snapshot, index)) focus.focusIndex(index + 1);
}

function openMenu(state: ScreenState, row: TaskRow): void {
  const anchor = document.activeElement;
  if (anchor instanceof HTMLElement) state.rowCommands.openMenu(row, anchor);
}

function toggleDone(state: ScreenState, row: TaskRow): void {
  const targets = state.targetsFor(row);
  if (targets.ids.length === 1) state.rowCommands.setDone(row, !row.done);
  else finish(state, () => state.commands.setDone(targets, !row.done));
}

/** What takes tasks out of the view leaves nothing selected. */
function finish(state: ScreenState, run: () => void): void {
  run();
  state.selection.clear();
}

type Pressed = { readonly command: RowKeyCommand; readonly isHeld: boolean };

function runRowKey({ command, isHeld }: Pressed, row: TaskRow, state: ScreenState, lists: Lists): void {
  const { focus, selection, tasks } = state;
  const index = focus.goingTo() ?? tasks.indexOf(row.id);
  const open = (kind: SheetKind): void => state.setOverlay({ kind, targets: state.targetsFor(row), row });
  const extend = (to: number): void => {
    const id: ItemId | undefined = tasks.idAt(to);
    if (id === undefined) return;
    selection.extendTo(id, row.id);
    focus.focusIndex(to);
  };
  const always: Partial<Record<RowKeyCommand, () => void>> = {
    previous: () => focus.focusIndex(index - 1),
    next: () => focus.focusIndex(index + 1),
    first: () => focus.focusIndex(0),
    last: () => focus.focusIndex(Number.MAX_SAFE_INTEGER),
    fold: () => foldOrGoUp(state, row),
    unfold: () => unfoldOrGoDown(state, row),
    select: () => selection.toggle(row.id),
    "select-up": () => extend(index - 1),
    "select-down": () => extend(index + 1),
    "select-all": () => selection.selectAll(),
    clear: () => selection.clear(),
    details: () => state.rowCommands.openDetails(row),
    filter: () => state.filter.open(),
  };
  const changes: Partial<Record<RowKeyCommand, () => void>> = {
    up: () => moveInTurn(state, row, isHeld, async (moved) => moveByKey(state, lists, moved, "up")),
    down: () => moveInTurn(state, row, isHeld, async (moved) => moveByKey(state, lists, moved, "down")),
    in: () => moveInTurn(state, row, isHeld, async (moved) => shiftRows(state, lists, moved, "in")),
    out: () => moveInTurn(state, row, isHeld, async (moved) => shiftRows(state, lists, moved, "out")),
    edit: () => state.rowCommands.edit(row),
    toggle: () => toggleDone(state, row),
    remove: () => finish(state, () => state.commands.trash(state.targetsFor(row))),
    menu: () => openMenu(state, row),
    day: () => open("day"),
    list: () => open("list"),
    priority: () => open("priority"),
    repeat: () => open("repeat"),
    tag: () => open("tag"),
    start: () => open("start"),
    duplicate: () => state.commands.duplicate(state.targetsFor(row)),
    section: () => sectionListOf(state, lists, row) !== undefined && open("section"),
  };
  const inTrash: Partial<Record<RowKeyCommand, () => void>> = {
    remove: () => open("purge"),
    menu: () => openMenu(state, row),
  };
  const possible = state.place.kind === "trash" ? inTrash : changes;
  (always[command] ?? (row.newer ? undefined : possible[command]))?.();
}

/** The row whose own keys were pressed: not those of a control in it. */
function focusedRow(target: EventTarget | null, tasks: TaskWindow): TaskRow | null {
  if (!(target instanceof HTMLElement)) return null;
  const id = target.dataset["task"];
  return [...tasks.snapshot().rowsById.values()].find((row) => row.id === id) ?? null;
}

export function onRowKey(event: KeyboardEvent, state: ScreenState, lists: Lists, canWriteIn: (row: TaskRow) => boolean): void {
  const command = rowKeyCommand(event);
  if (command !== null && MOVES_FOCUS.has(command) && event.target === event.currentTarget) {
    event.preventDefault();
    state.focus.focusFirstInSight();
    return;
  }
  const run = (target: EventTarget | null): boolean => {
    const row = focusedRow(target, state.tasks);
    if (command === null || row === null || !(canWriteIn(row) || ALWAYS.has(command))) return false;
    const selecting = state.selection.pending();
    // All of a long list is about to be selected: what comes next is about that, and about the row that has the focus then.
    if (selecting === null) runRowKey({ command, isHeld: event.repeat }, row, state, lists);
    else void selecting.then(() => run(document.activeElement));
    return true;
  };
  if (run(event.target)) event.preventDefault();
}

const isInSight = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
};

/** Whether a key is for nobody: neither a control nor something that lies above the page. */
const isForNobody = ({ defaultPrevented, isComposing, target }: KeyboardEvent): boolean =>
  !defaultPrevented && !isComposing && target === document.body && document.querySelector('[role="dialog"], [role="menu"]') === null;

/**
 * Where nothing has the focus, as after going to another page or leaving a field, the keys that go along the list go into it: to where one was in it, if that is
 * in sight.
 */
export function onKeyFromNowhere(event: KeyboardEvent, { focus }: ScreenState): void {
  const command = rowKeyCommand(event);
  if (command === null || !MOVES_FOCUS.has(command) || !isForNobody(event)) return;
  event.preventDefault();
  const stop = document.querySelector<HTMLElement>('main [data-task][tabindex="0"]');
  if (command === "first") focus.focusIndex(0);
  else if (command === "last") focus.focusIndex(Number.MAX_SAFE_INTEGER);
  else if (stop !== null && isInSight(stop)) stop.focus();
  else focus.focusFirstInSight();
}
