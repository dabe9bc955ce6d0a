import { describe, expect, test } from "vitest";
import { err, type Result } from "../../base/result.ts";
import { makeId, type ItemId } from "../../base/ids.ts";
import type { Store, StoreError } from "../../ports/store.ts";
import { openMemoryStore, type MemoryDisk } from "../../storage/memory-store.ts";
import { streamCompression } from "../../storage/stream-compression.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import { readBook } from "../checkpoint-book.ts";
import type { Space } from "../space.ts";
import { act, addTask, bring, TestProfile, valueIn } from "../space.suite.ts";
import { addTasks, at, blocksIn, digestOf, forge, give, holding, idOf, meet, recordsIn, run, sharing } from "./engine.suite.ts";

/** Not compressed at all (RFC 1951, section 3.2.4); up to 65,535 bytes. */
const storedDeflate = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.of(1, bytes.length & 255, bytes.length >> 8, ~bytes.length & 255, (~bytes.length >> 8) & 255, ...bytes);

const verdictsOf = async ({ core }: Space): Promise<readonly string[]> =>
  (await readBook(core.ports.store, core.space)).map(({ verdict }) => verdict);

describe("a checkpoint of another device", () => {
  test("is compared, endorsed and taken; then its records go, and a stale device gets packs", async () => {
    const shared = await sharing(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    for (const space of shared.spaces) space.upkeep.retention = () => ({ days: 0, months: 0 });
    await addTasks(a, 3);
    await meet(shared, [1, 0]);
    await meet(shared, [2, 0]);
    await addTasks(a, 6, "more");
    await meet(shared, [1, 0]);
    await run(a);
    await meet(shared, [1, 0]);
    expect(await verdictsOf(b)).toEqual(["verified"]);
    expect(idOf(b)).toBe(idOf(a));
    await meet(shared, [1, 0]);
    at(shared.profiles, 0).timers.nowMs += 1;
    await run(a);
    expect(a.view().heads).toMatchObject([{ seq: 9, base: { seq: 9 } }]);
    const { framesFrom } = await meet(shared, [2, 0]);
    expect(recordsIn(framesFrom[1])).toBe(0);
    expect(blocksIn(framesFrom[1])).toBeGreaterThan(0);
    expect(await digestOf(c)).toEqual(await digestOf(a));
  });

  test("needs no block by whoever has the same records, since the same packs are made of them", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    const [id] = await addTasks(a, 8);
    if (id === undefined) throw new Error("a task");
    await meet(shared, [1, 0]);
    await run(a);
    const first = await meet(shared, [1, 0]);
    for (let edit = 1; edit <= 5; edit++) await act(a, { kind: "rename", id, title: `edit ${edit}` });
    await meet(shared, [1, 0]);
    await run(a);
    const second = await meet(shared, [1, 0]);
    expect([...first.framesFrom, ...second.framesFrom].map(blocksIn)).toEqual([0, 0, 0, 0]);
    expect(await verdictsOf(b)).toEqual(["verified", "verified"]);
    expect(idOf(b)).toBe(idOf(a));
    expect(b.core.base.base.packs.map(({ pack }) => pack)).toEqual(a.core.base.base.packs.map(({ pack }) => pack));
    expect(await digestOf(await at(shared.profiles, 1).openSpace(b.core.space))).toEqual(await digestOf(a));
  });

  test("is fetched and compared by a device that deflates in another way", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    at(shared.profiles, 1).compression = { ...streamCompression, deflate: (bytes) => Promise.resolve(storedDeflate(bytes)) };
    const other = await at(shared.profiles, 1).openSpace(b.core.space);
    await holding(other);
    const shares = { spaces: [a, other], profiles: shared.profiles };
    await addTasks(a, 6);
    await meet(shares, [1, 0]);
    await run(a);
    const { framesFrom } = await meet(shares, [1, 0]);
    expect(blocksIn(framesFrom[1])).toBe(2);
    expect(await verdictsOf(other)).toEqual(["verified"]);
    expect(idOf(other)).toBe(idOf(a));
  });

  test("is not taken by a stale device that can have the records", async () => {
    const shared = await sharing(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    await addTasks(a, 3);
    await meet(shared, [2, 0]);
    await addTasks(a, 6, "more");
    await meet(shared, [1, 0]);
    await run(a);
    await meet(shared, [1, 0]);
    await meet(shared, [1, 0]);
    expect(await verdictsOf(b)).toEqual(["verified"]);
    const { framesFrom } = await meet(shared, [2, 0]);
    expect(recordsIn(framesFrom[1])).toBe(6);
    expect(await digestOf(c)).toEqual(await digestOf(a));
  });

  test("made at the same time as one of our own ends in the same documents everywhere", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6, "a");
    await addTasks(b, 6, "b");
    await run(a);
    await run(b);
    await meet(shared, [1, 0]);
    await meet(shared, [0, 1]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
    await addTasks(a, 12, "later");
    await run(a);
    await meet(shared, [1, 0]);
    await meet(shared, [1, 0]);
    expect(idOf(b)).toBe(idOf(a));
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(await digestOf(await at(shared.profiles, 1).openSpace(b.core.space))).toEqual(await digestOf(a));
  });
});

