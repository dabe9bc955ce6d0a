// What every store does with bases, packs and pages (ports/store.ts), as store.suite.ts for the rest: each case gets a bed of its own, empty at first.

import type { Store, StoreBatch, StoredBlock, StoredPack, StoredPage } from "../../ports/store.ts";
import type { StoreBed } from "./store.suite.ts";
import {
  appendOf,
  basedHeadOf,
  batchOf,
  branchOf,
  headOf,
  sampleBlock,
  sampleBytes,
  sampleId,
  sampleRecord,
  sampleRecords,
  SPACE,
  trunkOf,
} from "./store-samples.ts";
import type { Check, SuiteCase } from "./suite-check.ts";

const TRUNK = trunkOf("mine");
const EVERYTHING = { maxRecords: 10_000, maxBytes: 100_000_000 };
const at = (seq: number): ReturnType<typeof sampleRecord> => sampleRecord(TRUNK, seq);

/** Prunes the trunk up to `upTo`, which is its base then; `last` is its last record. */
function pruneOf(upTo: number, last: number, changes: Partial<StoreBatch> = {}): StoreBatch {
  return batchOf({ heads: [basedHeadOf(at(last), at(upTo))], prune: [{ ...TRUNK, upTo }], ...changes });
}

async function holding(bed: { open(): Promise<Store> }, check: Check, batch: StoreBatch): Promise<Store> {
  const store = await bed.open();
  check.value(await store.commit(batch), "what is there at first");
  return store;
}

const recordsOf = async (store: Store, check: Check): Promise<unknown> =>
  check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
const headsOf = async (store: Store, check: Check): Promise<unknown> => check.value(await store.loadIndex(SPACE), "index").heads;

