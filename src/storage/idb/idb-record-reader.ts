// Reading a stretch of one path's records: in batches, since IndexedDB can bound a read by count but not by bytes, and a record has
// anything between 150 bytes and 288 KiB.

import type { SpaceId } from "../../base/ids.ts";
import type { LogPath, StoredRecord } from "../../ports/store.ts";
import { requested } from "./idb-database.ts";
import { parseRecordRow, parseStateRow, pathKeyOf, pathRange, type PathKey } from "./idb-rows.ts";

export type ReadLimit = { readonly maxRecords: number; readonly maxBytes: number };

/** Ascending; `unreadable` counts rows passed over on the way. */
export type RecordRows = { readonly records: readonly StoredRecord[]; readonly unreadable: number };

/** Of the first batch, before anything is known of sizes; fewer where the mean of so many bytes fills what is asked for: a page is small beside 64 large records. */
const FIRST_BATCH = 64;
const SUPPOSED_MEAN_BYTES = 32_768;
/** Bounds what one batch can take when sizes change abruptly: 512 records of the largest size are 144 MiB. */
const MAX_BATCH = 512;

/** `transaction` covers records and states. */
export async function readRecordRows(
  transaction: IDBTransaction,
  space: SpaceId,
  path: LogPath,
  fromSeq: number,
  { maxRecords, maxBytes }: ReadLimit,
): Promise<RecordRows> {
  const key = pathKeyOf(space, path);
  const records: StoredRecord[] = [];
  let sizeBytes = 0;
  let unreadable = 0;
  let nextSeq: number | null = fromSeq;
  let count = Math.min(FIRST_BATCH, Math.max(1, Math.ceil(maxBytes / SUPPOSED_MEAN_BYTES)), maxRecords);
  while (nextSeq !== null && count > 0) {
    const batch = await readBatch(transaction, path, key, nextSeq, count);
    unreadable += batch.unreadable;
    nextSeq = batch.nextSeq;
    for (const record of batch.records) {
      records.push(record);
      sizeBytes += record.bytes.length;
      if (sizeBytes >= maxBytes || records.length >= maxRecords) return { records, unreadable };
    }
    count = Math.min(nextCount(records.length, sizeBytes, maxBytes), maxRecords - records.length);
  }
  return { records, unreadable };
}

/** As many as should fill the rest, judged by the mean so far. */
function nextCount(readRecords: number, readBytes: number, maxBytes: number): number {
  const expected = Math.ceil(((maxBytes - readBytes) * readRecords) / Math.max(1, readBytes));
  return Math.min(MAX_BATCH, Math.max(1, expected));
}

type Batch = RecordRows & { /** Where the next batch begins; `null` when this was the last. */ readonly nextSeq: number | null };

async function readBatch(transaction: IDBTransaction, path: LogPath, key: PathKey, fromSeq: number, count: number): Promise<Batch> {
  const range = pathRange(key, fromSeq);
  const table = transaction.objectStore("records");
  const [rows, stateRows] = await Promise.all([
    requested<unknown[]>(table.getAll(range, count)),
    // At most one a record, hence never cut off before the batch's last record.
    requested<unknown[]>(transaction.objectStore("states").getAll(range, count)),
  ]);
  const stateBySeq = new Map(stateRows.flatMap((row) => parseStateRow(row) ?? []).map(({ seq, state }) => [seq, state]));
  const records: StoredRecord[] = [];
  let lastSeq = fromSeq - 1;
  for (const row of rows) {
    const record = parseRecordRow(path, row);
    if (record === null || record.seq <= lastSeq) continue;
    lastSeq = record.seq;
    records.push({ ...record, state: stateBySeq.get(record.seq) ?? record.state });
  }
  const unreadable = rows.length - records.length;
  if (rows.length < count) return { records, unreadable, nextSeq: null };
  return { records, unreadable, nextSeq: unreadable === 0 ? lastSeq + 1 : await seqAfter(table, range, count) };
}

/** A row that cannot be read does not say its seq; its key does. */
async function seqAfter(table: IDBObjectStore, range: IDBKeyRange, count: number): Promise<number | null> {
  const last = (await requested(table.getAllKeys(range, count))).at(-1);
  const seq = Array.isArray(last) ? last.at(-1) : undefined;
  return typeof seq === "number" ? Math.floor(seq) + 1 : null;
}
