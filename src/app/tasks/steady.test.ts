import { expect, test } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { makeSteady } from "./steady.ts";

const id = (number: number): ItemId => makeId("item", new Uint8Array(16).fill(number));

/** Where a list of rows of 40 pixels, which begins at 100, is scrolled to after `change` of its order. */
function scrolledAfter(scrollTop: number, before: readonly number[], after: readonly number[]): number {
  let order = before;
  const scroller = { scrollTop };
  const steady = makeSteady({
    scroller: () => scroller,
    offset: () => 100,
    tops: () => order.map((number, at) => [id(number), at * 40] as const),
    topOf: (row) => {
      const at = order.findIndex((number) => id(number) === row);
      return at < 0 ? null : at * 40;
    },
    moved: () => undefined,
  });
  steady(() => {
    order = after;
  });
  return scroller.scrollTop;
}

test("what scrolls goes along with what is in sight when rows come or go above it", () => {
  expect(scrolledAfter(180, [1, 2, 3, 4, 5, 6], [9, 1, 2, 3, 4, 5, 6])).toBe(220);
  expect(scrolledAfter(180, [1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6])).toBe(140);
});

test("it stays where rows change below, where one in sight goes elsewhere, and where the head of the list is in sight", () => {
  expect(scrolledAfter(180, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 9])).toBe(180);
  expect(scrolledAfter(180, [1, 2, 3, 4, 5, 6], [1, 2, 3, 5, 6, 4])).toBe(180);
  expect(scrolledAfter(90, [1, 2, 3, 4], [9, 1, 2, 3, 4])).toBe(90);
});
