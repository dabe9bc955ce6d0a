// The store of a browser profile over IndexedDB: each call is one transaction of idb-database.ts. Heads, states and the rest are rows apart
// from the records, so that an index loads without touching a record's bytes. Rows that are not ours are skipped, left alone and reported;
// a record that cannot be read shows to the caller as a gap in the sequence.

import { ok, type Result } from "../../base/result.ts";
import type { SpaceId } from "../../base/ids.ts";
import type { LogPath, PathHead, RecordState, SpaceIndex, Store, StoreBatch, StoredRecord, StoreError } from "../../ports/store.ts";
import { checkBatch, isHeld, pathKey, pathsOf, type CommitBasis } from "../commit-check.ts";
import { openDatabase, requested, type Database, type OpenOptions, type Table } from "./idb-database.ts";
import { readRecordRows, type ReadLimit } from "./idb-record-reader.ts";
import {
  headToRow,
  idRowKey,
  metaToRow,
  parseHeadRow,
  parseMetaRow,
  parseReceiptRow,
  parseStatementRow,
  pathKeyOf,
  pathRange,
  receiptToRow,
  recordToRow,
  spaceRange,
  statementToRow,
} from "./idb-rows.ts";
import { estimateStorage, storagePlatformOf, type StorageEstimate, type StoragePlatform } from "../storage-estimate.ts";

export type IdbStoreOptions = OpenOptions & {
  /** Rows of `table` were passed over because they are not ours to read. */
  readonly onUnreadableRows?: (table: Table, count: number) => void;
  /** The worker's own by default. */
  readonly platform?: StoragePlatform | null;
};

/**
 * Opens the database and proves by a strict write that it can store. A full disk is an error only where nothing is stored yet: what is there
 * stays readable, and commits say `full` themselves.
 */
export async function openIdbStore(options: IdbStoreOptions = {}): Promise<Result<Store, StoreError>> {
  const opened = await openDatabase(options);
  if (!opened.ok) return opened;
  const database = opened.value;
  const trial = await tryWrite(database);
  if (trial.ok || (trial.error.kind === "full" && (await holdsAnything(database)))) return ok(new IdbStore(database, options));
  database.close();
  return trial;
}

function tryWrite(database: Database): Promise<Result<void, StoreError>> {
  return database.write(["control"], async (transaction) => {
    await requested(transaction.objectStore("control").put(true, "trial"));
    return ok(undefined);
  });
}

async function holdsAnything(database: Database): Promise<boolean> {
  const count = await database.read(["heads"], async (transaction) => ok(await requested(transaction.objectStore("heads").count())));
  return count.ok && count.value > 0;
}

class IdbStore implements Store {
  readonly #database: Database;
  readonly #platform: StoragePlatform | null;
  readonly #onUnreadableRows: (table: Table, count: number) => void;

  constructor(database: Database, options: IdbStoreOptions) {
    this.#database = database;
    this.#platform = options.platform === undefined ? storagePlatformOf(globalThis) : options.platform;
    this.#onUnreadableRows = options.onUnreadableRows ?? ((): void => {});
  }

  async loadIndex(space: SpaceId): Promise<Result<SpaceIndex, StoreError>> {
    const rows = await this.#database.read(["statements", "heads", "receipts"], async (transaction) => {
      const range = spaceRange(space);
      const all = (table: Table): Promise<unknown[]> => requested(transaction.objectStore(table).getAll(range));
      return ok(await Promise.all([all("statements"), all("heads"), all("receipts")]));
    });
    if (!rows.ok) return rows;
    const [statements, heads, receipts] = rows.value;
    return ok({
      statements: this.#readable("statements", statements, parseStatementRow),
      heads: this.#readable("heads", heads, parseHeadRow),
      receipts: this.#readable("receipts", receipts, parseReceiptRow),
    });
  }

  async readRecords(
    space: SpaceId,
    path: LogPath,
    fromSeq: number,
    limit: ReadLimit,
  ): Promise<Result<readonly StoredRecord[], StoreError>> {
    const read = await this.#database.read(["records", "states"], async (transaction) =>
      ok(await readRecordRows(transaction, space, path, fromSeq, limit)),
    );
    if (!read.ok) return read;
    if (read.value.unreadable > 0) this.#onUnreadableRows("records", read.value.unreadable);
    return ok(read.value.records);
  }

  commit(batch: StoreBatch): Promise<Result<void, StoreError>> {
    return this.#database.write(tablesOf(batch), async (transaction) => {
      const [basis, counters] = await Promise.all([readBasis(transaction, batch), readCounters(transaction, batch)]);
      const checked = checkBatch(batch, basis);
      if (checked.ok) putAll(transaction, batch, basis, counters);
      return checked;
    });
  }

  setRecordStates(
    space: SpaceId,
    states: readonly (LogPath & { readonly seq: number; readonly state: RecordState })[],
  ): Promise<Result<void, StoreError>> {
    return this.#database.write(["records", "states"], async (transaction) => {
      const records = transaction.objectStore("records");
      const table = transaction.objectStore("states");
      const keys = states.map((row) => [...pathKeyOf(space, row), row.seq]);
      const held = await Promise.all(keys.map((key) => requested(records.count(key))));
      for (const [i, { seq, state }] of states.entries()) {
        if (held[i] === 1) putState(table, keys[i] ?? [], seq, state);
      }
      return ok(undefined);
    });
  }

  repairRecords(space: SpaceId, records: readonly StoredRecord[]): Promise<Result<void, StoreError>> {
    return this.#database.write(["heads", "records", "states"], async (transaction) => {
      const heads = await readHeads(transaction, space, pathsOf({ records }));
      for (const record of records) {
        if (!isHeld(record, heads.get(pathKey(record)))) continue;
        const key = [...pathKeyOf(space, record), record.seq];
        transaction.objectStore("records").put(recordToRow(record), key);
        putState(transaction.objectStore("states"), key, record.seq, record.state);
      }
      return ok(undefined);
    });
  }

  readMeta(key: string): Promise<Result<Uint8Array | null, StoreError>> {
    return this.#database.read(["meta"], async (transaction) =>
      ok(parseMetaRow(await requested<unknown>(transaction.objectStore("meta").get(key)))),
    );
  }

  raiseFence(): Promise<Result<number, StoreError>> {
    return this.#database.write(["control"], async (transaction) => {
      const fence = (await readFence(transaction)) + 1;
      transaction.objectStore("control").put(fence, "fence");
      return ok(fence);
    });
  }

  estimate(): Promise<StorageEstimate | null> {
    return estimateStorage(this.#platform);
  }

  close(): void {
    this.#database.close();
  }

  #readable<T>(table: Table, rows: readonly unknown[], parse: (row: unknown) => T | null): T[] {
    const parsed = rows.map(parse).filter((row) => row !== null);
    if (parsed.length < rows.length) this.#onUnreadableRows(table, rows.length - parsed.length);
    return parsed;
  }
}

