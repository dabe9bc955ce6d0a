import { describe, expect, it } from "vitest";
import { movePlain } from "./plain-spans.ts";

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
