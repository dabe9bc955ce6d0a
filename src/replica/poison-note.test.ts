import { describe, expect, test } from "vitest";
import { openMemoryStore } from "../storage/memory-store.ts";
import type { LogPath, Store, StoreBatch } from "../ports/store.ts";
import { makeId, type SpaceId } from "../base/ids.ts";
import { err } from "../base/result.ts";
import { makeBatch } from "./store-batch.ts";
import { poisonNote, readPoisonNote, type PoisonNote } from "./poison-note.ts";
import type { TestProfile } from "./space.suite.ts";
import { addTask, bring, errorIn, openShared, ownPathOf, pageOf, titlesOf, valueIn } from "./space.suite.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import { Space } from "./space.ts";
import { makeSyncStatus, NO_LINKS } from "./sync-status.ts";

const closed = err({ kind: "closed" } as const);

/** A store whose worker dies right after the first commit that `isLast` picks: nothing is heard of it from then on. */
function dyingStore(profile: TestProfile, isLast: (batch: StoreBatch) => boolean): Store {
  const store = openMemoryStore(profile.disk);
  let isDead = false;
  return {
    loadIndex: async (space) => (isDead ? closed : store.loadIndex(space)),
    readRecords: async (...query) => (isDead ? closed : store.readRecords(...query)),
    setRecordStates: async (...states) => (isDead ? closed : store.setRecordStates(...states)),
    repairRecords: async (...records) => (isDead ? closed : store.repairRecords(...records)),
    removeSpace: async (space) => (isDead ? closed : store.removeSpace(space)),
    readPages: async (space) => (isDead ? closed : store.readPages(space)),
    readBlocks: async (...query) => (isDead ? closed : store.readBlocks(...query)),
    listPacks: async (space) => (isDead ? closed : store.listPacks(space)),
    readMeta: async (key) => (isDead ? closed : store.readMeta(key)),
    raiseFence: async () => (isDead ? closed : store.raiseFence()),
    estimate: () => store.estimate(),
    close: () => store.close(),
    commit: async (batch) => {
      if (isDead) return closed;
      isDead = isLast(batch);
      return store.commit(batch);
    },
  };
}

const statusOf = (space: Space) => makeSyncStatus(space, null, NO_LINKS, new RelayKnowledge());

const applies = (batch: StoreBatch): boolean => batch.meta.some(({ key, value }) => key.startsWith("applying/") && value !== null);

/** `b` died while it applied the five tasks of `a`. */
async function diedApplying() {
  const { spaces, profiles } = await openShared(2);
  const [a] = spaces;
  const [, profile] = profiles;
  if (a === undefined || profile === undefined) throw new Error("two of each");
  for (const title of ["1", "2", "3", "4", "5"]) await addTask(a, title);
  const dying = await profile.open(dyingStore(profile, (batch) => batch.records.length > 0));
  valueIn(await dying.ingestPage(await pageOf(a, ownPathOf(a), 1)));
  return { profile, space: a.core.space, path: ownPathOf(a) };
}

/** Opens the space in a worker that dies when it is about to apply the `count`-th record alone. */
async function dieAlone(profile: TestProfile, space: SpaceId, count: number): Promise<void> {
  let seen = 0;
  const ports = profile.ports(dyingStore(profile, (batch) => applies(batch) && ++seen === count));
  const { signer, timers } = profile;
  const self = makeId("device", signer.publicKey);
  const opened = await Space.open(ports, { space, signer, self, timers, onChange: () => undefined, onProgress: () => undefined });
  expect(errorIn(opened)).toEqual({ kind: "closed" });
}

/** The same, and the next worker dies of the same record. */
async function dieAloneTwice(profile: TestProfile, space: SpaceId, count: number): Promise<void> {
  await dieAlone(profile, space, count);
  await dieAlone(profile, space, 1);
}

const noteOf = (profile: TestProfile, space: SpaceId): Promise<PoisonNote | null> => readPoisonNote(openMemoryStore(profile.disk), space);