const bases: readonly SuiteCase<StoreBed>[] = [
  {
    name: "prunes a trunk to its base, keeps what is beyond it, and goes on from its head",
    async run(bed, check) {
      const store = await holding(bed, check, appendOf([...sampleRecords(TRUNK, 1, 4, { state: "void" }), ...sampleRecords(TRUNK, 5, 9)]));
      check.value(await store.commit(pruneOf(4, 9)), "prune");
      check.equal(await recordsOf(store, check), sampleRecords(TRUNK, 5, 9), "records");
      check.equal(await headsOf(store, check), [basedHeadOf(at(9), at(4))], "heads");
      check.value(await store.commit(batchOf({ records: [at(10)], heads: [basedHeadOf(at(10), at(4))] })), "append");
      check.value(await store.commit(pruneOf(10, 10)), "prune everything");
      store.close();
      const again = await bed.open();
      check.equal(await recordsOf(again, check), [], "records after");
      check.equal(await headsOf(again, check), [basedHeadOf(at(10), at(10))], "heads after");
    },
  },
  {
    name: "begins a trunk with a base of which no record was ever stored",
    async run(bed, check) {
      const store = await holding(bed, check, batchOf({ heads: [basedHeadOf(at(40), at(40))] }));
      check.equal(await headsOf(store, check), [basedHeadOf(at(40), at(40))], "heads");
      await check.rejects(store.commit(batchOf({ records: [at(1)], heads: [basedHeadOf(at(40), at(40))] })), "a record below the base");
      check.value(await store.commit(batchOf({ records: [at(41)], heads: [basedHeadOf(at(41), at(40))] })), "append");
      check.equal(await recordsOf(store, check), [at(41)], "records");
      const two = trunkOf("two");
      const records = sampleRecords(two, 6, 7);
      const head = basedHeadOf(sampleRecord(two, 7), sampleRecord(two, 5));
      check.value(await store.commit(batchOf({ records, heads: [head] })), "a trunk with its base and more");
      check.equal(check.value(await store.readRecords(SPACE, two, 1, EVERYTHING), "read"), records, "records of the second");
    },
  },
  {
    name: "moves a base beyond all that is stored, and goes on from there in the same commit",
    async run(bed, check) {
      const store = await holding(bed, check, appendOf(sampleRecords(TRUNK, 1, 5)));
      const jump = batchOf({ records: [at(21)], heads: [basedHeadOf(at(21), at(20))] });
      await check.rejects(store.commit(jump), "a base moved without pruning");
      check.value(await store.commit({ ...jump, prune: [{ ...TRUNK, upTo: 20 }] }), "jump");
      check.equal(await recordsOf(store, check), [at(21)], "records");
      check.equal(await headsOf(store, check), [basedHeadOf(at(21), at(20))], "heads");
    },
  },
  {
    name: "rejects what no base allows, and keeps nothing of it",
    async run(bed, check) {
      const store = await holding(bed, check, appendOf(sampleRecords(TRUNK, 1, 9)));
      check.value(await store.commit(pruneOf(4, 9)), "prune");
      const meta = [{ key: "k", value: Uint8Array.of(1) }];
      const rejects = (batch: StoreBatch, what: string): Promise<void> => check.rejects(store.commit({ ...batch, meta }), what);
      await rejects(batchOf({ prune: [{ ...TRUNK, upTo: 6 }] }), "pruning without a head");
      await rejects(pruneOf(5, 9, { prune: [{ ...TRUNK, upTo: 6 }] }), "pruning beyond the base");
      const moved = async (batch: StoreBatch, what: string): Promise<void> =>
        check.failure(await store.commit({ ...batch, meta }), { kind: "head-moved", path: TRUNK }, what);
      await moved(batchOf({ heads: [headOf(at(9))], prune: [{ ...TRUNK, upTo: 6 }] }), "pruning without a base");
      await moved(pruneOf(3, 9), "a base that goes back");
      await moved(appendOf([at(10)]), "a base that is not known");
      await rejects(batchOf({ heads: [basedHeadOf(at(9), sampleRecord(TRUNK, 4, { seed: "other" }))] }), "another record as the base");
      await rejects(batchOf({ heads: [basedHeadOf(at(9), at(6))] }), "a base that moves without pruning");
      await rejects(
        pruneOf(9, 9, { heads: [basedHeadOf(at(9), sampleRecord(TRUNK, 9, { seed: "other" }))] }),
        "a base that is not the head",
      );
      const fork = branchOf("mine", "fork");
      const record = sampleRecord(fork, 6);
      const head = { ...headOf(record, { firstSeq: 6, parentId: at(5).id }), base: { seq: 6, id: record.id } };
      await rejects(batchOf({ heads: [head] }), "a branch with a base");
      check.equal(check.value(await store.readMeta("k"), "meta"), null, "meta");
      check.equal(await recordsOf(store, check), sampleRecords(TRUNK, 5, 9), "records");
      check.equal(await headsOf(store, check), [basedHeadOf(at(9), at(4))], "heads");
    },
  },
  {
    name: "repairs nothing below a base",
    async run(bed, check) {
      const store = await holding(bed, check, appendOf(sampleRecords(TRUNK, 1, 9)));
      check.value(await store.commit(pruneOf(4, 9)), "prune");
      const mended = { ...at(6), bytes: sampleBytes("mended", 90) };
      check.value(await store.repairRecords(SPACE, [at(3), at(4), mended]), "repair");
      check.equal(await recordsOf(store, check), [at(5), mended, ...sampleRecords(TRUNK, 7, 9)], "records");
    },
  },
  {
    name: "removes whole branches, and a trunk only to begin it anew from a base",
    async run(bed, check) {
      const branch = branchOf("mine", "fork");
      const fork = sampleRecords(branch, 3, 5, { state: "parked" });
      const forkHead = headOf(sampleRecord(branch, 5), { firstSeq: 3, parentId: at(2).id });
      const store = await holding(bed, check, appendOf(sampleRecords(TRUNK, 1, 4)));
      check.value(await store.commit(batchOf({ records: fork, heads: [forkHead] })), "fork");
      await check.rejects(store.commit(batchOf({ removePaths: [TRUNK] })), "a trunk without a head");
      await check.rejects(store.commit(appendOf([at(1)], { removePaths: [TRUNK] })), "a trunk that begins anew without a base");
      check.value(await store.commit(batchOf({ removePaths: [branch] })), "remove the branch");
      check.equal(await headsOf(store, check), [headOf(at(4))], "heads without the branch");
      check.equal(check.value(await store.readRecords(SPACE, branch, 1, EVERYTHING), "read"), [], "records of the branch");
      const other = sampleRecords(TRUNK, 3, 4, { seed: "other" });
      const [base, last] = [sampleRecord(TRUNK, 2, { seed: "other" }), sampleRecord(TRUNK, 4, { seed: "other" })];
      const anew = batchOf({ removePaths: [TRUNK], records: other, heads: [basedHeadOf(last, base)] });
      check.value(await store.commit(anew), "begin the trunk anew");
      check.equal(await recordsOf(store, check), other, "records anew");
      check.equal(await headsOf(store, check), [basedHeadOf(last, base)], "heads anew");
      check.value(
        await store.commit(
          batchOf({
            records: sampleRecords(branch, 3, 3),
            heads: [{ ...headOf(sampleRecord(branch, 3)), firstSeq: 3, parentId: base.id }],
          }),
        ),
        "the branch again",
      );
      const again = check.value(await store.readRecords(SPACE, branch, 1, EVERYTHING), "read");
      check.equal(again, sampleRecords(branch, 3, 3), "nothing of the former branch, nor its states");
    },
  },
];

