// Logs of an open space whose first records are not stored any more, or never were here.

import { describe, expect, test } from "vitest";
import type { LogPath } from "../ports/store.ts";
import { pathOf } from "../wire/log-tree.ts";
import { makeBatch } from "./store-batch.ts";
import { addTask, bring, ingest, openShared, ownPathOf, pageOf, runsIn, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { makeCheckpoint } from "../wire/checkpoint.ts";
import { EMPTY_BASE } from "./base.ts";
import { manifestKey } from "./checkpoint-book.ts";
import { headOfPath } from "./path-head.ts";
import { NO_BASE } from "./state-source.ts";

/** The trunk's records up to `upTo` are contained in packs from now on. */
async function prune({ core }: Space, path: LogPath, upTo: number): Promise<void> {
  const tree = core.index.trees.get(path.log);
  const id = await core.index.idAt(path, upTo);
  if (tree === undefined || id === null) throw new Error("a log with such a record");
  const trunk = { ...pathOf(tree, path.branch), base: { seq: upTo, id } };
  const batch = { heads: [headOfPath(trunk)], prune: [{ ...path, upTo }] };
  valueIn(await core.ports.store.commit(makeBatch(core.space, batch)));
  core.index.setPath(trunk);
}

/** `a` has written five tasks, `b` has them all, and keeps only those after the third. */
async function pruned() {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  const [profileA, profileB] = profiles;
  if (a === undefined || b === undefined || profileA === undefined || profileB === undefined) throw new Error("two of each");
  for (const title of ["1", "2"]) await addTask(a, title);
  const clone = new TestProfile(1, { disk: profileA.disk.copy(), timers: profileA.timers });
  for (const title of ["3", "4", "5"]) await addTask(a, title);
  await bring(a, b);
  const path = ownPathOf(a);
  await prune(b, path, 3);
  return { a, b, path, clone, profileA, profileB };
}

describe("a log with a base", () => {
  test("tells the same version, and goes on with what follows", async () => {
    const { a, b, path } = await pruned();
    expect(b.view().version).toEqual(a.view().version);
    await addTask(a, "6");
    expect(runsIn(await ingest(b, await pageOf(a, path, 6)))).toEqual(["1 stored"]);
    expect(b.view().heads).toMatchObject([{ seq: 6, base: { seq: 3 } }]);
    expect(titlesOf(b)).toContain("6");
  });

  test("answers covered for what is below it, with the checkpoint that it stands for", async () => {
    const { a, b, path } = await pruned();
    const checkpoint = "07".repeat(32);
    b.core.baseCheckpoint = () => checkpoint;
    const below = await ingest(b, await pageOf(a, path, 1, 2));
    expect(below).toMatchObject({ headSeq: 5, runs: [{ code: "covered", count: 2, checkpoint }], path: null });
    expect(runsIn(await ingest(b, await pageOf(a, path, 2)))).toEqual(["2 covered", "2 duplicate"]);
    await addTask(a, "6");
    expect(runsIn(await ingest(b, await pageOf(a, path, 1)))).toEqual(["3 covered", "2 duplicate", "1 stored"]);
    expect(titlesOf(b)).toContain("6");
  });

  test("answers covered for a fork that leaves below it, stores nothing of that and charges nobody", async () => {
    const { b, path, clone } = await pruned();
    const c = await clone.open();
    for (const title of ["other 3", "other 4", "other 5"]) await addTask(c, title);
    const before = b.view();
    for (const firstSeq of [1, 3, 4]) expect(runsIn(await ingest(b, await pageOf(c, path, firstSeq)))).toEqual([`${6 - firstSeq} covered`]);
    expect(runsIn(await ingest(b, await pageOf(c, path, 5)))).toEqual(["1 gap"]);
    expect(b.view()).toEqual(before);
  });

  test("keeps and applies a fork that leaves below it where its sender holds both ways, also after a restart, and sends it on", async () => {
    const { a, b, path, clone, profileB } = await pruned();
    const c = await clone.open();
    for (const title of ["other 3", "other 4"]) await addTask(c, title);
    expect(runsIn(await ingest(a, await pageOf(c, path, 3)))).toEqual(["2 fork"]);
    const { cursors } = valueIn(await a.compare(b.view().version, [], new Map()));
    const parting = cursors.filter(({ parts }) => parts === true);
    expect(parting).toMatchObject([{ path: { log: path.log }, nextSeq: 3 }]);
    const { previousId } = valueIn(await a.readPage(parting[0]?.path ?? path, 3));
    expect(runsIn(await ingest(b, { ...(await pageOf(a, parting[0]?.path ?? path, 3)), previousId }))).toEqual(["2 fork"]);
    expect(b.view().version).toEqual(a.view().version);
    expect(titlesOf(b)).toEqual(expect.arrayContaining(["5", "other 4"]));
    const again = await profileB.openSpace(b.core.space);
    expect(again.view().version).toEqual(a.view().version);
    expect(titlesOf(again)).toEqual(expect.arrayContaining(["other 3", "other 4"]));
    await addTask(c, "other 5");
    expect(runsIn(await ingest(again, await pageOf(c, path, 5)))).toEqual(["1 stored"]);
    expect(titlesOf(again)).toContain("other 5");
  });

  test("answers covered for its own records from below it, though their sender says that they part", async () => {
    const { a, b, path } = await pruned();
    const { previousId } = valueIn(await a.readPage(path, 2));
    await addTask(a, "6");
    expect(runsIn(await ingest(b, { ...(await pageOf(a, path, 2)), previousId }))).toEqual(["2 covered", "2 duplicate", "1 stored"]);
    expect(b.view().heads).toMatchObject([{ seq: 6, base: { seq: 3 } }]);
  });

  test("keeps a fork that leaves right behind it or later", async () => {
    const { a, b, path, profileA } = await pruned();
    const clone = new TestProfile(1, { disk: profileA.disk.copy(), timers: profileA.timers });
    const c = await clone.open();
    await addTask(a, "6");
    await addTask(c, "other 6");
    await ingest(b, await pageOf(a, path, 4));
    expect(runsIn(await ingest(b, await pageOf(c, path, 4)))).toEqual(["2 duplicate", "1 fork"]);
    expect(titlesOf(b)).toEqual(expect.arrayContaining(["6", "other 6"]));
  });

  test("is sent from behind the base on, to who has the base, and not below it", async () => {
    const { b, path } = await pruned();
    const compare = async (seq: number) => {
      const idPrefix = (await b.core.index.idAt(path, seq))?.slice(0, 16) ?? "ab".repeat(8);
      return valueIn(await b.compare(seq === 0 ? [] : [{ log: path.log, seq, idPrefix }], [], new Map()));
    };
    for (const seq of [0, 2]) expect(await compare(seq)).toMatchObject({ needsBase: [path.log], asks: [] });
    expect(await compare(3)).toMatchObject({ needsBase: [], cursors: [{ path, nextSeq: 4 }] });
    const page = await pageOf(b, path, 4);
    expect([page.records.length, page.previousIdPrefix]).toEqual([2, (await b.core.index.idAt(path, 3))?.slice(0, 16)]);
    expect((await pageOf(b, path, 3)).records).toEqual([]);
  });

  test("is opened again from behind its base, and what is missing below it is no damage", async () => {
    const { a, b, path, profileB } = await pruned();
    const again = await profileB.openSpace(b.core.space);
    expect([again.core.index.damagedPaths, again.view().version]).toEqual([0, a.view().version]);
    expect(again.core.counts.applied).toBe(2);
    expect(await again.core.index.idAt(path, 2)).toBeNull();
    expect(await again.core.index.idAt(path, 3)).not.toBeNull();
  });

  test.each([
    ["right behind it", 4, 3],
    ["later", 5, 4],
  ])("has its damage found and repaired: %s", async (_, seq, soundSeq) => {
    const { a, b, path, profileB } = await pruned();
    profileB.disk.damageRecord(b.core.space, path, seq, null);
    const again = await profileB.openSpace(b.core.space);
    expect([again.core.index.damagedPaths, again.view().version[0]?.seq]).toEqual([1, soundSeq]);
    await ingest(again, await pageOf(a, path, soundSeq + 1));
    expect([again.core.index.damagedPaths, again.view().version]).toEqual([0, a.view().version]);
    expect((await profileB.openSpace(b.core.space)).core.index.damagedPaths).toBe(0);
  });

  test("has no damage any more where the base moves past it", async () => {
    const { b, path, profileB } = await pruned();
    profileB.disk.damageRecord(b.core.space, path, 4, Uint8Array.of(1));
    const again = await profileB.openSpace(b.core.space);
    expect(again.core.index.damagedPaths).toBe(1);
    await prune(again, path, 4);
    expect([again.core.index.damagedPaths, again.view().version[0]?.seq]).toEqual([0, 5]);
  });

  test("is written on by its own device, before and after a restart", async () => {
    const { a, path, profileA } = await pruned();
    await prune(a, path, 5);
    await addTask(a, "6");
    const again = await profileA.openSpace(a.core.space);
    await addTask(again, "7");
    expect(again.view().heads).toMatchObject([{ seq: 7, base: { seq: 5 } }]);
    expect(titlesOf(again)).toEqual(expect.arrayContaining(["6", "7"]));
  });

  test("is written on by another tab that has not heard of its base", async () => {
    const { a, path, profileA } = await pruned();
    const other = await profileA.openSpace(a.core.space);
    await prune(a, path, 4);
    await addTask(other, "6");
    expect(other.view().heads).toMatchObject([{ seq: 6, base: { seq: 4 } }]);
    expect(titlesOf(await profileA.openSpace(a.core.space))).toContain("6");
  });

  test("is seen by another tab when its base has moved there", async () => {
    const { b, path, profileB } = await pruned();
    const other = await profileB.openSpace(b.core.space);
    await prune(b, path, 4);
    await other.refresh();
    expect(other.view().heads).toMatchObject([{ seq: 5, base: { seq: 4 } }]);
    expect(await other.core.index.idAt(path, 3)).toBeNull();
  });

  test("waits for the other side to take a checkpoint that is held here too", async () => {
    const { a, path } = await pruned();
    const { space, signer, ports, index } = a.core;
    const id = await index.idAt(path, 4);
    if (id === null) throw new Error("a record");
    const cover = [{ log: path.log, seq: 4, id }];
    const checkpoint = await makeCheckpoint(ports.suite.sha256, signer, { space, counter: 1, madeAt: 1, cover, packs: [] });
    valueIn(await ports.store.commit(makeBatch(space, { meta: [{ key: manifestKey(space, checkpoint.id), value: checkpoint.bytes }] })));
    // The base reaches further than the checkpoint that stands for it, as where it was merged with another.
    const base = { ...EMPTY_BASE, checkpoints: [checkpoint.id], cover: new Map([[path.log, { seq: 5, id }]]) };
    a.core.base.take({ base, bytes: null, pages: null, source: NO_BASE });
    expect(valueIn(await a.compare([], [checkpoint.id], new Map()))).toMatchObject({ awaitsCheckpoint: [path.log] });
    expect(valueIn(await a.compare([], [], new Map()))).toMatchObject({ awaitsCheckpoint: [], cursors: [{ nextSeq: 1 }] });
    const theirs = [{ log: path.log, seq: 4, idPrefix: id.slice(0, 16) }];
    expect(valueIn(await a.compare(theirs, [checkpoint.id], new Map()))).toMatchObject({ awaitsCheckpoint: [], cursors: [{ nextSeq: 5 }] });
  });
});