describe("the note of what is being applied", () => {
  test("outlives a worker that ended meanwhile, and goes when the records were applied one by one", async () => {
    const { profile, space, path } = await diedApplying();
    expect(await noteOf(profile, space)).toEqual({ ...path, firstSeq: 1, lastSeq: 5, deaths: 0 });
    const again = await profile.open();
    expect([titlesOf(again), again.core.counts.void, await noteOf(profile, space)]).toEqual([["1", "2", "3", "4", "5"], 0, null]);
  });

  test("leaves nothing out for a worker that ended once beside it", async () => {
    const { profile, space, path } = await diedApplying();
    await dieAlone(profile, space, 3);
    expect(await noteOf(profile, space)).toEqual({ ...path, firstSeq: 3, lastSeq: 5, deaths: 1 });
    const opened = await profile.open();
    expect([titlesOf(opened), opened.core.counts.void]).toEqual([["1", "2", "3", "4", "5"], 0]);
  });

  test("makes void what was found alone twice, from then on and only here", async () => {
    const { profile, space, path } = await diedApplying();
    await dieAloneTwice(profile, space, 3);
    expect(await noteOf(profile, space)).toEqual({ ...path, firstSeq: 3, lastSeq: 5, deaths: 2 });
    for (let start = 0; start < 2; start++) {
      const opened = await profile.open();
      expect(titlesOf(opened)).toEqual(["1", "2", "4", "5"]);
      expect(statusOf(opened).notApplied).toMatchObject({ void: 0, poisoned: 1 });
      expect((await pageOf(opened, path, 1)).records).toHaveLength(5);
    }
    expect(await noteOf(profile, space)).toBeNull();
  });

  test("finds the second of two guilty records as well", async () => {
    const { profile, space } = await diedApplying();
    await dieAloneTwice(profile, space, 2);
    // The first note of this start is of all that is left.
    await dieAloneTwice(profile, space, 3);
    const opened = await profile.open();
    expect([titlesOf(opened), opened.core.counts.void]).toEqual([["1", "3", "5"], 2]);
  });

  test("of the last record leaves nothing to apply", async () => {
    const { profile, space } = await diedApplying();
    await dieAloneTwice(profile, space, 5);
    expect(titlesOf(await profile.open())).toEqual(["1", "2", "3", "4"]);
  });

  test("that cannot be read, or is about a record that is not held, keeps nothing from opening", async () => {
    const { profile, space, path } = await diedApplying();
    const store = openMemoryStore(profile.disk);
    const [entry] = [poisonNote(space, { ...path, firstSeq: 90, lastSeq: 99, deaths: 2 })];
    valueIn(await store.commit(makeBatch(space, { meta: [entry] })));
    expect(titlesOf(await profile.open())).toHaveLength(5);
    valueIn(await store.commit(makeBatch(space, { meta: [{ ...entry, value: Uint8Array.of(1, 2) }] })));
    expect(titlesOf(await profile.open())).toHaveLength(5);
  });

  test("of one page takes the place of the one before, and is gone when no more come", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [, profile] = profiles;
    if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
    for (const title of ["1", "2", "3"]) await addTask(a, title);
    const path = ownPathOf(a);
    valueIn(await b.ingestPage(await pageOf(a, path, 1, 2)));
    const last = b.ingestPage(await pageOf(a, path, 3));
    expect(await noteOf(profile, a.core.space)).toEqual({ ...path, firstSeq: 1, lastSeq: 2, deaths: 0 });
    valueIn(await last);
    expect(await noteOf(profile, a.core.space)).toEqual({ ...path, firstSeq: 3, lastSeq: 3, deaths: 0 });
    await profile.timers.pass(1_000);
    expect(await noteOf(profile, a.core.space)).toBeNull();
  });

  test("stays while records come one by one, as the keys that somebody types elsewhere, and is gone a second after the last", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [, profile] = profiles;
    if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
    for (let seq = 1; seq <= 10; seq++) {
      await addTask(a, String(seq));
      const path = ownPathOf(a);
      valueIn(await b.ingestPage(await pageOf(a, path, seq)));
      await profile.timers.pass(200);
      expect(await noteOf(profile, a.core.space)).toEqual({ ...path, firstSeq: seq, lastSeq: seq, deaths: 0 });
    }
    await profile.timers.pass(799);
    expect(await noteOf(profile, a.core.space)).not.toBeNull();
    await profile.timers.pass(1);
    expect(await noteOf(profile, a.core.space)).toBeNull();
  });

  test("of more records than a start applies one by one in no time is gone at once", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [, profile] = profiles;
    if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
    for (let seq = 1; seq <= 9; seq++) await addTask(a, String(seq));
    valueIn(await b.ingestPage(await pageOf(a, ownPathOf(a), 1, 9)));
    await profile.timers.pass(0);
    expect(await noteOf(profile, a.core.space)).toBeNull();
  });

  test("is gone soon after records were applied without harm", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    const [, profile] = profiles;
    if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
    await addTask(a, "1");
    await bring(a, b);
    await profile.timers.pass(1_000);
    expect(await noteOf(profile, a.core.space)).toBeNull();
  });

  test("that finds no room at the next start keeps nothing from being read, and stays", async () => {
    const { profile, space } = await diedApplying();
    const note = await noteOf(profile, space);
    const full = openMemoryStore(profile.disk);
    full.commit = async () => err({ kind: "full" });
    full.setRecordStates = async () => err({ kind: "full" });
    const states = [{ ...ownPathIn(note), seq: 2, state: "parked" }] as const;
    valueIn(await openMemoryStore(profile.disk).setRecordStates(space, states));
    expect(titlesOf(await profile.openSpace(space, profile.ports(full)))).toEqual(["1", "2", "3", "4", "5"]);
    expect(await noteOf(profile, space)).toEqual(note);
    expect(titlesOf(await profile.openSpace(space))).toEqual(["1", "2", "3", "4", "5"]);
    expect(await noteOf(profile, space)).toBeNull();
  });
});

function ownPathIn(note: PoisonNote | null): LogPath {
  if (note === null) throw new Error("a note");
  return { log: note.log, branch: note.branch };
}
