import { expect, test } from "vitest";
import { pastedLines, typedTitles } from "./pasted-lines.ts";

test("one pasted line goes into the field as any text does", () => {
  expect(pastedLines("", [0, 0], "just one\n")).toBeNull();
  expect(pastedLines("", [0, 0], "")).toBeNull();
});

test("several lines take the place of the selection and keep what was typed around it", () => {
  expect(pastedLines("buy OLD today", [4, 7], "milk\nbread")).toBe("buy milk\nbread today");
});

test("a typed line is one task, with its marks as typed", () => {
  expect(typedTitles("  - not a list ")).toEqual(["- not a list"]);
});

test("nothing but blanks is no task", () => {
  expect(typedTitles("  \t ")).toEqual([]);
});

test("a line too long for a title becomes several, and nothing of it is lost", () => {
  const words = Array.from({ length: 400 }, (_, i) => `word${i}`).join(" ");
  const titles = typedTitles(words);
  expect(titles.length).toBeGreaterThan(1);
  expect(titles.join(" ")).toBe(words);
});
