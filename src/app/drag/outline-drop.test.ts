import { describe, expect, it } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { outlineDropAt, type LineBox } from "./outline-drop.ts";

const idOf = (letter: string): ItemId => makeId("item", new Uint8Array(16).fill(letter.charCodeAt(0)));

/** Lines of 40 pixels: one letter for each row, after as many dots as it is deep; `|x` is the heading of the section x. */
const boxesOf = (text: string): readonly LineBox[] =>
  text.split(" ").map((word, line): LineBox => {
    const edges = { top: line * 40, bottom: line * 40 + 40 };
    if (word.startsWith("|")) return { ...edges, kind: "section", section: word.slice(1) };
    return { ...edges, kind: "row", id: idOf(word.replaceAll(".", "")), depth: word.lastIndexOf(".") + 1 };
  });

const drop = (text: string, y: number, depth = 0) => outlineDropAt(y, depth, boxesOf(text), null);

describe("where a dropped task goes", () => {
  it("before the row in its upper half, after it in its lower half", () => {
    expect(drop("a b c", 45)).toEqual({ position: { at: "after", task: idOf("a") }, depth: 0, lineY: 40 });
    expect(drop("a b c", 75)).toEqual({ position: { at: "after", task: idOf("b") }, depth: 0, lineY: 80 });
    expect(drop("a b c", -50)).toMatchObject({ position: { at: "before", task: idOf("a") }, lineY: 0 });
    expect(drop("a b c", 900)).toMatchObject({ position: { at: "after", task: idOf("c") } });
  });

  it("into the row above where it is held to the right", () => {
    expect(drop("a b", 45, 1)).toEqual({ position: { at: "end", list: null, parent: idOf("a") }, depth: 1, lineY: 40 });
    expect(drop("a b", 45, 5)?.depth).toBe(1);
    expect(drop("a .b", 45, 0)).toMatchObject({ position: { at: "before", task: idOf("b") }, depth: 1 });
  });

  it("out of it again where it is held to the left, behind all that is part of it", () => {
    expect(drop("a .b ..c d", 115, 0)).toMatchObject({ position: { at: "after", task: idOf("a") }, depth: 0 });
    expect(drop("a .b ..c d", 115, 1)).toMatchObject({ position: { at: "after", task: idOf("b") }, depth: 1 });
    expect(drop("a .b ..c d", 115, 2)).toMatchObject({ position: { at: "after", task: idOf("c") }, depth: 2 });
    expect(drop("a .b .c", 75, 0)).toMatchObject({ position: { at: "after", task: idOf("b") }, depth: 1 });
  });

  it("into the section under whose heading it is held, also where nothing is in that", () => {
    expect(drop("a |x b", 75)?.position).toEqual({ at: "before", task: idOf("b") });
    expect(drop("a |x |y b", 75)?.position).toEqual({ at: "start", list: null, section: "x" });
    expect(drop("a |x", 900)?.position).toEqual({ at: "start", list: null, section: "x" });
    expect(drop("a |x", 45)?.position).toEqual({ at: "after", task: idOf("a") });
    expect(drop("|x a", 3)?.position).toEqual({ at: "start", list: null, section: null });
  });

  it("nowhere in an empty list", () => {
    expect(outlineDropAt(10, 0, [], null)).toBeNull();
  });
});
