import { describe, expect, test } from "vitest";
import { MemoryDisk, openMemoryStore } from "./memory-store.ts";
import { appendOf, headOf, sampleRecord, sampleRecords, SPACE, trunkOf } from "./suite/store-samples.ts";
import { STORE_CASES } from "./suite/store.suite.ts";
import { check } from "./suite/suite-check.ts";

const TRUNK = trunkOf("mine");

const headsOf = async (disk: MemoryDisk): Promise<unknown> => {
  const index = await openMemoryStore(disk).loadIndex(SPACE);
  return index.ok ? index.value.heads : index.error;
};

describe("a memory store", () => {
  test.for(STORE_CASES)("$name", async (suiteCase) => {
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
