// One row of the list takes part in the tab order (roving tabindex); arrows move it. When rows come, go or change places, the focus and the
// caret stay on their task; when the task itself has gone, the focus goes to the row that took its place; when only the window has moved away from
// it, the list itself has the focus, and the next arrow goes to the first row in sight.

import { createSignal, type Accessor } from "solid-js";
import type { ItemId } from "../../../base/ids.ts";
import type { TaskWindow } from "../../client/task-window.ts";

export interface RowFocus {
  /** The row in the tab order. */
  readonly active: Accessor<ItemId | null>;
  setActive(id: ItemId): void;
  /** Focuses the row at `index` once it is on screen. The last one asked for counts. */
  focusIndex(index: number): void;
  /** The row that `focusIndex` waits for: where keys come faster than rows, the next key goes on from there. null: none. */
  goingTo(): number | null;
  focusRow(id: ItemId): void;
  focusFirstInSight(): void;
  /**
   * The row moves, maybe out of the window: until what this answers is called, the focus goes to no other in its place. That answers whether the focus is on
   * the row still, or waits for it.
   */
  waitFor(id: ItemId): () => boolean;
  /** Runs a change of the rows; a blur during it is not the user's. */
  around(apply: () => void): void;
  isUpdating(): boolean;
}

export type RowFocusOptions = {
  readonly tasks: () => TaskWindow;
  readonly list: () => HTMLElement | undefined;
  readonly scrollToIndex: (index: number) => void;
};

/** How many frames a row is waited for after scrolling to it. */
const MAX_FRAMES = 60;

type Caret = { readonly start: number; readonly end: number };

const caretOf = (element: HTMLElement): Caret | null =>
  element instanceof HTMLTextAreaElement ? { start: element.selectionStart, end: element.selectionEnd } : null;

function focusedIn(list: HTMLElement | undefined): HTMLElement | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && list?.contains(focused) === true ? focused : null;
}

/** Gives the focus back to an element that lost it by being moved. */
function refocus(element: HTMLElement, caret: Caret | null): void {
  if (document.activeElement === element) return;
  element.focus({ preventScroll: true });
  if (caret !== null && element instanceof HTMLTextAreaElement) element.setSelectionRange(caret.start, caret.end);
}

const rowElement = (list: HTMLElement | undefined, id: ItemId): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-task="${id}"]`) ?? null;

type MoveFocus = Pick<RowFocus, "focusIndex" | "goingTo" | "focusFirstInSight">;

/** Going to rows by their place; `setActive` is told which row it became. */
function makeMoveFocus({ tasks, list, scrollToIndex }: RowFocusOptions, setActive: (id: ItemId) => void): MoveFocus {
  /** The row at `index`, with its id, when it is on screen. */
  const rowAt = (index: number): { readonly id: ItemId; readonly element: HTMLElement } | null => {
    const id = tasks().idAt(index);
    const element = id === undefined ? null : rowElement(list(), id);
    return id === undefined || element === null ? null : { id, element };
  };
  let waitedFor: { readonly index: number; readonly from: Element | null } | null = null;
  /** The rows around a far index come from the worker, and those of a step that was quicker than a frame with the next one. */
  const wait = (index: number, framesLeft: number): void => {
    const waiting = { index, from: document.activeElement };
    waitedFor = waiting;
    requestAnimationFrame(() => {
      if (waitedFor !== waiting) return;
      waitedFor = null;
      if (framesLeft > 0) focusWhenThere(index, framesLeft - 1);
    });
  };
  const focusWhenThere = (index: number, framesLeft: number): void => {
    const row = rowAt(index);
    if (row === null) return wait(index, framesLeft);
    waitedFor = null;
    // In this order, since what is known of the layout holds until a row changes.
    scrollToIndex(index);
    row.element.focus({ preventScroll: true });
    setActive(row.id);
  };
  const focusIndex = (index: number): void => {
    const total = tasks().snapshot().total ?? 0;
    if (total === 0) return;
    const wanted = Math.min(Math.max(index, 0), total - 1);
    if (rowAt(wanted) === null) scrollToIndex(wanted);
    focusWhenThere(wanted, MAX_FRAMES);
  };
  return {
    focusIndex,
    goingTo: () => (waitedFor?.from === document.activeElement ? waitedFor.index : null),
    focusFirstInSight() {
      const rows = list()?.querySelectorAll<HTMLElement>("[data-task]") ?? [];
      for (const row of rows) {
        if (row.getBoundingClientRect().top < row.offsetHeight) continue;
        row.focus({ preventScroll: true });
        return;
      }
    },
  };
}

export function createRowFocus(options: RowFocusOptions): RowFocus {
  const [active, setActive] = createSignal<ItemId | null>(null);
  const { tasks, list } = options;
  const moveFocus = makeMoveFocus(options, setActive);
  let updating = false;
  const awaited: ItemId[] = [];

  const isInWindow = (index: number): boolean => {
    const { start, ids } = tasks().snapshot();
    return index >= start && index <= start + ids.length;
  };

  const isAwaited = (id: ItemId | null): boolean => id !== null && awaited.includes(id);

  const restore = (focused: HTMLElement, caret: Caret | null, id: ItemId | null, index: number): void => {
    if (focused.isConnected) return refocus(focused, caret);
    const row = id === null ? null : rowElement(list(), id);
    if (row !== null) row.focus({ preventScroll: true });
    else if (isInWindow(index) && !isAwaited(id)) moveFocus.focusIndex(index);
    else list()?.focus({ preventScroll: true });
  };

  /** The tab stop goes to the row that took the place of the one that was at `index`. */
  const passOn = (id: ItemId, index: number): void => {
    if (active() !== id || isAwaited(id) || tasks().indexOf(id) >= 0) return;
    setActive(tasks().idAt(index) ?? tasks().idAt(index - 1) ?? null);
  };

  return {
    ...moveFocus,
    active,
    setActive: (id) => setActive(id),
    waitFor(id) {
      awaited.push(id);
      return () => {
        awaited.splice(awaited.indexOf(id), 1);
        const focused = document.activeElement;
        return focused === list() || focused === rowElement(list(), id);
      };
    },
    focusRow(id) {
      setActive(id);
      rowElement(list(), id)?.focus({ preventScroll: true });
    },
    around(apply) {
      const focused = focusedIn(list());
      const caret = focused === null ? null : caretOf(focused);
      const id = active();
      const index = id === null ? -1 : tasks().indexOf(id);
      updating = true;
      apply();
      updating = false;
      if (focused !== null) restore(focused, caret, id, index);
      if (id !== null && index >= 0) passOn(id, index);
    },
    isUpdating: () => updating,
  };
}
