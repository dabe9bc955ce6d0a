// What every store does, whatever it is built on (ports/store.ts). Each case gets a bed of its own: one persisted state, empty at first,
// which can be opened any number of times. Free of a test runner, so that the same cases judge real browsers from a page.

import type { PathHead, Store, StoreError } from "../../ports/store.ts";
import type { Result } from "../../base/result.ts";
import {
  appendOf,
  batchOf,
  branchOf,
  headOf,
  sampleBytes,
  sampleId,
  sampleReceipt,
  sampleRecord,
  sampleRecords,
  sampleStatement,
  SPACE,
  trunkOf,
} from "./store-samples.ts";
import type { Check, SuiteCase } from "./suite-check.ts";

export type StoreBed = { open(): Promise<Store> };

const TRUNK = trunkOf("mine");
const EVERYTHING = { maxRecords: 10_000, maxBytes: 100_000_000 };

const appending: readonly SuiteCase<StoreBed>[] = [
  {
    name: "starts empty",
    async run(bed, check) {
      const store = await bed.open();
      const index = check.value(await store.loadIndex(SPACE), "index");
      check.equal(index, { statements: [], heads: [], receipts: [] }, "index");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), [], "records");
    },
  },
  {
    name: "gives back what was committed after it is opened again",
    async run(bed, check) {
      const first = await bed.open();
      const records = sampleRecords(TRUNK, 1, 3);
      check.value(await first.commit(appendOf(records.slice(0, 2))), "first commit");
      check.value(await first.commit(appendOf(records.slice(2))), "second commit");
      first.close();
      const again = await bed.open();
      const index = check.value(await again.loadIndex(SPACE), "index");
      check.equal(index.heads, [headOf(sampleRecord(TRUNK, 3))], "heads");
      check.equal(check.value(await again.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), records, "records");
    },
  },
  {
    name: "commits records, statements, receipts and meta together",
    async run(bed, check) {
      const store = await bed.open();
      const rest = {
        statements: [sampleStatement("a")],
        receipts: [sampleReceipt("a", 1)],
        meta: [{ key: "k", value: Uint8Array.of(1, 2) }],
      };
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)], rest)), "commit");
      const index = check.value(await store.loadIndex(SPACE), "index");
      check.equal(index, { statements: rest.statements, receipts: rest.receipts, heads: [headOf(sampleRecord(TRUNK, 1))] }, "index");
      check.equal(check.value(await store.readMeta("k"), "meta"), Uint8Array.of(1, 2), "meta");
    },
  },
  {
    name: "refuses an append built on a head that has moved, and keeps nothing of it",
    async run(bed, check) {
      const store = await bed.open();
      const first = sampleRecord(TRUNK, 1);
      check.value(await store.commit(appendOf([first], { expect: [{ ...TRUNK, seq: 0, id: null }] })), "first");
      const late = sampleRecord(TRUNK, 1, { seed: "late" });
      const everything = { statements: [sampleStatement("a")], receipts: [sampleReceipt("a", 1)], meta: [{ key: "k", value: late.bytes }] };
      const refused = await store.commit(appendOf([late], { expect: [{ ...TRUNK, seq: 0, id: null }], ...everything }));
      check.failure(refused, { kind: "head-moved", path: TRUNK }, "late append");
      check.equal(
        check.value(await store.loadIndex(SPACE), "index"),
        { statements: [], receipts: [], heads: [headOf(first)] },
        "index after",
      );
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), [first], "records after");
      check.equal(check.value(await store.readMeta("k"), "meta"), null, "meta after");
    },
  },
  {
    name: "refuses another id at the expected seq, and a path expected that is not there",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "first");
      const next = appendOf([sampleRecord(TRUNK, 2)], { expect: [{ ...TRUNK, seq: 1, id: sampleId("record", "other") }] });
      check.failure(await store.commit(next), "head-moved", "other id");
      const elsewhere = branchOf("mine", "b");
      const missing = batchOf({ expect: [{ ...elsewhere, seq: 4, id: sampleId("record", "x") }] });
      check.failure(await store.commit(missing), { kind: "head-moved", path: elsewhere }, "missing path");
    },
  },
  {
    name: "takes a batch over several paths whole or not at all",
    async run(bed, check) {
      const store = await bed.open();
      const [a, b] = [sampleRecords(trunkOf("a"), 1, 2), sampleRecords(trunkOf("b"), 1, 2)];
      const both = { records: [...a, ...b], heads: [...a.slice(-1), ...b.slice(-1)].map((record) => headOf(record)) };
      const refused = await store.commit(batchOf({ ...both, expect: [{ ...TRUNK, seq: 9, id: sampleId("record", "x") }] }));
      check.failure(refused, "head-moved", "batch on a wrong basis");
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [], "heads before");
      check.value(await store.commit(batchOf(both)), "batch");
      const heads = check.value(await store.loadIndex(SPACE), "index").heads;
      check.equal(heads, inOrder(both.heads), "heads after");
    },
  },
  {
    name: "rejects records that leave a gap or a head that is not theirs, and keeps nothing of them",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "first");
      const meta = [{ key: "k", value: Uint8Array.of(1) }];
      const three = sampleRecord(TRUNK, 3);
      await check.rejects(store.commit(appendOf([three], { meta })), "a gap after the head");
      await check.rejects(store.commit(batchOf({ records: [sampleRecord(TRUNK, 2)], meta })), "records without a head");
      await check.rejects(store.commit(batchOf({ heads: [headOf(three)], meta })), "a head without its records");
      await check.rejects(store.commit(appendOf([sampleRecord(TRUNK, 2), three, three], { meta })), "one seq twice");
      check.equal(check.value(await store.readMeta("k"), "meta"), null, "meta");
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 1))], "heads");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 2)])), "the next one");
    },
  },
  {
    name: "lets two openers race 1,000 appends: no seq twice, no value lost",
    async run(bed, check) {
      const stores = await Promise.all([bed.open(), bed.open()]);
      await Promise.all(stores.map((store, i) => appendValues(store, check, `racer ${i}`, 500)));
      const records = check.value(await stores[0].readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
      check.equal(
        records.map(({ seq }) => seq),
        Array.from({ length: 1_000 }, (_, i) => i + 1),
        "seqs",
      );
      const values = records.map(({ bytes }) => new TextDecoder().decode(bytes));
      const due = stores.flatMap((_, i) => Array.from({ length: 500 }, (__, n) => `racer ${i} value ${n}`));
      check.equal([...values].sort(), due.sort(), "values");
    },
  },
  {
    name: "finishes what was begun when it is closed",
    async run(bed, check) {
      const store = await bed.open();
      const committing = store.commit(appendOf([sampleRecord(TRUNK, 1)]));
      store.close();
      check.value(await committing, "commit under way");
      const again = await bed.open();
      check.equal(check.value(await again.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 1))], "heads");
    },
  },
  {
    name: "says closed after it was closed",
    async run(bed, check) {
      const store = await bed.open();
      store.close();
      store.close();
      const closed = { kind: "closed" };
      check.failure(await store.loadIndex(SPACE), closed, "index");
      check.failure(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), closed, "read");
      check.failure(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), closed, "commit");
      check.failure(await store.setRecordStates(SPACE, []), closed, "states");
      check.failure(await store.repairRecords(SPACE, []), closed, "repair");
      check.failure(await store.readMeta("k"), closed, "meta");
      check.failure(await store.raiseFence(), closed, "fence");
    },
  },
];

