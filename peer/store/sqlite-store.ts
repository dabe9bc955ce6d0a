// The store of a home device in SQLite. Group commit: all that is to be written in one turn of the event loop becomes one transaction, one fsync, and
// each part is answered after it. When a group fails, its parts are tried one by one, so that a broken one fails alone. Calls take effect in their order.

import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../../src/base/result.ts";
import type { Store, StoreError } from "../../src/ports/store.ts";
import { inTransaction, openDatabaseFile, sqliteCodeOf, type OpenStoreError, type SqliteDatabase } from "../../relay/sqlite-file.ts";
import { DamagedRow, readNumber } from "../../relay/sqlite-row.ts";
import { commitBatch, readFence, repairRecords, setStates } from "./sqlite-commit.ts";
import { listPacks, loadIndex, readBlocks, readMeta, readPages, readRecords } from "./sqlite-reads.ts";
import { removeRows } from "./sqlite-removal.ts";
import { PEER_DATABASE } from "./sqlite-schema.ts";
import { numberOfSpace, prepareStatements, type Prepared } from "./sqlite-statements.ts";

/** Reads until the event loop has a turn: some milliseconds of them. */
const READS_PER_TURN = 64;

export type SqliteStoreOptions = {
  /** Of 8 KiB: bounds the database's size. */
  readonly maxPages?: number;
};

export const databaseFileIn = (folder: string): string => join(folder, "daybook.db");

/** Opens, and makes if needed, the database in `folder`, which exists. Whoever opens it holds the folder's lock. */
export function openSqliteStore(folder: string, { maxPages }: SqliteStoreOptions = {}): Result<Store, OpenStoreError> {
  const path = databaseFileIn(folder);
  const opened = openDatabaseFile(path, PEER_DATABASE);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${maxPages}`);
    return ok(makeStore(database, prepareStatements(database), path));
  } catch {
    database.close();
    return err({ kind: "damaged" });
  }
}

/** `null` for what is a bug and no failure. */
function storeErrorOf(error: unknown): StoreError | null {
  const code = sqliteCodeOf(error);
  if (code.startsWith("SQLITE_FULL")) return { kind: "full" };
  if (code !== "") return { kind: "unavailable", reason: code };
  return error instanceof DamagedRow ? { kind: "unavailable", reason: error.message } : null;
}

/** What is to be written, in one transaction with all else of its turn; a part that answers with an error has written nothing. */
class WriteQueue {
  readonly #database: SqliteDatabase;
  #parts: { readonly write: () => void; readonly runAlone: () => void; readonly answer: () => void }[] = [];

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  add<T>(run: () => Result<T, StoreError>): Promise<Result<T, StoreError>> {
    if (this.#parts.length === 0) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => {
      let outcome: Result<T, StoreError> | null = null;
      this.#parts.push({
        write: () => void (outcome = run()),
        runAlone: () => {
          try {
            resolve(inTransaction(this.#database, run));
          } catch (error) {
            const failure = storeErrorOf(error);
            if (failure === null) reject(error);
            else resolve(err(failure));
          }
        },
        answer: () => {
          if (outcome !== null) resolve(outcome);
        },
      });
    });
  }

  flush(): void {
    const parts = this.#parts;
    this.#parts = [];
    if (parts.length > 1 && this.#writeTogether(parts)) for (const part of parts) part.answer();
    else for (const part of parts) part.runAlone();
  }

  #writeTogether(parts: readonly { readonly write: () => void }[]): boolean {
    try {
      inTransaction(this.#database, () => {
        for (const part of parts) part.write();
      });
      return true;
    } catch {
      return false;
    }
  }
}

function makeStore(database: SqliteDatabase, sql: Prepared, path: string): Store {
  const writes = new WriteQueue(database);
  let isClosed = false;
  let readsInTurn = 0;

  async function read<T>(run: () => T): Promise<Result<T, StoreError>> {
    if (isClosed) return err({ kind: "closed" });
    if (++readsInTurn >= READS_PER_TURN) {
      readsInTurn = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (isClosed) return err({ kind: "closed" });
    writes.flush();
    try {
      return ok(run());
    } catch (error) {
      const failure = storeErrorOf(error);
      if (failure === null) throw error;
      return err(failure);
    }
  }

  const write = async <T>(run: () => Result<T, StoreError>): Promise<Result<T, StoreError>> =>
    isClosed ? err({ kind: "closed" }) : writes.add(run);

  return {
    loadIndex: (space) => read(() => loadIndex(sql, space)),
    readRecords: (space, log, fromSeq, limit) => read(() => readRecords(sql, space, log, fromSeq, limit)),
    commit: (batch) => write(() => commitBatch(sql, batch)),
    setRecordStates: (space, states) => write(() => ok(setStates(sql, numberOfSpace(sql, space), states))),
    repairRecords: (space, records) => write(() => ok(repairRecords(sql, numberOfSpace(sql, space), records))),
    removeSpace: (space) => write(() => ok(removeRows(sql, numberOfSpace(sql, space)))),
    readPages: (space) => read(() => readPages(sql, space)),
    readBlocks: (space, pack, firstIndex, maxBlocks) => read(() => readBlocks(sql, space, pack, firstIndex, maxBlocks)),
    listPacks: (space) => read(() => listPacks(sql, space)),
    readMeta: (key) => read(() => readMeta(sql, key)),
    raiseFence: () =>
      write(() => {
        const fence = readFence(sql) + 1;
        sql.putFence.run([fence]);
        return ok(fence);
      }),
    estimate: () => estimate(database, path),
    close() {
      if (isClosed) return;
      writes.flush();
      isClosed = true;
      closeDatabase(database);
    },
  };
}

/** What is in the write-ahead log is as safe there; it goes into the database now so that a copy of that one file is whole. */
function closeDatabase(database: SqliteDatabase): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // There is no room for it, or another connection reads.
  }
  database.close();
}

async function estimate(
  database: SqliteDatabase,
  path: string,
): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | null> {
  try {
    const pages = readNumber(database.prepare("PRAGMA page_count").get(), "page_count");
    const usedBytes = pages * readNumber(database.prepare("PRAGMA page_size").get(), "page_size");
    const disk = await statfs(dirname(path));
    return { usedBytes, quotaBytes: usedBytes + disk.bavail * disk.bsize };
  } catch {
    return null;
  }
}
