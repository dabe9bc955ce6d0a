import { expect, test } from "vitest";
import type { TaskFilter } from "../model/task-filter.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { TaskIndex, type RowChange } from "./task-index.ts";
import { itemNumber, listNumber, rowNumber } from "./task-row.suite.ts";

const SECTIONS = ["00000000000000a1", "00000000000000a2"];
const row = (number: number, parts: Partial<TaskRow> = {}): RowChange => ({ id: itemNumber(number), row: rowNumber(number, parts) });
const done = (number: number, doneMs: number, title: string): RowChange => row(number, { done: true, doneMs, title });

test("what is done stands under the days of whoever looks, and a filter leaves those alone that something stands under", () => {
  const index = new TaskIndex();
  index.change([done(1, 50, "bread"), done(2, 150, "milk"), done(3, 160, "oat milk"), done(4, 350, "tea")]);
  const days = [
    { sinceMs: 300, heading: { kind: "day", day: "2026-01-03" } },
    { sinceMs: 200, heading: { kind: "day", day: "2026-01-02" } },
    { sinceMs: 100, heading: { kind: "day", day: "2026-01-01" } },
    { sinceMs: 0, heading: { kind: "month", month: "2025-12" } },
  ] as const;
  const headings = (query: { readonly filter?: TaskFilter }) => index.query({ view: "done", days, ...query }).headings?.map(({ at, ...heading }) => [at, Object.values(heading)[1]]); // prettier-ignore
  expect(headings({})).toEqual([[0, "2026-01-03"], [1, "2026-01-01"], [3, "2025-12"]]); // prettier-ignore
  expect(headings({ filter: { text: "milk" } })).toEqual([[0, "2026-01-01"]]);
  expect(index.query({ view: "done", filter: { text: "Milk oat" } }).slice(0, 9)).toMatchObject([{ title: "oat milk" }]);
});

test("a filter leaves only rows that fit, each by itself, under those of its headings that are still needed", () => {
  const index = new TaskIndex();
  const [garden, early, late] = [itemNumber(200), SECTIONS[0] ?? "", SECTIONS[1] ?? ""];
  index.change([
    { id: garden, row: listNumber(200, { sections: [{ id: early, name: "Early" }, { id: late, name: "Late" }] }) }, // prettier-ignore
    row(1, { list: garden, section: early }),
    row(2, { list: garden, parent: itemNumber(1), priority: 1 }),
    row(3, { list: garden, section: late, priority: 1 }),
    row(4, { list: garden }),
  ]);
  const query: TaskQuery = { view: "list", list: garden, filter: { priority: 1 } };
  const told = index.query(query);
  expect([told.slice(0, 9).map(({ title }) => title), told.depths]).toEqual([["task 2", "task 3"], undefined]);
  expect(told.headings).toMatchObject([{ at: 0, name: "Early" }, { at: 1, name: "Late" }]); // prettier-ignore
  index.change([row(3, { list: garden, section: late })]);
  expect(index.query(query).slice(0, 9)).toMatchObject([{ title: "task 2" }]);
  expect(index.query({ view: "open", filter: { list: garden, priority: null } }).length).toBe(3);
});
