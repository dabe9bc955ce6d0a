import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { byItem, Tail, updatesOf, type ItemUpdate, type Recalled, type UpdateSource } from "./tail.ts";

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

/** A store of these updates' records; `reads` says what was asked for, `lost` what cannot be read, `troubles` how often that was told. */
function sourceOf(updates: readonly ItemUpdate[]) {
  const told = { reads: [] as (readonly number[])[], lost: new Set<number>(), troubles: 0, meanwhile: () => undefined as void };
  const source: UpdateSource = {
    async read(path, seqs) {
      told.reads.push(seqs);
      told.meanwhile();
      const found = seqs.filter((seq) => !told.lost.has(seq));
      return new Map(found.map((seq) => [seq, updates.filter((each) => each.seq === seq && each.path.branch === path.branch)]));
    },
    onLost: async () => void (told.troubles += 1),
  };
  return { source, told };
}

const numbered = (item: typeof ONE, seq: number, byte: number, branch = ""): ItemUpdate => ({
  ...change(item, LOG, seq, branch),
  update: new Uint8Array(10).fill(byte),
});

async function recalledIn(tail: Tail): Promise<Recalled> {
  const recalled: Recalled = new Map();
  await tail.recall(
    [...tail.ids].flatMap((id) => tail.of(id)),
    recalled,
  );
  return recalled;
}

const bytesOf = (updates: ReturnType<typeof updatesOf>): unknown =>
  typeof updates === "string" ? updates : updates.map(({ update }) => update[0]);

describe("a tail with little room", () => {
  const updates = [
    numbered(ONE, 1, 1),
    numbered(TWO, 1, 2),
    numbered(ONE, 1, 3),
    numbered(ONE, 2, 4),
    numbered(TWO, 2, 5, "ab"),
    numbered(ONE, 3, 6),
  ];

  test("lets go of what it has known longest, and reads that of its records, once for all that are asked for", async () => {
    const { source, told } = sourceOf(updates);
    const tail = new Tail(source, 20);
    tail.append(updates);
    expect([tail.bytes, tail.heldBytes]).toEqual([60, 20]);
    const recalled = await recalledIn(tail);
    expect([ONE, TWO].map((id) => bytesOf(tail.updatesOf(id, recalled)))).toEqual([
      [1, 3, 4, 6],
      [2, 5],
    ]);
    expect([told.reads, tail.heldBytes]).toEqual([[[1, 2]], 20]);
  });

  test("counts only what it still holds when some of it goes", () => {
    const tail = new Tail(sourceOf(updates).source, 40);
    tail.append(updates);
    tail.cut(new Map([[LOG, 2]]));
    expect([tail.bytes, tail.heldBytes]).toEqual([20, 20]);
    tail.append(updates.slice(0, 3));
    expect([tail.bytes, tail.heldBytes]).toEqual([50, 40]);
    tail.forget([ONE, TWO]);
    expect([tail.bytes, tail.heldBytes]).toEqual([0, 0]);
  });

  test("says what was let go while it was being read, and what has come", async () => {
    const { source, told } = sourceOf(updates);
    const tail = new Tail(source, 20);
    tail.append(updates.slice(0, 4));
    told.meanwhile = () => tail.append(updates.slice(4));
    const recalled = await recalledIn(tail);
    expect([ONE, TWO].map((id) => bytesOf(tail.updatesOf(id, recalled)))).toEqual([
      [1, 3, 4, 6],
      [2, 5],
    ]);
    tail.append([numbered(ONE, 4, 7), numbered(ONE, 5, 8), numbered(ONE, 6, 9)]);
    expect(bytesOf(tail.updatesOf(ONE, recalled))).toBe("missing");
  });

  test("says that an item is lost when one of its records cannot be read, and tells", async () => {
    const { source, told } = sourceOf(updates);
    const tail = new Tail(source, 0);
    tail.append(updates);
    told.lost.add(3);
    const recalled = await recalledIn(tail);
    expect([ONE, TWO].map((id) => bytesOf(tail.updatesOf(id, recalled)))).toEqual(["lost", [2, 5]]);
    expect(told.troubles).toBe(1);
  });

  test("misses nothing that a base has taken over while it was being read", async () => {
    const { source, told } = sourceOf(updates);
    const tail = new Tail(source, 20);
    tail.append(updates);
    const entries = tail.of(ONE);
    told.lost.add(1).add(2);
    told.meanwhile = () => tail.cut(new Map([[LOG, 3]]));
    const recalled: Recalled = new Map();
    await tail.recall(entries, recalled);
    expect([bytesOf(updatesOf(entries, recalled)), told.troubles, bytesOf(tail.updatesOf(ONE, recalled))]).toEqual(["lost", 0, []]);
    expect(bytesOf(updatesOf(entries.slice(-1), recalled))).toEqual([6]);
  });

  test("takes what is as long as it was, and nothing else, for what it let go", async () => {
    const { source } = sourceOf([{ ...numbered(ONE, 1, 1), update: new Uint8Array(9) }]);
    const tail = new Tail(source, 0);
    tail.append([numbered(ONE, 1, 1)]);
    expect(bytesOf(tail.updatesOf(ONE, await recalledIn(tail)))).toBe("lost");
  });
});
