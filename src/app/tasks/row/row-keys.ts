// What the keys do: on a row that has the focus, on what can be moved up and down, and everywhere. The one map of the keyboard.

import { t } from "../../texts/messages.ts";

export type RowKeyCommand =
  | "previous"
  | "next"
  | "first"
  | "last"
  | "up"
  | "down"
  | "in"
  | "out"
  | "fold"
  | "unfold"
  | "edit"
  | "details"
  | "toggle"
  | "remove"
  | "menu"
  | "day"
  | "list"
  | "priority"
  | "repeat"
  | "tag"
  | "start"
  | "section"
  | "duplicate"
  | "filter"
  | "select"
  | "select-up"
  | "select-down"
  | "select-all"
  | "clear";

const PLAIN_KEYS: Readonly<Record<string, RowKeyCommand>> = {
  ArrowUp: "previous",
  ArrowDown: "next",
  k: "previous",
  j: "next",
  ArrowLeft: "fold",
  ArrowRight: "unfold",
  Home: "first",
  End: "last",
  Enter: "edit",
  F2: "edit",
  " ": "toggle",
  Delete: "remove",
  Backspace: "remove",
  ContextMenu: "menu",
  Escape: "clear",
  i: "details",
  d: "day",
  l: "list",
  p: "priority",
  r: "repeat",
  t: "tag",
  n: "start",
  f: "filter",
  s: "section",
  x: "select",
};

const CONTROL_KEYS: Readonly<Record<string, RowKeyCommand>> = { Enter: "details", a: "select-all", "]": "in", "[": "out" };
/**
 * With Alt held: into the task above and out again, as outlines everywhere have it. The Tab key stays what leads out of the list, and to what is in a row: whoever
 * reads with the keys alone would not get away from a list that keeps it (WAI-ARIA, treegrid).
 */
const ALT_SHIFT_KEYS: Readonly<Record<string, RowKeyCommand>> = { ArrowRight: "in", ArrowLeft: "out" };
const SHIFT_KEYS: Readonly<Record<string, RowKeyCommand>> = { F10: "menu", D: "duplicate", ArrowUp: "select-up", ArrowDown: "select-down" };

/** As a menu shows them at the end of its line. */
export const shownKeys = () =>
  ({
    edit: t("key.enter"),
    details: "I",
    day: "D",
    list: "L",
    priority: "P",
    repeat: "R",
    tag: "T",
    start: "N",
    section: "S",
    duplicate: "⇧ D",
    select: "X",
    up: "Alt ↑",
    down: "Alt ↓",
    in: "Alt ⇧ →",
    out: "Alt ⇧ ←",
    remove: t("key.delete"),
  }) as const satisfies Partial<Record<RowKeyCommand, string>>;

export type KeyPress = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Alt with an arrow moves what has the focus: a task, a list, a step. */
export function moveKeyCommand({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress): "up" | "down" | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  if (key === "ArrowUp") return "up";
  return key === "ArrowDown" ? "down" : null;
}

function altKeyCommand(press: KeyPress): RowKeyCommand | null {
  const { key, ctrlKey, metaKey, shiftKey } = press;
  if (!shiftKey) return moveKeyCommand(press);
  return ctrlKey || metaKey ? null : (ALT_SHIFT_KEYS[key] ?? null);
}

export function rowKeyCommand(press: KeyPress): RowKeyCommand | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = press;
  if (altKey) return altKeyCommand(press);
  if (ctrlKey || metaKey) return shiftKey ? null : (CONTROL_KEYS[key] ?? null);
  return (shiftKey ? SHIFT_KEYS[key] : PLAIN_KEYS[key]) ?? null;
}

/** Undo and redo, wherever the focus is; in a text field they belong to the text. */
export function undoKeyCommand({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): "undo" | "redo" | null {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}

/** A new task, wherever the focus is but in a field. */
export const isAddKey = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress): boolean =>
  key.toLowerCase() === "q" && !(altKey || ctrlKey || metaKey || shiftKey);
