// Which of the app's own sheets is open: one at most. However many follow each other, the focus goes back to where it was before the first.

import { createSignal, untrack, type Accessor } from "solid-js";
import { keepTypedAhead } from "./typed-ahead.ts";

/** `add`: a new task, from anywhere. `join`: the sync centre, on its way to another device. */
export type SheetName =
  | "add"
  | "palette"
  | "keys"
  | "sync"
  | "join"
  | "settings"
  | "list"
  | "space"
  | "new-space"
  | "diagnosis"
  | "months"
  | "import"
  | "recovery"
  | "removed";

export type Sheets = {
  readonly shown: Accessor<SheetName | null>;
  readonly open: (sheet: SheetName) => void;
  readonly close: () => void;
  /** Opens `import` with a file in it; where that is open already it is told of it. */
  readonly openImport: (file: File) => void;
  readonly importFile: Accessor<File | null>;
  /** A code the page was opened with, until it has had its turn. */
  readonly joinCode: Accessor<string | null>;
  /** A code has come into the address of the page that is open. */
  readonly takeCode: (code: string) => void;
  /** The page is on its way to another device by that code. */
  readonly isJoining: Accessor<boolean>;
  /** To be called when a sheet has gone. */
  readonly returnFocus: () => void;
};

/** The field that a view begins with, or what else in it takes the focus. */
export const focusMain = (): void => document.querySelector<HTMLElement>('#main input, #main [tabindex="0"]')?.focus();

/** `joinsAtOnce`: nothing has to be said before a code the page was opened with. */
export function createSheets(code: string | null, joinsAtOnce: boolean): Sheets {
  const [joinCode, setJoinCode] = createSignal(code);
  const [shown, setShown] = createSignal<SheetName | null>(code !== null && joinsAtOnce ? "join" : null);
  const [importFile, setImportFile] = createSignal<File | null>(null);
  let openedFrom: Element | null = null;
  const close = (): void => {
    if (untrack(shown) === "join") setJoinCode(null);
    setImportFile(null);
    setShown(null);
  };
  const open = (sheet: SheetName): void => {
    if (untrack(shown) === null) openedFrom = document.activeElement;
    setShown(sheet);
    keepTypedAhead({ isOpen: () => untrack(shown) === sheet, close });
  };
  return {
    shown,
    open,
    close,
    openImport(file) {
      setImportFile(file);
      if (untrack(shown) !== "import") open("import");
    },
    importFile,
    joinCode,
    takeCode(next) {
      // A sheet with another code begins anew.
      setShown(null);
      setJoinCode(next);
      if (joinsAtOnce) setShown("join");
    },
    isJoining: () => shown() === "join" && joinCode() !== null,
    returnFocus() {
      if (untrack(shown) !== null) return;
      if (openedFrom instanceof HTMLElement && openedFrom.isConnected) openedFrom.focus();
      // What it was opened from has gone: the screen behind is another now.
      else focusMain();
    },
  };
}
