// What a store over IndexedDB does beyond every store (store.suite.ts): rows that are not ours, other versions of the database, its loss.
// Each case gets a database of its own, which it may open past the store. Free of a test runner.

import type { Store, StoreError } from "../../ports/store.ts";
import type { Result } from "../../base/result.ts";
import { requested, type Table } from "../idb/idb-database.ts";
import { headToRow } from "../idb/idb-row-forms.ts";
import { blockKey, pathKeyOf, spaceKey } from "../idb/idb-rows.ts";
import type { IdbStoreOptions } from "../idb/idb-store.ts";
import { UPGRADES, type Upgrade } from "../idb/upgrades.ts";
import {
  appendOf,
  basedHeadOf,
  branchOf,
  batchOf,
  headOf,
  sampleBlock,
  sampleBytes,
  sampleId,
  sampleReceipt,
  sampleRecord,
  sampleRecords,
  sampleStatement,
  SPACE,
  trunkOf,
} from "./store-samples.ts";
import type { SuiteCase } from "./suite-check.ts";

export type IdbStoreBed = {
  readonly name: string;
  open(options?: Pick<IdbStoreOptions, "onUnreadableRows" | "onLost" | "onBlocked" | "upgrades">): Promise<Result<Store, StoreError>>;
};

const TRUNK = trunkOf("mine");
const EVERYTHING = { maxRecords: 10_000, maxBytes: 100_000_000 };
const FOREIGN_ROWS: readonly unknown[] = [null, "text", 7, [], {}, new Uint8Array(50), { id: "short", seq: -1 }];