test("a device that took its base on trust compares for others once its own was compared", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  await addTasks(a, 6);
  await run(a);
  b.core.base.admitted = a.core.base.base.checkpoints;
  await meet(shared, [1, 0]);
  expect(b.core.base.base.isSound).toBe(false);
  await addTasks(b, 12, "b");
  await run(b);
  await meet(shared, [1, 0]);
  await meet(shared, [0, 1]);
  expect(await verdictsOf(a)).toContain("verified");
  await run(b);
  expect(b.core.base.base.isSound).toBe(true);
});

const honest = async (): Promise<{ a: Space; b: Space }> => {
  const { spaces } = await sharing(2);
  const [a, b] = [at(spaces, 0), at(spaces, 1)];
  await addTasks(a, 6);
  await bring(a, b);
  return { a, b };
};

describe("a checkpoint that nobody has said anything of", () => {
  const DAY_MS = 86_400_000;

  test("is not taken for being 45 days old as it says itself", async () => {
    const { spaces, profiles } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 6);
    const made = await forge(a);
    at(profiles, 1).timers.nowMs += 46 * DAY_MS;
    await give(b, made);
    expect(b.view().version).toEqual([]);
  });

  test("is taken by whoever has heard of it 45 days ago", async () => {
    const { spaces, profiles } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 6);
    const made = await forge(a);
    await give(b, made);
    const desk = await b.loadCheckpoints();
    const takeUp = async (): Promise<void> =>
      valueIn(await desk.endFetch({ checkpoint: made.checkpoint.id, outcome: "fetched", pack: null }));
    at(profiles, 1).timers.nowMs += 44 * DAY_MS;
    await takeUp();
    expect(b.view().version).toEqual([]);
    at(profiles, 1).timers.nowMs += 2 * DAY_MS;
    await takeUp();
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(b.view().version).toEqual(a.view().version);
    expect(b.core.base.base.isSound).toBe(false);
  });

  test("is compared, however long it has been known, by whoever has made another one of the same records", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 6);
    await bring(a, b);
    const made = await forge(a);
    await run(b);
    const desk = await b.loadCheckpoints();
    valueIn(await desk.keepCheckpoint(made.checkpoint.id, made.checkpoint.bytes));
    at(shared.profiles, 1).timers.nowMs += 46 * DAY_MS;
    await give(b, made);
    expect(await verdictsOf(b)).toContain("verified");
  });

  test("is compared, however old it is, by whoever has its records", async () => {
    const { spaces, profiles } = await sharing(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 6);
    const wrong = await forge(a, { items: (items) => items.slice(1) });
    await bring(a, b);
    at(profiles, 1).timers.nowMs += 46 * DAY_MS;
    await give(b, wrong);
    expect(await verdictsOf(b)).toEqual(["objected"]);
  });
});

