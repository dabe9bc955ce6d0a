import { expect, test } from "vitest";
import { isAddKey, rowKeyCommand, undoKeyCommand, type KeyPress } from "./row-keys.ts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ["ArrowDown", {}, "next"],
  ["j", {}, "next"],
  ["k", {}, "previous"],
  ["k", { ctrlKey: true }, null],
  ["ArrowDown", { altKey: true }, "down"],
  ["ArrowUp", { altKey: true }, "up"],
  ["ArrowRight", { altKey: true, shiftKey: true }, "in"],
  ["ArrowLeft", { altKey: true, shiftKey: true }, "out"],
  ["]", { ctrlKey: true }, "in"],
  ["ArrowLeft", {}, "fold"],
  ["ArrowRight", {}, "unfold"],
  ["ArrowRight", { altKey: true }, null],
  ["Enter", {}, "edit"],
  ["F2", {}, "edit"],
  [" ", {}, "toggle"],
  ["Delete", {}, "remove"],
  ["F10", { shiftKey: true }, "menu"],
  ["i", {}, "details"],
  ["Enter", { ctrlKey: true }, "details"],
  ["Enter", { metaKey: true }, "details"],
  ["d", {}, "day"],
  ["l", {}, "list"],
  ["p", {}, "priority"],
  ["r", {}, "repeat"],
  ["t", {}, "tag"],
  ["n", {}, "start"],
  ["s", {}, "section"],
  ["x", {}, "select"],
  ["ArrowDown", { shiftKey: true }, "select-down"],
  ["ArrowUp", { shiftKey: true }, "select-up"],
  ["a", { ctrlKey: true }, "select-all"],
  ["Escape", {}, "clear"],
  ["a", {}, null],
  ["d", { ctrlKey: true }, null],
  ["ArrowDown", { ctrlKey: true }, null],
  ["Enter", { altKey: true }, null],
])("%s with %o on a row is %s", (key, held, command) => {
  expect(rowKeyCommand(press(key, held))).toBe(command);
});

test.each([
  ["z", { ctrlKey: true }, "undo"],
  ["z", { metaKey: true }, "undo"],
  ["Z", { ctrlKey: true, shiftKey: true }, "redo"],
  ["y", { ctrlKey: true }, "redo"],
  ["z", {}, null],
  ["z", { ctrlKey: true, altKey: true }, null],
])("%s with %o is %s", (key, held, command) => {
  expect(undoKeyCommand(press(key, held))).toBe(command);
});

test("q begins a task, and nothing else does", () => {
  expect([press("q"), press("Q")].map(isAddKey)).toEqual([true, true]);
  expect([press("q", { ctrlKey: true }), press("q", { metaKey: true }), press("Q", { shiftKey: true }), press("a")].map(isAddKey)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
