// What becomes of items whose packs this store cannot give back: records in their place, or packs from elsewhere. Bytes are flipped in the store.

import { describe, expect, test } from "vitest";
import type { PackId } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import { settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { RelayKnowledge } from "../relay-knowledge.ts";
import type { Space } from "../space.ts";
import { act, actionsOf, addTask, errorIn, ownPathOf, pageOf, titlesOf, valueIn, type TestProfile } from "../space.suite.ts";
import { makeSyncStatus, NO_LINKS } from "../sync-status.ts";
import { itemsAlone } from "../screen.ts";
import { TaskWatches } from "../task-watches.ts";
import { at, digestOf, holding, meet, run, sharing } from "./engine.suite.ts";
import { readDetails } from "../read-details.ts";

const trashedTitles = ({ core }: Space): readonly string[] =>
  core.items.index
    .query({ view: "trash" })
    .slice(0, 100)
    .map(({ title }) => title);

const corruptIn = (space: Space): number => makeSyncStatus(space, null, NO_LINKS, new RelayKnowledge()).notApplied.corrupt;

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte));

function damagePages({ disk }: TestProfile, { core }: Space): void {
  const pages = disk.spaces.get(core.space)?.pages;
  for (const [number, bytes] of pages ?? []) pages?.set(number, flipped(bytes));
}

/** One block of each, the one given. */
function damagePacks({ disk }: TestProfile, { core }: Space, index: number): readonly PackId[] {
  const blocks = disk.spaces.get(core.space)?.blocks ?? new Map<PackId, Map<number, Uint8Array>>();
  const packs = [...blocks.keys()];
  for (const pack of packs) disk.damageBlock(core.space, pack, index, flipped(blocks.get(pack)?.get(index) ?? new Uint8Array(1)));
  return packs;
}

async function tasks(space: Space, name: string, count = 6): Promise<void> {
  for (let number = 0; number < count; number++) await addTask(space, `${name} ${number}`);
}

/** Tasks in packs, one of them deleted for good, and some beyond. */
async function packed(): Promise<{ space: Space; profile: TestProfile }> {
  const { spaces, profiles } = await sharing(1);
  const [space, profile] = [at(spaces, 0), at(profiles, 0)];
  const gone = await addTask(space, "gone");
  await tasks(space, "task");
  await act(space, { kind: "trash", ids: [gone] });
  await act(space, { kind: "purge", ids: [gone] });
  await run(space);
  await tasks(space, "later", 2);
  const [first] = space.core.items.index.query({ view: "open" }).slice(0, 1);
  if (first !== undefined) await act(space, { kind: "rename", id: first.id, title: "renamed" });
  return { space, profile };
}

async function opened(profile: TestProfile, space: Space): Promise<Space> {
  const again = await profile.openSpace(space.core.space);
  await holding(again);
  return again;
}

async function expectSame(again: Space, space: Space): Promise<void> {
  expect(titlesOf(again)).toEqual(titlesOf(space));
  expect(trashedTitles(again)).toEqual(trashedTitles(space));
  expect(await digestOf(again)).toEqual(await digestOf(space));
  expect(again.core.items.tombstones).toEqual(space.core.items.tombstones);
  expect(again.core.items.unreadable.size).toBe(0);
}

