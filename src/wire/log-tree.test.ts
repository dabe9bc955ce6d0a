import { beforeEach, describe, expect, test } from "vitest";
import { makeId, type RecordId } from "../base/ids.ts";
import { attachPage } from "./attach-page.ts";
import { idOfPosition, idPrefixOf, locate, segmentsTo, versionOf, ZERO_ID_PREFIX } from "./log-tree.ts";
import { chain, owner, ReplicaOfLog } from "./replica-of-log.suite.ts";
import { commonSeq, firstForkSeq, versionHas, versionHasAll } from "./tree-relation.ts";

/** A trunk of ten records, a branch from the fifth on, and one from that branch's eighth on. */
const trunk = chain(null, "trunk", 10);
const branch = chain(trunk[4] ?? null, "branch", 6);
const twig = chain(branch[2] ?? null, "twig", 2);
const fifth = { seq: 5, id: trunk[4] ?? makeId("record", new Uint8Array(32)) };
const nameOf = (ids: readonly RecordId[]): string => idPrefixOf(ids[0] ?? null);

function failing(): never {
  throw new Error("records are held");
}

let replica: ReplicaOfLog;
beforeEach(async () => {
  replica = new ReplicaOfLog();
  await replica.take(1, null, trunk);
  await replica.take(6, trunk[4] ?? null, branch);
  await replica.take(9, branch[2] ?? null, twig);
});

