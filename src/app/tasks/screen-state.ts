// What one view of the tasks keeps while it is shown: the window of rows, the focus, what is edited, what has just been ticked, what is open over it.

import { createSignal } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import type { TaskQuery } from "../../replica/face.ts";
import { createTaskWindow, type TaskWindow } from "../client/task-window.ts";
import { useApp } from "../shell/app-context.ts";
import { makeTaskCommands, type TaskCommands } from "./row-commands.ts";
import { createRowFocus, type RowFocus } from "./row-focus.ts";
import { rowKeyCommand, type RowKeyCommand } from "./row-keys.ts";
import type { RowCommands } from "./task-row-view.tsx";

/** How long a task that was just ticked stays to be seen. */
const LEAVING_MS = 420;

export type View = Exclude<TaskQuery["view"], "inbox" | "list">;

export type Overlay =
  | { readonly kind: "menu"; readonly row: TaskRow; readonly anchor: HTMLElement }
  | { readonly kind: "day"; readonly row: TaskRow };

export type ScreenState = {
  readonly view: View;
  readonly tasks: TaskWindow;
  readonly focus: RowFocus;
  readonly commands: TaskCommands;
  readonly rowCommands: RowCommands;
  readonly editing: () => ItemId | null;
  readonly leaving: () => ItemId | null;
  readonly overlay: () => Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  readonly setList: (list: HTMLElement) => void;
  readonly setScroll: (scrollToIndex: (index: number) => void) => void;
};

export function createScreenState(view: View): ScreenState {
  const { client, actions, today } = useApp();
  const [editing, setEditing] = createSignal<ItemId | null>(null);
  const [leaving, setLeaving] = createSignal<ItemId | null>(null);
  const [overlay, setOverlay] = createSignal<Overlay | null>(null);
  const dom: { list?: HTMLElement; scrollToIndex?: (index: number) => void } = {};
  const focus = createRowFocus({
    tasks: () => tasks,
    list: () => dom.list,
    scrollToIndex: (index) => dom.scrollToIndex?.(index),
  });
  const tasks = createTaskWindow(client, { view }, (apply) => {
    setLeaving(null);
    focus.around(apply);
  });
  const commands = makeTaskCommands(actions, () => tasks, today);
  const rowCommands: RowCommands = {
    ...commands,
    setDone(row, done) {
      tasks.release();
      setLeaving(done ? row.id : null);
      if (done) tasks.hold(LEAVING_MS);
      commands.setDone(row, done);
    },
    edit: (row) => view !== "trash" && !row.newer && setEditing(row.id),
    closeEditor(row, byKey) {
      if (editing() === row.id) setEditing(null);
      if (byKey) focus.focusRow(row.id);
    },
    chooseDay: (row) => setOverlay({ kind: "day", row }),
    openMenu: (row, anchor) => setOverlay({ kind: "menu", row, anchor }),
  };
  return {
    view,
    tasks,
    focus,
    commands,
    rowCommands,
    editing,
    leaving,
    overlay,
    setOverlay: (next) => setOverlay(next),
    setList: (list) => {
      dom.list = list;
    },
    setScroll: (scrollToIndex) => {
      dom.scrollToIndex = scrollToIndex;
    },
  };
}

/** What a key does to the row that has the focus. */
function runRowKey(command: RowKeyCommand, row: TaskRow, state: ScreenState): void {
  const index = state.tasks.indexOf(row.id);
  const isMovable = state.view === "open" && !row.newer;
  const inTrash = state.view === "trash";
  const runs: Record<RowKeyCommand, () => void> = {
    previous: () => state.focus.focusIndex(index - 1),
    next: () => state.focus.focusIndex(index + 1),
    first: () => state.focus.focusIndex(0),
    last: () => state.focus.focusIndex(Number.MAX_SAFE_INTEGER),
    up: () => isMovable && state.commands.move(row, "up"),
    down: () => isMovable && state.commands.move(row, "down"),
    edit: () => state.rowCommands.edit(row),
    toggle: () => !inTrash && !row.newer && state.rowCommands.setDone(row, !row.done),
    remove: () => !inTrash && !row.newer && state.commands.trash(row),
    menu: () => {
      const anchor = document.activeElement;
      if (!inTrash && !row.newer && anchor instanceof HTMLElement) state.rowCommands.openMenu(row, anchor);
    },
  };
  runs[command]();
}

/** The row whose own keys were pressed: not those of a control in it. */
function focusedRow(target: EventTarget | null, tasks: TaskWindow): TaskRow | null {
  if (!(target instanceof HTMLElement)) return null;
  const id = target.dataset["task"];
  return [...tasks.snapshot().rowsById.values()].find((row) => row.id === id) ?? null;
}

const MOVES_FOCUS: ReadonlySet<RowKeyCommand> = new Set(["previous", "next", "first", "last"]);

export function onRowKey(event: KeyboardEvent, state: ScreenState, canWrite: boolean): void {
  const command = rowKeyCommand(event);
  if (command !== null && MOVES_FOCUS.has(command) && event.target === event.currentTarget) {
    event.preventDefault();
    state.focus.focusFirstInSight();
    return;
  }
  const row = focusedRow(event.target, state.tasks);
  if (command === null || row === null || !(canWrite || MOVES_FOCUS.has(command))) return;
  event.preventDefault();
  runRowKey(command, row, state);
}
