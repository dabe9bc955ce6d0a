import { expect, it } from "vitest";
import { positionOfSection } from "./section-commands.ts";

const sections = ["a", "b", "c"].map((id) => ({ id, name: id }));

it("moves a section past its neighbour, and nowhere at an end", () => {
  expect(positionOfSection(sections, "b", "up")).toEqual({ at: "before", section: "a" });
  expect(positionOfSection(sections, "b", "down")).toEqual({ at: "after", section: "c" });
  expect(positionOfSection(sections, "a", "up")).toBeNull();
  expect(positionOfSection(sections, "c", "down")).toBeNull();
});
