// What every relay store must do. An adapter runs it with a way to open a store, and to open the same one again after it was closed.

import { describe, expect, test } from "vitest";
import { bytesEqual, EMPTY_BYTES } from "../src/base/bytes.ts";
import { makeId, type RecordId, type SpaceId } from "../src/base/ids.ts";
import type { Capsule } from "../src/members/capsules-in.ts";
import type { PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";
import { describePacks } from "./relay-packs.suite.ts";
import type { RelayAppend, RelayBatch, RelayRecord, RelayStore, ReminderSet } from "./relay-store.ts";

/** A place for one store: each `open` is a restart on what the former one left. */
export type StorePlace = { readonly open: () => RelayStore; readonly remove: () => void };

const ALL = { maxRecords: 10_000, maxBytes: Number.MAX_SAFE_INTEGER };
const space = makeId("space", new Uint8Array(32).fill(1));
const otherSpace = makeId("space", new Uint8Array(32).fill(2));
const device = makeId("device", new Uint8Array(32).fill(3));
const log = makeId("log", new Uint8Array(8).fill(4));
const trunk = { log, branch: "" };

const recordId = (seq: number, salt = 0): RecordId =>
  makeId(
    "record",
    Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? seq & 255 : i === 1 ? seq >> 8 : salt)),
  );

const records = (firstSeq: number, count: number, sizeBytes = 20, salt = 0): RelayRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    seq: firstSeq + i,
    id: recordId(firstSeq + i, salt),
    bytes: new Uint8Array(sizeBytes).fill((firstSeq + i) & 255),
  }));

function append(batch: readonly RelayRecord[], path: Partial<PathHead> = {}): RelayAppend {
  const last = batch.at(-1);
  if (last === undefined) throw new Error("an append has records");
  return {
    head: { log, branch: "", device, generation: 0, firstSeq: 1, parentId: null, seq: last.seq, id: last.id, ...path },
    records: batch,
  };
}

const batchOf = (change: Partial<RelayBatch>, of: SpaceId = space): RelayBatch => ({
  space: of,
  statements: [],
  appends: [],
  receipts: [],
  ...change,
});

const statement = (n: number, sizeBytes = 50): StoredStatement => ({
  id: makeId("statement", new Uint8Array(32).fill(n)),
  bytes: new Uint8Array(sizeBytes).fill(n),
});
const receipt = (counter: number): StoredReceipt => ({ device, counter, bytes: new Uint8Array(10).fill(counter) });

const capsule = (n: number, fill = n): Capsule => ({ device, id: new Uint8Array(16).fill(n), sealed: new Uint8Array(93).fill(fill) });

const seqsOf = async (store: RelayStore, fromSeq = 1, limit = ALL, branch = ""): Promise<readonly number[]> => {
  const read = await store.readRecords(space, { log, branch }, fromSeq, limit);
  return read.ok ? read.value.map((record) => record.seq) : [];
};

const set = (tag: number, endpoint: string, ...minutes: number[]): ReminderSet => ({
  tag: new Uint8Array(16).fill(tag),
  endpoint,
  minutes,
});

async function due(from: RelayStore, upToMinute = 1_000, limit = 100): Promise<readonly string[]> {
  const read = await from.readDueReminders(upToMinute, limit);
  return read.ok ? read.value.map(({ endpoint, minute }) => `${minute} ${endpoint}`) : [read.error.kind];
}

