import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { byItem, Tail, type ItemUpdate } from "./tail.ts";

const [LOG, OTHER] = [1, 2].map((byte) => makeId("log", new Uint8Array(8).fill(byte)));
const [ONE, TWO] = [1, 2].map((byte) => makeId("item", new Uint8Array(16).fill(byte)));
if (LOG === undefined || OTHER === undefined || ONE === undefined || TWO === undefined) throw new Error("two of each");

const change = (item: typeof ONE, log: typeof LOG, seq: number, branch = ""): ItemUpdate => ({
  item,
  update: new Uint8Array(10),
  path: { log, branch },
  seq,
});

describe("the tail", () => {
  test("knows each item's updates in the order they came, and how much they are", () => {
    const tail = new Tail();
    const updates = [change(ONE, LOG, 1), change(TWO, LOG, 1), change(ONE, OTHER, 4)];
    tail.append(updates);
    expect([tail.of(ONE).map(({ seq }) => seq), [...tail.ids], tail.bytes]).toEqual([[1, 4], [ONE, TWO], 30]);
    expect([...byItem(updates)].map(([item, all]) => [item, all.length])).toEqual([
      [ONE, 2],
      [TWO, 1],
    ]);
  });

  test("ends where a base goes, but for branches, which no base covers, and where items were deleted for good", () => {
    const tail = new Tail();
    tail.append([change(ONE, LOG, 1), change(ONE, LOG, 2), change(ONE, LOG, 2, "ab"), change(ONE, OTHER, 1), change(TWO, LOG, 1)]);
    tail.cut(new Map([[LOG, 1]]));
    expect([tail.of(ONE).map(({ path, seq }) => `${path.branch}${seq}`), tail.has(TWO), tail.bytes]).toEqual([
      ["2", "ab2", "1"],
      false,
      30,
    ]);
    tail.purge([change(ONE, OTHER, 2)]);
    expect([tail.size, tail.bytes, tail.purges.length]).toEqual([0, 0, 1]);
    tail.cut(new Map([[OTHER, 2]]));
    expect(tail.purges).toEqual([]);
  });
});
