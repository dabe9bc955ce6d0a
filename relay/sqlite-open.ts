// Opens the SQLite database of a relay, or says in one word why it cannot: every failure here is one clear line to the operator.
// A lock file of its own is held for as long as the database is open, so that no two relays write to one folder, while the database itself
// can still be read by a backup tool. Durability: WAL with synchronous=FULL.

import Database from "libsql";
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION, UPGRADES } from "./sqlite-schema.ts";
import { DamagedRow, readBytes, readNumber } from "./sqlite-row.ts";

export type SqliteDatabase = Database.Database;

export type OpenStoreError =
  /** The folder cannot be made or written to. */
  | { readonly kind: "unwritable" }
  /** Another process has it open. */
  | { readonly kind: "in-use" }
  /** Made by a newer version of the relay. */
  | { readonly kind: "newer-database" }
  /** Not a database of ours, or damaged. */
  | { readonly kind: "damaged" };

/** A data folder holds the database (with SQLite's `-wal` and `-shm` beside it while it is open) and an empty file that is only locked. */
export const DATABASE_FILE = "relay.db";
const LOCK_FILE = "relay.lock";

const STORE_ID_BYTES = 32;
/** Larger databases are not read through at every start: it takes about a second per gigabyte. */
const MAX_CHECKED_BYTES = 256 * 1024 * 1024;

export function sqliteCodeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : null;
  return typeof code === "string" ? code : "";
}

export type OpenDatabase = {
  readonly database: SqliteDatabase;
  readonly storeId: Uint8Array;
  readonly close: () => void;
};

/** Opens the database in `folder`, which is made if there is none. */
export function openDatabase(folder: string): Result<OpenDatabase, OpenStoreError> {
  if (!isWritableFolder(folder)) return err({ kind: "unwritable" });
  const lock = takeLock(join(folder, LOCK_FILE));
  if (!lock.ok) return lock;
  const opened = openLocked(join(folder, DATABASE_FILE));
  if (!opened.ok) {
    lock.value.close();
    return opened;
  }
  const database = opened.value;
  const close = (): void => {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    lock.value.close();
  };
  return ok({ database, storeId: readStoreId(database), close });
}

/** The lock is a transaction that never ends; the operating system lets it go with the process, however that dies. */
function takeLock(path: string): Result<SqliteDatabase, OpenStoreError> {
  let database: SqliteDatabase | null = null;
  try {
    database = new Database(path);
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return ok(database);
  } catch (error) {
    database?.close();
    return err({ kind: sqliteCodeOf(error).startsWith("SQLITE_BUSY") ? "in-use" : "unwritable" });
  }
}

function openLocked(path: string): Result<SqliteDatabase, OpenStoreError> {
  let database: SqliteDatabase | null = null;
  try {
    database = new Database(path);
    database.exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    // What is deleted is overwritten: nothing of a purged item stays in free pages.
    database.exec("PRAGMA secure_delete = ON");
    const prepared = prepareSchema(database);
    if (prepared.ok && isSound(database, path)) {
      readStoreId(database);
      return ok(database);
    }
    database.close();
    return prepared.ok ? err({ kind: "damaged" }) : prepared;
  } catch (error) {
    database?.close();
    return err({ kind: kindOf(error) });
  }
}

/** Not by `recursive`, which never comes back from a place where the system says that a parent it has does not exist (as under /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function isWritableFolder(folder: string): boolean {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function kindOf(error: unknown): OpenStoreError["kind"] {
  const code = sqliteCodeOf(error);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "in-use";
  const isDamage = error instanceof DamagedRow || code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB");
  // SQLITE_ERROR: a table or column that should be there is not.
  return isDamage || code === "SQLITE_ERROR" ? "damaged" : "unwritable";
}

function prepareSchema(database: SqliteDatabase): Result<void, OpenStoreError> {
  const applicationId = readNumber(database.prepare("PRAGMA application_id").get(), "application_id");
  const version = readNumber(database.prepare("PRAGMA user_version").get(), "user_version");
  const tables = readNumber(database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get(), "tables");
  if (applicationId === 0 && version === 0 && tables === 0) {
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA}`);
    database.prepare("INSERT INTO store (name, value) VALUES ('id', ?)").run([randomBytes(STORE_ID_BYTES)]);
    database.exec("COMMIT");
    return ok(undefined);
  }
  if (applicationId !== APPLICATION_ID) return err({ kind: "damaged" });
  if (version > SCHEMA_VERSION) return err({ kind: "newer-database" });
  upgrade(database, version);
  return ok(undefined);
}

/** All steps or none: a relay that is killed half-way begins again. */
function upgrade(database: SqliteDatabase, fromVersion: number): void {
  if (fromVersion === SCHEMA_VERSION) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    for (let version = fromVersion; version < SCHEMA_VERSION; version++) {
      const step = UPGRADES.get(version);
      if (step === undefined) throw new DamagedRow("a version that never was");
      database.exec(step);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function isSound(database: SqliteDatabase, path: string): boolean {
  if (statSync(path).size > MAX_CHECKED_BYTES) return true;
  const rows: unknown[] = database.prepare("PRAGMA quick_check(1)").all();
  return rows.every((row) => typeof row === "object" && row !== null && Object.values(row).every((value) => value === "ok"));
}

function readStoreId(database: SqliteDatabase): Uint8Array {
  const id = readBytes(database.prepare("SELECT value FROM store WHERE name = 'id'").get(), "value");
  if (id.length !== STORE_ID_BYTES) throw new DamagedRow("the store's id has the wrong length");
  return id;
}