const samplePage = (number: number, seed: string): StoredPage => ({ number, bytes: sampleBytes(seed, 300) });

/** The first `count` blocks of a pack. */
const blocksOf = (pack: string, count: number): StoredBlock[] => Array.from({ length: count }, (_, i) => sampleBlock(pack, i));

/** What a store lists that holds so many blocks of the packs called so. */
const listed = (counts: Record<string, number>): StoredPack[] =>
  Object.entries(counts)
    .map(([name, blocks]) => ({ pack: sampleId("pack", name), blocks }))
    .toSorted((a, b) => (a.pack < b.pack ? -1 : 1));

const packs: readonly SuiteCase<StoreBed>[] = [
  {
    name: "gives back pages by number, as they were last put",
    async run(bed, check) {
      const store = await bed.open();
      check.equal(check.value(await store.readPages(SPACE), "pages"), [], "no pages yet");
      check.value(
        await store.commit(batchOf({ pages: { put: [samplePage(10, "a"), samplePage(2, "b"), samplePage(0, "c")], remove: [] } })),
        "put",
      );
      check.value(await store.commit(batchOf({ pages: { put: [samplePage(2, "d")], remove: [0, 7] } })), "replace and remove");
      const elsewhere = sampleId("space", "two");
      check.value(await store.commit(batchOf({ space: elsewhere, pages: { put: [samplePage(2, "e")], remove: [10] } })), "another space");
      store.close();
      const again = await bed.open();
      check.equal(check.value(await again.readPages(SPACE), "pages"), [samplePage(2, "d"), samplePage(10, "a")], "pages");
      check.equal(check.value(await again.readPages(elsewhere), "pages"), [samplePage(2, "e")], "pages of the other space");
    },
  },
  {
    name: "gives back the blocks of a pack up to the first that is missing",
    async run(bed, check) {
      const store = await bed.open();
      const blocks = [0, 1, 2, 3, 5, 6].map((index) => sampleBlock("a", index));
      check.value(await store.commit(batchOf({ blocks: blocks.slice(3) })), "the last blocks first");
      check.value(await store.commit(batchOf({ blocks: blocks.slice(0, 3) })), "the first blocks");
      const pack = sampleId("pack", "a");
      const read = async (first: number, max: number): Promise<readonly Uint8Array[]> =>
        check.value(await store.readBlocks(SPACE, pack, first, max), "blocks");
      const bytes = blocks.map((block) => block.bytes);
      check.equal(await read(0, 64), bytes.slice(0, 4), "up to the hole");
      check.equal(await read(1, 2), bytes.slice(1, 3), "as many as asked for");
      check.equal(await read(4, 64), [], "nothing at the hole");
      check.equal(await read(5, 64), bytes.slice(4), "behind the hole");
      check.equal(await read(0, 0), [], "none");
      check.equal(check.value(await store.readBlocks(SPACE, sampleId("pack", "b"), 0, 64), "blocks"), [], "an unknown pack");
      check.equal(check.value(await store.readBlocks(sampleId("space", "two"), pack, 0, 64), "blocks"), [], "another space");
    },
  },
  {
    name: "keeps blocks exactly as they were when given",
    async run(bed, check) {
      const store = await bed.open();
      const whole = sampleBytes("whole", 60_000);
      const view = whole.subarray(100, 20_100);
      const due = view.slice();
      const pack = sampleId("pack", "a");
      const put = { put: [{ number: 1, bytes: view }], remove: [] };
      check.value(await store.commit(batchOf({ blocks: [{ pack, index: 0, bytes: view }], pages: put })), "commit");
      whole.fill(0);
      const [block] = check.value(await store.readBlocks(SPACE, pack, 0, 1), "blocks");
      const [page] = check.value(await store.readPages(SPACE), "pages");
      check.equal([block, page?.bytes], [due, due], "bytes");
      check.that(block?.buffer.byteLength === due.length, "nothing around the bytes is kept");
    },
  },
  {
    name: "lists packs with the number of their blocks, and removes them whole",
    async run(bed, check) {
      const store = await bed.open();
      check.equal(check.value(await store.listPacks(SPACE), "packs"), [], "no packs yet");
      const elsewhere = sampleId("space", "two");
      check.value(await store.commit(batchOf({ blocks: [...blocksOf("a", 3), ...blocksOf("b", 256), ...blocksOf("c", 1)] })), "put");
      check.value(await store.commit(batchOf({ space: elsewhere, blocks: blocksOf("a", 2) })), "another space");
      check.value(
        await store.commit(batchOf({ removePacks: [sampleId("pack", "a"), sampleId("pack", "none")], blocks: blocksOf("d", 1) })),
        "remove",
      );
      check.equal(check.value(await store.listPacks(SPACE), "packs"), listed({ b: 256, c: 1, d: 1 }), "packs");
      check.equal(check.value(await store.listPacks(elsewhere), "packs"), listed({ a: 2 }), "packs of the other space");
      check.equal(check.value(await store.readBlocks(SPACE, sampleId("pack", "a"), 0, 9), "blocks"), [], "blocks of a removed pack");
      const anew = { removePacks: [sampleId("pack", "b")], blocks: [sampleBlock("b", 0)] };
      check.value(await store.commit(batchOf(anew)), "what is removed goes first");
      check.equal(check.value(await store.listPacks(SPACE), "packs"), listed({ b: 1, c: 1, d: 1 }), "packs at last");
    },
  },
];

