import { describe, expect, it } from "vitest";
import { movePlain, plainToText, textToPlain } from "./plain-spans.ts";

/** The taken back words of `before`, as they are found in `after`. */
function wordsAfter(before: string, word: string, after: string): readonly string[] {
  const start = before.indexOf(word);
  return movePlain([{ start, end: start + word.length }], before, after).map((span) => after.slice(span.start, span.end));
}

describe("what was taken back", () => {
  it.each([
    ["what is written behind it", "Call tomorrow", "Call tomorrow 5pm"],
    ["what is written before it", "Call tomorrow", "Call mum tomorrow"],
    ["a beginning that goes", "Call mum tomorrow", "Call tomorrow"],
    ["an end that is replaced", "Call tomorrow at 5", "Call tomorrow by 6"],
    ["a line that begins with it", "tomorrow", "Call tomorrow"],
  ])("outlives %s", (_what, before, after) => {
    expect(wordsAfter(before, "tomorrow", after)).toEqual(["tomorrow"]);
  });

  it.each([
    ["is changed", "Call tomorrow", "Call tomorow"],
    ["loses its end", "Call tomorrow", "Call tomorro"],
    ["is gone", "Call tomorrow 5pm", "Call 5pm"],
    ["is replaced with all the rest", "Call tomorrow", "Buy milk today"],
  ])("ends when it %s", (_what, before, after) => {
    expect(wordsAfter(before, "tomorrow", after)).toEqual([]);
  });
});

describe("what was taken back, kept beside its line", () => {
  it("is the same when it is read", () => {
    const spans = [
      { start: 9, end: 17 },
      { start: 20, end: 25 },
    ];
    expect(textToPlain(plainToText(spans), 25)).toEqual(spans);
    expect(plainToText([])).toBe("");
  });

  it.each(["", "x", "17-9", "5-5", "9-40", "-1-3x", "99999999-3"])("is nothing where it says %j", (text) => {
    expect(textToPlain(text, 20).filter(({ start, end }) => start < 0 || end > 20 || start >= end)).toEqual([]);
  });
});
