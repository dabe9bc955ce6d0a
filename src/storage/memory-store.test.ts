import { describe, expect, test } from "vitest";
import { MemoryDisk, openMemoryStore } from "./memory-store.ts";
import { appendOf, batchOf, headOf, sampleBlock, sampleId, sampleRecord, sampleRecords, SPACE, trunkOf } from "./suite/store-samples.ts";
import { COMPACTION_STORY, STORE_BASE_CASES } from "./suite/store-bases.suite.ts";
import { STORE_PLACED_CASES } from "./suite/store-placed.suite.ts";
import { STORE_REMOVAL_CASES } from "./suite/store-removal.suite.ts";
import { STORE_CASES } from "./suite/store.suite.ts";
import { check } from "./suite/suite-check.ts";

const TRUNK = trunkOf("mine");

const headsOf = async (disk: MemoryDisk): Promise<unknown> => {
  const index = await openMemoryStore(disk).loadIndex(SPACE);
  return index.ok ? index.value.heads : index.error;
};

describe("a memory store", () => {
  test.for([...STORE_CASES, ...STORE_BASE_CASES, ...STORE_PLACED_CASES, ...STORE_REMOVAL_CASES])("$name", async (suiteCase) => {
    const disk = new MemoryDisk();
    await suiteCase.run({ open: () => Promise.resolve(openMemoryStore(disk)) }, check);
    expect(disk.usedBytes).toBeGreaterThanOrEqual(0);
  });

  test("refuses what does not fit as full, keeps nothing of it, and takes it when there is room again", async () => {
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    disk.capacityBytes = 1_000;
    expect(await store.commit(appendOf(sampleRecords(TRUNK, 1, 4, { sizeBytes: 200 })))).toEqual({ ok: true, value: undefined });
    const next = appendOf(sampleRecords(TRUNK, 5, 6, { sizeBytes: 200 }), { meta: [{ key: "k", value: Uint8Array.of(1) }] });
    expect(await store.commit(next)).toEqual({ ok: false, error: { kind: "full" } });
    expect(await store.readMeta("k")).toEqual({ ok: true, value: null });
    expect(await store.estimate()).toEqual({ usedBytes: 800, quotaBytes: 1_000 });
    disk.capacityBytes = 2_000;
    expect((await store.commit(next)).ok).toBe(true);
  });

  test("counts what a compaction frees, and keeps nothing of one that does not fit", async () => {
    const { before, batch, contentsOf } = COMPACTION_STORY;
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    await store.commit(before);
    // Ten records, a block, a page, a value.
    expect(disk.usedBytes).toBe(10 * 160 + 120 + 100 + 1);
    const held = await contentsOf(store, check);
    disk.capacityBytes = disk.usedBytes;
    const larger = { ...batch, pages: { put: [{ number: 1, bytes: new Uint8Array(2_000) }], remove: [0] } };
    expect(await store.commit(larger)).toEqual({ ok: false, error: { kind: "full" } });
    expect(await contentsOf(store, check)).toEqual(held);
    expect((await store.commit(batch)).ok).toBe(true);
    expect(disk.usedBytes).toBe(5 * 160 + 2 * 120 + 200 + 1);
    await store.commit(batch);
    expect(disk.usedBytes).toBe(5 * 160 + 2 * 120 + 200 + 1);
  });

  test("reads a pack up to a damaged block", async () => {
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    const blocks = [0, 1, 2].map((index) => sampleBlock("a", index));
    const pack = sampleId("pack", "a");
    await store.commit(batchOf({ blocks }));
    disk.damageBlock(SPACE, pack, 0, Uint8Array.of(0));
    disk.damageBlock(SPACE, pack, 1, null);
    expect(await store.readBlocks(SPACE, pack, 0, 9)).toEqual({ ok: true, value: [Uint8Array.of(0)] });
    expect(await store.listPacks(SPACE)).toEqual({ ok: true, value: [{ pack, blocks: 2 }] });
  });

  test("goes its own way on a copied disk", async () => {
    const disk = new MemoryDisk();
    await openMemoryStore(disk).commit(appendOf([sampleRecord(TRUNK, 1)], { meta: [{ key: "k", value: Uint8Array.of(1) }] }));
    const clone = disk.copy();
    await openMemoryStore(disk).commit(appendOf([sampleRecord(TRUNK, 2)]));
    await openMemoryStore(clone).commit(appendOf([sampleRecord(TRUNK, 2, { seed: "clone" })]));
    expect(await headsOf(disk)).toEqual([headOf(sampleRecord(TRUNK, 2))]);
    expect(await headsOf(clone)).toEqual([headOf(sampleRecord(TRUNK, 2, { seed: "clone" }))]);
    expect(await openMemoryStore(clone).readMeta("k")).toEqual({ ok: true, value: Uint8Array.of(1) });
  });

  test("reads past damage, and is whole again after a repair", async () => {
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    const records = sampleRecords(TRUNK, 1, 4);
    await store.commit(appendOf(records));
    disk.damageRecord(SPACE, TRUNK, 2, Uint8Array.of(0));
    disk.damageRecord(SPACE, TRUNK, 3, null);
    const all = { maxRecords: 10, maxBytes: 10_000 };
    const broken = { ...sampleRecord(TRUNK, 2), bytes: Uint8Array.of(0) };
    expect(await store.readRecords(SPACE, TRUNK, 1, all)).toEqual({ ok: true, value: [records[0], broken, records[3]] });
    await store.repairRecords(SPACE, records.slice(1, 3));
    expect(await store.readRecords(SPACE, TRUNK, 1, all)).toEqual({ ok: true, value: records });
  });
});