describe("where a pack is damaged and all records are still here", () => {
  test.each([
    ["a block, with the row pages", 1, true],
    ["the head, with the row pages", 0, true],
    ["a block alone", 1, false],
    ["the head alone", 0, false],
  ])("nothing is missing after a start, and the next compaction writes it anew: %s", async (_, index, alsoPages) => {
    const { space, profile } = await packed();
    const packs = damagePacks(profile, space, index);
    if (alsoPages) damagePages(profile, space);
    const again = await opened(profile, space);
    await expectSame(again, space);
    expect(again.core.base.refused).toMatchObject(packs.map((pack) => ({ pack, from: "store" })));
    expect([...again.core.base.restored]).toEqual(packs);
    await run(again);
    expect([again.core.base.isWhole, again.core.items.tail.size]).toEqual([true, 0]);
    const third = await opened(profile, space);
    await expectSame(third, space);
    expect(third.core.base.refused).toEqual([]);
    await run(third);
    expect(valueIn(await third.core.ports.store.listPacks(space.core.space)).map(({ pack }) => pack)).not.toContain(packs[0]);
    await expectSame(await opened(profile, space), space);
  });

  test("a tab finds it when it reads an item, and goes on with what records say", async () => {
    const { space, profile } = await packed();
    await tasks(space, "more");
    await run(space);
    const again = await opened(profile, space);
    const digest = await digestOf(space);
    const packs = damagePacks(profile, space, 1);
    const row = again.core.items.index.query({ view: "open" }).slice(0, 9).find(({ title }) => title === "task 3"); // prettier-ignore
    if (row === undefined) throw new Error("a task");
    expect(await readDetails(again.core.items, row.id)).toBeNull();
    await again.core.items.digest();
    await again.core.inTurn(async () => ({ ok: true, value: null }));
    expect([...again.core.base.restored].toSorted()).toEqual(packs.toSorted());
    expect(await readDetails(again.core.items, row.id)).not.toBeNull();
    expect(await digestOf(again)).toEqual(digest);
    await act(again, { kind: "rename", id: row.id, title: "renamed here" });
    expect(titlesOf(again)).toContain("renamed here");
    await run(again);
    const third = await opened(profile, space);
    await expectSame(third, again);
  });

  test("a pack that is written anew just as it was is damaged no more", async () => {
    const { spaces, profiles } = await sharing(1);
    const [space, profile] = [at(spaces, 0), at(profiles, 0)];
    await tasks(space, "task");
    await run(space);
    const packs = damagePacks(profile, space, 1);
    const again = await opened(profile, space);
    await again.core.items.digest();
    await again.core.inTurn(async () => ({ ok: true, value: null }));
    expect([...again.core.base.restored]).toEqual(packs);
    await run(again);
    expect(again.core.base.base.packs.map(({ pack }) => pack)).toEqual(packs);
    expect(again.core.base.isWhole).toBe(true);
    await tasks(again, "later");
    await run(again);
    expect(again.core.items.tail.size).toBe(0);
    await expectSame(await opened(profile, space), again);
  });

  test("no record goes before the packs are written anew", async () => {
    const { space, profile } = await packed();
    damagePacks(profile, space, 1);
    const again = await opened(profile, space);
    const [head] = again.view().heads;
    again.upkeep.retention = () => ({ days: 0, months: 0 });
    again.upkeep.confirmedAtRelay = () => head?.seq ?? 0;
    profile.disk.capacityBytes = profile.disk.usedBytes;
    await run(again);
    expect(again.view().heads).toEqual([head]);
    await expectSame(await opened(profile, space), space);
  });

  test("nothing else is taken as base before", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    const profile = at(shared.profiles, 0);
    await tasks(a, "a");
    await run(a);
    await meet(shared, [1, 0]);
    await tasks(b, "b", 12);
    await run(b);
    damagePacks(profile, a, 1);
    damagePages(profile, a);
    const again = await opened(profile, a);
    await meet({ spaces: [again, b], profiles: shared.profiles }, [0, 1]);
    expect(titlesOf(again).toSorted()).toEqual(titlesOf(b).toSorted());
    await run(again);
    await meet({ spaces: [again, b], profiles: shared.profiles }, [0, 1]);
    expect(await digestOf(again)).toEqual(await digestOf(b));
    expect(await digestOf(await opened(profile, a))).toEqual(await digestOf(b));
  });
});

/** Of two devices with one base, whose records have gone at the first. */
async function pruned() {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
  await tasks(a, "task");
  await meet(shared, [1, 0]);
  await run(a);
  await meet(shared, [1, 0]);
  await meet(shared, [1, 0]);
  at(shared.profiles, 0).timers.nowMs += 1;
  await run(a);
  expect(a.view().heads).toMatchObject([{ base: { seq: 6 } }]);
  return { shared, a, b, profile: at(shared.profiles, 0) };
}

