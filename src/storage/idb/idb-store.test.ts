import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Store, StoreError } from "../../ports/store.ts";
import { openIdbStore } from "./idb-store.ts";
import { IDB_STORE_CASES } from "../suite/idb-store.suite.ts";
import { appendOf, headOf, sampleRecord, sampleRecords, SPACE, trunkOf } from "../suite/store-samples.ts";
import { COMPACTION_STORY, STORE_BASE_CASES } from "../suite/store-bases.suite.ts";
import { STORE_PLACED_CASES } from "../suite/store-placed.suite.ts";
import { STORE_REMOVAL_CASES } from "../suite/store-removal.suite.ts";
import { STORE_CASES } from "../suite/store.suite.ts";
import { check } from "../suite/suite-check.ts";

const TRUNK = trunkOf("mine");
const FULL = { ok: false, error: { kind: "full" } };
const DONE = { ok: true, value: undefined };

async function openNamed(name: string): Promise<Store> {
  return check.value(await openIdbStore({ name }), "open");
}

/** A platform whose factory fails at once, as it does where the browser keeps storage from a page. */
function factoryThat(open: () => IDBOpenDBRequest): IDBFactory {
  return { cmp: (a, b) => indexedDB.cmp(a, b), databases: () => indexedDB.databases(), deleteDatabase: open, open };
}

