import { expect, it } from "vitest";
import { makeId } from "../../base/ids.ts";
import { LIST_COLORS } from "../../model/list-schema.ts";
import { freeColor, positionOfList } from "./list-commands.ts";

const [a, b, c] = [1, 2, 3].map((n) => makeId("item", new Uint8Array(16).fill(n)));
if (a === undefined || b === undefined || c === undefined) throw new Error("three ids");

it("moves a list past its neighbour, and nowhere at an end", () => {
  expect(positionOfList([a, b, c], b, "up")).toEqual({ at: "before", beside: a, newIndex: 0 });
  expect(positionOfList([a, b, c], b, "down")).toEqual({ at: "after", beside: c, newIndex: 2 });
  expect(positionOfList([a, b, c], a, "up")).toBeNull();
  expect(positionOfList([a, b, c], c, "down")).toBeNull();
});

it("offers a colour that no list has, then one that few have", () => {
  expect(freeColor([])).toBe(LIST_COLORS[0]);
  expect(freeColor([LIST_COLORS[0], LIST_COLORS[1]])).toBe(LIST_COLORS[2]);
  expect(freeColor([...LIST_COLORS, LIST_COLORS[0]])).toBe(LIST_COLORS[1]);
});