describe("a compactor that lies", () => {
  test("that does not, is believed after it was compared", async () => {
    const { a, b } = await honest();
    await give(b, await forge(a));
    expect(await verdictsOf(b)).toEqual(["verified"]);
  });

  test.each<[string, Parameters<typeof forge>[1]]>([
    ["drops an item", { items: (items) => items.slice(1) }],
    ["changes a byte", { items: (items) => items.map(({ item, state }, i) => ({ item, state: i === 0 ? flipped(state) : state })) }],
    ["swaps two documents", { items: (items) => items.map(({ item }, i) => ({ item, state: items[i ^ 1]?.state ?? null })) }],
    [
      "says an item was deleted for good",
      { items: (items) => items.map(({ item, state }, i) => ({ item, state: i === 0 ? null : state })) },
    ],
    [
      "says that there is one more",
      { items: (items) => [...items, { item: makeId("item", new Uint8Array(16).fill(255)), state: items[0]?.state ?? null }] },
    ],
  ])("and %s is objected to, and nothing is lost", async (_, change) => {
    const { a, b } = await honest();
    const digest = await digestOf(b);
    await give(b, await forge(a, change));
    expect(await verdictsOf(b)).not.toContain("verified");
    expect(b.core.base.base.packs).toEqual([]);
    expect(await digestOf(b)).toEqual(digest);
  });

  test("and covers more than its packs have is objected to by whoever has the records", async () => {
    const { a, b } = await honest();
    const forged = await forge(a);
    await addTask(a, "not in it");
    await bring(a, b);
    const head = at(a.view().heads, 0);
    await give(
      b,
      await forge(a, {
        items: (items) => items.filter(({ item }) => forgedHas(forged, item)),
        cover: () => [{ log: head.log, seq: head.seq, id: head.id }],
      }),
    );
    expect(await verdictsOf(b)).toEqual(["objected"]);
    valueIn(await b.receipts.issueIfDue());
    expect(b.receipts.of(b.core.self)?.objections).toHaveLength(1);
  });
});

const forgedHas = ({ packs }: Awaited<ReturnType<typeof forge>>, item: ItemId): boolean => packs.some(({ items }) => items.includes(item));

/** Within the title, which is text in the document. */
function flipped(state: Uint8Array | null): Uint8Array | null {
  if (state === null) return null;
  const index = state.findIndex((byte, i) => byte === 0x74 && state[i + 1] === 0x61 && state[i + 2] === 0x73);
  return state.map((byte, i) => (i === index ? byte ^ 1 : byte));
}

type Dying = { readonly store: Store; readonly writes: () => number; readonly errors: readonly StoreError[] };

/** Every write from the one numbered `last` on fails; that one itself is done all the same if it is `after`. */
function dyingStore(disk: MemoryDisk, last: number, moment: "before" | "after"): Dying {
  const inner = openMemoryStore(disk);
  let writes = 0;
  const errors: StoreError[] = [];
  const write = async <T>(call: () => Promise<Result<T, StoreError>>): Promise<Result<T, StoreError>> => {
    writes += 1;
    if (writes < last) {
      const written = await call();
      if (!written.ok) errors.push(written.error);
      return written;
    }
    if (writes === last && moment === "after") await call();
    return err({ kind: "closed" });
  };
  const store: Store = {
    loadIndex: (space) => inner.loadIndex(space),
    readRecords: (space, path, fromSeq, limit) => inner.readRecords(space, path, fromSeq, limit),
    readPages: (space) => inner.readPages(space),
    readBlocks: (space, pack, first, max) => inner.readBlocks(space, pack, first, max),
    listPacks: (space) => inner.listPacks(space),
    readMeta: (key) => inner.readMeta(key),
    estimate: () => inner.estimate(),
    close: () => inner.close(),
    commit: (batch, onPlaced) => write(() => inner.commit(batch, onPlaced)),
    setRecordStates: (space, states) => write(() => inner.setRecordStates(space, states)),
    repairRecords: (space, records) => write(() => inner.repairRecords(space, records)),
    removeSpace: (space) => write(() => inner.removeSpace(space)),
    raiseFence: () => inner.raiseFence(),
  };
  return { store, writes: () => writes, errors };
}

