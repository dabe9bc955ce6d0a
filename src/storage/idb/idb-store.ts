// The store of a browser profile over IndexedDB: each call is one transaction of idb-database.ts. Heads, states and the rest are rows apart
// from the records, so that an index loads without touching a record's bytes. Rows that are not ours are skipped, left alone and reported;
// a record that cannot be read shows to the caller as a gap in the sequence.

import { err, ok, type Result } from "../../base/result.ts";
import type { PackId, SpaceId } from "../../base/ids.ts";
import type { LogPath, SpaceIndex, Store, StoreBatch, StoredPack, StoredPage, StoredRecord, StoreError } from "../../ports/store.ts";
import type { IdbWriting, StateChanges } from "./idb-writing.ts";
import { openDatabase, requested, type Database, type OpenOptions, type Table } from "./idb-database.ts";
import { readRecordRows, type ReadLimit } from "./idb-record-reader.ts";
import {
  blockRange,
  parseBlockKey,
  parseBlockRow,
  parseHeadRow,
  parseMetaRow,
  parsePageRow,
  parseReceiptRow,
  parseStatementRow,
  spaceRange,
  withTrunks,
} from "./idb-rows.ts";
import { estimateStorage, storagePlatformOf, type StorageEstimate, type StoragePlatform } from "../storage-estimate.ts";

/** Not part of what a start loads: it only reads. */
let loadedWriting: IdbWriting | null = null;

async function loadWriting(): Promise<IdbWriting> {
  loadedWriting ??= (await import("./idb-writing.ts")).idbWriting;
  return loadedWriting;
}

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
  // Ahead of the first write.
  void loadWriting().catch(() => null);
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
    const [statements, headRows, receipts] = rows.value;
    const heads = withTrunks(headRows.map(parseHeadRow).filter((head) => head !== null));
    this.#countUnreadable("heads", headRows.length - heads.length);
    return ok({
      statements: this.#readable("statements", statements, parseStatementRow),
      heads,
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
    this.#countUnreadable("records", read.value.unreadable);
    return ok(read.value.records);
  }

  commit(batch: StoreBatch, onPlaced?: () => void): Promise<Result<void, StoreError>> {
    return this.#write((writing) => writing.commit(this.#database, batch, onPlaced));
  }

  setRecordStates(space: SpaceId, states: StateChanges): Promise<Result<void, StoreError>> {
    return this.#write((writing) => writing.setRecordStates(this.#database, space, states));
  }

  repairRecords(space: SpaceId, records: readonly StoredRecord[]): Promise<Result<void, StoreError>> {
    return this.#write((writing) => writing.repairRecords(this.#database, space, records));
  }

  removeSpace(space: SpaceId): Promise<Result<number, StoreError>> {
    return this.#write((writing) => writing.removeSpace(this.#database, space));
  }

  async readPages(space: SpaceId): Promise<Result<readonly StoredPage[], StoreError>> {
    const rows = await this.#readAll("pages", spaceRange(space));
    return rows.ok ? ok(this.#readable("pages", rows.value, parsePageRow)) : rows;
  }

  async readBlocks(
    space: SpaceId,
    pack: PackId,
    firstIndex: number,
    maxBlocks: number,
  ): Promise<Result<readonly Uint8Array[], StoreError>> {
    if (maxBlocks <= 0) return ok([]);
    const rows = await this.#readAll("blocks", blockRange(space, pack, firstIndex, maxBlocks));
    if (!rows.ok) return rows;
    const blocks = this.#readable("blocks", rows.value, parseBlockRow);
    const end = blocks.findIndex(({ index }, i) => index !== firstIndex + i);
    return ok((end < 0 ? blocks : blocks.slice(0, end)).map(({ bytes }) => bytes));
  }

  async listPacks(space: SpaceId): Promise<Result<readonly StoredPack[], StoreError>> {
    const keys = await this.#database.read(["blocks"], async (transaction) =>
      ok(await requested(transaction.objectStore("blocks").getAllKeys(spaceRange(space)))),
    );
    if (!keys.ok) return keys;
    const counts = new Map<PackId, number>();
    for (const pack of this.#readable("blocks", keys.value, parseBlockKey)) counts.set(pack, (counts.get(pack) ?? 0) + 1);
    return ok([...counts].map(([pack, blocks]) => ({ pack, blocks })));
  }

  readMeta(key: string): Promise<Result<Uint8Array | null, StoreError>> {
    return this.#database.read(["meta"], async (transaction) =>
      ok(parseMetaRow(await requested<unknown>(transaction.objectStore("meta").get(key)))),
    );
  }

  raiseFence(): Promise<Result<number, StoreError>> {
    return this.#write((writing) => writing.raiseFence(this.#database));
  }

  estimate(): Promise<StorageEstimate | null> {
    return estimateStorage(this.#platform);
  }

  close(): void {
    this.#database.close();
  }

  /** At once where the code is there, so that calls reach the database in their order. What cannot be had now is asked for again. */
  async #write<T>(act: (writing: IdbWriting) => Promise<Result<T, StoreError>>): Promise<Result<T, StoreError>> {
    if (loadedWriting !== null) return act(loadedWriting);
    const loaded = await loadWriting().catch(() => null);
    return loaded === null ? err({ kind: "unavailable", reason: "the code for writing cannot be loaded" }) : act(loaded);
  }

  #readAll(table: Table, range: IDBKeyRange): Promise<Result<unknown[], StoreError>> {
    return this.#database.read([table], async (transaction) =>
      ok(await requested<unknown[]>(transaction.objectStore(table).getAll(range))),
    );
  }

  #readable<T>(table: Table, rows: readonly unknown[], parse: (row: unknown) => T | null): T[] {
    const parsed = rows.map(parse).filter((row) => row !== null);
    this.#countUnreadable(table, rows.length - parsed.length);
    return parsed;
  }

  #countUnreadable(table: Table, count: number): void {
    if (count > 0) this.#onUnreadableRows(table, count);
  }
}
