import { expect, it } from "vitest";
import { makeId, type RecordId } from "../base/ids.ts";
import type { PathHead } from "../ports/store.ts";
import { MemoryDisk, openMemoryStore } from "../storage/memory-store.ts";
import { MAX_PAGE_BYTES } from "../wire/limits.ts";
import { LogIndex } from "./log-index.ts";
import { makeBatch } from "./store-batch.ts";

const space = makeId("space", new Uint8Array(32).fill(1));
const log = makeId("log", new Uint8Array(8).fill(2));
const device = makeId("device", new Uint8Array(32).fill(3));
const trunk = { log, branch: "" };
const idOf = (seq: number): RecordId => makeId("record", new Uint8Array(32).fill(seq));
const headAt = (seq: number): PathHead => ({ ...trunk, device, generation: 0, firstSeq: 1, parentId: null, seq, id: idOf(seq) });

/** An index over three stored records, and how often the store has been asked for records. */
async function openIndex(): Promise<{ index: LogIndex; reads: () => number }> {
  const store = openMemoryStore(new MemoryDisk());
  const records = [1, 2, 3].map((seq) => ({ ...trunk, seq, id: idOf(seq), bytes: new Uint8Array(8), state: "applied" as const }));
  const expected = [{ ...trunk, seq: 0, id: null }];
  const committed = await store.commit(makeBatch(space, { records, heads: [headAt(3)], expect: expected }));
  expect(committed.ok).toBe(true);
  let reads = 0;
  const read = store.readRecords.bind(store);
  store.readRecords = (...asked) => {
    reads += 1;
    return read(...asked);
  };
  const index = new LogIndex(store, space);
  await index.load([headAt(3)]);
  return { index, reads: () => reads };
}

it("asks the store once for the id of a record", async () => {
  const { index, reads } = await openIndex();
  const before = reads();
  expect([await index.idAt(trunk, 2), await index.idAt(trunk, 2)]).toEqual([idOf(2), idOf(2)]);
  expect(reads() - before).toBe(1);
});

it("does not ask for the id of the record before the next page", async () => {
  const { index, reads } = await openIndex();
  await index.read(trunk, 1, { maxRecords: 3, maxBytes: 1_000 });
  const before = reads();
  // The last one may have been more than the page could hold.
  expect([await index.idAt(trunk, 2), await index.idAt(trunk, 3)]).toEqual([idOf(2), idOf(3)]);
  expect(reads() - before).toBe(0);
  index.noteRepaired(trunk);
  expect(await index.idAt(trunk, 3)).toBe(idOf(3));
  expect(reads() - before).toBe(1);
});

it("gives what has just been written at once, to whoever is told of it and to nobody later", async () => {
  const { index, reads } = await openIndex();
  const written = [4, 5].map((seq) => ({ ...trunk, seq, id: idOf(seq), bytes: new Uint8Array(8), state: "applied" as const }));
  const before = reads();
  const pages: ReturnType<LogIndex["writtenPage"]>[] = [];
  index.tellWritten(written, headAt(3), () => {
    pages.push(index.writtenPage(trunk, 4), index.writtenPage(trunk, 3), index.writtenPage(trunk, 5));
    pages.push(index.writtenPage({ ...trunk, branch: "00".repeat(8) }, 4));
  });
  expect(pages).toEqual([{ previousId: idOf(3), records: written.map(({ bytes }) => bytes) }, null, null, null]);
  expect(index.writtenPage(trunk, 4)).toBeNull();
  expect(reads()).toBe(before);
});

it("gives no more of it than a page holds, and nothing behind damage", async () => {
  const { index } = await openIndex();
  const written = [4, 5].map((seq) => ({
    ...trunk,
    seq,
    id: idOf(seq),
    bytes: new Uint8Array(MAX_PAGE_BYTES - 1),
    state: "applied" as const,
  }));
  const countOf = (): number | undefined => {
    let count: number | undefined;
    index.tellWritten(written, headAt(3), () => (count = index.writtenPage(trunk, 4)?.records.length));
    return count;
  };
  expect(countOf()).toBe(1);
  index.noteDamaged(trunk, 2, idOf(1));
  expect(countOf()).toBeUndefined();
});

it("asks again for one that was not there", async () => {
  const { index, reads } = await openIndex();
  const before = reads();
  expect([await index.idAt(trunk, 4), await index.idAt(trunk, 4)]).toEqual([null, null]);
  expect(reads() - before).toBe(2);
});

it("knows no ids below a base that has come since", async () => {
  const { index } = await openIndex();
  expect(await index.idAt(trunk, 1)).toBe(idOf(1));
  await index.load([{ ...headAt(3), base: { seq: 2, id: idOf(2) } }]);
  expect([await index.idAt(trunk, 1), await index.idAt(trunk, 2)]).toEqual([null, idOf(2)]);
});
