// Opens the SQLite database of a relay in its data folder, which is locked for as long as it is open (sqlite-file.ts).

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import {
  isWritableFolder,
  openDatabaseFile,
  takeLock,
  type DatabaseShape,
  type OpenStoreError,
  type SqliteDatabase,
} from "./sqlite-file.ts";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION, UPGRADES } from "./sqlite-schema.ts";
import { readBytes } from "./sqlite-row.ts";

/** A data folder holds the database (with SQLite's `-wal` and `-shm` beside it while it is open) and an empty file that is only locked. */
export const DATABASE_FILE = "relay.db";
const LOCK_FILE = "relay.lock";

const STORE_ID_BYTES = 32;

const SHAPE: DatabaseShape = {
  applicationId: APPLICATION_ID,
  version: SCHEMA_VERSION,
  schema: SCHEMA,
  upgrades: UPGRADES,
  fill: (database) => void database.prepare("INSERT INTO store (name, value) VALUES ('id', ?)").run([randomBytes(STORE_ID_BYTES)]),
};

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
  const opened = openDatabaseFile(join(folder, DATABASE_FILE), SHAPE);
  const storeId = opened.ok ? readStoreId(opened.value) : opened;
  if (!opened.ok || !storeId.ok) {
    if (opened.ok) opened.value.close();
    lock.value.close();
    return opened.ok ? err({ kind: "damaged" }) : opened;
  }
  const database = opened.value;
  const close = (): void => {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    lock.value.close();
  };
  return ok({ database, storeId: storeId.value, close });
}

function readStoreId(database: SqliteDatabase): Result<Uint8Array, "damaged"> {
  try {
    const id = readBytes(database.prepare("SELECT value FROM store WHERE name = 'id'").get(), "value");
    return id.length === STORE_ID_BYTES ? ok(id) : err("damaged");
  } catch {
    return err("damaged");
  }
}
