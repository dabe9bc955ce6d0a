import { expect, test } from "vitest";
import { bodies, MadeUpSpace } from "../members/made-up-space.suite.ts";
import { LinkCounts } from "./link-counts.ts";

test("statements are elsewhere once somebody has told of heads that have them all in their past", () => {
  const space = new MadeUpSpace();
  const counts = new LinkCounts();
  expect(counts.knowsAll(space.dag)).toBe(false);
  counts.note({ kind: "their-heads", heads: space.dag.heads() });
  expect(counts.knowsAll(space.dag)).toBe(true);
  space.say(1, bodies.add(2, "owner"));
  expect(counts.knowsAll(space.dag)).toBe(false);
  counts.note({ kind: "their-heads", heads: space.dag.heads() });
  // Somebody else, who lags behind, takes nothing back.
  counts.note({ kind: "their-heads", heads: [] });
  expect(counts.knowsAll(space.dag)).toBe(true);
});
