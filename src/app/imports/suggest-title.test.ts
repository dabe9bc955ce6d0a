import { expect, test } from "vitest";
import { MAX_SUGGESTED, suggestTitle } from "./suggest-title.ts";

test("a note is called as the document is, on one line", () => {
  expect(suggestTitle(" Plans\n for\tthe  summer\u0001")).toBe("Plans for the summer");
  expect(suggestTitle("\u200B\n")).toBe("");
});

test("a long name is cut, and never inside a letter", () => {
  expect(suggestTitle("x".repeat(MAX_SUGGESTED + 50))).toBe("x".repeat(MAX_SUGGESTED));
  expect(suggestTitle(`${"x".repeat(MAX_SUGGESTED - 1)}😀 and more`)).toBe("x".repeat(MAX_SUGGESTED - 1));
  expect(suggestTitle(`${"x".repeat(MAX_SUGGESTED - 1)} and more`)).toBe("x".repeat(MAX_SUGGESTED - 1));
});
