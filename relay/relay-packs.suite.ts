// What every relay store must do with checkpoints, packs and bases: the second half of relay-store.suite.ts, which runs it.

import { describe, expect, test } from "vitest";
import { makeId, type PackId, type RecordId, type SpaceId } from "../src/base/ids.ts";
import type { PathHead } from "../src/ports/store.ts";
import type { BasedHead, BlockRun, NewPack, RelayBatch, RelayRecord, RelayStore, StoredCheckpoint } from "./relay-store.ts";
import type { StorePlace } from "./relay-store.suite.ts";

const ALL = { maxRecords: 10_000, maxBytes: Number.MAX_SAFE_INTEGER };
const ALL_BLOCKS = { maxBlocks: 256, maxBytes: Number.MAX_SAFE_INTEGER };
const space = makeId("space", new Uint8Array(32).fill(1));
const otherSpace = makeId("space", new Uint8Array(32).fill(2));
const device = makeId("device", new Uint8Array(32).fill(3));
const log = makeId("log", new Uint8Array(8).fill(4));
const trunk = { log, branch: "" };

const recordId = (seq: number): RecordId => makeId("record", new Uint8Array(32).fill(seq));
const packId = (n: number): PackId => makeId("pack", new Uint8Array(32).fill(n));

const records = (firstSeq: number, lastSeq: number): RelayRecord[] =>
  Array.from({ length: lastSeq - firstSeq + 1 }, (_, i) => ({
    seq: firstSeq + i,
    id: recordId(firstSeq + i),
    bytes: new Uint8Array(20).fill(firstSeq + i),
  }));

const head = (seq: number) => ({ ...trunk, device, generation: 0, firstSeq: 1, parentId: null, seq, id: recordId(seq) });
const based = (baseSeq: number, seq: number, id = recordId(baseSeq)): BasedHead => ({ ...head(seq), base: { seq: baseSeq, id } });

/** What was the trunk, from this record on. */
const aside = (firstSeq: number, seq: number): PathHead => ({
  ...head(seq),
  branch: recordId(firstSeq).slice(0, 16),
  firstSeq,
  parentId: firstSeq === 1 ? null : recordId(firstSeq - 1),
});

const checkpoint = (n: number, change: Partial<StoredCheckpoint> = {}): StoredCheckpoint => ({
  id: n.toString(16).padStart(2, "0").repeat(32),
  maker: device,
  counter: n,
  madeAtMs: 1_700_000_000_000 + n,
  receivedAtMs: n,
  verdict: "none",
  bytes: new Uint8Array(30).fill(n),
  ...change,
});

const newPack = (n: number, blocks: number): NewPack => ({ pack: packId(n), leaves: new Uint8Array(32 * blocks).fill(n) });
const run = (n: number, firstIndex: number, count: number): BlockRun => ({
  pack: packId(n),
  firstIndex,
  blocks: Array.from({ length: count }, (_, i) => new Uint8Array(100).fill(firstIndex + i)),
});

const batchOf = (change: Partial<RelayBatch>, of: SpaceId = space): RelayBatch => ({
  space: of,
  statements: [],
  appends: [],
  receipts: [],
  ...change,
});

const append = (firstSeq: number, lastSeq: number) => ({ head: head(lastSeq), records: records(firstSeq, lastSeq) });

async function indexOf(store: RelayStore) {
  const index = await store.loadSpace(space);
  if (!index.ok || index.value === null) throw new Error("the store has the space");
  return index.value;
}

const seqsOf = async (store: RelayStore): Promise<readonly number[]> => {
  const read = await store.readRecords(space, trunk, 1, ALL);
  return read.ok ? read.value.map((record) => record.seq) : [];
};

const commit = async (store: RelayStore, change: Partial<RelayBatch>): Promise<void> => {
  expect(await store.commit(batchOf(change))).toEqual({ ok: true, value: undefined });
};

type InStore = (run: (store: RelayStore, place: StorePlace) => Promise<void>) => () => Promise<void>;

