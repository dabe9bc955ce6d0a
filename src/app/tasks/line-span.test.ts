import { describe, expect, test } from "vitest";
import { isSameSpan, linesOf, NO_LINES, spanInSight, spanTowardsRest, type InSight, type Span } from "./line-span.ts";

const COUNT = 1_000;
const inSight = (startIndex: number) => ({ startIndex, endIndex: startIndex + 13 });

function spanAtRest(sight: InSight, count: number, before = NO_LINES): Span {
  const next = spanTowardsRest(before, sight, count);
  return isSameSpan(next, before) ? next : spanAtRest(sight, count, next);
}

describe("which lines of a long list exist", () => {
  test("what is in sight is there at once, and a little beyond", () => {
    expect(spanInSight(NO_LINES, inSight(100), COUNT)).toEqual({ first: 98, last: 115 });
    expect(spanInSight(NO_LINES, inSight(0), COUNT)).toEqual({ first: 0, last: 15 });
    expect(spanInSight(NO_LINES, { startIndex: 990, endIndex: 999 }, COUNT)).toEqual({ first: 988, last: 999 });
  });

  test("more are made by and by, and those that were passed let go", () => {
    expect(spanTowardsRest(NO_LINES, inSight(100), COUNT)).toEqual({ first: 96, last: 117 });
    expect(spanAtRest(inSight(100), COUNT)).toEqual({ first: 92, last: 121 });
    expect(spanTowardsRest({ first: 80, last: 121 }, inSight(105), COUNT)).toEqual({ first: 82, last: 123 });
    expect(spanAtRest(inSight(0), COUNT)).toEqual({ first: 0, last: 21 });
    expect(spanAtRest(inSight(105), COUNT, { first: 80, last: 121 })).toEqual({ first: 97, last: 126 });
  });

  test("a step along the list makes nothing where there was time before", () => {
    const before = spanAtRest(inSight(100), COUNT);
    for (let step = 1; step <= 6; step++) expect(spanInSight(before, inSight(100 + step), COUNT)).toBe(before);
    expect(spanInSight(before, inSight(107), COUNT)).toEqual({ first: 92, last: 122 });
    expect(spanInSight(before, inSight(93), COUNT)).toEqual({ first: 91, last: 121 });
  });

  test("whoever goes on without a pause leaves few lines behind", () => {
    let span = NO_LINES;
    for (let start = 0; start < 500; start++) {
      span = spanInSight(span, inSight(start), COUNT);
      expect(span.first).toBeLessThanOrEqual(Math.max(0, start - 2));
      expect(span.last).toBeGreaterThanOrEqual(start + 15);
      expect(span.last - span.first).toBeLessThan(14 + 2 * 16);
    }
    expect(spanAtRest(inSight(499), COUNT)).toEqual({ first: 491, last: 520 });
  });

  test("a jump leaves nothing of where it began", () => {
    expect(spanInSight(spanAtRest(inSight(0), COUNT), inSight(900), COUNT)).toEqual({ first: 898, last: 915 });
  });

  test("of a list that has become shorter nothing beyond its end is there", () => {
    const before = spanAtRest(inSight(10), COUNT);
    expect(spanInSight(before, { startIndex: 0, endIndex: 4 }, 5)).toEqual({ first: 0, last: 4 });
    expect(spanInSight(before, { startIndex: 10, endIndex: 20 }, 21)).toEqual({ first: 2, last: 20 });
    expect(spanInSight(before, { startIndex: 0, endIndex: -1 }, 0)).toEqual({ first: 0, last: -1 });
  });

  test("the line with the focus is there wherever it is", () => {
    const span = { first: 3, last: 5 };
    expect(linesOf(span, 1, COUNT)).toEqual([1, 3, 4, 5]);
    expect(linesOf(span, 4, COUNT)).toEqual([3, 4, 5]);
    expect(linesOf(span, 900, COUNT)).toEqual([3, 4, 5, 900]);
    expect(linesOf(span, -1, COUNT)).toEqual([3, 4, 5]);
    expect(linesOf(span, COUNT, COUNT)).toEqual([3, 4, 5]);
  });
});