const reading: readonly SuiteCase<StoreBed>[] = [
  {
    name: "keeps trunk, branches and spaces apart",
    async run(bed, check) {
      const store = await bed.open();
      const branch = branchOf("mine", "fork");
      const trunk = sampleRecords(TRUNK, 1, 3);
      const fork = sampleRecords(branch, 2, 4);
      const forkHead = headOf(sampleRecord(branch, 4), { firstSeq: 2, parentId: sampleRecord(TRUNK, 1).id });
      check.value(await store.commit(appendOf(trunk)), "trunk");
      check.value(await store.commit(batchOf({ records: fork, heads: [forkHead] })), "branch");
      const elsewhere = sampleId("space", "two");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1, { seed: "two" })], { space: elsewhere })), "other space");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), trunk, "trunk");
      check.equal(check.value(await store.readRecords(SPACE, branch, 1, EVERYTHING), "read"), fork, "branch");
      const heads = check.value(await store.loadIndex(SPACE), "index").heads;
      check.equal(heads, [headOf(sampleRecord(TRUNK, 3)), forkHead], "heads");
      const theirs = check.value(await store.readRecords(elsewhere, TRUNK, 1, EVERYTHING), "read");
      check.equal(theirs, [sampleRecord(TRUNK, 1, { seed: "two" })], "other space");
    },
  },
  {
    name: "keeps branches apart whose first records share the bytes that name one: the other is named by the whole id",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 3))), "trunk");
      const one = branchOf("mine", "fork");
      const other = { ...one, branch: one.branch + sampleId("device", "fork").slice(one.branch.length) };
      const forks = [one, other].map((path) => sampleRecord(path, 2));
      const heads = forks.map((fork) => headOf(fork, { firstSeq: 2, parentId: sampleRecord(TRUNK, 1).id }));
      check.value(await store.commit(batchOf({ records: forks, heads })), "branches");
      for (const fork of forks) check.equal(check.value(await store.readRecords(SPACE, fork, 1, EVERYTHING), "read"), [fork], fork.branch);
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads.length, 3, "heads");
    },
  },
  {
    name: "reads from a seq, up to a number of records or bytes, and at least one",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 10, { sizeBytes: 100 }))), "commit");
      const seqs = async (fromSeq: number, maxRecords: number, maxBytes: number): Promise<number[]> =>
        check.value(await store.readRecords(SPACE, TRUNK, fromSeq, { maxRecords, maxBytes }), "read").map(({ seq }) => seq);
      check.equal(await seqs(4, 3, 10_000), [4, 5, 6], "three records");
      check.equal(await seqs(4, 100, 250), [4, 5, 6], "ends after the record that reaches the limit");
      check.equal(await seqs(4, 100, 200), [4, 5], "ends with the record that meets the limit");
      check.equal(await seqs(4, 100, 0), [4], "at least one");
      check.equal(await seqs(9, 100, 10_000), [9, 10], "ends with the path");
      check.equal(await seqs(11, 100, 10_000), [], "nothing beyond the head");
      check.equal(await seqs(0, 1, 10_000), [1], "from before the first");
    },
  },
  {
    name: "reads long paths whole, with records of very different sizes",
    async run(bed, check) {
      const store = await bed.open();
      const small = sampleRecords(TRUNK, 1, 1_500, { sizeBytes: 40 });
      const large = sampleRecords(TRUNK, 1_501, 1_520, { sizeBytes: 20_000 });
      check.value(await store.commit(appendOf([...small, ...large])), "commit");
      const all = check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
      check.equal(all, [...small, ...large], "all");
      const page = check.value(await store.readRecords(SPACE, TRUNK, 1_400, { maxRecords: 4_096, maxBytes: 54_040 }), "read");
      check.equal(page.at(-1)?.seq, 1_503, "the last of a page");
      check.equal(page.length, 104, "the length of a page");
    },
  },
  {
    name: "keeps records of 256 KiB, exactly the bytes given, as they were when given",
    async run(bed, check) {
      const store = await bed.open();
      const whole = sampleBytes("whole", 400_000);
      const view = whole.subarray(1_000, 1_000 + 262_144);
      const due = view.slice();
      const record = { ...sampleRecord(TRUNK, 1), bytes: view };
      const committing = store.commit(appendOf([record], { meta: [{ key: "k", value: whole.subarray(5, 9) }] }));
      check.value(await committing, "commit");
      whole.fill(0);
      const read = check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
      check.equal(read, [{ ...record, bytes: due }], "record");
      check.that(read[0]?.bytes.buffer.byteLength === due.length, "nothing around the bytes is kept");
      check.equal(check.value(await store.readMeta("k"), "meta")?.length, 4, "meta");
    },
  },
  {
    name: "changes the states of held records, nothing else",
    async run(bed, check) {
      const store = await bed.open();
      const records = [...sampleRecords(TRUNK, 1, 2), ...sampleRecords(TRUNK, 3, 5, { state: "keyless" })];
      check.value(await store.commit(appendOf(records)), "commit");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), records, "before");
      const changes = [
        { ...TRUNK, seq: 2, state: "void" as const },
        { ...TRUNK, seq: 3, state: "applied" as const },
        { ...TRUNK, seq: 4, state: "parked" as const },
        { ...TRUNK, seq: 6, state: "keyless" as const },
        { ...branchOf("mine", "none"), seq: 1, state: "keyless" as const },
      ];
      check.value(await store.setRecordStates(SPACE, changes), "states");
      store.close();
      const again = await bed.open();
      const states = ["applied", "void", "applied", "parked", "keyless"];
      const due = records.map((record, i) => ({ ...record, state: states[i] }));
      check.equal(check.value(await again.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), due, "after");
      check.value(await again.commit(appendOf([sampleRecord(TRUNK, 6)])), "the next one");
      const next = check.value(await again.readRecords(SPACE, TRUNK, 6, EVERYTHING), "read");
      check.equal(next, [sampleRecord(TRUNK, 6)], "a state given before the record was held");
    },
  },
  {
    name: "takes damaged records again where they are held, and leaves heads as they are",
    async run(bed, check) {
      const store = await bed.open();
      const records = sampleRecords(TRUNK, 1, 3);
      check.value(await store.commit(appendOf(records)), "commit");
      const mended = { ...sampleRecord(TRUNK, 2, { state: "void" }), bytes: sampleBytes("mended", 90) };
      const beyond = sampleRecord(TRUNK, 4, { state: "void" });
      const elsewhere = sampleRecord(branchOf("mine", "none"), 1);
      check.value(await store.repairRecords(SPACE, [mended, beyond, elsewhere]), "repair");
      const due = [records[0], mended, records[2]];
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), due, "records");
      check.equal(check.value(await store.readRecords(SPACE, elsewhere, 1, EVERYTHING), "read"), [], "a path not held");
      check.value(await store.repairRecords(SPACE, [sampleRecord(TRUNK, 2)]), "repair again");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), records, "records again");
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 3))], "heads");
      await check.rejects(store.repairRecords(SPACE, [sampleRecord(TRUNK, 3, { seed: "other" })]), "a last record that is not the head");
    },
  },
];

