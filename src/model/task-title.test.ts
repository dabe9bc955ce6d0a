import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isTitle, MAX_TITLE_LENGTH } from "./task-title.ts";
import { linesToTitles, normaliseTitle } from "./typed-titles.ts";

describe("a title", () => {
  test("is trimmed, in NFC, and one line", () => {
    expect(normaliseTitle("  Cafe\u0301\tat\r\nnoon\u0000\u2028 ")).toBe("Café at noon");
    expect(normaliseTitle("half \ud83c")).toBe("half \uFFFD");
    expect(normaliseTitle("🌱 grows")).toBe("🌱 grows");
  });

  test("is blank where nothing of it could be seen", () => {
    for (const text of ["\u200B", "\u200D\u2060 \uFE0F", "\u202E", "\u3164", "\u{E0020}"]) expect(normaliseTitle(text)).toBe("");
    for (const text of ["👩‍👧", "❤\uFE0F", "\u200Fשלום", "."]) expect(normaliseTitle(text)).toBe(text);
  });

  test("is valid once normalised unless it is blank or too long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const title = normaliseTitle(text);
        expect(isTitle(title)).toBe(title !== "");
        expect(normaliseTitle(title)).toBe(title);
      }),
    );
    expect(isTitle("x".repeat(MAX_TITLE_LENGTH))).toBe(true);
    expect(isTitle("x".repeat(MAX_TITLE_LENGTH + 1))).toBe(false);
    for (const text of ["", "  ", "two\nlines", "a\u0007"]) expect(isTitle(text)).toBe(false);
  });
});

describe("pasted lines", () => {
  test("become a title each, without list marks and boxes; blank ones drop", () => {
    const pasted = "- [ ] milk\r\n- [x] bread\n\n* eggs\n  • tea \n1. first\n12) second\n☐ box\n[] empty box\n– dash\n+ plus\n   \nplain";
    expect(linesToTitles(pasted)).toEqual(["milk", "bread", "eggs", "tea", "first", "second", "box", "empty box", "dash", "plus", "plain"]);
  });

  test("keep what only looks like a mark", () => {
    const lines = ["-5 degrees", "3.5 litres of oil", "*important*", "[link] to read", "2026 budget", "1984", "-", "- [ ]", "v1. 2"];
    expect(linesToTitles(lines.join("\n"))).toEqual([
      "-5 degrees",
      "3.5 litres of oil",
      "*important*",
      "[link] to read",
      "2026 budget",
      "1984",
      "-",
      "- [ ]",
      "v1. 2",
    ]);
  });

  test("that are too long become several titles, cut between words, with nothing lost", () => {
    const line = Array.from({ length: 700 }, (_, i) => `word${i}`).join(" ");
    const titles = linesToTitles(line);
    expect(titles.length).toBeGreaterThan(4);
    expect(titles.every(isTitle)).toBe(true);
    expect(titles.join(" ")).toBe(line);
    const unbroken = `${"x".repeat(MAX_TITLE_LENGTH - 1)}🌱${"y".repeat(MAX_TITLE_LENGTH)}`;
    const parts = linesToTitles(unbroken);
    expect(parts.join("")).toBe(unbroken);
    expect(parts.every((part) => isTitle(part) && !/\p{Surrogate}/u.test(part))).toBe(true);
  });

  test("of any text give only valid titles", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(linesToTitles(text).every(isTitle)).toBe(true);
      }),
    );
  });
});