/** From its `nth` call on, `put` fails as it does on a full disk: at once, or when its transaction comes to be committed. */
function fillDisk(when: "on request" | "on commit", nth: number): void {
  const { put } = IDBObjectStore.prototype;
  const { commit } = IDBTransaction.prototype;
  const full = new DOMException("no room", "QuotaExceededError");
  const doomed = new Set<IDBTransaction>();
  let calls = 0;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, row: unknown, key?: IDBValidKey) {
    calls++;
    if (calls >= nth && when === "on request") throw full;
    if (calls >= nth) doomed.add(this.transaction);
    return put.call(this, row, key);
  });
  vi.spyOn(IDBTransaction.prototype, "commit").mockImplementation(function (this: IDBTransaction) {
    if (!doomed.has(this)) return commit.call(this);
    Object.defineProperty(this, "error", { get: () => full, set: () => {}, configurable: true });
    this.abort();
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("an IndexedDB store", () => {
  test.for([...STORE_CASES, ...STORE_BASE_CASES, ...STORE_PLACED_CASES, ...STORE_REMOVAL_CASES])("$name", async (suiteCase) => {
    await suiteCase.run({ open: () => openNamed(suiteCase.name) }, check);
    expect((await indexedDB.databases()).length).toBeGreaterThan(0);
  });

  test.for(IDB_STORE_CASES)("$name", async (suiteCase) => {
    const { name } = suiteCase;
    await suiteCase.run({ name, open: (options) => openIdbStore({ name, ...options }) }, check);
    expect((await indexedDB.databases()).length).toBeGreaterThan(0);
  });

  test("writes with strict durability only", async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    const store = await openNamed("strict");
    await store.commit(appendOf([sampleRecord(TRUNK, 1)]));
    await store.setRecordStates(SPACE, [{ ...TRUNK, seq: 1, state: "void" }]);
    await store.repairRecords(SPACE, [sampleRecord(TRUNK, 1)]);
    await store.raiseFence();
    const writes = transaction.mock.calls.filter(([, mode]) => mode === "readwrite");
    expect(writes.length).toBe(5);
    expect(writes.every(([, , options]) => options?.durability === "strict")).toBe(true);
  });
});

describe.for(["on request", "on commit"] as const)("an IndexedDB store whose disk is full %s", (when) => {
  test.for([1, 2, 3, 4])("keeps nothing of a commit that fails at its write %i, and goes on when there is room", async (nth) => {
    const store = await openNamed(`full ${when} ${nth}`);
    await store.commit(appendOf([sampleRecord(TRUNK, 1)]));
    const next = appendOf(sampleRecords(TRUNK, 2, 3), { meta: [{ key: "k", value: Uint8Array.of(1) }] });
    fillDisk(when, nth);
    expect(await store.commit(next)).toEqual(FULL);
    vi.restoreAllMocks();
    const index = await store.loadIndex(SPACE);
    expect(index.ok ? index.value.heads : index).toEqual([headOf(sampleRecord(TRUNK, 1))]);
    expect(await store.readMeta("k")).toEqual({ ok: true, value: null });
    const read = await store.readRecords(SPACE, TRUNK, 1, { maxRecords: 10, maxBytes: 10_000 });
    expect(read).toEqual({ ok: true, value: [sampleRecord(TRUNK, 1)] });
    expect(await store.commit(next)).toEqual(DONE);
  });

  test.for([1, 2, 3, 4, 5])("keeps nothing of a compaction that fails at its write %i, and goes on when there is room", async (nth) => {
    const { before, batch, contentsOf } = COMPACTION_STORY;
    const store = await openNamed(`full compaction ${when} ${nth}`);
    await store.commit(before);
    const held = await contentsOf(store, check);
    fillDisk(when, nth);
    expect(await store.commit(batch)).toEqual(FULL);
    vi.restoreAllMocks();
    expect(await contentsOf(store, check)).toEqual(held);
    expect(await store.commit(batch)).toEqual(DONE);
    expect(await contentsOf(store, check)).not.toEqual(held);
  });

  test("does not open where nothing is stored yet", async () => {
    fillDisk(when, 1);
    expect(await openIdbStore({ name: `full and empty ${when}` })).toEqual(FULL);
  });

  test("opens all the same where something is stored, so that it can be read", async () => {
    const name = `full and in use ${when}`;
    const before = await openNamed(name);
    await before.commit(appendOf([sampleRecord(TRUNK, 1)]));
    before.close();
    fillDisk(when, 1);
    const store = await openNamed(name);
    expect((await store.readRecords(SPACE, TRUNK, 1, { maxRecords: 1, maxBytes: 1 })).ok).toBe(true);
    expect(await store.commit(appendOf([sampleRecord(TRUNK, 2)]))).toEqual(FULL);
  });
});

describe("an IndexedDB store that cannot be used", () => {
  test.for([
    ["SecurityError", "unavailable"],
    ["InvalidStateError", "unavailable"],
    ["UnknownError", "unavailable"],
    ["VersionError", "newer-database"],
    ["QuotaExceededError", "full"],
  ])("says what a %s on opening means: %s", async ([name = "", kind]) => {
    const factory = factoryThat(() => {
      throw new DOMException("no storage", name);
    });
    expect(await openIdbStore({ factory })).toMatchObject({ ok: false, error: { kind } });
  });

  test("says so where there is no IndexedDB", async () => {
    vi.stubGlobal("indexedDB", undefined);
    expect(await openIdbStore()).toEqual({ ok: false, error: { kind: "unavailable", reason: "no IndexedDB" } });
    vi.unstubAllGlobals();
  });

  test("says so on opening where it opens but does not store", async () => {
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("not in private windows", "UnknownError");
    });
    const opened = await openIdbStore({ name: "private" });
    expect(opened).toEqual({ ok: false, error: { kind: "unavailable", reason: "UnknownError: not in private windows" } });
  });

  test("says that it was closed when its connection breaks, once and to every later call", async () => {
    const lost: StoreError[] = [];
    const store = check.value(await openIdbStore({ name: "broken", onLost: (error) => lost.push(error) }), "open");
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
      throw new DOMException("connection lost", "InvalidStateError");
    });
    const closed = { ok: false, error: { kind: "closed" } };
    expect(await store.commit(appendOf([sampleRecord(TRUNK, 1)]))).toEqual(closed);
    vi.restoreAllMocks();
    expect(await store.loadIndex(SPACE)).toEqual(closed);
    expect(lost).toEqual([{ kind: "closed" }]);
  });

  test("says that it was closed when the browser ends its connection", async () => {
    const listening = vi.spyOn(IDBDatabase.prototype, "addEventListener");
    const lost: StoreError[] = [];
    const store = check.value(await openIdbStore({ name: "ended", onLost: (error) => lost.push(error) }), "open");
    const [, onClose] = listening.mock.calls.find(([type]) => type === "close") ?? [];
    if (typeof onClose === "function") onClose(new Event("close"));
    expect(lost).toEqual([{ kind: "closed" }]);
    expect(await store.readMeta("k")).toEqual({ ok: false, error: { kind: "closed" } });
  });
});
