// What every store does when all that it holds of one space is to go. Free of a test runner, as store.suite.ts.

import type { Store, StoreBatch } from "../../ports/store.ts";
import {
  appendOf,
  branchOf,
  sampleBlock,
  sampleId,
  sampleReceipt,
  sampleRecord,
  sampleRecords,
  sampleStatement,
  SPACE,
  trunkOf,
} from "./store-samples.ts";
import type { StoreBed } from "./store.suite.ts";
import type { Check, SuiteCase } from "./suite-check.ts";

const OTHER = sampleId("space", "other");
const TRUNK = trunkOf("mine");
const RECORDS = 1_200;

/** More than goes at once. */
const LARGE = appendOf(sampleRecords(TRUNK, 1, RECORDS, { sizeBytes: 40, state: "keyless" }), {
  statements: [sampleStatement("a"), sampleStatement("b")],
  receipts: [sampleReceipt("a", 1)],
  blocks: Array.from({ length: 40 }, (_, pack) => [0, 1].map((index) => sampleBlock(`p${pack}`, index))).flat(),
  pages: { put: [0, 1, 2].map((number) => ({ number, bytes: Uint8Array.of(number) })), remove: [] },
  meta: [{ key: "of the profile", value: Uint8Array.of(1) }],
});

const small = (space: StoreBatch["space"]): StoreBatch => ({
  ...appendOf(sampleRecords(trunkOf("theirs"), 1, 3), {
    statements: [sampleStatement("c")],
    receipts: [sampleReceipt("c", 1)],
    blocks: [sampleBlock("theirs", 0)],
    pages: { put: [{ number: 0, bytes: Uint8Array.of(9) }], remove: [] },
  }),
  space,
});

async function contentsOf(store: Store, check: Check, space = SPACE): Promise<unknown> {
  const { heads, statements, receipts } = check.value(await store.loadIndex(space), "index");
  const read = { maxRecords: RECORDS, maxBytes: 1_000_000 };
  const records = [TRUNK, trunkOf("theirs")].map(async (path) => check.value(await store.readRecords(space, path, 1, read), "records"));
  const packs = check.value(await store.listPacks(space), "packs");
  return {
    heads,
    statements,
    receipts,
    packs,
    records: await Promise.all(records),
    pages: check.value(await store.readPages(space), "pages"),
  };
}

async function removeAll(store: Store, check: Check): Promise<void> {
  while (check.value(await store.removeSpace(SPACE), "a part") > 0);
}

export const STORE_REMOVAL_CASES: readonly SuiteCase<StoreBed>[] = [
  {
    name: "removes all of one space, and nothing else",
    async run(bed, check) {
      const store = await bed.open();
      const empty = await contentsOf(store, check);
      check.value(await store.commit(LARGE), "commit");
      check.value(await store.commit(small(OTHER)), "another space");
      const other = await contentsOf(store, check, OTHER);
      await removeAll(store, check);
      check.equal(await contentsOf(store, check), empty, "what is left");
      store.close();
      const again = await bed.open();
      check.equal(await contentsOf(again, check), empty, "what is left after it is opened again");
      check.equal(await contentsOf(again, check, OTHER), other, "the other space");
      check.equal(check.value(await again.readMeta("of the profile"), "meta"), Uint8Array.of(1), "meta");
      check.equal(check.value(await again.removeSpace(SPACE), "again"), 0, "nothing to remove");
    },
  },
  {
    name: "removes a space in parts, and goes on after it was broken off",
    async run(bed, check) {
      const store = await bed.open();
      const empty = await contentsOf(store, check);
      check.value(await store.commit(LARGE), "commit");
      check.equal(check.value(await store.removeSpace(SPACE), "a part") < RECORDS, true, "a bounded part");
      check.equal(check.value(await store.loadIndex(SPACE), "index").statements.length, 2, "statements");
      store.close();
      const again = await bed.open();
      await removeAll(again, check);
      check.equal(await contentsOf(again, check), empty, "what is left");
    },
  },
  {
    name: "takes a space that was removed as a new one",
    async run(bed, check) {
      const store = await bed.open();
      const branch = branchOf("mine", "x");
      const first = sampleRecord(TRUNK, 1);
      check.value(await store.commit(LARGE), "commit");
      await removeAll(store, check);
      check.value(await store.commit(small(SPACE)), "another commit");
      check.value(await store.commit(appendOf([first], { expect: [{ ...TRUNK, seq: 0, id: null }] })), "from the start");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, { maxRecords: 9, maxBytes: 9_000 }), "read"), [first], "records");
      check.equal(check.value(await store.readRecords(SPACE, branch, 1, { maxRecords: 9, maxBytes: 9_000 }), "read"), [], "a branch");
    },
  },
  {
    name: "says closed of a removal after it was closed",
    async run(bed, check) {
      const store = await bed.open();
      store.close();
      check.failure(await store.removeSpace(SPACE), { kind: "closed" }, "removal");
    },
  },
];
