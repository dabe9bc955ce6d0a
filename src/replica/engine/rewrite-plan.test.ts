import { describe, expect, test } from "vitest";
import { packsToRewrite, type PackShare } from "./rewrite-plan.ts";

const pack = (number: number, parts: Partial<PackShare> = {}): PackShare => ({
  number,
  sizeBytes: 200_000,
  items: 100,
  newest: 100,
  holdsPurged: false,
  ...parts,
});

describe("packs to rewrite", () => {
  test("are those of whose items more than a quarter are superseded", () => {
    expect([...packsToRewrite([pack(1), pack(2, { newest: 75 }), pack(3, { newest: 74 })])]).toEqual([3]);
  });

  test("are small ones when there are eight of them", () => {
    const small = Array.from({ length: 8 }, (_, index) => pack(index, { sizeBytes: 32_767 }));
    expect(packsToRewrite(small).size).toBe(8);
    expect(packsToRewrite(small.slice(1)).size).toBe(0);
    expect(packsToRewrite([...small.slice(1), pack(9, { sizeBytes: 32_768 })]).size).toBe(0);
  });

  test("a small one that is rewritten for its superseded items does not count for joining", () => {
    const small = Array.from({ length: 8 }, (_, index) => pack(index, { sizeBytes: 1_000, newest: index === 0 ? 0 : 100 }));
    expect([...packsToRewrite(small)]).toEqual([0]);
  });

  test("are those that hold a purged item, at once", () => {
    expect([...packsToRewrite([pack(1), pack(2, { holdsPurged: true })])]).toEqual([2]);
  });

  test("a pack without items has nothing to supersede", () => {
    expect(packsToRewrite([pack(1, { items: 0, newest: 0 })]).size).toBe(0);
  });
});
