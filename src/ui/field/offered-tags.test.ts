import { expect, it } from "vitest";
import { offeredTags } from "./offered-tags.ts";

it("offers tags that begin with what is typed before those that only hold it, whatever their case", () => {
  expect(offeredTags("ho", ["phone", "Home", "holiday", "work"], [])).toEqual(["Home", "holiday", "phone"]);
});

it("does not offer what is there already", () => {
  expect(offeredTags("", ["home", "work"], ["Home"])).toEqual(["work"]);
});

it("offers nothing that does not fit", () => {
  expect(offeredTags("zoo", ["home"], [])).toEqual([]);
});
