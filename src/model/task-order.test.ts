import { expect, test } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import { neighboursAmong } from "./task-order.ts";
import type { TaskRow } from "./task-row.ts";

const idOf = (index: number): ItemId => makeId("item", new Uint8Array(16).fill(index));

function row(index: number, order: string, list: ItemId | null = null): TaskRow {
  return {
    id: idOf(index),
    kind: "task",
    title: `${index}`,
    done: index % 2 === 0,
    doneMs: null,
    day: null,
    time: null,
    zone: null,
    start: null,
    repeat: null,
    reminders: [],
    section: null,
    parent: null,
    priority: null,
    list,
    order,
    tags: [],
    hasNotes: false,
    checklist: { done: 0, total: 0 },
    trashed: index % 3 === 0,
    trashedMs: null,
    conflicts: [],
    createdMs: 0,
    changedMs: 0,
    newer: false,
  };
}

test("neighbours are the next greater and smaller order keys of the same list, past equal ones and those without a place", () => {
  const list = idOf(9);
  const neighbours = neighboursAmong([row(1, "c"), row(2, "a"), row(3, "b"), row(4, "b"), row(5, ""), row(6, "bb", list)]);
  expect([neighbours.orderAfter(null, null), neighbours.orderBefore(null, null)]).toEqual(["a", "c"]);
  expect([neighbours.orderAfter(null, "b"), neighbours.orderBefore(null, "b")]).toEqual(["c", "a"]);
  expect([neighbours.orderAfter(null, "aa"), neighbours.orderBefore(null, "aa")]).toEqual(["b", "a"]);
  expect([neighbours.orderAfter(null, "c"), neighbours.orderBefore(null, "a")]).toEqual([null, null]);
  expect([neighbours.orderAfter(list, null), neighbours.orderBefore(list, "bb")]).toEqual(["bb", null]);
  expect([neighbours.orderAfter(idOf(8), null), neighbours.orderBefore(idOf(8), "x")]).toEqual([null, null]);
  expect(neighbours.placeOf(idOf(6))).toMatchObject({ list, order: "bb" });
  expect(neighbours.placeOf(idOf(7))).toBeNull();
});
