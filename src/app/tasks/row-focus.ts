// One row of the list takes part in the tab order (roving tabindex); arrows move it. When rows come, go or change places, the focus and the
// caret stay on their task; when the task itself has gone, the focus goes to the row that took its place.

import { createSignal, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskWindow } from "../client/task-window.ts";

export interface RowFocus {
  /** The row in the tab order. */
  readonly active: Accessor<ItemId | null>;
  setActive(id: ItemId): void;
  /** Focuses the row at `index` once it is on screen. */
  focusIndex(index: number): void;
  focusRow(id: ItemId): void;
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
const MAX_FRAMES = 20;

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

export function createRowFocus(options: RowFocusOptions): RowFocus {
  const [active, setActive] = createSignal<ItemId | null>(null);
  let updating = false;

  const rowElement = (id: ItemId): HTMLElement | null => options.list()?.querySelector<HTMLElement>(`[data-task="${id}"]`) ?? null;

  const focusIndex = (index: number, framesLeft: number = MAX_FRAMES): void => {
    const total = options.tasks().snapshot().total ?? 0;
    if (total === 0) return;
    const wanted = Math.min(Math.max(index, 0), total - 1);
    const id = options.tasks().idAt(wanted);
    const row = id === undefined ? null : rowElement(id);
    if (id !== undefined && row !== null) {
      setActive(id);
      options.scrollToIndex(wanted);
      row.focus({ preventScroll: true });
    } else if (framesLeft > 0) {
      options.scrollToIndex(wanted);
      requestAnimationFrame(() => focusIndex(wanted, framesLeft - 1));
    }
  };

  const restore = (focused: HTMLElement, caret: Caret | null, id: ItemId | null, index: number): void => {
    if (focused.isConnected) refocus(focused, caret);
    else if (id !== null && rowElement(id) !== null) rowElement(id)?.focus({ preventScroll: true });
    else if (index >= 0) focusIndex(index);
  };

  /** The tab stop goes to the row that took the place of the one that was at `index`. */
  const passOn = (id: ItemId, index: number): void => {
    if (active() !== id || options.tasks().indexOf(id) >= 0) return;
    setActive(options.tasks().idAt(index) ?? options.tasks().idAt(index - 1) ?? null);
  };

  const around = (apply: () => void): void => {
    const focused = focusedIn(options.list());
    const caret = focused === null ? null : caretOf(focused);
    const id = active();
    const index = id === null ? -1 : options.tasks().indexOf(id);
    updating = true;
    apply();
    updating = false;
    if (focused !== null) restore(focused, caret, id, index);
    if (id !== null && index >= 0) passOn(id, index);
  };

  return {
    active,
    setActive: (id) => setActive(id),
    focusIndex: (index) => focusIndex(index),
    focusRow(id) {
      setActive(id);
      rowElement(id)?.focus({ preventScroll: true });
    },
    around,
    isUpdating: () => updating,
  };
}
