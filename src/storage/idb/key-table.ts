// The table of keys: rows of which the first to arrive wins (two tabs may make one at the same time). They change only with the profile's lock.
// Knows nothing of what the keys are.

import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { requested, type Database } from "./idb-database.ts";

/** `undefined` when there is none of that name. */
export function readKeyRow(database: Database, name: string): Promise<Result<unknown, StoreError>> {
  return database.read(["keys"], async (transaction) => ok(await requested<unknown>(transaction.objectStore("keys").get(name))));
}

/** A field of a row that may be anything. */
export function fieldOf(row: unknown, name: string): unknown {
  const fields: Readonly<Record<string, unknown>> = typeof row === "object" && row !== null && !ArrayBuffer.isView(row) ? { ...row } : {};
  return fields[name];
}
