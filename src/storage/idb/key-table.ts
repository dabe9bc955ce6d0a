// The table of keys: rows that are made once and never change, of which the first to arrive wins (two tabs may make one at the same time).
// Knows nothing of what the keys are; whether the platform can store a CryptoKey at all is found by trying.

import { bytesToHex } from "../../base/bytes.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { requested, type Database } from "./idb-database.ts";

/** `undefined` when there is none of that name. */
export function readKeyRow(database: Database, name: string): Promise<Result<unknown, StoreError>> {
  return database.read(["keys"], async (transaction) => ok(await requested<unknown>(transaction.objectStore("keys").get(name))));
}

/** Stores `row` unless there is one of that name; the stored one, read back. */
export async function addKeyRow(database: Database, name: string, row: object): Promise<Result<unknown, StoreError>> {
  const added = await database.write(["keys"], async (transaction) => {
    const table = transaction.objectStore("keys");
    if ((await requested(table.count(name))) === 0) table.put(row, name);
    return ok(undefined);
  });
  return added.ok ? readKeyRow(database, name) : added;
}

/**
 * Whether `key` comes back from the table as a key that `works`: some engines refuse to store it, some lose what is in it.
 * A store that fails for another reason is an error, lest a passing one settle for ever how keys are kept.
 */
export async function survivesStorage(
  database: Database,
  random: (length: number) => Uint8Array,
  key: CryptoKey,
  works: (stored: CryptoKey) => Promise<boolean>,
): Promise<Result<boolean, StoreError>> {
  // A name of its own: another tab may be trying at the same time.
  const name = `trial ${bytesToHex(random(8))}`;
  const stored = await database.write(["keys"], async (transaction) => ok(isTaken(transaction.objectStore("keys"), name, key)));
  if (!stored.ok || !stored.value) return stored;
  const reloaded = await readKeyRow(database, name);
  const removed = await database.write(["keys"], async (transaction) => {
    transaction.objectStore("keys").delete(name);
    return ok(undefined);
  });
  if (!reloaded.ok) return reloaded;
  if (!removed.ok) return removed;
  const copy = fieldOf(reloaded.value, "key");
  return ok(copy instanceof CryptoKey && (await works(copy).catch(() => false)));
}

/** False when the platform says that it cannot clone such a thing. */
function isTaken(table: IDBObjectStore, name: string, key: CryptoKey): boolean {
  try {
    table.put({ key }, name);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "DataCloneError") return false;
    throw error;
  }
}

/** A field of a row that may be anything. */
export function fieldOf(row: unknown, name: string): unknown {
  const fields: Readonly<Record<string, unknown>> = typeof row === "object" && row !== null && !ArrayBuffer.isView(row) ? { ...row } : {};
  return fields[name];
}
