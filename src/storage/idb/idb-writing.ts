// What the store over IndexedDB writes (idb-store.ts): each call is one transaction.

import { ok, type Result } from "../../base/result.ts";
import type { SpaceId } from "../../base/ids.ts";
import type { LogPath, RecordState, StoreBatch, StoredRecord, StoreError } from "../../ports/store.ts";
import { checkBatch, isHeld, pathKey, pathsOf } from "../commit-check.ts";
import { isSameOnAnyBasis, putAll, putState, readBasis, readCounters, readFence, readHeads, tablesOf } from "./idb-commit.ts";
import { requested, type Database, type Table } from "./idb-database.ts";
import { recordToRow } from "./idb-row-forms.ts";
import { pathKeyOf, spaceRange } from "./idb-rows.ts";

export type StateChanges = readonly (LogPath & { readonly seq: number; readonly state: RecordState })[];

function commit(database: Database, batch: StoreBatch, onPlaced?: () => void): Promise<Result<void, StoreError>> {
  const write = async (transaction: IDBTransaction): Promise<Result<void, StoreError>> => {
    const reading = Promise.all([readBasis(transaction, batch), readCounters(transaction, batch)]);
    const isPutAhead = isSameOnAnyBasis(batch);
    if (isPutAhead) putAll(transaction, batch, null, []);
    const [basis, counters] = await reading;
    const checked = checkBatch(batch, basis);
    if (checked.ok && !isPutAhead) putAll(transaction, batch, basis, counters);
    return checked;
  };
  return database.write(tablesOf(batch), write, onPlaced);
}

const setRecordStates = (database: Database, space: SpaceId, states: StateChanges): Promise<Result<void, StoreError>> =>
  database.write(["records", "states"], async (transaction) => {
    const records = transaction.objectStore("records");
    const table = transaction.objectStore("states");
    const keys = states.map((row) => [...pathKeyOf(space, row), row.seq]);
    const held = await Promise.all(keys.map((key) => requested(records.count(key))));
    for (const [i, { seq, state }] of states.entries()) {
      if (held[i] === 1) putState(table, keys[i] ?? [], seq, state);
    }
    return ok(undefined);
  });

const repairRecords = (database: Database, space: SpaceId, repaired: readonly StoredRecord[]): Promise<Result<void, StoreError>> =>
  database.write(["heads", "records", "states"], async (transaction) => {
    const heads = await readHeads(transaction, space, pathsOf({ records: repaired }));
    for (const record of repaired) {
      if (!isHeld(record, heads.get(pathKey(record)))) continue;
      const key = [...pathKeyOf(space, record), record.seq];
      transaction.objectStore("records").put(recordToRow(record), key);
      putState(transaction.objectStore("states"), key, record.seq, record.state);
    }
    return ok(undefined);
  });

const raiseFence = (database: Database): Promise<Result<number, StoreError>> =>
  database.write(["control"], async (transaction) => {
    const fence = (await readFence(transaction)) + 1;
    transaction.objectStore("control").put(fence, "fence");
    return ok(fence);
  });

/** In this order: what is left when it is broken off is still named by a head, and a space without statements is none. */
const SPACE_TABLES = ["records", "states", "blocks", "pages", "receipts", "heads", "statements"] as const satisfies readonly Table[];
const REMOVED_AT_ONCE = 1_000;

const removeSpace = (database: Database, space: SpaceId): Promise<Result<number, StoreError>> =>
  database.write(SPACE_TABLES, async (transaction) => {
    let removed = 0;
    for (const name of SPACE_TABLES) {
      const table = transaction.objectStore(name);
      const keys = await requested(table.getAllKeys(spaceRange(space), REMOVED_AT_ONCE - removed));
      const last = keys.at(-1);
      if (keys[0] === undefined || last === undefined) continue;
      table.delete(IDBKeyRange.bound(keys[0], last));
      removed += keys.length;
      if (removed >= REMOVED_AT_ONCE) break;
    }
    return ok(removed);
  });

export const idbWriting = { commit, setRecordStates, repairRecords, removeSpace, raiseFence } as const;
export type IdbWriting = typeof idbWriting;