/** All that a commit of compaction changes at once. */
const COMPACTION: StoreBatch = pruneOf(4, 9, {
  blocks: [sampleBlock("new", 0), sampleBlock("new", 1)],
  removePacks: [sampleId("pack", "old")],
  pages: { put: [{ number: 1, bytes: sampleBytes("page", 200) }], remove: [0] },
  removePaths: [branchOf("mine", "fork")],
  meta: [{ key: "base", value: Uint8Array.of(2) }],
});

const BEFORE_COMPACTION: StoreBatch = batchOf({
  records: [...sampleRecords(TRUNK, 1, 9), sampleRecord(branchOf("mine", "fork"), 3)],
  heads: [headOf(at(9)), headOf(sampleRecord(branchOf("mine", "fork"), 3), { firstSeq: 3, parentId: at(2).id })],
  blocks: [sampleBlock("old", 0)],
  pages: { put: [{ number: 0, bytes: sampleBytes("page", 100) }], remove: [] },
  meta: [{ key: "base", value: Uint8Array.of(1) }],
});

/** Everything that the two batches above touch. */
async function contentsOf(store: Store, check: Check): Promise<readonly unknown[]> {
  const fork = check.value(await store.readRecords(SPACE, branchOf("mine", "fork"), 1, EVERYTHING), "read");
  const pages = check.value(await store.readPages(SPACE), "pages");
  const blocks = check.value(await store.readBlocks(SPACE, sampleId("pack", "new"), 0, 9), "blocks");
  const meta = check.value(await store.readMeta("base"), "meta");
  const lists = check.value(await store.listPacks(SPACE), "packs");
  return [await headsOf(store, check), await recordsOf(store, check), fork, pages, blocks, lists, meta];
}

