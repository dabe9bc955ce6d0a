import { expect, test } from "vitest";
import { makeId, type ItemId } from "../../base/ids.ts";
import { positionOfMove } from "./row-commands.ts";

const id = (n: number): ItemId => makeId("item", new Uint8Array(16).fill(n));
const ids = [id(1), id(2), id(3)];
const idAt = (index: number): ItemId | undefined => ids[index];
const row = { list: null };

test("up and down go next to the neighbour, and nowhere at the ends", () => {
  expect(positionOfMove(row, 1, "up", idAt)).toEqual({ at: "before", task: id(1) });
  expect(positionOfMove(row, 1, "down", idAt)).toEqual({ at: "after", task: id(3) });
  expect(positionOfMove(row, 0, "up", idAt)).toBeNull();
  expect(positionOfMove(row, 2, "down", idAt)).toBeNull();
});

test("top and bottom are the ends of the task's own list", () => {
  expect(positionOfMove({ list: id(9) }, 1, "top", idAt)).toEqual({ at: "start", list: id(9) });
  expect(positionOfMove(row, 1, "bottom", idAt)).toEqual({ at: "end", list: null });
});
