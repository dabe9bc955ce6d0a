import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { makeConflictTeller } from "./conflict-teller.ts";

const conflict = { field: "title", values: [] } as const;

const row = (n: number, hasConflict: boolean) => ({
  id: makeId("item", new Uint8Array(16).fill(n)),
  conflicts: hasConflict ? [conflict] : [],
});

test("each conflict is told once, and again only when there is a new one after it was settled", () => {
  const told: number[] = [];
  const take = makeConflictTeller((count) => told.push(count));
  take([row(1, false), row(2, false)]);
  take([row(1, true), row(2, true)]);
  take([row(1, true)]);
  take([row(2, true), row(3, true)]);
  take([row(1, false)]);
  take([row(1, true)]);
  expect(told).toEqual([2, 1, 1]);
});