export const IDB_STORE_CASES: readonly SuiteCase<IdbStoreBed>[] = [
  {
    name: "passes over rows that are not ours, counts them and leaves them alone",
    async run(bed, check) {
      const counted = new Map<Table, number>();
      const opened = await bed.open({ onUnreadableRows: (table, count) => void counted.set(table, count) });
      const store = check.value(opened, "open");
      const rest = { statements: [sampleStatement("a")], receipts: [sampleReceipt("a", 1)] };
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)], rest)), "commit");
      for (const table of ["heads", "statements", "receipts"] as const) {
        await putRows(
          bed.name,
          table,
          FOREIGN_ROWS.map((row, i) => [[spaceKey(SPACE), i], row]),
        );
      }
      const index = check.value(await store.loadIndex(SPACE), "index");
      check.equal(index, { ...rest, heads: [headOf(sampleRecord(TRUNK, 1))] }, "index");
      check.equal(
        [...counted.values()],
        Array.from({ length: 3 }, () => FOREIGN_ROWS.length),
        "counts",
      );
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 2)])), "the next commit");
      check.value(await store.loadIndex(SPACE), "index again");
      check.equal(counted.get("heads"), FOREIGN_ROWS.length, "still there");
    },
  },
  {
    name: "reads past records it cannot read, however many, and takes them again",
    async run(bed, check) {
      let unreadable = 0;
      const store = check.value(await bed.open({ onUnreadableRows: (_, count) => void (unreadable += count) }), "open");
      const records = sampleRecords(TRUNK, 1, 200);
      check.value(await store.commit(appendOf(records)), "commit");
      const broken = records.filter(({ seq }) => seq >= 10 && seq < 150);
      const path = pathKeyOf(SPACE, TRUNK);
      const rows = broken.map(({ seq }, i): Row => [[...path, seq], FOREIGN_ROWS[i % FOREIGN_ROWS.length]]);
      await putRows(bed.name, "records", rows);
      const due = records.filter((record) => !broken.includes(record));
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), due, "the others");
      check.equal(unreadable, broken.length, "count");
      const one = check.value(await store.readRecords(SPACE, TRUNK, 10, { maxRecords: 1, maxBytes: 1 }), "read one");
      check.equal(one, [sampleRecord(TRUNK, 150)], "the next that can be read");
      check.value(await store.repairRecords(SPACE, broken), "repair");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), records, "all");
    },
  },
  {
    name: "passes over pages and blocks that are not ours",
    async run(bed, check) {
      const counted = new Map<Table, number>();
      const store = check.value(await bed.open({ onUnreadableRows: (table, count) => void counted.set(table, count) }), "open");
      const pages = { put: [{ number: 100, bytes: sampleBytes("page", 50) }], remove: [] };
      check.value(await store.commit(batchOf({ pages, blocks: [0, 1, 2, 3].map((index) => sampleBlock("a", index)) })), "commit");
      const pack = sampleId("pack", "a");
      const foreignPages = FOREIGN_ROWS.map((row, i): Row => [[spaceKey(SPACE), i], row]);
      await putRows(bed.name, "pages", foreignPages);
      await putRows(bed.name, "blocks", [[blockKey(SPACE, pack, 2), { index: "two" }], ...foreignPages]);
      check.equal(check.value(await store.readPages(SPACE), "pages"), pages.put, "pages");
      const blocks = check.value(await store.readBlocks(SPACE, pack, 0, 9), "blocks");
      check.equal(blocks, [sampleBlock("a", 0).bytes, sampleBlock("a", 1).bytes], "blocks up to the unreadable one");
      check.equal(counted.get("blocks"), 1, "unreadable blocks");
      check.equal(check.value(await store.listPacks(SPACE), "packs"), [{ pack, blocks: 4 }], "packs");
      check.equal([counted.get("pages"), counted.get("blocks")], [FOREIGN_ROWS.length, FOREIGN_ROWS.length], "counts");
    },
  },
  {
    name: "passes over heads that are none, and such as contradict themselves",
    async run(bed, check) {
      const store = check.value(await bed.open(), "open");
      check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 9))), "commit");
      const head = headToRow(headOf(sampleRecord(TRUNK, 9)));
      const { id } = headToRow(headOf(sampleRecord(TRUNK, 8)));
      const bases = [7, null, { seq: 3 }, { seq: 0, id }, { seq: 10, id }, { seq: 9, id }].map((base) => ({ base }));
      const others = [{ seq: 0 }, { firstSeq: 0 }, { firstSeq: 2 }, { parentId: id }, { seq: 2 ** 32 }, { branch: "0123456789abcdef" }];
      for (const fields of [...bases, ...others]) {
        await putRows(bed.name, "heads", [[pathKeyOf(SPACE, TRUNK), { ...head, ...fields }]]);
        check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [], JSON.stringify(Object.keys(fields)));
      }
      await putRows(bed.name, "heads", [[pathKeyOf(SPACE, TRUNK), head]]);
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 9))], "as it was");
    },
  },
  {
    name: "passes over the branches of a log whose trunk it cannot read, and begins that log anew without them",
    async run(bed, check) {
      const counted: number[] = [];
      const store = check.value(await bed.open({ onUnreadableRows: (_, count) => void counted.push(count) }), "open");
      const [fork, other] = [branchOf("mine", "fork"), trunkOf("other")];
      const forkHead = headOf(sampleRecord(fork, 4), { firstSeq: 3, parentId: sampleRecord(TRUNK, 2).id });
      check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 5))), "commit the trunk");
      check.value(await store.commit(batchOf({ records: sampleRecords(fork, 3, 4), heads: [forkHead] })), "commit the fork");
      check.value(await store.commit(appendOf(sampleRecords(other, 1, 2))), "commit another log");
      await putRows(bed.name, "heads", [[pathKeyOf(SPACE, TRUNK), { seq: "five" }]]);
      const otherHead = headOf(sampleRecord(other, 2));
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [otherHead], "heads without the trunk");
      check.equal(counted, [2], "unreadable heads");
      const again = sampleRecords(TRUNK, 1, 2);
      check.value(await store.commit(appendOf(again, { expect: [{ ...TRUNK, seq: 0, id: null }] })), "commit again");
      const heads = [headOf(sampleRecord(TRUNK, 2)), otherHead].toSorted((a, b) => (a.log < b.log ? -1 : 1));
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, heads, "heads with the trunk");
      check.equal(check.value(await store.readRecords(SPACE, fork, 1, EVERYTHING), "read the fork"), [], "the fork");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read the trunk"), again, "the trunk");
      const shorter = sampleRecords(fork, 2, 2);
      const shortHead = headOf(sampleRecord(fork, 2), { firstSeq: 2, parentId: sampleRecord(TRUNK, 1).id });
      const next = batchOf({ expect: [{ ...fork, seq: 0, id: null }], records: shorter, heads: [shortHead] });
      check.value(await store.commit(next), "commit a fork again");
      check.equal(check.value(await store.readRecords(SPACE, fork, 1, EVERYTHING), "read it"), shorter, "the new fork");
      check.value(
        await store.commit(batchOf({ heads: [], records: [], expect: [{ ...other, seq: 2, id: otherHead.id }] })),
        "the other log",
      );
    },
  },
  {
    name: "is upgraded from its first version with all that was saved, while a tab of that version has it open",
    async run(bed, check) {
      const lost: StoreError[] = [];
      const older = check.value(await bed.open({ upgrades: UPGRADES.slice(0, 1), onLost: (error) => lost.push(error) }), "open the first");
      const rest = { statements: [sampleStatement("a")], receipts: [sampleReceipt("a", 1)], meta: [{ key: "k", value: Uint8Array.of(1) }] };
      check.value(await older.commit(appendOf(sampleRecords(TRUNK, 1, 5, { state: "keyless" }), rest)), "commit");
      const newer = check.value(await bed.open(), "open the present version");
      check.equal(lost, [{ kind: "newer-database" }], "the older tab is told");
      check.failure(await older.commit(appendOf([sampleRecord(TRUNK, 6)])), { kind: "newer-database" }, "commit in the older tab");
      const index = check.value(await newer.loadIndex(SPACE), "index");
      const heads = [headOf(sampleRecord(TRUNK, 5))];
      check.equal(index, { statements: rest.statements, receipts: rest.receipts, heads }, "index");
      check.equal(check.value(await newer.readMeta("k"), "meta"), Uint8Array.of(1), "meta");
      const records = check.value(await newer.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
      check.equal(records, sampleRecords(TRUNK, 1, 5, { state: "keyless" }), "records");
      const head = basedHeadOf(sampleRecord(TRUNK, 5), sampleRecord(TRUNK, 3));
      const blocks = [sampleBlock("a", 0)];
      check.value(await newer.commit(batchOf({ heads: [head], prune: [{ ...TRUNK, upTo: 3 }], blocks })), "a commit of what is new");
      check.equal(check.value(await newer.listPacks(SPACE), "packs"), [{ pack: sampleId("pack", "a"), blocks: 1 }], "packs");
      check.failure(await bed.open({ upgrades: UPGRADES.slice(0, 1) }), { kind: "newer-database" }, "the older version, opened again");
    },
  },
  {
    name: "begins a path anew whose head it cannot read",
    async run(bed, check) {
      const store = check.value(await bed.open(), "open");
      check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 9, { state: "keyless" }))), "commit");
      await putRows(bed.name, "heads", [[pathKeyOf(SPACE, TRUNK), { seq: "nine" }]]);
      check.equal(check.value(await store.loadIndex(SPACE), "index").heads, [], "heads");
      const again = sampleRecords(TRUNK, 1, 3);
      check.value(await store.commit(appendOf(again, { expect: [{ ...TRUNK, seq: 0, id: null }] })), "commit again");
      check.equal(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), again, "records");
    },
  },
  {
    name: "lets a newer version of the database in and says so from then on",
    async run(bed, check) {
      const lost: StoreError[] = [];
      const store = check.value(await bed.open({ onLost: (error) => lost.push(error) }), "open");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "commit");
      const newer = await openPast(bed.name, UPGRADES.length + 1);
      check.equal(lost, [{ kind: "newer-database" }], "told");
      check.failure(await store.commit(appendOf([sampleRecord(TRUNK, 2)])), { kind: "newer-database" }, "commit");
      check.failure(await store.loadIndex(SPACE), { kind: "newer-database" }, "index");
      newer.close();
      check.failure(await bed.open(), { kind: "newer-database" }, "opened again");
    },
  },
  {
    name: "is upgraded while an older tab has it open, with all that was saved, and that tab saves nothing more",
    async run(bed, check) {
      const lost: StoreError[] = [];
      let blocked = 0;
      const older = check.value(await bed.open({ onLost: (error) => lost.push(error) }), "open");
      check.value(await older.commit(appendOf(sampleRecords(TRUNK, 1, 5))), "commit");
      // Under way when the newer one asks: it is finished first, and counts only if it was.
      const last = older.commit(appendOf([sampleRecord(TRUNK, 6)]));
      const opened = await bed.open({ upgrades: [...UPGRADES, countRecords], onBlocked: () => void (blocked += 1) });
      const newer = check.value(opened, "open the newer version");
      const saved = (await last).ok ? 6 : 5;
      check.equal([lost, blocked], [[{ kind: "newer-database" }], 0], "told, not waited for");
      check.failure(await older.commit(appendOf([sampleRecord(TRUNK, saved + 1)])), { kind: "newer-database" }, "commit in the older tab");
      const held = check.value(await newer.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
      check.equal(held, sampleRecords(TRUNK, 1, saved), "records");
      check.value(await newer.commit(appendOf([sampleRecord(TRUNK, saved + 1)])), "commit in the newer tab");
      check.equal(await readRow(bed.name, "counted", "records"), saved, "the upgrade's own row");
    },
  },
  {
    name: "says that an older tab does not let go of the database, and goes on when it does",
    async run(bed, check) {
      const store = check.value(await bed.open(), "open");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "commit");
      store.close();
      // As a tab that is frozen: it hears of nothing.
      const frozen = await openPast(bed.name);
      const whenBlocked = new Promise<Result<Store, StoreError>>((resolve) => {
        let opened: Promise<Result<Store, StoreError>> | null = null;
        const onBlocked = (): void => {
          frozen.close();
          if (opened !== null) resolve(opened);
        };
        opened = bed.open({ upgrades: [...UPGRADES, countRecords], onBlocked });
      });
      const newer = check.value(await whenBlocked, "open the newer version");
      check.equal(check.value(await newer.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), [sampleRecord(TRUNK, 1)], "records");
    },
  },
  {
    name: "stays as it was when an upgrade fails",
    async run(bed, check) {
      const store = check.value(await bed.open(), "open");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "commit");
      store.close();
      const upgraded = await bed.open({ upgrades: [...UPGRADES, failHalfway] });
      check.equal(upgraded.ok, false, "the failing upgrade");
      const again = check.value(await bed.open(), "open in the former version");
      check.equal(check.value(await again.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), [sampleRecord(TRUNK, 1)], "records");
    },
  },
  {
    name: "lets the database be deleted, says closed, and starts empty when opened again",
    async run(bed, check) {
      const lost: StoreError[] = [];
      const store = check.value(await bed.open({ onLost: (error) => lost.push(error) }), "open");
      check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)])), "commit");
      await requested(indexedDB.deleteDatabase(bed.name));
      check.equal(lost, [{ kind: "closed" }], "told");
      check.failure(await store.readMeta("k"), { kind: "closed" }, "meta");
      const again = check.value(await bed.open(), "open again");
      check.equal(check.value(await again.loadIndex(SPACE), "index").heads, [], "heads");
    },
  },
];

/** An upgrade that makes a table and carries something over: how many records there are. */
const countRecords: Upgrade = (database, transaction) => {
  const table = database.createObjectStore("counted");
  const request = transaction.objectStore("records").count();
  request.addEventListener("success", () => table.put(request.result, "records"));
};

const failHalfway: Upgrade = (database, transaction) => {
  countRecords(database, transaction);
  transaction.objectStore("records").clear();
  transaction.abort();
};

async function readRow(name: string, table: string, key: IDBValidKey): Promise<unknown> {
  const connection = await openPast(name);
  const row = await requested<unknown>(connection.transaction(table).objectStore(table).get(key));
  connection.close();
  return row;
}

async function openPast(name: string, version?: number): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  await requested(request);
  return request.result;
}

type Row = readonly [key: IDBValidKey, row: unknown];

async function putRows(name: string, table: Table, rows: readonly Row[]): Promise<void> {
  const connection = await openPast(name);
  const transaction = connection.transaction(table, "readwrite");
  await Promise.all(rows.map(([key, row]) => requested(transaction.objectStore(table).put(row, key))));
  await new Promise((resolve) => transaction.addEventListener("complete", resolve));
  connection.close();
}
