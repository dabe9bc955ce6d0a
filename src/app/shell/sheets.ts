// Which of the app's own sheets is open: one at most. However many follow each other, the focus goes back to where it was before the first.

import { createSignal, untrack, type Accessor } from "solid-js";

export type SheetName = "sync" | "settings";

export type Sheets = {
  readonly shown: Accessor<SheetName | null>;
  readonly open: (sheet: SheetName) => void;
  readonly close: () => void;
  /** To be called when a sheet has gone. */
  readonly returnFocus: () => void;
};

export function createSheets(first: SheetName | null): Sheets {
  const [shown, setShown] = createSignal<SheetName | null>(first);
  let openedFrom: Element | null = null;
  return {
    shown,
    open(sheet) {
      if (untrack(shown) === null) openedFrom = document.activeElement;
      setShown(sheet);
    },
    close: () => setShown(null),
    returnFocus() {
      if (untrack(shown) === null && openedFrom instanceof HTMLElement) openedFrom.focus();
    },
  };
}