describe("where the records of a damaged pack have gone", () => {
  test.each([
    ["with the row pages", true],
    ["alone", false],
  ])("it is fetched from who has it, and all is as it was: %s", async (_, alsoPages) => {
    const { shared, a, b, profile } = await pruned();
    const packs = damagePacks(profile, a, 1);
    if (alsoPages) damagePages(profile, a);
    const again = await opened(profile, a);
    await again.core.items.digest();
    expect([...again.core.base.damaged]).toEqual(packs);
    expect(corruptIn(again)).toBe(1);
    await meet({ spaces: [again, b], profiles: shared.profiles }, [0, 1]);
    await settle();
    expect(again.core.base.isWhole).toBe(true);
    expect(corruptIn(again)).toBe(0);
    await expectSame(again, b);
    await tasks(again, "later");
    await run(again);
    const third = await opened(profile, a);
    await expectSame(third, again);
    expect(titlesOf(third)).toHaveLength(12);
  });

  test("until then a task in it is told as unreadable, and changes of it are refused as such", async () => {
    const { shared, a, b, profile } = await pruned();
    damagePacks(profile, a, 1);
    const again = await opened(profile, a);
    const [task] = again.core.items.index.query({ view: "open" }).slice(0, 1);
    assert(task !== undefined, "a task");
    const told: unknown[] = [];
    const watches = new TaskWatches(({ details }) => told.push(details));
    watches.watch(itemsAlone(again.core.items), 1, task.id);
    await settleUntil(() => told.length === 1);
    const refusal = { kind: "refused", reason: "unreadable-item" };
    expect(errorIn(await actionsOf(again).act(again, { kind: "rename", id: task.id, title: "new" }))).toEqual(refusal);
    expect(errorIn(await actionsOf(again).act(again, { kind: "purge", ids: [task.id] }))).toEqual(refusal);
    await meet({ spaces: [again, b], profiles: shared.profiles }, [0, 1]);
    await settleUntil(() => again.core.base.isWhole);
    watches.refresh(itemsAlone(again.core.items));
    await settleUntil(() => told.length === 2);
    expect(told).toMatchObject(["unreadable", { row: { title: task.title } }]);
    await act(again, { kind: "rename", id: task.id, title: "new" });
    expect(titlesOf(again)).toContain("new");
  });

  test("what another checkpoint has in its place is taken, where nobody has the pack any more", async () => {
    const { shared, a, b, profile } = await pruned();
    const ids = [...b.core.items.ids];
    for (const done of [true, false]) await act(b, { kind: "set-done", ids, done });
    await tasks(b, "b", 12);
    await run(b);
    damagePacks(profile, a, 1);
    damagePages(profile, a);
    const again = await opened(profile, a);
    const other = await opened(at(shared.profiles, 1), b);
    const spaces = [again, other];
    // Endorsed by the first device before.
    again.core.base.admitted = other.core.base.base.checkpoints;
    await meet({ spaces, profiles: shared.profiles }, [0, 1]);
    await meet({ spaces, profiles: shared.profiles }, [0, 1]);
    expect(again.core.base.isWhole).toBe(true);
    await expectSame(again, other);
    await expectSame(await opened(profile, a), other);
  });
});

test("a fetched pack that is damaged before it was compared is fetched again, and its maker is not blamed", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  await tasks(a, "task");
  await meet(shared, [1, 0]);
  await run(a);
  let packs = 0;
  await meet(shared, [1, 0], (frame, from) => from === 1 && frame[0] === 0x17 && (packs += 1) > 1);
  await meet(shared, [1, 0], (frame, from) => {
    const isLast = from === 1 && frame[0] === 0x17;
    if (isLast) damagePacks(at(shared.profiles, 1), b, 0);
    return false;
  });
  await meet(shared, [1, 0]);
  expect(b.core.base.base.checkpoints).toEqual(a.core.base.base.checkpoints);
});

/** Six records in a pack, the third of them damaged. */
async function damaged(bytes: Uint8Array | null) {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const profile = at(shared.profiles, 0);
  await tasks(a, "task");
  await run(a);
  profile.disk.damageRecord(a.core.space, ownPathOf(a), 3, bytes);
  return { shared, a, b, profile };
}

describe("a damaged record that packs contain", () => {
  test.each([
    ["changed", Uint8Array.of(1, 2, 3), 3],
    ["gone", null, 4],
  ])("goes with all before it, once it was asked for, and others take the packs: %s", async (_, bytes, base) => {
    const { shared, a, b, profile } = await damaged(bytes);
    expect((await pageOf(a, ownPathOf(a), 1)).records).toHaveLength(2);
    expect((await pageOf(a, ownPathOf(a), 3)).records).toEqual([]);
    await run(a);
    expect(a.view().heads).toMatchObject([{ seq: 6, base: { seq: base } }]);
    expect((await pageOf(a, ownPathOf(a), base + 1)).records).toHaveLength(6 - base);
    expect([
      ...(profile.disk.spaces
        .get(a.core.space)
        ?.records.get(`${ownPathOf(a).log}/`)
        ?.keys() ?? []),
    ]).toHaveLength(6 - base);
    b.core.base.admitted = a.core.base.base.checkpoints;
    await meet(shared, [1, 0]);
    await expectSame(b, a);
    await expectSame(await opened(profile, a), a);
  });

  test("stays while the pack is damaged too", async () => {
    const { a, profile } = await damaged(null);
    damagePacks(profile, a, 0);
    expect((await pageOf(a, ownPathOf(a), 3)).records).toEqual([]);
    await run(a);
    await a.core.inTurn(async () => ({ ok: true, value: null }));
    expect(a.view().heads[0]?.base).toBeUndefined();
    expect(a.core.base.damaged.size).toBe(1);
    expect(a.core.index.damagedPaths).toBe(1);
  });
});
