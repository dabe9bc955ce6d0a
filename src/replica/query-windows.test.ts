import { expect, test } from "vitest";
import { looksSame, type TaskRow } from "../model/task-row.ts";
import type { RowWindow } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { QueryWindows } from "./query-windows.ts";
import { TaskIndex } from "./task-index.ts";
import { rowNumber } from "./task-row.suite.ts";

type Told = { readonly start: number; readonly total: number; readonly titles: readonly string[]; readonly changed: readonly string[] };

function openWindows(count: number) {
  const index = new TaskIndex();
  index.change(Array.from({ length: count }, (_, number) => ({ id: rowNumber(number).id, row: rowNumber(number) })));
  const told: Told[] = [];
  const windows = new QueryWindows<TaskQuery, TaskRow>(
    (all, query) => all.query(query),
    (_, { start, total, ids, changed }) => {
      const titles = ids.map((id) => `task ${Number.parseInt(id.slice(0, 2), 16)}`);
      told.push({ start, total, titles, changed: changed.map((row) => row.title) });
    },
    looksSame,
  );
  const watch = (window: RowWindow, id = 1): void => windows.watch(index, id, { view: "open" }, window);
  const take = (): readonly Told[] => told.splice(0);
  return { index, windows, watch, take };
}

test("a new watch is told its window and how many rows there are in all", () => {
  const { watch, take } = openWindows(5);
  watch({ start: 1, count: 2 });
  expect(take()).toEqual([{ start: 1, total: 5, titles: ["task 1", "task 2"], changed: ["task 1", "task 2"] }]);
});

test("after a change only the rows that are new to the window are sent along", () => {
  const { index, windows, watch, take } = openWindows(5);
  watch({ start: 0, count: 3 });
  take();
  index.change([{ id: rowNumber(1).id, row: rowNumber(1, { title: "renamed" }) }]);
  windows.refresh(index);
  expect(take()).toEqual([{ start: 0, total: 5, titles: ["task 0", "task 1", "task 2"], changed: ["renamed"] }]);
  index.change([{ id: rowNumber(0).id, row: null }]);
  windows.refresh(index);
  expect(take()).toEqual([{ start: 0, total: 4, titles: ["task 1", "task 2", "task 3"], changed: ["task 3"] }]);
});

test("nothing is told when nothing in the window changed", () => {
  const { index, windows, watch, take } = openWindows(5);
  watch({ start: 0, count: 2 });
  take();
  index.change([{ id: rowNumber(4).id, row: rowNumber(4, { title: "out of sight" }) }]);
  windows.refresh(index);
  windows.refresh(index);
  expect(take()).toEqual([]);
});

test("a change out of sight is told when it changes how many there are", () => {
  const { index, windows, watch, take } = openWindows(5);
  watch({ start: 0, count: 2 });
  take();
  index.change([{ id: rowNumber(4).id, row: null }]);
  windows.refresh(index);
  expect(take()).toEqual([{ start: 0, total: 4, titles: ["task 0", "task 1"], changed: [] }]);
});

test("a window that moves is sent only what it did not show before", () => {
  const { index, windows, watch, take } = openWindows(6);
  watch({ start: 0, count: 3 });
  take();
  windows.move(index, 1, { start: 2, count: 3 });
  expect(take()).toEqual([{ start: 2, total: 6, titles: ["task 2", "task 3", "task 4"], changed: ["task 3", "task 4"] }]);
});

test("a window shows at most 400 rows, and never begins before the first", () => {
  const { index, windows, watch, take } = openWindows(3);
  const many = Array.from({ length: 250 }, (_, number) => rowNumber(number));
  index.change(many.map((row) => ({ id: row.id, row })));
  index.change(many.map(({ id }, number) => ({ id: rowNumber(number % 250).id, row: rowNumber(number % 250, { title: id }) })));
  watch({ start: -5, count: 100_000 });
  expect(take()).toMatchObject([{ start: 0, total: 250 }]);
  windows.move(index, 1, { start: 0, count: -3 });
  expect(take()).toMatchObject([{ titles: [] }]);
});

test("a watch that ended is told nothing, and moving it does nothing", () => {
  const { index, windows, watch, take } = openWindows(3);
  watch({ start: 0, count: 3 });
  watch({ start: 0, count: 1 }, 2);
  windows.unwatch(1);
  take();
  index.change([{ id: rowNumber(0).id, row: null }]);
  windows.refresh(index);
  windows.move(index, 1, { start: 0, count: 2 });
  expect(take()).toMatchObject([{ titles: ["task 1"] }]);
});

test("a row that changes in nothing that is shown is not told, and later changes are told against what it is by then", () => {
  const { index, windows, watch, take } = openWindows(5);
  watch({ start: 0, count: 2 });
  take();
  index.change([{ id: rowNumber(1).id, row: rowNumber(1, { changedMs: 7 }) }]);
  windows.refresh(index);
  expect(take()).toEqual([]);
  index.change([{ id: rowNumber(1).id, row: rowNumber(1, { changedMs: 8, hasNotes: true }) }]);
  windows.refresh(index);
  expect(take()).toEqual([{ start: 0, total: 5, titles: ["task 0", "task 1"], changed: ["task 1"] }]);
});
