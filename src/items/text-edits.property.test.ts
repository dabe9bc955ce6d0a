import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, lineEdits, mergeTexts, textEdit, textEdits } from "./text-edits.ts";

const word = fc.constantFrom("a", "b", "ab", "🌱", "🌲", " ", "");
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(""));
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));

const count = (all: string, of: RegExp): number => all.match(of)?.length ?? 0;
const manyLines = (mark: string): string[] => Array.from({ length: 20_000 }, (_, index) => `${mark}${index}`);

const HALF = /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/;

describe("the edits between two texts", () => {
  test("make the one of the other, ascend, and cut no character in two", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = textEdits(before, after);
        expect(applyEdits(before, edits)).toBe(after);
        let last = 0;
        for (const { start, end, insert } of edits) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(insert !== "" || end > start).toBe(true);
          expect([insert, before.slice(start, end), before.slice(0, start), before.slice(end)].some((part) => part.split("\n").some((cut) => HALF.test(cut)))).toBe(false); // prettier-ignore
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("leave lines alone that stay, however far apart the others are", () => {
    const before = ["one", "two", "three", "four", "five"];
    expect(lineEdits(before, ["ONE", "two", "three", "four", "more", "five", "six"])).toEqual([
      { start: 0, end: 1, lines: ["ONE"] },
      { start: 4, end: 4, lines: ["more"] },
      { start: 5, end: 5, lines: ["six"] },
    ]);
    expect(lineEdits(["first line", "second line"], ["first line!", "", "second"])).toEqual([
      { start: 0, end: 1, lines: ["first line!"] },
      { start: 1, end: 1, lines: [""] },
      { start: 1, end: 2, lines: ["second"] },
    ]);
    expect(textEdits("one\ntwo", "one!\ntwo")).toEqual([{ start: 3, end: 3, insert: "!" }]);
    expect(textEdit("same", "same")).toBeNull();
    expect(lineEdits(before, before)).toEqual([]);
  });

  test("of very long texts come to one edit, without taking long", () => {
    expect(lineEdits(["first", ...manyLines("a"), "last"], ["first", ...manyLines("b"), "last"])).toEqual([
      { start: 1, end: 20_001, lines: manyLines("b") },
    ]);
  });
});

describe("two edits of one text", () => {
  test("at different places are both there", () => {
    const base = "milk\nbread\neggs";
    expect(mergeTexts(base, "milk (2)\nbread\neggs", "milk\nbread\neggs\ntea")).toBe("milk (2)\nbread\neggs\ntea");
    expect(mergeTexts(base, "milk\nbread\neggs and flour", "oat milk\nbread\neggs")).toBe("oat milk\nbread\neggs and flour");
    expect(mergeTexts(base, "milk\neggs", "milk\nbread\neggs!")).toBe("milk\neggs!");
    expect(mergeTexts("one line", "one long line", "one line here")).toBe("one long line here");
  });

  test("at one place are both there, the present one first, and what one of them deletes is gone", () => {
    expect(mergeTexts("ab", "aXb", "aYb")).toBe("aYXb");
    expect(mergeTexts("", "mine", "theirs")).toBe("theirsmine");
    expect(mergeTexts("abcdef", "abXef", "abcYf")).toBe("abXYf");
    expect(mergeTexts("abcdef", "af", "abcYdef")).toBe("aYf");
  });

  test("of which one is none come to the other", () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        expect(mergeTexts(base, other, base)).toBe(other);
        expect(mergeTexts(base, base, other)).toBe(other);
      }),
    );
  });

  test("lose nothing that either wrote", () => {
    const inserted = fc.tuple(fc.nat(30), fc.constantFrom("1", "2\n3", "\n4"));
    fc.assert(
      fc.property(text, inserted, inserted, (base, [mineAt, mine], [theirsAt, theirs]) => {
        const insert = (at: number, what: string): string => {
          const characters = Array.from(base);
          characters.splice(at, 0, what);
          return characters.join("");
        };
        const merged = mergeTexts(base, insert(mineAt, mine), insert(theirsAt, theirs.replaceAll(/\d/g, "9")));
        expect(merged.replaceAll(/[\d\n]/g, "")).toBe(base.replaceAll("\n", ""));
        expect([count(merged, /[1-4]/g), count(merged, /9/g)]).toEqual([count(mine, /\d/g), count(theirs, /\d/g)]);
      }),
    );
  });
});
