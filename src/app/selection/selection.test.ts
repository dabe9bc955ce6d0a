import { describe, expect, it } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { allSelected, inOrder, NOTHING_SELECTED, rangedOver, retained, stretchOf, toggled, type SelectionState } from "./selection.ts";

const idOf = (letter: string): ItemId => makeId("item", new Uint8Array(16).fill(letter.charCodeAt(0)));
const idsOf = (letters: string): readonly ItemId[] => letters.split("").map(idOf);
const LIST = idsOf("abcdef");

const lettersOf = (state: SelectionState): string =>
  "abcdef"
    .split("")
    .filter((letter) => state.ids.has(idOf(letter)))
    .join("");

/** A range from the anchor to a row, as the list makes it. */
const ranged = (state: SelectionState, to: string): SelectionState => {
  const anchor = state.anchor ?? idOf(to);
  return rangedOver(state, anchor, stretchOf(LIST, anchor, idOf(to)));
};

describe("selecting rows", () => {
  it("adds and takes away one by one", () => {
    const two = toggled(toggled(NOTHING_SELECTED, idOf("a")), idOf("c"));
    expect(lettersOf(two)).toBe("ac");
    expect(lettersOf(toggled(two, idOf("a")))).toBe("c");
  });

  it("selects from the row selected last to another, in both directions", () => {
    const one = toggled(NOTHING_SELECTED, idOf("c"));
    expect(lettersOf(ranged(one, "e"))).toBe("cde");
    expect(lettersOf(ranged(one, "a"))).toBe("abc");
  });

  it("puts a second range from the same row in place of the first, and leaves the rest selected", () => {
    const one = toggled(toggled(NOTHING_SELECTED, idOf("a")), idOf("c"));
    expect(lettersOf(ranged(ranged(one, "f"), "d"))).toBe("acd");
  });

  it("forgets rows that have left the list", () => {
    const all = allSelected(LIST);
    const left = retained(all, new Set(idsOf("bdz")));
    expect(lettersOf(left)).toBe("bd");
    expect(left.anchor).toBeNull();
    expect(retained(all, new Set(LIST))).toBe(all);
  });

  it("gives the ids in the order of the list, whatever the order of selecting", () => {
    const state = toggled(toggled(NOTHING_SELECTED, idOf("e")), idOf("b"));
    expect(inOrder(state, LIST)).toEqual(idsOf("be"));
  });

  it("selects only the row itself when the anchor has gone", () => {
    expect(stretchOf(LIST, idOf("z"), idOf("b"))).toEqual(idsOf("b"));
  });
});
