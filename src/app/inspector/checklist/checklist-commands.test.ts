import { expect, it } from "vitest";
import { positionOfEntry } from "./checklist-commands.ts";

it("moves a step past its neighbour, and nowhere at an end", () => {
  expect(positionOfEntry(["a", "b", "c"], "b", "up")).toEqual({ at: "before", entry: "a" });
  expect(positionOfEntry(["a", "b", "c"], "b", "down")).toEqual({ at: "after", entry: "c" });
  expect(positionOfEntry(["a", "b", "c"], "a", "up")).toBeNull();
  expect(positionOfEntry(["a", "b", "c"], "c", "down")).toBeNull();
});
