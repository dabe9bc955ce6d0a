import { describe, expect, it } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { insertionAt, isWhereItIs, type RowBox } from "./insertion.ts";

const idOf = (n: number): ItemId => makeId("item", new Uint8Array(16).fill(n));
const IDS = [1, 2, 3, 4].map(idOf);
const BOXES: readonly RowBox[] = IDS.map((id, i) => ({ id, top: 100 + i * 40, bottom: 140 + i * 40 }));

describe("where a dropped task goes", () => {
  it("before the row in its upper half, after it in its lower half", () => {
    expect(insertionAt(145, BOXES)).toEqual({ at: "before", next: idOf(2), lineY: 140 });
    expect(insertionAt(175, BOXES)).toEqual({ at: "after", next: idOf(2), lineY: 180 });
  });

  it("before the first row above all, after the last below all", () => {
    expect(insertionAt(0, BOXES)).toMatchObject({ at: "before", next: idOf(1) });
    expect(insertionAt(900, BOXES)).toMatchObject({ at: "after", next: idOf(4) });
  });

  it("does not depend on the order in which the rows stand in the document", () => {
    expect(insertionAt(145, BOXES.toReversed())).toEqual(insertionAt(145, BOXES));
  });

  it("nowhere in an empty list", () => {
    expect(insertionAt(10, [])).toBeNull();
  });
});

const drop = (at: "before" | "after", n: number) => ({ at, next: idOf(n), lineY: 0 });

describe("a drop that changes nothing", () => {
  it("is one on itself or at its own edges", () => {
    expect(isWhereItIs(drop("before", 2), [idOf(2)], IDS)).toBe(true);
    expect(isWhereItIs(drop("after", 2), [idOf(2)], IDS)).toBe(true);
    expect(isWhereItIs(drop("after", 1), [idOf(2)], IDS)).toBe(true);
    expect(isWhereItIs(drop("before", 3), [idOf(2)], IDS)).toBe(true);
    expect(isWhereItIs(drop("after", 3), [idOf(2)], IDS)).toBe(false);
  });

  it("is one of several only if they stand together in that order already", () => {
    expect(isWhereItIs(drop("before", 2), [idOf(2), idOf(3)], IDS)).toBe(true);
    expect(isWhereItIs(drop("before", 2), [idOf(2), idOf(4)], IDS)).toBe(false);
  });
});