const rest: readonly SuiteCase<StoreBed>[] = [
  {
    name: "replaces statements by id and receipts by device, but never by an older receipt",
    async run(bed, check) {
      const store = await bed.open();
      const statements = inOrder(["a", "b", "c"].map(sampleStatement));
      check.value(await store.commit(batchOf({ statements: statements.slice(0, 2), receipts: [sampleReceipt("a", 5)] })), "first");
      check.value(await store.commit(batchOf({ statements: statements.slice(1), receipts: [sampleReceipt("b", 1)] })), "second");
      check.value(await store.commit(batchOf({ receipts: [sampleReceipt("a", 4), sampleReceipt("b", 2)] })), "third");
      const index = check.value(await store.loadIndex(SPACE), "index");
      check.equal(index.statements, statements, "statements");
      check.equal(index.receipts, byDevice([sampleReceipt("a", 5), sampleReceipt("b", 2)]), "receipts");
    },
  },
  {
    name: "replaces and deletes meta values, whatever the space",
    async run(bed, check) {
      const store = await bed.open();
      check.equal(check.value(await store.readMeta("a"), "meta"), null, "nothing yet");
      const meta = (key: string, value: Uint8Array | null): Promise<Result<void, StoreError>> =>
        store.commit(batchOf({ meta: [{ key, value }], space: sampleId("space", key) }));
      check.value(await meta("a", Uint8Array.of(1)), "put");
      check.value(await meta("b", new Uint8Array(0)), "put nothing");
      check.value(await meta("a", Uint8Array.of(2)), "replace");
      check.equal(check.value(await store.readMeta("a"), "meta"), Uint8Array.of(2), "replaced");
      check.equal(check.value(await store.readMeta("b"), "meta"), new Uint8Array(0), "an empty value is a value");
      check.value(await meta("a", null), "delete");
      check.value(await meta("never", null), "delete what is not there");
      check.equal(check.value(await store.readMeta("a"), "meta"), null, "deleted");
    },
  },
  {
    name: "refuses commits of an older fence, whoever raised it",
    async run(bed, check) {
      const [old, young] = await Promise.all([bed.open(), bed.open()]);
      const first = check.value(await old.raiseFence(), "fence");
      check.value(await old.commit(appendOf([sampleRecord(TRUNK, 1)], { fence: first })), "under the present fence");
      const second = check.value(await young.raiseFence(), "fence");
      check.that(second > first, "fences rise");
      check.failure(await old.commit(appendOf([sampleRecord(TRUNK, 2)], { fence: first })), { kind: "fenced" }, "under the old fence");
      check.equal(check.value(await old.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 1))], "heads");
      check.value(await old.commit(appendOf([sampleRecord(TRUNK, 2)])), "without a fence");
      check.value(await young.commit(appendOf([sampleRecord(TRUNK, 3)], { fence: second })), "under the new fence");
      old.close();
      young.close();
      const third = check.value(await (await bed.open()).raiseFence(), "fence");
      check.that(third > second, "fences rise after a restart too");
    },
  },
  {
    name: "gives every raise of the fence a number of its own",
    async run(bed, check) {
      const stores = await Promise.all([bed.open(), bed.open()]);
      const raised = await Promise.all(Array.from({ length: 20 }, (_, i) => stores[i % 2 === 0 ? 0 : 1].raiseFence()));
      const fences = raised.map((fence) => check.value(fence, "fence"));
      check.equal(new Set(fences).size, 20, "different numbers");
    },
  },
  {
    name: "tells used and granted bytes, or that it cannot",
    async run(bed, check) {
      const estimate = await (await bed.open()).estimate();
      check.that(estimate === null || (estimate.usedBytes >= 0 && estimate.quotaBytes > 0), "estimate");
    },
  },
];

export const STORE_CASES: readonly SuiteCase<StoreBed>[] = [...appending, ...reading, ...rest];

/** Appends `count` values to the trunk, each as often as another opener is faster. */
async function appendValues(store: Store, check: Check, name: string, count: number): Promise<void> {
  let head: PathHead | undefined;
  for (let n = 0; n < count;) {
    const seq = (head?.seq ?? 0) + 1;
    const bytes = new TextEncoder().encode(`${name} value ${n}`);
    const record = { ...sampleRecord(TRUNK, seq, { seed: `${name} ${n}` }), bytes };
    const expect = [{ ...TRUNK, seq: seq - 1, id: head?.id ?? null }];
    const committed = await store.commit(appendOf([record], { expect }));
    if (committed.ok) {
      head = headOf(record);
      n++;
    } else {
      check.failure(committed, "head-moved", "a lost race");
      head = check.value(await store.loadIndex(SPACE), "index").heads[0];
    }
  }
}

function inOrder<Row extends { readonly log: string } | { readonly id: string }>(rows: readonly Row[]): Row[] {
  const key = (row: Row): string => ("log" in row ? row.log : row.id);
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function byDevice<Row extends { readonly device: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.device < b.device ? -1 : 1));
}
