// The relay's store in SQLite (libsql). Group commit: all batches queued in one turn of the event loop become one transaction, one fsync,
// and each is answered after it. When a group fails, its batches are tried one by one, so that a broken one fails alone. Reads are done at once, on the
// event loop; after some of them it has a turn, so that a link that makes the relay look up thousands of records holds up no other.

import { idToBytes, type SpaceId } from "../src/base/ids.ts";
import { hexToBytes } from "../src/base/bytes.ts";
import { assert, err, ok, type Result } from "../src/base/result.ts";
import type { Capsule } from "../src/members/capsules-in.ts";
import type { LogPath, PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";
import {
  isSameCapsule,
  type BasedHead,
  type ReadLimit,
  type RelayAppend,
  type RelayBatch,
  type RelayHusks,
  type RelayRecord,
  type RelaySpaceIndex,
  type RelayStore,
  type RelayStoreError,
} from "./relay-store.ts";
import { sqliteCodeOf, type OpenStoreError, type SqliteDatabase } from "./sqlite-file.ts";
import { openDatabase, type OpenDatabase } from "./sqlite-open.ts";
import { SqliteReminders } from "./sqlite-reminders.ts";
import { BrokenBatch, SqlitePacks } from "./sqlite-packs.ts";
import { DamagedRow, isNull, readBytes, readHead, readId, readNumber } from "./sqlite-row.ts";

type Commit = { readonly batch: RelayBatch; readonly resolve: (result: Result<void, RelayStoreError>) => void };

/** Records read by one query. */
const READ_STEP = 32;
/** Reads until the event loop has a turn: some milliseconds of them. */
const READS_PER_TURN = 64;

/** Opens, and makes if needed, the database in `folder`; `maxPages` (of 8 KiB) bounds its size. */
export function openSqliteStore(folder: string, options: { readonly maxPages?: number } = {}): Result<RelayStore, OpenStoreError> {
  const opened = openDatabase(folder);
  if (!opened.ok) return opened;
  const { database, close } = opened.value;
  try {
    if (options.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    return ok(makeStore(opened.value, prepareStatements(database)));
  } catch {
    close();
    return err({ kind: "damaged" });
  }
}

function makeStore({ database, storeId, close: closeDatabase }: OpenDatabase, sql: Prepared): RelayStore {
  let queue: Commit[] = [];
  let isFlushDue = false;
  let isClosed = false;
  let readsInTurn = 0;

  async function read<T>(run: () => T): Promise<Result<T, RelayStoreError>> {
    if (++readsInTurn >= READS_PER_TURN) {
      readsInTurn = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (isClosed) return err({ kind: "closed" });
    try {
      return ok(run());
    } catch (error) {
      return err(storeErrorOf(error));
    }
  }

  function flush(): void {
    isFlushDue = false;
    const group = queue;
    queue = [];
    if (group.length === 0) return;
    const result = writeAll(database, sql, group);
    if (result.ok || group.length === 1) {
      for (const { resolve } of group) resolve(result);
      return;
    }
    for (const commit of group) commit.resolve(writeAll(database, sql, [commit]));
  }

  return {
    storeId,
    ...makeReads(sql, read),
    commit(batch) {
      if (isClosed) return Promise.resolve(err({ kind: "closed" }));
      return new Promise((resolve) => {
        queue.push({ batch, resolve });
        if (!isFlushDue) setImmediate(flush);
        isFlushDue = true;
      });
    },
    async close() {
      if (isClosed) return;
      flush();
      isClosed = true;
      closeDatabase();
    },
  };
}

type Read = <T>(run: () => T) => Promise<Result<T, RelayStoreError>>;

function makeReads(sql: Prepared, read: Read): Omit<RelayStore, "storeId" | "commit" | "close"> {
  return {
    async loadSpace(space) {
      return read(() => loadSpace(sql, space));
    },
    async readUsedBytes(space) {
      return read(() => {
        const row: unknown = sql.selectSpace.get([idToBytes(space)]);
        return row === undefined ? 0 : readNumber(row, "used_bytes");
      });
    },
    async readRecords(space, path, fromSeq, limit) {
      return read(() => readRecords(sql, space, path, fromSeq, limit));
    },
    async readId(space, path, seq) {
      return read(() => {
        const row = sql.selectId.get([...pathKey(space, path), seq]);
        return row === undefined ? null : readId(row, "record", "id");
      });
    },
    async readCheckpoint(space, checkpoint) {
      return read(() => sql.packs.readCheckpoint(space, checkpoint));
    },
    async readLeaves(space, pack) {
      return read(() => sql.packs.readLeaves(space, pack));
    },
    async readCapsule(id) {
      return read(() => readCapsule(sql, id));
    },
    async readBlocks(space, pack, firstIndex, limit) {
      return read(() => sql.packs.readBlocks(space, pack, firstIndex, limit));
    },
    async readDueReminders(upToMinute, limit) {
      return read(() => sql.reminders.due(upToMinute, limit));
    },
    async readNextReminder(afterMinute) {
      return read(() => sql.reminders.next(afterMinute));
    },
    async countOtherReminders(tag, endpoint) {
      return read(() => sql.reminders.countOther(tag, endpoint));
    },
    // It waits for no group: it is done once a minute.
    async dropReminders(drops) {
      return read(() => sql.reminders.drop(drops));
    },
  };
}

type Prepared = ReturnType<typeof prepareStatements>;

const PATH_OF =
  "SELECT paths.number FROM paths JOIN spaces ON spaces.number = paths.space WHERE spaces.space = ? AND log = ? AND branch = ?";

function prepareStatements(database: SqliteDatabase) {
  const prepare = (text: string): ReturnType<typeof database.prepare> => database.prepare(text);
  return {
    selectSpace: prepare("SELECT number, used_bytes FROM spaces WHERE space = ?"),
    insertSpace: prepare("INSERT INTO spaces (space, used_bytes) VALUES (?, 0)"),
    growSpace: prepare("UPDATE spaces SET used_bytes = used_bytes + ? WHERE number = ?"),
    selectStatements: prepare("SELECT id, bytes FROM statements WHERE space = ? ORDER BY rowid"),
    insertStatement: prepare("INSERT OR IGNORE INTO statements (space, id, bytes) VALUES (?, ?, ?)"),
    selectPaths: prepare(
      "SELECT log, branch, device, generation, first_seq, parent_id, head_seq, head_id, base_seq, base_id FROM paths WHERE space = ? ORDER BY number",
    ),
    selectPath: prepare("SELECT number, head_seq, base_seq FROM paths WHERE space = ? AND log = ? AND branch = ?"),
    setAside: prepare("UPDATE paths SET branch = ?, first_seq = ?, parent_id = ?, base_seq = NULL, base_id = NULL WHERE number = ?"),
    insertPath: prepare(
      "INSERT INTO paths (space, log, branch, device, generation, first_seq, parent_id, head_seq, head_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    moveHead: prepare("UPDATE paths SET head_seq = ?, head_id = ? WHERE number = ?"),
    moveBase: prepare("UPDATE paths SET head_seq = ?, head_id = ?, base_seq = ?, base_id = ? WHERE number = ?"),
    removePath: prepare("DELETE FROM paths WHERE number = ?"),
    sumRecords: prepare("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM records WHERE path = ? AND seq <= ?"),
    removeRecords: prepare("DELETE FROM records WHERE path = ? AND seq <= ?"),
    putHusk: prepare("UPDATE records SET bytes = ? WHERE path = ? AND seq = ?"),
    sizeOfRecord: prepare("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM records WHERE path = ? AND seq = ?"),
    insertRecord: prepare("INSERT INTO records (path, seq, id, bytes) VALUES (?, ?, ?, ?)"),
    selectRecords: prepare(`SELECT seq, id, bytes FROM records WHERE path = (${PATH_OF}) AND seq >= ? ORDER BY seq LIMIT ?`),
    selectId: prepare(`SELECT id FROM records WHERE path = (${PATH_OF}) AND seq = ?`),
    selectReceipts: prepare("SELECT device, counter, bytes FROM receipts WHERE space = ?"),
    putReceipt: prepare("INSERT OR REPLACE INTO receipts (space, device, counter, bytes) VALUES (?, ?, ?, ?)"),
    selectCapsule: prepare("SELECT sealed FROM capsules WHERE id = ? ORDER BY number LIMIT 1"),
    selectCapsules: prepare("SELECT number, id, sealed FROM capsules WHERE space = ?"),
    removeCapsule: prepare("DELETE FROM capsules WHERE number = ?"),
    insertCapsule: prepare("INSERT INTO capsules (space, id, sealed) VALUES (?, ?, ?)"),
    packs: new SqlitePacks(database),
    reminders: new SqliteReminders(database),
  };
}

function branchBytes(branch: string): Uint8Array {
  const bytes = hexToBytes(branch);
  assert(bytes !== null, "a branch is named by hex");
  return bytes;
}

const pathKey = (space: SpaceId, path: LogPath): Uint8Array[] => [idToBytes(space), idToBytes(path.log), branchBytes(path.branch)];

function storeErrorOf(error: unknown): RelayStoreError {
  const code = sqliteCodeOf(error);
  if (code.startsWith("SQLITE_FULL")) return { kind: "full" };
  if (code !== "") return { kind: "failed", reason: code };
  if (error instanceof DamagedRow || error instanceof BrokenBatch) return { kind: "failed", reason: error.message };
  throw error;
}

function loadSpace(sql: Prepared, space: SpaceId): RelaySpaceIndex | null {
  const row: unknown = sql.selectSpace.get([idToBytes(space)]);
  if (row === undefined) return null;
  const number = readNumber(row, "number");
  return {
    statements: sql.selectStatements
      .all([number])
      .map((each): StoredStatement => ({ id: readId(each, "statement", "id"), bytes: readBytes(each, "bytes") })),
    heads: sql.selectPaths.all([number]).map(readHead),
    receipts: sql.selectReceipts.all([number]).map((each): StoredReceipt => ({
      device: readId(each, "device", "device"),
      counter: readNumber(each, "counter"),
      bytes: readBytes(each, "bytes"),
    })),
    checkpoints: sql.packs.loadCheckpoints(number),
    packs: sql.packs.loadPacks(number),
    usedBytes: readNumber(row, "used_bytes"),
  };
}

function readCapsule(sql: Prepared, id: Uint8Array): Uint8Array | null {
  const row: unknown = sql.selectCapsule.get([id]);
  return row === undefined ? null : readBytes(row, "sealed");
}

function readRecords(sql: Prepared, space: SpaceId, path: LogPath, fromSeq: number, limit: ReadLimit): RelayRecord[] {
  const key = pathKey(space, path);
  const records: RelayRecord[] = [];
  let bytes = 0;
  let nextSeq = fromSeq;
  // In small steps, each read to its end: a query left half-way keeps SQLite's read lock and blocks the checkpoint.
  for (;;) {
    const count = Math.min(READ_STEP, limit.maxRecords - records.length);
    const rows = count > 0 ? sql.selectRecords.all([...key, nextSeq, count]) : [];
    for (const row of rows) {
      const record = { seq: readNumber(row, "seq"), id: readId(row, "record", "id"), bytes: readBytes(row, "bytes") };
      records.push(record);
      bytes += record.bytes.length;
      nextSeq = record.seq + 1;
      if (bytes >= limit.maxBytes) return records;
    }
    if (rows.length < READ_STEP) return records;
  }
}

/** All of the group, or nothing. */
function writeAll(database: SqliteDatabase, sql: Prepared, group: readonly Commit[]): Result<void, RelayStoreError> {
  try {
    database.exec("BEGIN IMMEDIATE");
    for (const { batch } of group) writeBatch(sql, batch);
    database.exec("COMMIT");
    return ok(undefined);
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    return err(storeErrorOf(error));
  }
}

function writeBatch(sql: Prepared, batch: RelayBatch): void {
  const number = spaceNumber(sql, batch.space);
  let grownBytes = sql.packs.remove(number, batch);
  grownBytes -= dropRecords(sql, number, batch);
  for (const statement of batch.statements) grownBytes += addStatement(sql, number, statement);
  for (const append of batch.appends) grownBytes += writeAppend(sql, number, append);
  for (const { device, counter, bytes } of batch.receipts) sql.putReceipt.run([number, idToBytes(device), counter, bytes]);
  grownBytes += sql.packs.write(number, batch);
  if (batch.capsules !== undefined) putCapsules(sql, number, batch.capsules);
  for (const set of batch.reminders ?? []) sql.reminders.replace(set);
  if (grownBytes !== 0) sql.growSpace.run([grownBytes, number]);
}

function putCapsules(sql: Prepared, space: number, capsules: readonly Capsule[]): void {
  const held = sql.selectCapsules
    .all([space])
    .map((row) => ({ number: readNumber(row, "number"), id: readBytes(row, "id"), sealed: readBytes(row, "sealed") }));
  for (const each of held) if (!capsules.some((named) => isSameCapsule(named, each))) sql.removeCapsule.run([each.number]);
  const news = capsules.filter((named) => !held.some((each) => isSameCapsule(named, each)));
  for (const { id, sealed } of news) sql.insertCapsule.run([space, id, sealed]);
}

/** Returns the bytes that it frees. */
function dropRecords(sql: Prepared, space: number, { removePaths = [], setAside = [], bases = [], husks = [] }: RelayBatch): number {
  let freedBytes = 0;
  for (const path of removePaths) freedBytes += removePath(sql, space, path);
  for (const head of setAside) setTrunkAside(sql, space, head);
  for (const head of bases) freedBytes += setBase(sql, space, head);
  for (const each of husks) freedBytes += putHusks(sql, space, each);
  return freedBytes;
}

/** Returns the bytes that it adds: none when it is held. */
function addStatement(sql: Prepared, space: number, { id, bytes }: StoredStatement): number {
  const { changes } = sql.insertStatement.run([space, idToBytes(id), bytes]);
  return changes > 0 ? bytes.length : 0;
}

function spaceNumber(sql: Prepared, space: SpaceId): number {
  const key = [idToBytes(space)];
  const held: unknown = sql.selectSpace.get(key);
  if (held !== undefined) return readNumber(held, "number");
  sql.insertSpace.run(key);
  return readNumber(sql.selectSpace.get(key), "number");
}

type RowKey = readonly (number | Uint8Array)[];

const rowKey = (space: number, path: LogPath): RowKey => [space, idToBytes(path.log), branchBytes(path.branch)];

/** Returns the bytes that it frees. */
function removePath(sql: Prepared, space: number, path: LogPath): number {
  const held: unknown = sql.selectPath.get(rowKey(space, path));
  if (held === undefined) return 0;
  const number = readNumber(held, "number");
  const freed = prune(sql, number, readNumber(held, "head_seq"));
  sql.removePath.run([number]);
  return freed;
}

function setTrunkAside(sql: Prepared, space: number, head: PathHead): void {
  const trunk: unknown = sql.selectPath.get(rowKey(space, { log: head.log, branch: "" }));
  const fits = trunk !== undefined && readNumber(trunk, "head_seq") === head.seq && sql.selectPath.get(rowKey(space, head)) === undefined;
  if (!fits) throw new BrokenBatch("a branch does not fit the trunk that becomes it");
  const parentId = head.parentId === null ? null : idToBytes(head.parentId);
  sql.setAside.run([branchBytes(head.branch), head.firstSeq, parentId, readNumber(trunk, "number")]);
}

/** Returns the bytes that it frees. */
function setBase(sql: Prepared, space: number, head: BasedHead): number {
  const key = rowKey(space, head);
  const held: unknown = sql.selectPath.get(key);
  const heldSeq = held === undefined ? 0 : readNumber(held, "head_seq");
  const heldBase = held === undefined || isNull(held, "base_seq") ? 0 : readNumber(held, "base_seq");
  const fits = head.branch === "" && head.base.seq >= heldBase && head.seq === Math.max(heldSeq, head.base.seq);
  if (!fits) throw new BrokenBatch("a base does not fit its path");
  if (held === undefined) insertPath(sql, key, head);
  const number = readNumber(held ?? sql.selectPath.get(key), "number");
  sql.moveBase.run([head.seq, idToBytes(head.id), head.base.seq, idToBytes(head.base.id), number]);
  return prune(sql, number, head.base.seq);
}

/** Returns the bytes that it frees. */
function putHusks(sql: Prepared, space: number, { path, records }: RelayHusks): number {
  const held: unknown = sql.selectPath.get(rowKey(space, path));
  if (held === undefined) return 0;
  const number = readNumber(held, "number");
  let freed = 0;
  for (const { seq, bytes } of records) {
    const before = readNumber(sql.sizeOfRecord.get([number, seq]), "bytes");
    if (before === 0) continue;
    sql.putHusk.run([bytes, number, seq]);
    freed += before - bytes.length;
  }
  return freed;
}

function prune(sql: Prepared, path: number, upToSeq: number): number {
  const freed = readNumber(sql.sumRecords.get([path, upToSeq]), "bytes");
  sql.removeRecords.run([path, upToSeq]);
  return freed;
}

/** Returns the bytes that it adds. */
function writeAppend(sql: Prepared, space: number, { head, records }: RelayAppend): number {
  const key = rowKey(space, head);
  const held: unknown = sql.selectPath.get(key);
  const start = held === undefined ? head.firstSeq : readNumber(held, "head_seq") + 1;
  const last = records.at(-1);
  const isContinuous = records.every((record, i) => record.seq === start + i) && last?.seq === head.seq && last.id === head.id;
  if (!isContinuous) throw new BrokenBatch("records do not continue their path");
  if (held === undefined) insertPath(sql, key, head);
  const path = readNumber(held ?? sql.selectPath.get(key), "number");
  for (const record of records) sql.insertRecord.run([path, record.seq, idToBytes(record.id), record.bytes]);
  sql.moveHead.run([head.seq, idToBytes(head.id), path]);
  return records.reduce((sum, record) => sum + record.bytes.length, 0);
}

function insertPath(sql: Prepared, key: RowKey, head: PathHead): void {
  const parentId = head.parentId === null ? null : idToBytes(head.parentId);
  sql.insertPath.run([...key, idToBytes(head.device), head.generation, head.firstSeq, parentId, head.seq, idToBytes(head.id)]);
}