export function describeRelayStore(name: string, makePlace: () => StorePlace): void {
  const inStore = (run: (store: RelayStore, place: StorePlace) => Promise<void>) => async (): Promise<void> => {
    const place = makePlace();
    const store = place.open();
    try {
      await run(store, place);
    } finally {
      await store.close();
      place.remove();
    }
  };

  describePacks(name, inStore);

  describe(`a relay store (${name})`, () => {
    test(
      "has a random id of 32 bytes that a restart keeps",
      inStore(async (store, place) => {
        expect(store.storeId).toHaveLength(32);
        await store.close();
        const again = place.open();
        expect(again.storeId).toEqual(store.storeId);
        await again.close();
      }),
    );

    test(
      "knows no space before its first statement",
      inStore(async (store) => {
        expect(await store.loadSpace(space)).toEqual({ ok: true, value: null });
        expect(await seqsOf(store)).toEqual([]);
        expect(await store.readId(space, trunk, 1)).toEqual({ ok: true, value: null });
      }),
    );

    test(
      "gives back what was committed, byte for byte, also after a restart",
      inStore(async (store, place) => {
        const change = batchOf({ statements: [statement(9), statement(8)], appends: [append(records(1, 3))], receipts: [receipt(1)] });
        expect(await store.commit(change)).toEqual({ ok: true, value: undefined });
        const expected = {
          statements: change.statements,
          heads: change.appends.map((each) => each.head),
          receipts: change.receipts,
          checkpoints: [],
          packs: [],
          usedBytes: 160,
        };
        expect(await store.loadSpace(space)).toEqual({ ok: true, value: expected });
        await store.close();
        const again = place.open();
        expect(await again.loadSpace(space)).toEqual({ ok: true, value: expected });
        expect(await again.readRecords(space, trunk, 1, ALL)).toEqual({ ok: true, value: records(1, 3) });
        await again.close();
      }),
    );

    test(
      "hands out by its id what is sealed in a capsule, of the space that had it first, for as long as the space has it",
      inStore(async (store, place) => {
        const readFills = async (from: RelayStore): Promise<readonly (number | undefined)[]> => {
          const fills: (number | undefined)[] = [];
          for (const n of [1, 2, 3]) {
            const read = await from.readCapsule(capsule(n).id);
            fills.push(read.ok ? read.value?.[0] : -1);
          }
          return fills;
        };
        await store.commit(batchOf({ statements: [statement(1)], capsules: [capsule(1)] }, otherSpace));
        await store.commit(batchOf({ statements: [statement(1)], capsules: [capsule(1, 9), capsule(2)] }));
        await store.commit(batchOf({ statements: [statement(2)], capsules: [capsule(1), capsule(3)] }, otherSpace));
        await store.commit(batchOf({ statements: [statement(3)] }, otherSpace));
        expect(await readFills(store)).toEqual([1, 2, 3]);
        await store.commit(batchOf({ capsules: [] }, otherSpace));
        expect(await readFills(store)).toEqual([9, 2, undefined]);
        await store.close();
        const again = place.open();
        expect(await readFills(again)).toEqual([9, 2, undefined]);
        await again.close();
        expect(await readFills(again)).toEqual([-1, -1, -1]);
      }),
    );

    test(
      "keeps the last reminders of each tag and of each endpoint, and tells what is due in the order of the minutes",
      inStore(async (store, place) => {
        await store.commit(batchOf({ statements: [statement(1)], reminders: [set(1, "a", 10, 30), set(2, "b", 10, 20)] }));
        expect(await due(store)).toEqual(["10 a", "10 b", "20 b", "30 a"]);
        expect([await due(store, 20), await due(store, 1_000, 1)]).toEqual([["10 a", "10 b", "20 b"], ["10 a"]]);
        expect([await store.readNextReminder(0), await store.readNextReminder(20), await store.readNextReminder(30)]).toEqual([
          { ok: true, value: 10 },
          { ok: true, value: 30 },
          { ok: true, value: null },
        ]);
        const others = [store.countOtherReminders(set(1, "a").tag, "a"), store.countOtherReminders(set(9, "c").tag, "b")];
        expect(await Promise.all(others)).toEqual([2, 2].map((value) => ({ ok: true, value })));
        await store.commit(batchOf({ reminders: [set(1, "a2", 15)] }));
        expect(await due(store)).toEqual(["10 b", "15 a2", "20 b"]);
        // The same browser under another key, of another space.
        await store.commit(batchOf({ statements: [statement(1)], reminders: [set(3, "b", 40, 50)] }, otherSpace));
        expect(await due(store)).toEqual(["15 a2", "40 b", "50 b"]);
        await store.dropReminders([{ endpoint: "b", upToMinute: 40 }]);
        expect(await due(store)).toEqual(["15 a2", "50 b"]);
        await store.close();
        const again = place.open();
        expect(await due(again)).toEqual(["15 a2", "50 b"]);
        await again.dropReminders([{ endpoint: null, upToMinute: 15 }]);
        await again.commit(batchOf({ reminders: [set(3, "")] }, otherSpace));
        expect(await due(again)).toEqual([]);
        await again.close();
        expect(await due(again)).toEqual(["closed"]);
      }),
    );

    test(
      "continues a path and moves its head",
      inStore(async (store) => {
        await store.commit(batchOf({ appends: [append(records(1, 2))] }));
        await store.commit(batchOf({ appends: [append(records(3, 2))] }));
        expect(await seqsOf(store)).toEqual([1, 2, 3, 4]);
        const index = await store.loadSpace(space);
        expect(index.ok && index.value?.heads.map((head) => [head.seq, head.id])).toEqual([[4, recordId(4)]]);
      }),
    );

    test(
      "puts husks in the place of records, which it has no more, and counts their bytes",
      inStore(async (store, place) => {
        await store.commit(batchOf({ appends: [append(records(1, 3))] }));
        const usedBefore = await store.readUsedBytes(space);
        const [, second] = records(1, 3);
        if (second === undefined) throw new Error("three records");
        const husk = { ...second, bytes: Uint8Array.of(0, 1) };
        const beyond = { ...second, seq: 9 };
        expect(await store.commit({ ...batchOf({}), husks: [{ path: trunk, records: [husk, beyond] }] })).toEqual({
          ok: true,
          value: undefined,
        });
        const used = await store.readUsedBytes(space);
        expect((usedBefore.ok ? usedBefore.value : 0) - (used.ok ? used.value : 0)).toBe(second.bytes.length - 2);
        await store.close();
        const again = place.open();
        expect(await again.readRecords(space, trunk, 1, ALL)).toEqual({ ok: true, value: records(1, 3).with(1, husk) });
        await again.close();
      }),
    );

    test(
      "refuses records that leave a gap, overwrite or miss their head, and leaves nothing of the batch",
      inStore(async (store) => {
        await store.commit(batchOf({ appends: [append(records(1, 2))] }));
        const gap = append(records(4, 1));
        const overwrite = append(records(2, 1, 20, 7));
        const wrongHead = append(records(3, 1), { seq: 9 });
        const torn = append([...records(3, 1), ...records(5, 1)]);
        for (const broken of [gap, overwrite, wrongHead, torn]) {
          const result = await store.commit(
            batchOf({ statements: [statement(1)], appends: [append(records(1, 1), { log: makeId("log", new Uint8Array(8)) }), broken] }),
          );
          expect(result).toEqual({ ok: false, error: { kind: "failed", reason: "records do not continue their path" } });
        }
        const index = await store.loadSpace(space);
        expect(index.ok && [index.value?.statements.length, index.value?.heads.length]).toEqual([0, 1]);
        expect(await store.readRecords(space, trunk, 1, ALL)).toEqual({ ok: true, value: records(1, 2) });
      }),
    );

    test(
      "keeps a branch beside the trunk it leaves",
      inStore(async (store) => {
        const branch = recordId(3, 7).slice(0, 16);
        await store.commit(batchOf({ appends: [append(records(1, 4))] }));
        await store.commit(batchOf({ appends: [append(records(3, 2, 20, 7), { branch, firstSeq: 3, parentId: recordId(2) })] }));
        expect(await seqsOf(store)).toEqual([1, 2, 3, 4]);
        expect(await seqsOf(store, 1, ALL, branch)).toEqual([3, 4]);
        expect(await store.readId(space, { log, branch }, 3)).toEqual({ ok: true, value: recordId(3, 7) });
        expect(await store.readId(space, trunk, 3)).toEqual({ ok: true, value: recordId(3) });
        const index = await store.loadSpace(space);
        expect(index.ok && index.value?.heads.map((head) => head.parentId)).toEqual([null, recordId(2)]);
      }),
    );

    test(
      "reads from a seq, at most so many records, and ends after the one that reaches the bytes",
      inStore(async (store) => {
        await store.commit(batchOf({ appends: [append(records(1, 200, 100))] }));
        expect(await seqsOf(store, 199)).toEqual([199, 200]);
        expect(await seqsOf(store, 201)).toEqual([]);
        expect(await seqsOf(store, 5, { maxRecords: 70, maxBytes: 1_000_000 })).toHaveLength(70);
        expect(await seqsOf(store, 5, { maxRecords: 70, maxBytes: 300 })).toEqual([5, 6, 7]);
        expect(await seqsOf(store, 5, { maxRecords: 70, maxBytes: 301 })).toEqual([5, 6, 7, 8]);
        expect(await seqsOf(store, 5, { maxRecords: 70, maxBytes: 1 })).toEqual([5]);
      }),
    );

    test(
      "keeps the largest record",
      inStore(async (store) => {
        const large = records(1, 2, 294_912);
        await store.commit(batchOf({ appends: [append(large)] }));
        const read = await store.readRecords(space, trunk, 1, ALL);
        expect(read.ok && read.value.map((record, i) => bytesEqual(record.bytes, large[i]?.bytes ?? EMPTY_BYTES))).toEqual([true, true]);
      }),
    );

    test(
      "leaves a statement it holds alone, and replaces a device's receipt",
      inStore(async (store) => {
        await store.commit(batchOf({ statements: [statement(1)], receipts: [receipt(1)] }));
        await store.commit(batchOf({ statements: [statement(2), statement(1)], receipts: [receipt(2)] }));
        const index = await store.loadSpace(space);
        expect(index).toEqual({
          ok: true,
          value: {
            statements: [statement(1), statement(2)],
            heads: [],
            receipts: [receipt(2)],
            checkpoints: [],
            packs: [],
            usedBytes: 100,
          },
        });
      }),
    );

    test(
      "keeps spaces apart",
      inStore(async (store) => {
        await store.commit(batchOf({ appends: [append(records(1, 2))] }));
        await store.commit(batchOf({ appends: [append(records(1, 1, 5, 9))] }, otherSpace));
        expect(await store.readRecords(otherSpace, trunk, 1, ALL)).toEqual({ ok: true, value: records(1, 1, 5, 9) });
        expect(await seqsOf(store)).toEqual([1, 2]);
      }),
    );

    test(
      "commits many batches asked for at once, each as if it were alone",
      inStore(async (store) => {
        const spaces = Array.from({ length: 40 }, (_, n) => makeId("space", new Uint8Array(32).fill(n + 10)));
        const broken = batchOf({ appends: [append(records(2, 1))] });
        const results = await Promise.all([
          ...spaces.map((each) => store.commit(batchOf({ appends: [append(records(1, 5))] }, each))),
          store.commit(broken),
          store.commit(batchOf({ appends: [append(records(1, 1))] })),
          store.commit(batchOf({ appends: [append(records(2, 1))] })),
        ]);
        expect(results.map((result) => result.ok)).toEqual([...spaces.map(() => true), false, true, true]);
        expect(await seqsOf(store)).toEqual([1, 2]);
      }),
    );

    test(
      "commits what was asked for before it closes, and says closed afterwards",
      inStore(async (store, place) => {
        const asked = store.commit(batchOf({ appends: [append(records(1, 2))] }));
        await store.close();
        expect((await asked).ok).toBe(true);
        const closed = { ok: false, error: { kind: "closed" } };
        expect(await store.commit(batchOf({ appends: [append(records(3, 1))] }))).toEqual(closed);
        expect(await store.readRecords(space, trunk, 1, ALL)).toEqual(closed);
        expect(await store.readId(space, trunk, 1)).toEqual(closed);
        expect(await store.loadSpace(space)).toEqual(closed);
        expect(await store.readUsedBytes(space)).toEqual(closed);
        expect(await store.readCheckpoint(space, "00".repeat(32))).toEqual(closed);
        const again = place.open();
        expect(await seqsOf(again)).toEqual([1, 2]);
        await again.close();
      }),
    );
  });
}