async function edited(space: Space): Promise<void> {
  const ids = await addTasks(space, 9);
  for (const id of ids.slice(0, 4)) await act(space, { kind: "set-done", ids: [id], done: true });
}

/** A disk with a base and a tail on it. */
async function prepared(): Promise<{ disk: MemoryDisk; space: Space; digest: unknown }> {
  const { spaces, profiles } = await sharing(1);
  const space = at(spaces, 0);
  await edited(space);
  await run(space);
  await edited(space);
  return { disk: at(profiles, 0).disk, space, digest: await digestOf(space) };
}

const reopened = async (disk: MemoryDisk, space: Space, store?: Store): Promise<{ profile: TestProfile; opened: Space }> => {
  const profile = new TestProfile(1, { disk });
  profile.limits = { ...profile.limits, tailRecords: 5, jitterMs: 0 };
  return { profile, opened: await profile.openSpace(space.core.space, profile.ports(store)) };
};

describe("a compaction", () => {
  test("killed at any of its writes leaves all as it was, and the next one does it", async () => {
    const { disk, space, digest } = await prepared();
    let isDone = false;
    for (let last = 1; !isDone; last++) {
      for (const moment of ["before", "after"] as const) {
        const copy = disk.copy();
        const dying = dyingStore(copy, last, moment);
        const { opened } = await reopened(copy, space, dying.store);
        await holding(opened);
        await run(opened);
        isDone = dying.writes() < last;
        const after = await reopened(copy, space);
        expect(await digestOf(after.opened)).toEqual(digest);
        await holding(after.opened);
        await run(after.opened);
        expect(after.opened.core.items.tail.size).toBe(0);
        expect(await digestOf(after.opened)).toEqual(digest);
        const stored = valueIn(await after.opened.core.ports.store.listPacks(space.core.space));
        expect(stored).toHaveLength(after.opened.core.base.base.packs.length);
      }
    }
  }, 30_000);

  test("for which there is no room leaves all usable and says so", async () => {
    const { disk, space, digest } = await prepared();
    const copy = disk.copy();
    copy.capacityBytes = copy.usedBytes + 400;
    const watched = dyingStore(copy, Number.POSITIVE_INFINITY, "before");
    const { opened } = await reopened(copy, space, watched.store);
    await holding(opened);
    await run(opened);
    expect(watched.errors).toEqual([{ kind: "full" }]);
    expect(await digestOf(opened)).toEqual(digest);
    copy.capacityBytes = Number.POSITIVE_INFINITY;
    await run(opened);
    expect(opened.core.items.tail.size).toBe(0);
    expect(await digestOf((await reopened(copy, space)).opened)).toEqual(digest);
  });

  test("of a frozen tab that wakes is refused once another tab has the links", async () => {
    const { spaces, profiles } = await sharing(1, { pauseMs: 10 });
    const [space, profile] = [at(spaces, 0), at(profiles, 0)];
    await edited(space);
    const running = run(space);
    await settle();
    const other = await profile.openSpace(space.core.space);
    await holding(other);
    for (let step = 0; step < 20; step++) await profile.timers.pass(10);
    await running;
    expect(space.core.base.base.packs).toEqual([]);
    expect(valueIn(await other.core.ports.store.readMeta(`base/${space.core.space}`))).toBeNull();
    expect(space.core.fence).toBeNull();
  });
});