/** The tables a batch reads or writes: a transaction waits for every other one that shares a table with it. */
function tablesOf(batch: StoreBatch): readonly Table[] {
  const tables: Table[] = ["heads"];
  if (batch.fence !== undefined) tables.push("control");
  if (batch.records.length > 0) tables.push("records", "states");
  if (batch.statements.length > 0) tables.push("statements");
  if (batch.receipts.length > 0) tables.push("receipts");
  if (batch.meta.length > 0) tables.push("meta");
  return tables;
}

async function readBasis(transaction: IDBTransaction, batch: StoreBatch): Promise<CommitBasis> {
  const [fence, heads] = await Promise.all([
    batch.fence === undefined ? 0 : readFence(transaction),
    readHeads(transaction, batch.space, pathsOf(batch)),
  ]);
  return { fence, heads };
}

/** By `pathKey`; a path without a readable head is absent. */
async function readHeads(transaction: IDBTransaction, space: SpaceId, paths: readonly LogPath[]): Promise<Map<string, PathHead>> {
  const table = transaction.objectStore("heads");
  const rows = await Promise.all(paths.map((path) => requested<unknown>(table.get(pathKeyOf(space, path)))));
  const heads = rows.map(parseHeadRow).filter((head) => head !== null);
  return new Map(heads.map((head) => [pathKey(head), head]));
}

async function readFence(transaction: IDBTransaction): Promise<number> {
  const fence: unknown = await requested<unknown>(transaction.objectStore("control").get("fence"));
  return typeof fence === "number" ? fence : 0;
}

/** The stored counter of each of the batch's receipts, in their order. */
async function readCounters(transaction: IDBTransaction, batch: StoreBatch): Promise<readonly number[]> {
  if (batch.receipts.length === 0) return [];
  const table = transaction.objectStore("receipts");
  const rows = await Promise.all(batch.receipts.map(({ device }) => requested<unknown>(table.get(idRowKey(batch.space, device)))));
  return rows.map((row) => parseReceiptRow(row)?.counter ?? 0);
}

// Nothing listens to the requests from here on: one that fails aborts the transaction, which then tells why.

function putAll(transaction: IDBTransaction, batch: StoreBatch, basis: CommitBasis, counters: readonly number[]): void {
  const table = (name: Table): IDBObjectStore => transaction.objectStore(name);
  putRecords(transaction, batch, basis);
  for (const head of batch.heads) table("heads").put(headToRow(head), pathKeyOf(batch.space, head));
  for (const statement of batch.statements) table("statements").put(statementToRow(statement), idRowKey(batch.space, statement.id));
  for (const [i, receipt] of batch.receipts.entries()) {
    if (receipt.counter >= (counters[i] ?? 0)) table("receipts").put(receiptToRow(receipt), idRowKey(batch.space, receipt.device));
  }
  for (const { key, value } of batch.meta) {
    if (value === null) table("meta").delete(key);
    else table("meta").put(metaToRow(value), key);
  }
}

function putRecords(transaction: IDBTransaction, batch: StoreBatch, basis: CommitBasis): void {
  if (batch.records.length === 0) return;
  const records = transaction.objectStore("records");
  const states = transaction.objectStore("states");
  for (const head of batch.heads) {
    if (basis.heads.has(pathKey(head))) continue;
    // A path without a head begins anew: what a lost head left behind is not part of it.
    const leftovers = pathRange(pathKeyOf(batch.space, head), 0);
    records.delete(leftovers);
    states.delete(leftovers);
  }
  const keyByPath = new Map(batch.heads.map((head) => [pathKey(head), pathKeyOf(batch.space, head)]));
  for (const record of batch.records) {
    const key = [...(keyByPath.get(pathKey(record)) ?? pathKeyOf(batch.space, record)), record.seq];
    records.put(recordToRow(record), key);
    if (record.state !== "applied") states.put({ seq: record.seq, state: record.state }, key);
  }
}

function putState(table: IDBObjectStore, key: IDBValidKey, seq: number, state: RecordState): void {
  if (state === "applied") table.delete(key);
  else table.put({ seq, state }, key);
}
