// The index against a twin that sorts everything anew at every question.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { compareByDone, compareByPlace, compareByTrashed, type TaskRow } from "../model/task-row.ts";
import { TaskIndex, type RowChange } from "./task-index.ts";
import { arbitraryRow, itemNumber } from "./task-row.suite.ts";

const orderKeysOf = (rows: readonly TaskRow[], list: ItemId | null): readonly string[] =>
  rows.filter((row) => row.list === list && row.order !== "").toSorted(compareByPlace).map((row) => row.order); // prettier-ignore

function expectAlike(index: TaskIndex, rows: readonly TaskRow[]): void {
  const present = rows.filter((row) => !row.trashed);
  expect(index.query({ view: "open" }).slice(0, 99)).toEqual(present.filter((row) => !row.done).toSorted(compareByPlace));
  expect(index.query({ view: "done" }).slice(0, 99)).toEqual(present.filter((row) => row.done).toSorted(compareByDone));
  expect(index.query({ view: "trash" }).slice(0, 99)).toEqual(rows.filter((row) => row.trashed).toSorted(compareByTrashed));
  expect([index.size, new Set(index.rows())]).toEqual([rows.length, new Set(rows)]);
  for (const list of [null, itemNumber(200), itemNumber(201)]) {
    const keys = orderKeysOf(rows, list);
    expect(index.orderAfter(list, null)).toBe(keys[0] ?? null);
    expect(index.orderBefore(list, null)).toBe(keys.at(-1) ?? null);
    for (const key of ["a0", "a1", "a15", "b", "z"]) {
      expect(index.orderAfter(list, key)).toBe(keys.find((other) => other > key) ?? null);
      expect(index.orderBefore(list, key)).toBe(keys.findLast((other) => other < key) ?? null);
    }
  }
}

test("the index answers like a list that is sorted anew each time", () => {
  const change = fc.oneof(
    { weight: 4, arbitrary: arbitraryRow.map((row): RowChange => ({ id: row.id, row })) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 39 }).map((number): RowChange => ({ id: itemNumber(number), row: null })) },
  );
  const batches = fc.array(fc.uniqueArray(change, { selector: ({ id }) => id, maxLength: 25 }), { maxLength: 8 });
  fc.assert(
    fc.property(batches, (changes) => {
      const index = new TaskIndex();
      const rows = new Map<ItemId, TaskRow>();
      for (const batch of changes) {
        index.change(batch);
        for (const { id, row } of batch) {
          if (row === null) rows.delete(id);
          else rows.set(id, row);
        }
        expectAlike(index, [...rows.values()]);
      }
      for (const [id, row] of rows) expect(index.placeOf(id)).toBe(row);
      expect(index.placeOf(itemNumber(99))).toBeNull();
    }),
    { numRuns: 150 },
  );
});
