import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareByPlace, type TaskRow } from "../model/task-row.ts";
import { SortedRows } from "./sorted-rows.ts";
import { arbitraryRow, rowNumber } from "./task-row.suite.ts";

test("rows stay in order, however many are added and removed at once", () => {
  const batches = fc.array(fc.record({ add: fc.boolean(), rows: fc.uniqueArray(arbitraryRow, { selector: (row) => row.id }) }), { maxLength: 12 }); // prettier-ignore
  fc.assert(
    fc.property(batches, (changes) => {
      const sorted = new SortedRows(compareByPlace);
      let naive: TaskRow[] = [];
      for (const { add, rows } of changes) {
        const present = new Set(naive.map((row) => row.id));
        const touched = add ? rows.filter((row) => !present.has(row.id)) : naive.filter((row) => rows.some(({ id }) => id === row.id));
        if (add) sorted.addAll(touched);
        else sorted.removeAll(touched);
        naive = (add ? [...naive, ...touched] : naive.filter((row) => !touched.includes(row))).toSorted(compareByPlace);
        expect(sorted.slice(0, 100)).toEqual(naive);
        expect(sorted.length).toBe(naive.length);
      }
    }),
    { numRuns: 200 },
  );
});

test("a row that is not there is not taken out, nor another in its place", () => {
  const sorted = new SortedRows(compareByPlace);
  sorted.addAll([rowNumber(1)]);
  sorted.removeAll([rowNumber(1)]);
  sorted.removeAll([rowNumber(2)]);
  expect([sorted.length, sorted.at(0)?.title, sorted.at(1)]).toEqual([1, "task 1", null]);
});

test("a slice is a copy, as long as there are rows", () => {
  const sorted = new SortedRows(compareByPlace);
  sorted.addAll([rowNumber(1), rowNumber(2), rowNumber(3)]);
  const slice = sorted.slice(1, 9);
  sorted.addAll([rowNumber(0)]);
  expect(slice.map((row) => row.title)).toEqual(["task 2", "task 3"]);
  expect(sorted.indexOf(rowNumber(2))).toBe(2);
});
