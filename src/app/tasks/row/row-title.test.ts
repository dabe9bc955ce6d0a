import { expect, test } from "vitest";
import { makeId } from "../../../base/ids.ts";
import { sheetTitle, shortTitle } from "./row-title.ts";

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

test("a sheet is headed by the one task that it is about, and of several by what it does to them", () => {
  const ids = [1, 2].map((number) => makeId("item", new Uint8Array(16).fill(number)));
  expect(sheetTitle("list", { ids: ids.slice(1), title: "Water the plants" })).toBe("Water the plants");
  expect(sheetTitle("list", { ids, title: null })).toBe("Move 2 tasks");
  expect(sheetTitle("section", { ids, title: null })).toBe("Move 2 tasks to a section");
  expect(sheetTitle("day", { ids, title: null })).toBe("Day of 2 tasks");
});
