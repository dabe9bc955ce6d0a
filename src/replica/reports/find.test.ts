import { expect, test } from "vitest";
import { TaskIndex } from "../task-index.ts";
import { itemNumber, noteNumber, rowNumber } from "../task-row.suite.ts";
import { findIn } from "./find.ts";

function indexOf(titles: readonly string[], notes: readonly string[] = []): TaskIndex {
  const index = new TaskIndex();
  index.change([
    ...titles.map((title, i) => ({ id: itemNumber(i), row: rowNumber(i, { title, done: title.startsWith("done"), doneMs: title.startsWith("done") ? i : null }) })), // prettier-ignore
    ...notes.map((title, i) => ({ id: itemNumber(100 + i), row: noteNumber(100 + i, { title }) })),
  ]);
  return index;
}

const titles = (index: TaskIndex, words: string): readonly (readonly string[])[] => {
  const { tasks, notes } = findIn({ index }, words);
  return [tasks.map(({ title }) => title), notes.map(({ title }) => title)];
};

test("tasks and notes are found by their words, the best first and done tasks last", () => {
  const index = indexOf(["Buy a plum", "done: plum", "Plum cake", "Apples", "replumb"], ["Plums", "Pears"]);
  expect(titles(index, "plum")).toEqual([["Plum cake", "Buy a plum", "replumb", "done: plum"], ["Plums"]]);
  expect(titles(index, "cake plum")).toEqual([["Plum cake"], []]);
  expect(titles(index, "   ")).toEqual([[], []]);
});

test("of many only the best few are told, and a text without end is no search", () => {
  const index = indexOf(Array.from({ length: 60 }, (_, i) => `task ${i}`));
  expect(titles(index, "task")[0]).toHaveLength(12);
  expect(titles(index, "task ".repeat(10_000))[0]).toHaveLength(12);
});
