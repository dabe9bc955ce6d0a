import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { RowHeading } from "../../model/outline.ts";
import { isHeadingKey, makeListLines } from "./list-lines.ts";

const heading = (at: number, section: string): RowHeading => ({ at, kind: "section", section, name: section });

it("puts each heading above the row it is told to stand at, also where no row follows", () => {
  const lines = makeListLines(3, [heading(0, "a"), heading(2, "b"), heading(2, "c"), heading(3, "d")]);
  expect(lines.headings.map(({ line, count }) => [line, count])).toEqual([[0, 2], [3, 0], [4, 1], [6, 0]]); // prettier-ignore
  expect([0, 1, 2].map((index) => lines.lineOfRow(index))).toEqual([1, 2, 5]);
});

it("is the rows alone where there are no headings", () => {
  const lines = makeListLines(4, []);
  expect([lines.count, lines.headingAt(2), lines.lineOfRow(2), lines.rowsBefore(2)]).toEqual([4, undefined, 2, 2]);
});

it("has each row and each heading on one line of its own, as they follow one another", () => {
  const cases = fc
    .record({ total: fc.nat(30), places: fc.array(fc.nat(30), { maxLength: 8 }) })
    .map(({ total, places }) => ({ total, places: places.filter((at) => at <= total).sort((a, b) => a - b) }));
  fc.assert(
    fc.property(cases, ({ total, places }) => {
      const headings = places.map((at, i) => heading(at, String(i)));
      const lines = makeListLines(total, headings);
      const told = Array.from({ length: lines.count }, (_, line) => lines.headingAt(line)?.key ?? lines.rowsBefore(line));
      const expected = Array.from({ length: total + 1 }, (_, index) => [
        ...lines.headings.filter(({ heading: { at } }) => at === index).map(({ key }) => key),
        ...(index < total ? [index] : []),
      ]).flat();
      expect(told).toEqual(expected);
      for (let index = 0; index < total; index += 1) {
        const line = lines.lineOfRow(index);
        expect(told[line]).toBe(index);
        expect(lines.headingAbove(line)).toBe(lines.headings.findLast(({ heading: { at } }) => at <= index));
      }
      expect(new Set(lines.headings.map(({ key }) => key)).size).toBe(headings.length);
      expect(lines.headings.every(({ key }) => isHeadingKey(key))).toBe(true);
    }),
  );
});
