// What the keys do on a row that has the focus.

export type RowKeyCommand = "previous" | "next" | "first" | "last" | "up" | "down" | "edit" | "toggle" | "remove" | "menu";

const PLAIN_KEYS: Readonly<Record<string, RowKeyCommand>> = {
  ArrowUp: "previous",
  ArrowDown: "next",
  Home: "first",
  End: "last",
  Enter: "edit",
  F2: "edit",
  " ": "toggle",
  Delete: "remove",
  Backspace: "remove",
  ContextMenu: "menu",
};

const ALT_KEYS: Readonly<Record<string, RowKeyCommand>> = { ArrowUp: "up", ArrowDown: "down" };

export type KeyPress = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

export function rowKeyCommand({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress): RowKeyCommand | null {
  if (ctrlKey || metaKey) return null;
  if (altKey) return ALT_KEYS[key] ?? null;
  if (shiftKey) return key === "F10" ? "menu" : null;
  return PLAIN_KEYS[key] ?? null;
}

/** Undo and redo, wherever the focus is; in a text field they belong to the text. */
export function undoKeyCommand({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): "undo" | "redo" | null {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}