const together: readonly SuiteCase<StoreBed>[] = [
  {
    name: "compacts in one commit: base, pages, packs, records and branches",
    async run(bed, check) {
      const store = await holding(bed, check, BEFORE_COMPACTION);
      check.value(await store.commit(COMPACTION), "compaction");
      const due = [
        [basedHeadOf(at(9), at(4))],
        sampleRecords(TRUNK, 5, 9),
        [],
        [{ number: 1, bytes: sampleBytes("page", 200) }],
        [0, 1].map((index) => sampleBlock("new", index).bytes),
        [{ pack: sampleId("pack", "new"), blocks: 2 }],
        Uint8Array.of(2),
      ];
      check.equal(await contentsOf(store, check), due, "contents");
    },
  },
  {
    name: "keeps nothing of a compaction that was fenced off or built on what has moved",
    async run(bed, check) {
      const store = await holding(bed, check, BEFORE_COMPACTION);
      const before = await contentsOf(store, check);
      const fence = check.value(await store.raiseFence(), "fence");
      check.value(await store.raiseFence(), "a later fence");
      const expectOther = { key: "base", value: Uint8Array.of(7) };
      check.failure(await store.commit({ ...COMPACTION, fence }), { kind: "fenced" }, "an old fence");
      check.failure(await store.commit({ ...COMPACTION, expectMeta: [expectOther] }), { kind: "meta-moved", key: "base" }, "another value");
      const expectNone = { key: "base", value: null };
      check.failure(await store.commit({ ...COMPACTION, expectMeta: [expectNone] }), { kind: "meta-moved", key: "base" }, "no value");
      const expectSome = { key: "none", value: new Uint8Array(0) };
      check.failure(await store.commit({ ...COMPACTION, expectMeta: [expectSome] }), { kind: "meta-moved", key: "none" }, "any value");
      const moved = { ...TRUNK, seq: 8, id: at(8).id };
      check.failure(await store.commit({ ...COMPACTION, expect: [moved] }), { kind: "head-moved", path: TRUNK }, "another head");
      check.equal(await contentsOf(store, check), before, "contents");
      const expectMeta = [
        { key: "base", value: Uint8Array.of(1) },
        { key: "none", value: null },
      ];
      check.value(await store.commit({ ...COMPACTION, expectMeta }), "on what is there");
    },
  },
  {
    name: "lets one of two openers move a value that both expect",
    async run(bed, check) {
      const stores = await Promise.all([bed.open(), bed.open()]);
      const commits = stores.map((store, i) =>
        store.commit(batchOf({ expectMeta: [{ key: "base", value: null }], meta: [{ key: "base", value: Uint8Array.of(i) }] })),
      );
      const won = (await Promise.all(commits)).map(({ ok }) => ok);
      check.equal(
        won.toSorted((a, b) => Number(a) - Number(b)),
        [false, true],
        "one of them",
      );
      check.equal(check.value(await stores[0].readMeta("base"), "meta"), Uint8Array.of(won.indexOf(true)), "its value");
    },
  },
  {
    name: "says closed of pages, blocks and packs after it was closed",
    async run(bed, check) {
      const store = await bed.open();
      store.close();
      check.failure(await store.readPages(SPACE), { kind: "closed" }, "pages");
      check.failure(await store.readBlocks(SPACE, sampleId("pack", "a"), 0, 1), { kind: "closed" }, "blocks");
      check.failure(await store.listPacks(SPACE), { kind: "closed" }, "packs");
    },
  },
];

export const STORE_BASE_CASES: readonly SuiteCase<StoreBed>[] = [...bases, ...packs, ...together];

/** A commit that touches every table, on what it is built on: for what may happen in the middle of it. */
export const COMPACTION_STORY = { before: BEFORE_COMPACTION, batch: COMPACTION, contentsOf };
