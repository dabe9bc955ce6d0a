import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editBetween, mergeText } from "./merge-text.ts";

describe("merging typed text with what came from elsewhere", () => {
  it("keeps both changes where they do not touch, and the caret at its letter", () => {
    const { text, caretAfter } = mergeText("milk\nbread", "milk and eggs\nbread", "the list:\nmilk\nbread");
    expect(text).toBe("the list:\nmilk and eggs\nbread");
    expect(caretAfter(13)).toBe(23);
    expect(caretAfter(1)).toBe(11);
  });

  it("keeps both texts where both replaced the same words", () => {
    const { text, caretAfter } = mergeText("call Ann", "call Bob", "call Eve");
    expect(text).toBe("call EveBob");
    expect(caretAfter(8)).toBe(11);
  });

  it("shows the other text as it is when nothing was typed here", () => {
    expect(mergeText("a", "a", "ab").text).toBe("ab");
  });

  it("keeps what was typed into a stretch that was deleted elsewhere", () => {
    expect(mergeText("one two three", "one two and a half three", "one").text).toContain("and a half");
  });

  it("keeps the halves of an emoji together", () => {
    expect(editBetween("😀", "😁")).toEqual({ start: 0, end: 2, text: "😁" });
  });

  it("never loses what was typed here or there, and never puts the caret outside", () => {
    const words = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(words, words, words, fc.nat(12), (base, mine, theirs, at) => {
        const { text, caretAfter } = mergeText(base, mine, theirs);
        expect(text).toContain(editBetween(base, mine)?.text ?? "");
        expect(text).toContain(editBetween(base, theirs)?.text ?? "");
        const caret = caretAfter(Math.min(at, mine.length));
        expect(caret).toBeGreaterThanOrEqual(0);
        expect(caret).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
