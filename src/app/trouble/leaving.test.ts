import { expect, test } from "vitest";
import { holdsBackClosing, type Draft, type Unsaved } from "./leaving.ts";

const unsaved = (change: Partial<Unsaved>): boolean => holdsBackClosing({ drafts: [], unanswered: 0, isAlive: true, ...change });
const draft = (change: Partial<Draft>): boolean =>
  unsaved({ drafts: [{ value: "new", knownValue: "old", isFocused: false, isRefused: false, isKept: false, ...change }] });

test("nothing typed and nothing asked holds nobody back", () => {
  expect(unsaved({})).toBe(false);
});

test("what was asked and is not answered holds back, but not what was asked of a worker that died", () => {
  expect(unsaved({ unanswered: 1 })).toBe(true);
  expect(unsaved({ unanswered: 1, isAlive: false })).toBe(false);
});

test("text in an open editor holds back; once it has saved by itself it does not", () => {
  expect(draft({ isFocused: true })).toBe(true);
  expect(draft({ isFocused: true, value: "old" })).toBe(false);
  expect(draft({ isFocused: true, value: "  " })).toBe(false);
  expect(draft({})).toBe(false);
});

test("text that could not be saved, or waits to be added, holds back wherever the focus is", () => {
  expect(draft({ isRefused: true })).toBe(true);
  expect(draft({ isKept: true })).toBe(true);
  expect(draft({ isKept: true, value: "", knownValue: "" })).toBe(false);
  // Also after somebody has come back to it.
  expect(draft({ isKept: true, value: "new", knownValue: "new" })).toBe(true);
  expect(draft({ isRefused: true, isFocused: true, value: "new", knownValue: "new" })).toBe(true);
});
