// Opens a SQLite file of ours (libsql), or says in one word why it cannot: every failure here is one clear line to whoever runs it. What is there and
// cannot be used is left as it is. Durability: WAL with synchronous=FULL. A lock file of its own is held for as long as a folder is in use, so that no two
// processes write to it, while the database itself can still be read by a backup tool.

import Database from "libsql";
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import { DamagedRow, readNumber } from "./sqlite-row.ts";

export type SqliteDatabase = Database.Database;

export type OpenStoreError =
  /** The folder cannot be made or written to. */
  | { readonly kind: "unwritable" }
  /** Another process has it open. */
  | { readonly kind: "in-use" }
  /** Made by a newer version of Daybook. */
  | { readonly kind: "newer-database" }
  /** The disk has no room even for what opening needs. */
  | { readonly kind: "full" }
  /** Not a database of ours, or damaged. */
  | { readonly kind: "damaged" };

/** What a database of ours is known by, and how it is made. */
export type DatabaseShape = {
  /** In the file's header. */
  readonly applicationId: number;
  readonly version: number;
  /** Makes the tables of `version`, and marks the file. */
  readonly schema: string;
  /** By the version that each leads on from. */
  readonly upgrades: ReadonlyMap<number, string>;
  /** Further contents of a new database, in the transaction that makes it. */
  readonly fill?: (database: SqliteDatabase) => void;
};

/** Larger databases are not read through at every start: it takes about a second per gigabyte. */
const MAX_CHECKED_BYTES = 256 * 1024 * 1024;

export function sqliteCodeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : null;
  return typeof code === "string" ? code : "";
}

/** The lock is a transaction that never ends; the operating system lets it go with the process, however that dies. */
export function takeLock(path: string): Result<SqliteDatabase, OpenStoreError> {
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

/** Opens, and makes if needed, the database at `path`. Whoever writes to it holds the folder's lock. */
export function openDatabaseFile(path: string, shape: DatabaseShape): Result<SqliteDatabase, OpenStoreError> {
  let database: SqliteDatabase | null = null;
  try {
    database = new Database(path);
    database.exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    // What is deleted is overwritten: nothing of a purged item stays in free pages.
    database.exec("PRAGMA secure_delete = ON");
    const prepared = prepareSchema(database, shape);
    if (prepared.ok && isSound(database, path)) return ok(database);
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

/** Makes it if there is none. */
export function isWritableFolder(folder: string): boolean {
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
  if (code.startsWith("SQLITE_FULL")) return "full";
  const isDamage = error instanceof DamagedRow || code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB");
  // SQLITE_ERROR: a table or column that should be there is not.
  return isDamage || code === "SQLITE_ERROR" ? "damaged" : "unwritable";
}

function prepareSchema(database: SqliteDatabase, shape: DatabaseShape): Result<void, OpenStoreError> {
  const applicationId = readNumber(database.prepare("PRAGMA application_id").get(), "application_id");
  const version = readNumber(database.prepare("PRAGMA user_version").get(), "user_version");
  const tables = readNumber(database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get(), "tables");
  if (applicationId === 0 && version === 0 && tables === 0) {
    inTransaction(database, () => {
      database.exec(`${shape.schema} PRAGMA application_id = ${shape.applicationId}; PRAGMA user_version = ${shape.version};`);
      shape.fill?.(database);
    });
    return ok(undefined);
  }
  if (applicationId !== shape.applicationId) return err({ kind: "damaged" });
  if (version > shape.version) return err({ kind: "newer-database" });
  if (version < shape.version) upgrade(database, version, shape);
  return ok(undefined);
}

/** All steps or none: a process that is killed half-way begins again. */
function upgrade(database: SqliteDatabase, fromVersion: number, shape: DatabaseShape): void {
  inTransaction(database, () => {
    for (let version = fromVersion; version < shape.version; version++) {
      const step = shape.upgrades.get(version);
      if (step === undefined) throw new DamagedRow("a version that never was");
      database.exec(step);
    }
    database.exec(`PRAGMA user_version = ${shape.version}`);
  });
}

/** All of `write`, or nothing where it throws. */
export function inTransaction<T>(database: SqliteDatabase, write: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const written = write();
    database.exec("COMMIT");
    return written;
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
