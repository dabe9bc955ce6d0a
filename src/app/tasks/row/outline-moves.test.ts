import { describe, expect, test } from "vitest";
import { makeId, type ItemId } from "../../../base/ids.ts";
import { moveOf, positionInto, positionOutOf, reachesFar, type Home, type Outlined } from "./outline-moves.ts";

const id = (letter: string): ItemId => makeId("item", new Uint8Array(16).fill(letter.charCodeAt(0)));

/** One letter for each row, after as many dots as it is deep; `|x` is the heading of the section x. */
function outlined(text: string): Outlined {
  const rows = text.split(" ").filter((word) => !word.startsWith("|"));
  let at = 0;
  const headings = text.split(" ").flatMap((word) => {
    if (word.startsWith("|")) return [{ at, kind: "section" as const, section: word.slice(1), name: word.slice(1) }];
    at += 1;
    return [];
  });
  return {
    start: 0,
    total: rows.length,
    ids: rows.map((row) => id(row.replaceAll(".", ""))),
    depths: rows.map((row) => row.length - 1),
    headings,
  };
}

const at: Home = { list: null, section: null, parent: null };

describe("a task that is moved", () => {
  const list = outlined("a .b .c ..d e .f");

  test("goes past its neighbour with all that is part of it, and nowhere at the ends", () => {
    expect(moveOf(list, 0, 0, at, "down")).toEqual({ position: { at: "after", task: id("e") }, index: 2 });
    expect(moveOf(list, 4, 4, at, "up")).toEqual({ position: { at: "before", task: id("a") }, index: 0 });
    expect([moveOf(list, 0, 0, at, "up"), moveOf(list, 4, 4, at, "down")]).toEqual([null, null]);
  });

  test("stays among the parts of its task", () => {
    expect(moveOf(list, 2, 2, at, "up")).toEqual({ position: { at: "before", task: id("b") }, index: 1 });
    expect(moveOf(list, 1, 1, at, "down")).toEqual({ position: { at: "after", task: id("c") }, index: 3 });
    expect([moveOf(list, 1, 1, at, "up"), moveOf(list, 2, 2, at, "down"), moveOf(list, 5, 5, at, "up")]).toEqual([null, null, null]);
    expect(moveOf(list, 2, 2, { ...at, parent: id("a") }, "top")?.position).toEqual({ at: "start", ...at, parent: id("a") });
  });

  test("with others goes past the neighbour of the first or the last of them", () => {
    const flat = outlined("a b c");
    expect(moveOf(flat, 1, 2, at, "up")).toEqual({ position: { at: "before", task: id("a") }, index: 0 });
    expect(moveOf(flat, 0, 1, at, "down")).toEqual({ position: { at: "after", task: id("c") }, index: 1 });
    expect(moveOf(flat, 0, 2, at, "down")).toBeNull();
    expect(moveOf(flat, 1, 1, { ...at, list: id("z") }, "top")).toEqual({ position: { at: "start", list: id("z") }, index: 0 });
    expect(moveOf(flat, 1, 1, at, "bottom")?.position).toEqual({ at: "end", list: null });
  });

  test("crosses a heading into the section above or below, also into an empty one", () => {
    const sections = outlined("a |x |y b .c |z");
    expect(moveOf(sections, 0, 0, at, "down")).toEqual({ position: { at: "start", list: null, section: "x" }, section: "x" });
    expect(moveOf(sections, 1, 1, at, "up")).toEqual({ position: { at: "end", list: null, section: "x" }, section: "x" });
    expect(moveOf(sections, 1, 1, at, "down")).toEqual({ position: { at: "start", list: null, section: "z" }, section: "z" });
    expect(moveOf(outlined("|x a"), 0, 0, at, "up")).toEqual({ position: { at: "end", list: null, section: null }, section: null });
  });
});

describe("a task becomes a part", () => {
  const list = outlined("a .b c |x d");

  test("of the one above it, behind its parts, and not beyond a heading", () => {
    expect(positionInto(list, 2, null)).toEqual({ at: "end", list: null, parent: id("a") });
    expect([positionInto(list, 0, null), positionInto(list, 1, null), positionInto(list, 3, null)]).toEqual([null, null, null]);
  });

  test("and is taken out again behind the one that it was a part of", () => {
    expect(positionOutOf(list, 1)).toEqual({ at: "after", task: id("a") });
    expect(positionOutOf(list, 2)).toBeNull();
  });
});

/** Rows of a list that has others above and below them. */
const some = (text: string, start: number, total: number): Outlined => ({ ...outlined(text), start, total });

describe("rows beyond the window are wanted", () => {
  test("where the task beside, or the one that it is a part of, is not among those that are here", () => {
    expect(reachesFar(some("a b .c .d", 0, 9), 0, 0)).toBe("below");
    expect(reachesFar(some("a b .c .d e", 0, 9), 0, 0)).toBeNull();
    expect(reachesFar(some(".b .c d e f", 5, 10), 7, 7)).toBe("above");
    expect(reachesFar(some("a .b .c d e f", 4, 10), 7, 7)).toBeNull();
    expect(reachesFar(some(".b .c .d", 5, 8), 6, 6)).toBe("above");
  });

  test("never where all are here", () => {
    const list = outlined("a b .c .d");
    expect([0, 1, 2, 3].map((index) => reachesFar(list, index, index))).toEqual([null, null, null, null]);
  });
});