describe("taking pages", () => {
  test("the first page begins the trunk, a continuation extends it", async () => {
    const empty = new ReplicaOfLog();
    expect(await empty.take(1, null, trunk.slice(0, 3))).toEqual({ kind: "stored", heldCount: 0, newCount: 3, forks: false });
    expect(await empty.take(4, trunk[2] ?? null, trunk.slice(3))).toEqual({ kind: "stored", heldCount: 0, newCount: 7, forks: false });
    expect(empty.version).toEqual([{ log: owner.log, seq: 10, idPrefix: idPrefixOf(trunk[9] ?? null) }]);
  });

  test("a page that overlaps adds what is new; one that is held adds nothing", async () => {
    const partial = new ReplicaOfLog();
    await partial.take(1, null, trunk.slice(0, 6));
    expect(await partial.take(3, trunk[1] ?? null, trunk.slice(2))).toEqual({ kind: "stored", heldCount: 4, newCount: 4, forks: false });
    expect(await partial.take(1, null, trunk)).toEqual({ kind: "stored", heldCount: 10, newCount: 0, forks: false });
  });

  test("a page behind a gap, or after a record that is not held, is a gap", async () => {
    expect(await replica.take(12, trunk[9] ?? null, chain(trunk[9] ?? null, "far", 1))).toEqual({ kind: "gap" });
    expect(await replica.take(7, twig[0] ?? null, chain(null, "x", 1))).toEqual({ kind: "gap" });
    expect(await new ReplicaOfLog().take(2, trunk[0] ?? null, trunk.slice(1))).toEqual({ kind: "gap" });
    const first = { firstSeq: 1, previousIdPrefix: "1".repeat(16), records: [1] };
    expect(await attachPage(replica.tree, first, replica.idAt)).toEqual({ kind: "gap" });
  });

  test("what was to begin a log of which nothing was held, and comes when that has a base, is covered and does not part", async () => {
    await replica.takeBase(fifth);
    const previousId = trunk[1] ?? null;
    const page = { firstSeq: 3, previousIdPrefix: idPrefixOf(previousId), previousId, records: [1, 2, 3] };
    expect(await attachPage(replica.tree, page, replica.idAt)).toMatchObject({ kind: "at", parts: true });
    expect(await attachPage(replica.tree, { ...page, begins: true }, replica.idAt)).toEqual({ kind: "covered", count: 3, rest: null });
  });

  test("what begins below a base is covered, and what goes on behind it attaches", async () => {
    await replica.takeBase(fifth);
    expect(await replica.take(1, null, trunk.slice(0, 3))).toEqual({ kind: "covered", count: 3, newCount: 0 });
    expect(await replica.take(4, trunk[2] ?? null, trunk.slice(3, 7))).toEqual({ kind: "covered", count: 2, newCount: 0 });
    expect(await replica.take(6, trunk[4] ?? null, trunk.slice(5))).toEqual({ kind: "stored", heldCount: 5, newCount: 0, forks: false });
    const more = chain(trunk[9] ?? null, "more", 2);
    expect(await replica.take(5, trunk[3] ?? null, [...trunk.slice(4), ...more])).toEqual({ kind: "covered", count: 1, newCount: 2 });
    expect(replica.readTo("", 6)).toEqual([...trunk.slice(5), ...more]);
    expect(replica.readTo(nameOf(branch), 6)).toEqual(branch);
  });

  test("what parts below a base is covered whole, though it goes beyond it", async () => {
    await replica.takeBase(fifth);
    const other = chain(trunk[1] ?? null, "other", 8);
    expect(await replica.take(3, trunk[1] ?? null, other)).toEqual({ kind: "covered", count: 8, newCount: 0 });
    expect(await replica.take(6, other[2] ?? null, other.slice(3))).toEqual({ kind: "covered", count: 5, newCount: 0 });
    expect(await replica.take(7, other[3] ?? null, other.slice(4))).toEqual({ kind: "gap" });
    const ahead = { firstSeq: 6, previousIdPrefix: idPrefixOf(other[2] ?? null), records: other };
    expect(await attachPage(replica.tree, ahead, replica.idAt)).toEqual({ kind: "covered", count: 8, rest: null });
  });

  test("what parts below a base stands beside it where its sender says so, and goes on from there", async () => {
    await replica.takeBase(fifth);
    const other = chain(trunk[1] ?? null, "other", 8);
    expect(await replica.take(3, trunk[1] ?? null, other.slice(0, 5), true)).toEqual({
      kind: "stored",
      heldCount: 0,
      newCount: 5,
      forks: true,
    });
    expect(await replica.take(3, trunk[1] ?? null, other.slice(0, 4), true)).toMatchObject({ heldCount: 4, newCount: 0 });
    expect(await replica.take(3, trunk[1] ?? null, other.slice(0, 6), true)).toMatchObject({ heldCount: 5, newCount: 1, forks: false });
    expect(await replica.take(9, other[5] ?? null, other.slice(6))).toMatchObject({ heldCount: 0, newCount: 2, forks: false });
    const first = chain(null, "first", 3);
    expect(await replica.take(1, null, first, true)).toMatchObject({ newCount: 3, forks: true });
    expect(await replica.take(1, null, first, true)).toMatchObject({ heldCount: 3, newCount: 0 });
    const fork = chain(other[2] ?? null, "fork", 1);
    expect(await replica.take(6, other[2] ?? null, fork)).toMatchObject({ newCount: 1, forks: true });
    expect([nameOf(other), nameOf(first), nameOf(fork)].map((name) => replica.readTo(name))).toEqual([
      other,
      first,
      [...other.slice(0, 3), ...fork],
    ]);
    expect(replica.version.map(({ seq }) => seq)).toEqual(expect.arrayContaining([3, 6, 10]));
    expect(await replica.reopened()).toEqual(replica.tree);
  });

  test("what its sender says to part is taken as ever where what it follows is held", async () => {
    const other = chain(trunk[1] ?? null, "other", 2);
    expect(await replica.take(3, trunk[1] ?? null, other, true)).toMatchObject({ newCount: 2, forks: true });
    expect(replica.readTo(nameOf(other))).toEqual([...trunk.slice(0, 2), ...other]);
    expect(await replica.take(20, chain(null, "unknown", 1)[0] ?? null, other, true)).toEqual({ kind: "gap" });
  });

  test("no more than sixteen branches stand beside a base, forks of those aside", async () => {
    await replica.takeBase(fifth);
    const ways = Array.from({ length: 17 }, (_, number) => chain(null, `way ${number}`, 3));
    const taken = [];
    for (const way of ways) taken.push((await replica.take(2, way[0] ?? null, way.slice(1, 2), true)).kind);
    expect(taken).toEqual([...Array.from({ length: 16 }, () => "stored"), "covered"]);
    const known = ways[3] ?? [];
    expect(await replica.take(2, known[0] ?? null, known.slice(1), true)).toMatchObject({ heldCount: 1, newCount: 1 });
    expect(await replica.take(3, known[1] ?? null, chain(known[1] ?? null, "fork", 1), true)).toMatchObject({ newCount: 1, forks: true });
  });

  test("nor do more of them after one record", async () => {
    await replica.takeBase(fifth);
    const taken = [];
    for (let number = 0; number < 17; number++) {
      taken.push((await replica.take(2, trunk[0] ?? null, chain(trunk[0] ?? null, `way ${number}`, 2), true)).kind);
    }
    expect(taken).toEqual([...Array.from({ length: 16 }, () => "stored"), "covered"]);
  });

  test("what its sender says to part is covered all the same where it leads to the base", async () => {
    await replica.takeBase(fifth);
    expect(await replica.take(3, trunk[1] ?? null, trunk.slice(2, 5), true)).toEqual({ kind: "covered", count: 3, newCount: 0 });
    const more = chain(trunk[9] ?? null, "more", 2);
    const page = [...trunk.slice(2), ...more];
    expect(await replica.take(3, trunk[1] ?? null, page, true)).toEqual({ kind: "covered", count: 3, newCount: 2 });
    // What ends before the base cannot be told from another way, until it goes on.
    expect(await replica.take(2, trunk[0] ?? null, trunk.slice(1, 4), true)).toMatchObject({ newCount: 3, forks: true });
    expect(await replica.take(5, trunk[3] ?? null, trunk.slice(4), true)).toEqual({ kind: "covered", count: 1, newCount: 0 });
  });

  test("a fork of a branch beside the base is no fork of the trunk", async () => {
    const based = new ReplicaOfLog();
    await based.take(1, null, trunk);
    await based.takeBase(fifth);
    const other = chain(trunk[0] ?? null, "other", 3);
    await based.take(2, trunk[0] ?? null, other, true);
    await based.take(3, other[0] ?? null, chain(other[0] ?? null, "fork", 2));
    expect(based.tree === null ? 0 : firstForkSeq(based.tree)).toBe(Infinity);
    expect(firstForkSeq(replica.tree ?? failing())).toBe(6);
  });

  test("a fork right behind a base is a branch like any other", async () => {
    await replica.takeBase(fifth);
    const fork = chain(trunk[4] ?? null, "behind", 2);
    expect(await replica.take(6, trunk[4] ?? null, fork)).toEqual({ kind: "stored", heldCount: 0, newCount: 2, forks: true });
    expect(replica.readTo(nameOf(fork), 6)).toEqual(fork);
    expect(await replica.reopened()).toEqual(replica.tree);
  });

  test("ids below a base are known to nobody", async () => {
    await replica.takeBase(fifth);
    const { tree, idAt } = replica;
    if (tree === null) throw new Error("a log is held");
    replica.lookups = 0;
    expect(await locate(tree, 4, trunk[3] ?? "", idAt)).toBeNull();
    expect(await locate(tree, 5, trunk[4] ?? "", idAt)).toEqual({ branch: "", seq: 5 });
    expect(await idOfPosition(tree, { branch: nameOf(branch), seq: 3 }, idAt)).toBeNull();
    expect(replica.lookups).toBe(0);
  });

  test("a fork begins a path of its own, also at the very first record", async () => {
    const other = chain(null, "other", 2);
    expect(await replica.take(1, null, other)).toEqual({ kind: "stored", heldCount: 0, newCount: 2, forks: true });
    expect(replica.readTo(nameOf(other))).toEqual(other);
    expect(await replica.take(3, other[1] ?? null, chain(other[1] ?? null, "more", 1))).toMatchObject({ newCount: 1, forks: false });
  });

  test("a page that follows the parent into a fork that is held finds it", async () => {
    const page = [...trunk.slice(2, 5), ...branch.slice(0, 3), ...twig, ...chain(twig[1] ?? null, "new", 1)];
    expect(await replica.take(3, trunk[1] ?? null, page)).toEqual({ kind: "stored", heldCount: 8, newCount: 1, forks: false });
    expect(replica.heads.map((head) => head.branch)).toEqual(["", nameOf(branch), nameOf(twig)]);
  });

  test("a fork inside a page is stored from where it leaves what is held", async () => {
    const page = [...trunk.slice(0, 7), ...chain(trunk[6] ?? null, "late", 3)];
    expect(await replica.take(1, null, page)).toEqual({ kind: "stored", heldCount: 7, newCount: 3, forks: true });
  });

  test("a second fork at one record is a path of its own", async () => {
    const third = chain(trunk[4] ?? null, "third", 2);
    await replica.take(6, trunk[4] ?? null, third);
    expect(replica.readTo(nameOf(third))).toEqual([...trunk.slice(0, 5), ...third]);
  });

  test("branches whose names collide are kept apart", async () => {
    const [first, second] = ["0", "f"].map((digit) => makeId("record", new Uint8Array(32).fill(3).with(31, Number.parseInt(digit, 16))));
    await replica.take(6, trunk[4] ?? null, first === undefined ? [] : [first]);
    await replica.take(6, trunk[4] ?? null, second === undefined ? [] : [second]);
    expect(replica.heads.map((head) => head.id)).toEqual(expect.arrayContaining([first, second]));
    expect(replica.version.filter((entry) => entry.idPrefix === idPrefixOf(first ?? null))).toHaveLength(1);
  });

  test("comparing a long page with what is held takes few look-ups", async () => {
    const long = chain(null, "long", 5_000);
    const reader = new ReplicaOfLog();
    await reader.take(1, null, [...long.slice(0, 3_000), ...chain(long[2_999] ?? null, "own", 1_000)]);
    reader.lookups = 0;
    expect(await reader.take(1, null, long)).toMatchObject({ heldCount: 3_000, newCount: 2_000, forks: true });
    expect(reader.lookups).toBeLessThan(20);
  });
});

