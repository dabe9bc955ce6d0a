import { describe, expect, test } from "vitest";
import type { PackId } from "../../base/ids.ts";
import { fixedSuite } from "../../crypto/fixed.suite.ts";
import { logTagOf } from "../../wire/log-tag.ts";
import type { Space } from "../space.ts";
import { act, titlesOf, valueIn } from "../space.suite.ts";
import { addTasks, at, blocksIn, digestOf, forge, give, idOf, meet, recordsIn, run, sharing } from "./engine.suite.ts";

const rowsOf = (space: Space): unknown => [...space.core.items.index.rows()].toSorted((x, y) => (x.id < y.id ? -1 : 1));

describe("a fresh device", () => {
  test("gets checkpoint and tail and not the log", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    for (const id of await addTasks(a, 6)) for (const done of [true, false, true]) await act(a, { kind: "set-done", ids: [id], done });
    await run(a);
    await addTasks(a, 2, "later");
    b.core.base.admitted = a.core.base.base.checkpoints;
    const { framesFrom } = await meet(shared, [1, 0]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(titlesOf(b).length).toBe(8 - 6);
    expect(recordsIn(framesFrom[1])).toBe(2);
    expect(blocksIn(framesFrom[1])).toBe(2);
    expect(b.view().version).toEqual(a.view().version);
    expect(idOf(b)).toBe(idOf(a));
    const again = await at(shared.profiles, 1).openSpace(b.core.space);
    expect(await digestOf(again)).toEqual(await digestOf(a));
  });

  test("takes what covers more logs of one device than it can find at once, whatever their order", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    const generations = [0, 14, 30, 45, 61].map((generation) => logTagOf(fixedSuite.sha256, a.core.space, a.core.self, generation));
    const made = await forge(a, {
      cover: (cover) => generations.toSorted().flatMap((log) => cover.map((entry) => ({ ...entry, log }))),
    });
    b.core.base.admitted = [made.checkpoint.id];
    await give(b, made);
    expect(b.view().version.map(({ log }) => log)).toEqual(generations.toSorted());
    expect(titlesOf(b)).toEqual(titlesOf(a));
  });

  test("does not take what covers a log of nobody it knows", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    const unknown = logTagOf(fixedSuite.sha256, a.core.space, a.core.self, 16);
    const made = await forge(a, { cover: (cover) => cover.map((entry) => ({ ...entry, log: unknown })) });
    b.core.base.admitted = [made.checkpoint.id];
    await give(b, made);
    expect(b.view().version).toEqual([]);
  });

  test("goes on where the link broke", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    await run(a);
    await addTasks(a, 6, "more");
    await run(a);
    b.core.base.admitted = a.core.base.base.checkpoints;
    let packs = 0;
    const broken = await meet(shared, [1, 0], (frame, from) => from === 1 && frame[0] === 0x17 && (packs += 1) > 1);
    expect(blocksIn(broken.framesFrom[1])).toBe(2);
    const { framesFrom } = await meet(shared, [1, 0]);
    expect(blocksIn(framesFrom[1])).toBe(2);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("gets all of a base that two checkpoints make together, where there are no records of either", async () => {
    const shared = await sharing(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    a.upkeep.retention = () => ({ days: 0, months: 0 });
    await addTasks(a, 6, "of a");
    await meet(shared, [1, 0]);
    await run(a);
    for (const _ of ["compared", "told"]) await meet(shared, [1, 0]);
    at(shared.profiles, 0).timers.nowMs += 1;
    await run(a);
    const own = idOf(a);
    const ofB = new Set<string>(await addTasks(b, 6, "of b"));
    const logOfB = b.core.index.heads.find(({ device }) => device === b.core.self)?.log;
    const made = await forge(b, {
      items: (items) => items.filter(({ item }) => ofB.has(item)),
      cover: (cover) => cover.filter(({ log }) => log === logOfB),
    });
    a.core.base.admitted = [made.checkpoint.id];
    await give(a, made);
    expect(a.core.base.base.checkpoints).toEqual([made.checkpoint.id, own]);
    c.core.base.admitted = a.core.base.base.checkpoints;
    const { framesFrom } = await meet(shared, [2, 0]);
    expect(recordsIn(framesFrom[1])).toBe(0);
    expect(await digestOf(c)).toEqual(await digestOf(a));
    await addTasks(a, 12, "more of a");
    await run(a);
    expect(a.core.base.base.checkpoints).toEqual([idOf(a)]);
  });

  test("shows what several packs together say of an item", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    const [id] = await addTasks(a, 8);
    if (id === undefined) throw new Error("a task");
    await run(a);
    for (let edit = 1; edit <= 5; edit++) await act(a, { kind: "rename", id, title: `edit ${edit}` });
    await run(a);
    expect(a.core.base.base.packs).toHaveLength(2);
    b.core.base.admitted = a.core.base.base.checkpoints;
    const { framesFrom } = await meet(shared, [1, 0]);
    expect(recordsIn(framesFrom[1])).toBe(0);
    expect(rowsOf(b)).toEqual(rowsOf(a));
    expect(b.core.items.index.row(id)?.title).toBe("edit 5");
  });

  test("reads a pack as soon as it is whole, and once", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    await run(a);
    await addTasks(a, 6, "more");
    await run(a);
    b.core.base.admitted = a.core.base.base.checkpoints;
    const [older, newer] = a.core.base.base.packs.map(({ pack }) => pack);
    const read: PackId[] = [];
    const { store } = b.core.ports;
    const readBlocks = store.readBlocks.bind(store);
    store.readBlocks = (space, pack, ...which) => {
      read.push(pack);
      return readBlocks(space, pack, ...which);
    };
    let packs = 0;
    await meet(shared, [1, 0], (frame, from) => from === 1 && frame[0] === 0x17 && (packs += 1) > 1);
    expect(read).toEqual([newer]);
    await meet(shared, [1, 0]);
    expect(read).toEqual([newer, older]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("takes records instead where a pack does not hash to its name", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    await run(a);
    b.core.base.admitted = a.core.base.base.checkpoints;
    await meet(shared, [1, 0], (frame, from) => {
      if (from === 1 && frame[0] === 0x17) frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
      return false;
    });
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(b.core.base.refused).toMatchObject([{ from: "link" }]);
    expect(b.core.base.base.packs).toEqual([]);
  });
});

test("what sessions ask of checkpoints is loaded again where it could not be at first", async () => {
  const { profiles } = await sharing(1);
  const ports = at(profiles, 0).ports();
  let calls = 0;
  const space = await at(profiles, 0).open();
  const tab = await at(profiles, 0).openSpace(space.core.space, {
    ...ports,
    loadEngine: () => ((calls += 1) === 1 ? Promise.reject(new Error("offline")) : ports.loadEngine()),
  });
  await expect(tab.loadCheckpoints()).rejects.toThrow("offline");
  expect(valueIn(await (await tab.loadCheckpoints()).planFetch([], new Map(), false)).manifests).toEqual([]);
});
