// Rooms in SQLite (libsql), in a file of their own: what is in them is plain text, and the relay's database holds nothing that it could read. All that is
// asked for in one turn of the event loop is one transaction, one fsync.

import { join } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import { openDatabaseFile, sqliteCodeOf, type DatabaseShape, type OpenStoreError, type SqliteDatabase } from "../relay/sqlite-file.ts";
import { DamagedRow, readBytes, readNumber } from "../relay/sqlite-row.ts";
import type { RoomStore, RoomStoreError } from "./room-store.ts";

/** Beside the relay's own, whose lock keeps a second relay away from both. */
export const ROOMS_FILE = "yjs.db";

const SHAPE: DatabaseShape = {
  /** "DayY" */
  applicationId: 0x44617959,
  version: 1,
  schema: `
CREATE TABLE rooms (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE updates (room INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (room, number)) STRICT;
`,
  upgrades: new Map(),
};

type Change =
  | { readonly kind: "append"; readonly room: string; readonly updates: readonly Uint8Array[] }
  | { readonly kind: "replace"; readonly room: string; readonly update: Uint8Array };

type Queued = { readonly change: Change; readonly resolve: (result: Result<void, RoomStoreError>) => void };

export function openSqliteRoomStore(folder: string): Result<RoomStore, OpenStoreError> {
  const opened = openDatabaseFile(join(folder, ROOMS_FILE), SHAPE);
  return opened.ok ? ok(new SqliteRoomStore(opened.value)) : opened;
}

function storeErrorOf(error: unknown): RoomStoreError {
  const code = sqliteCodeOf(error);
  if (code.startsWith("SQLITE_FULL")) return { kind: "full" };
  if (code !== "") return { kind: "failed", reason: code };
  if (error instanceof DamagedRow) return { kind: "failed", reason: error.message };
  throw error;
}

function prepare(database: SqliteDatabase) {
  return {
    selectRoom: database.prepare("SELECT number FROM rooms WHERE name = ?"),
    insertRoom: database.prepare("INSERT INTO rooms (name) VALUES (?)"),
    selectUpdates: database.prepare("SELECT bytes FROM updates WHERE room = ? ORDER BY number"),
    lastUpdate: database.prepare("SELECT coalesce(max(number), 0) AS number FROM updates WHERE room = ?"),
    insertUpdate: database.prepare("INSERT INTO updates (room, number, bytes) VALUES (?, ?, ?)"),
    removeUpdates: database.prepare("DELETE FROM updates WHERE room = ?"),
    sumOfRoom: database.prepare("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM updates WHERE room = ?"),
    sumOfAll: database.prepare("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM updates"),
  };
}

class SqliteRoomStore implements RoomStore {
  readonly #database: SqliteDatabase;
  readonly #sql: ReturnType<typeof prepare>;
  #queue: Queued[] = [];
  #usedBytes: number;
  #isClosed = false;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#sql = prepare(database);
    this.#usedBytes = readNumber(this.#sql.sumOfAll.get([]), "bytes");
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  async load(room: string): Promise<Result<readonly Uint8Array[], RoomStoreError>> {
    if (this.#isClosed) return err({ kind: "closed" });
    this.#flush();
    try {
      const number = this.#numberOf(room);
      return ok(number === null ? [] : this.#sql.selectUpdates.all([number]).map((row: unknown) => readBytes(row, "bytes")));
    } catch (error) {
      return err(storeErrorOf(error));
    }
  }

  append(room: string, updates: readonly Uint8Array[]): Promise<Result<void, RoomStoreError>> {
    return this.#enqueue({ kind: "append", room, updates });
  }

  replace(room: string, update: Uint8Array): Promise<Result<void, RoomStoreError>> {
    return this.#enqueue({ kind: "replace", room, update });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#database.close();
  }

  #enqueue(change: Change): Promise<Result<void, RoomStoreError>> {
    if (this.#isClosed) return Promise.resolve(err({ kind: "closed" }));
    return new Promise((resolve) => {
      if (this.#queue.push({ change, resolve }) === 1) setImmediate(() => this.#flush());
    });
  }

  /** What does not go together is tried one by one, so that a broken one fails alone. */
  #flush(): void {
    const group = this.#queue;
    this.#queue = [];
    if (group.length === 0 || this.#isClosed) return;
    const written = this.#write(group);
    for (const queued of group) queued.resolve(written.ok || group.length === 1 ? written : this.#write([queued]));
  }

  #write(group: readonly Queued[]): Result<void, RoomStoreError> {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const grown = group.reduce((sum, { change }) => sum + this.#apply(change), 0);
      this.#database.exec("COMMIT");
      this.#usedBytes += grown;
      return ok(undefined);
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      return err(storeErrorOf(error));
    }
  }

  /** Returns by how many bytes the store grows. */
  #apply(change: Change): number {
    const room = this.#numberOf(change.room) ?? this.#insertRoom(change.room);
    const freed = change.kind === "replace" ? readNumber(this.#sql.sumOfRoom.get([room]), "bytes") : 0;
    if (change.kind === "replace") this.#sql.removeUpdates.run([room]);
    const updates = change.kind === "replace" ? [change.update] : change.updates;
    let number = readNumber(this.#sql.lastUpdate.get([room]), "number");
    for (const update of updates) this.#sql.insertUpdate.run([room, ++number, update]);
    return updates.reduce((sum, update) => sum + update.length, 0) - freed;
  }

  #numberOf(room: string): number | null {
    const row: unknown = this.#sql.selectRoom.get([room]);
    return row === undefined ? null : readNumber(row, "number");
  }

  #insertRoom(name: string): number {
    this.#sql.insertRoom.run([name]);
    return readNumber(this.#sql.selectRoom.get([name]), "number");
  }
}
