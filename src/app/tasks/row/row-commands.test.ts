import { expect, test } from "vitest";
import { makeId, type ItemId } from "../../../base/ids.ts";
import { positionOfMove } from "./row-commands.ts";

const id = (n: number): ItemId => makeId("item", new Uint8Array(16).fill(n));
const ids = [id(1), id(2), id(3)];
const idAt = (index: number): ItemId | undefined => ids[index];
const at = (first: number, last = first, list: ItemId | null = null) => ({ first, last, list });

test("up and down go next to the neighbour, and nowhere at the ends", () => {
  expect(positionOfMove(at(1), "up", idAt)).toEqual({ at: "before", task: id(1) });
  expect(positionOfMove(at(1), "down", idAt)).toEqual({ at: "after", task: id(3) });
  expect(positionOfMove(at(0), "up", idAt)).toBeNull();
  expect(positionOfMove(at(2), "down", idAt)).toBeNull();
});

test("several go past the neighbour of the first or the last of them", () => {
  expect(positionOfMove(at(1, 2), "up", idAt)).toEqual({ at: "before", task: id(1) });
  expect(positionOfMove(at(0, 1), "down", idAt)).toEqual({ at: "after", task: id(3) });
  expect(positionOfMove(at(0, 2), "down", idAt)).toBeNull();
});

test("top and bottom are the ends of the list that is given", () => {
  expect(positionOfMove(at(1, 1, id(9)), "top", idAt)).toEqual({ at: "start", list: id(9) });
  expect(positionOfMove(at(1), "bottom", idAt)).toEqual({ at: "end", list: null });
});
