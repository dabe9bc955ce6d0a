// Changes a row of the table of keys: only for the profile's lock.

import { ok, type Result } from "../../../base/result.ts";
import type { StoreError } from "../../../ports/store.ts";
import type { Database } from "../idb-database.ts";

/** Puts `row` in the place of whatever is there: for who has the profile alone. */
export function putKeyRow(database: Database, name: string, row: object): Promise<Result<void, StoreError>> {
  return database.write(["keys"], async (transaction) => {
    transaction.objectStore("keys").put(row, name);
    return ok(undefined);
  });
}