export function describePacks(name: string, inStore: InStore): void {
  describe(`a relay store's checkpoints and packs (${name})`, () => {
    test(
      "are given back byte for byte, also after a restart",
      inStore(async (store, place) => {
        const checkpoints = [
          checkpoint(1),
          checkpoint(2, { verdict: "endorsed" }),
          checkpoint(3, { verdict: "objected", receivedAtMs: 0 }),
        ];
        await commit(store, { checkpoints, packs: [newPack(7, 3)], blocks: [run(7, 0, 3)] });
        await store.close();
        const again = place.open();
        const { checkpoints: read, packs } = await indexOf(again);
        expect(read.toSorted((a, b) => a.counter - b.counter)).toEqual(checkpoints);
        expect(packs).toEqual([{ pack: packId(7), blocks: 3, heldBlocks: 3 }]);
        expect(await again.readCheckpoint(space, checkpoint(2).id)).toEqual({ ok: true, value: checkpoint(2).bytes });
        expect(await again.readLeaves(space, packId(7))).toEqual({ ok: true, value: newPack(7, 3).leaves });
        expect(await again.readBlocks(space, packId(7), 0, ALL_BLOCKS)).toEqual({ ok: true, value: run(7, 0, 3).blocks });
        await again.close();
      }),
    );

    test(
      "are nothing where the space does not have them",
      inStore(async (store) => {
        await commit(store, { checkpoints: [checkpoint(1)], packs: [newPack(7, 1)], blocks: [run(7, 0, 1)] });
        for (const of of [space, otherSpace]) {
          const n = of === space ? 9 : 7;
          expect(await store.readCheckpoint(of, checkpoint(n).id)).toEqual({ ok: true, value: null });
          expect(await store.readLeaves(of, packId(n))).toEqual({ ok: true, value: null });
          expect(await store.readBlocks(of, packId(n), 0, ALL_BLOCKS)).toEqual({ ok: true, value: [] });
        }
      }),
    );

    test(
      "come block by block: what came before a restart stays, and the next ones follow it",
      inStore(async (store, place) => {
        await commit(store, { packs: [newPack(7, 5)], blocks: [run(7, 0, 2)] });
        await store.close();
        const again = place.open();
        expect((await indexOf(again)).packs).toEqual([{ pack: packId(7), blocks: 5, heldBlocks: 2 }]);
        await commit(again, { blocks: [run(7, 2, 2)] });
        expect(await again.readBlocks(space, packId(7), 1, ALL_BLOCKS)).toEqual({ ok: true, value: run(7, 1, 3).blocks });
        await again.close();
      }),
    );

    test(
      "are read at most so many blocks at once, ending after the one that reaches the bytes",
      inStore(async (store) => {
        await commit(store, { packs: [newPack(7, 60)], blocks: [run(7, 0, 60)] });
        const count = async (firstIndex: number, maxBlocks: number, maxBytes: number): Promise<number> => {
          const read = await store.readBlocks(space, packId(7), firstIndex, { maxBlocks, maxBytes });
          return read.ok ? read.value.length : -1;
        };
        expect(await count(0, 256, 1_000_000)).toBe(60);
        expect(await count(0, 40, 1_000_000)).toBe(40);
        expect(await count(50, 40, 1_000_000)).toBe(10);
        expect(await count(60, 40, 1_000_000)).toBe(0);
        expect(await count(0, 40, 300)).toBe(3);
        expect(await count(0, 40, 301)).toBe(4);
        expect(await count(0, 40, 1)).toBe(1);
      }),
    );

    test(
      "are refused with all of the batch where blocks leave a gap, overwrite, or are too many",
      inStore(async (store) => {
        await commit(store, { packs: [newPack(7, 3)], blocks: [run(7, 0, 1)] });
        const broken: Partial<RelayBatch>[] = [
          { blocks: [run(7, 2, 1)] },
          { blocks: [run(7, 0, 1)] },
          { blocks: [run(7, 1, 3)] },
          { blocks: [run(8, 0, 1)] },
          { packs: [newPack(7, 3)] },
        ];
        for (const change of broken) {
          const result = await store.commit(batchOf({ checkpoints: [checkpoint(1)], appends: [append(1, 2)], ...change }));
          expect(result).toEqual({ ok: false, error: { kind: "failed", reason: "blocks do not continue their pack" } });
        }
        const { checkpoints, packs, heads, usedBytes } = await indexOf(store);
        expect([checkpoints.length, packs, heads.length, usedBytes]).toEqual([0, [{ pack: packId(7), blocks: 3, heldBlocks: 1 }], 0, 100]);
      }),
    );

    test(
      "count as used bytes while they are there",
      inStore(async (store) => {
        await commit(store, { appends: [append(1, 2)], checkpoints: [checkpoint(1)], packs: [newPack(7, 3)], blocks: [run(7, 0, 2)] });
        expect((await indexOf(store)).usedBytes).toBe(40 + 30 + 200);
        await commit(store, { checkpoints: [checkpoint(1, { bytes: new Uint8Array(50) })], blocks: [run(7, 2, 1)] });
        expect(await store.readUsedBytes(space)).toEqual({ ok: true, value: 40 + 50 + 300 });
        await commit(store, { removeCheckpoints: [checkpoint(1).id], removePacks: [packId(7)] });
        expect((await indexOf(store)).usedBytes).toBe(40);
        expect(await store.readBlocks(space, packId(7), 0, ALL_BLOCKS)).toEqual({ ok: true, value: [] });
        expect(await store.readUsedBytes(otherSpace)).toEqual({ ok: true, value: 0 });
      }),
    );

    test(
      "are removed before others come: a pack can begin anew, and what is not there is no hindrance",
      inStore(async (store) => {
        await commit(store, { packs: [newPack(7, 3)], blocks: [run(7, 0, 2)], checkpoints: [checkpoint(1)] });
        await commit(store, {
          removePacks: [packId(7), packId(9)],
          removeCheckpoints: [checkpoint(1).id, checkpoint(9).id],
          packs: [newPack(7, 3)],
          blocks: [run(7, 0, 1)],
        });
        const { packs, checkpoints } = await indexOf(store);
        expect([packs, checkpoints]).toEqual([[{ pack: packId(7), blocks: 3, heldBlocks: 1 }], []]);
      }),
    );

    test(
      "are replaced by id: a verdict is written over the former one",
      inStore(async (store) => {
        await commit(store, { checkpoints: [checkpoint(1)] });
        await commit(store, { checkpoints: [checkpoint(1, { verdict: "objected", receivedAtMs: 77 })] });
        expect((await indexOf(store)).checkpoints).toEqual([checkpoint(1, { verdict: "objected", receivedAtMs: 77 })]);
      }),
    );
  });

  describe(`a relay store's bases (${name})`, () => {
    test(
      "take the place of the records up to there, and the log goes on",
      inStore(async (store, place) => {
        await commit(store, { appends: [append(1, 10)] });
        await commit(store, { bases: [based(4, 10)] });
        expect(await seqsOf(store)).toEqual([5, 6, 7, 8, 9, 10]);
        expect(await store.readId(space, trunk, 4)).toEqual({ ok: true, value: null });
        expect(await store.readId(space, trunk, 5)).toEqual({ ok: true, value: recordId(5) });
        await commit(store, { appends: [{ head: based(4, 12), records: records(11, 12) }] });
        await store.close();
        const again = place.open();
        const { heads, usedBytes } = await indexOf(again);
        expect(heads).toEqual([based(4, 12)]);
        expect(usedBytes).toBe(8 * 20);
        expect(await again.readRecords(space, trunk, 11, ALL)).toEqual({ ok: true, value: records(11, 12) });
        await again.close();
      }),
    );

    test(
      "begin a log of which nothing is there, and records follow in the same batch",
      inStore(async (store) => {
        await commit(store, { bases: [based(7, 7)] });
        expect((await indexOf(store)).heads).toEqual([based(7, 7)]);
        expect(await seqsOf(store)).toEqual([]);
        await commit(store, { bases: [based(8, 8)], appends: [{ head: based(8, 9), records: records(9, 9) }] });
        expect((await indexOf(store)).heads).toEqual([based(8, 9)]);
        expect(await seqsOf(store)).toEqual([9]);
      }),
    );

    test(
      "beyond the last record leave none of them",
      inStore(async (store) => {
        await commit(store, { appends: [append(1, 3)] });
        await commit(store, { bases: [based(8, 8)] });
        expect(await seqsOf(store)).toEqual([]);
        expect(await indexOf(store)).toMatchObject({ heads: [based(8, 8)], usedBytes: 0 });
        await commit(store, { appends: [{ head: based(8, 9), records: records(9, 9) }] });
        expect(await seqsOf(store)).toEqual([9]);
      }),
    );

    test(
      "are refused with all of the batch where they go back, change the head or belong to a branch",
      inStore(async (store) => {
        await commit(store, { appends: [append(1, 6)] });
        await commit(store, { bases: [based(4, 6)] });
        const branch = recordId(3).slice(0, 16);
        for (const base of [based(3, 6), based(5, 7), based(8, 9), { ...based(5, 6), branch }]) {
          const result = await store.commit(batchOf({ checkpoints: [checkpoint(1)], bases: [base] }));
          expect(result).toEqual({ ok: false, error: { kind: "failed", reason: "a base does not fit its path" } });
        }
        const { heads, checkpoints } = await indexOf(store);
        expect([heads, checkpoints, await seqsOf(store)]).toEqual([[based(4, 6)], [], [5, 6]]);
      }),
    );

    test(
      "of another way: the trunk is set aside as a branch, with all its records, and the log goes on from the base",
      inStore(async (store, place) => {
        await commit(store, { appends: [append(1, 6)] });
        await commit(store, { bases: [based(2, 6)] });
        const other = { ...based(4, 4), id: recordId(99), base: { seq: 4, id: recordId(99) } };
        await commit(store, { setAside: [aside(3, 6)], bases: [other] });
        await commit(store, { appends: [{ head: { ...other, seq: 5, id: recordId(5) }, records: records(5, 5) }] });
        await commit(store, { appends: [{ head: aside(3, 7), records: records(7, 7) }] });
        await store.close();
        const again = place.open();
        const { heads, usedBytes } = await indexOf(again);
        expect(new Set(heads)).toEqual(new Set([aside(3, 7), { ...other, seq: 5, id: recordId(5) }]));
        expect(usedBytes).toBe(6 * 20);
        expect(await again.readRecords(space, aside(3, 7), 1, ALL)).toEqual({ ok: true, value: records(3, 7) });
        expect(await again.readId(space, aside(3, 7), 4)).toEqual({ ok: true, value: recordId(4) });
        expect(await again.readRecords(space, trunk, 1, ALL)).toEqual({ ok: true, value: records(5, 5) });
        await again.close();
      }),
    );

    test(
      "of another way are refused with all of the batch where the branch is there already, or is not what the trunk was",
      inStore(async (store) => {
        await commit(store, { appends: [append(1, 6)] });
        await commit(store, { appends: [{ head: { ...aside(3, 3), parentId: recordId(2) }, records: records(3, 3) }] });
        const wrong = [aside(3, 6), aside(1, 5), { ...aside(1, 6), log: makeId("log", new Uint8Array(8).fill(5)) }];
        for (const branch of wrong) {
          const result = await store.commit(batchOf({ checkpoints: [checkpoint(1)], setAside: [branch], bases: [based(4, 4)] }));
          expect(result).toEqual({ ok: false, error: { kind: "failed", reason: "a branch does not fit the trunk that becomes it" } });
        }
        expect(await seqsOf(store)).toEqual([1, 2, 3, 4, 5, 6]);
        expect((await indexOf(store)).checkpoints).toEqual([]);
      }),
    );

    test(
      "go with their path when it is removed, and it can begin from its first record",
      inStore(async (store) => {
        await commit(store, { bases: [based(7, 7)], appends: [{ head: based(7, 8), records: records(8, 8) }] });
        await commit(store, { removePaths: [trunk], appends: [append(1, 2)] });
        expect(await indexOf(store)).toMatchObject({ heads: [head(2)], usedBytes: 40 });
        expect(await seqsOf(store)).toEqual([1, 2]);
        await commit(store, { removePaths: [trunk, { log, branch: "aa".repeat(8) }] });
        expect(await indexOf(store)).toMatchObject({ heads: [], usedBytes: 0 });
      }),
    );
  });
}