describe("a tree", () => {
  test("is the same made anew from what is stored", async () => {
    expect(await replica.reopened()).toEqual(replica.tree);
  });

  test("knows the way to every place", async () => {
    const { tree, idAt } = replica;
    if (tree === null) throw new Error("records are held");
    const position = { branch: nameOf(twig), seq: 10 };
    expect(segmentsTo(tree, position)).toEqual([
      { branch: "", firstSeq: 1, lastSeq: 5 },
      { branch: nameOf(branch), firstSeq: 6, lastSeq: 8 },
      { branch: nameOf(twig), firstSeq: 9, lastSeq: 10 },
    ]);
    const way = await Promise.all(Array.from({ length: 11 }, (_, seq) => idOfPosition(tree, { ...position, seq }, idAt)));
    expect(way).toEqual([null, ...trunk.slice(0, 5), ...branch.slice(0, 3), ...twig]);
    expect(await idOfPosition(tree, { ...position, seq: 11 }, idAt)).toBeNull();
  });

  test("knows how far two ways are the same", () => {
    const { tree } = replica;
    if (tree === null) throw new Error("records are held");
    const [t, b, w] = [
      { branch: "", seq: 10 },
      { branch: nameOf(branch), seq: 11 },
      { branch: nameOf(twig), seq: 10 },
    ];
    expect([commonSeq(tree, t, b), commonSeq(tree, b, t), commonSeq(tree, b, w), commonSeq(tree, t, w), commonSeq(tree, w, w)]).toEqual([
      5, 5, 8, 5, 10,
    ]);
    expect(commonSeq(tree, t, { branch: "", seq: 7 })).toBe(7);
    expect(commonSeq(tree, b, { branch: "", seq: 0 })).toBe(0);
  });

  test("finds a record by its number and the first bytes of its id", async () => {
    const { tree, idAt } = replica;
    if (tree === null) throw new Error("records are held");
    expect(await locate(tree, 7, idPrefixOf(branch[1] ?? null), idAt)).toEqual({ branch: nameOf(branch), seq: 7 });
    expect(await locate(tree, 7, trunk[6] ?? "", idAt)).toEqual({ branch: "", seq: 7 });
    expect(await locate(tree, 7, trunk[7] ?? "", idAt)).toBeNull();
    expect(await locate(tree, 0, ZERO_ID_PREFIX, idAt)).toEqual({ branch: "", seq: 0 });
    expect(await locate(tree, 99, trunk[9] ?? "", idAt)).toBeNull();
  });

  test("states every leaf in its version", () => {
    const leaves = [trunk.at(-1), branch.at(-1), twig.at(-1)].map((id) => idPrefixOf(id ?? null));
    expect(replica.version.map((entry) => entry.idPrefix).toSorted()).toEqual(leaves.toSorted());
    expect(versionHasAll(replica.version, versionOf(replica.heads))).toBe(true);
    expect(versionHas(replica.version, { log: owner.log, seq: 5, idPrefix: idPrefixOf(trunk[4] ?? null) })).toBe(false);
  });
});
