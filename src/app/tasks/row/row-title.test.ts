import { expect, test } from "vitest";
import { shortTitle } from "./row-title.ts";

const called = (title: string): string => shortTitle({ title });

test("a title stands in other words as it is, or by its beginning where it is long", () => {
  expect(called("Water the plants")).toBe("Water the plants");
  expect(called("x".repeat(80))).toBe("x".repeat(80));
  expect(called("word ".repeat(40))).toBe(`${"word ".repeat(16).trim()}…`);
  expect(called("x".repeat(81))).toBe(`${"x".repeat(80)}…`);
  expect(called(`${"x".repeat(79)}🙂 and more`)).toBe(`${"x".repeat(79)}…`);
});

test("a task without a title has a name all the same", () => {
  expect(called("")).not.toBe("");
});
