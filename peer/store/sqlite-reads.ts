// What is read from the store. Each query is read to its end at once: one left half-way would keep SQLite's read lock and hold up its checkpoint.

import { idToBytes, type PackId, type SpaceId } from "../../src/base/ids.ts";
import type { LogPath, RecordState, SpaceIndex, StoredPack, StoredPage, StoredRecord } from "../../src/ports/store.ts";
import { DamagedRow, readBytes, readHead, readId, readNumber, readText } from "../../relay/sqlite-row.ts";
import { numberOfSpace, pathRowKey, type Prepared } from "./sqlite-statements.ts";

/** Records of up to 288 KiB that are read by one query. */
const READ_STEP = 32;

const isState = (text: string): text is RecordState => ["applied", "keyless", "parked", "void", "beyond"].includes(text);

/** `null` for a damaged row: to the replica it is a gap, which it has others fill. */
function rowToRecord(row: unknown, { log, branch }: LogPath): StoredRecord | null {
  try {
    const state = readText(row, "state");
    if (!isState(state)) return null;
    return { log, branch, seq: readNumber(row, "seq"), id: readId(row, "record", "id"), bytes: readBytes(row, "bytes"), state };
  } catch (error) {
    if (error instanceof DamagedRow) return null;
    throw error;
  }
}

export function loadIndex(sql: Prepared, space: SpaceId): SpaceIndex {
  const key = [numberOfSpace(sql, space)];
  return {
    statements: sql.selectStatements.all(key).map((row) => ({ id: readId(row, "statement", "id"), bytes: readBytes(row, "bytes") })),
    heads: sql.selectPaths.all(key).map(readHead),
    receipts: sql.selectReceipts.all(key).map((row) => ({
      device: readId(row, "device", "device"),
      counter: readNumber(row, "counter"),
      bytes: readBytes(row, "bytes"),
    })),
  };
}

export function readRecords(
  sql: Prepared,
  space: SpaceId,
  path: LogPath,
  fromSeq: number,
  limit: { readonly maxRecords: number; readonly maxBytes: number },
): StoredRecord[] {
  const key = pathRowKey(numberOfSpace(sql, space), path);
  const records: StoredRecord[] = [];
  let sizeBytes = 0;
  let nextSeq = fromSeq;
  while (records.length < limit.maxRecords) {
    const rows: unknown[] = sql.selectRecords.all([...key, nextSeq, READ_STEP]);
    for (const row of rows) {
      nextSeq = readNumber(row, "seq") + 1;
      const record = rowToRecord(row, path);
      if (record === null) continue;
      records.push(record);
      sizeBytes += record.bytes.length;
      if (sizeBytes >= limit.maxBytes || records.length >= limit.maxRecords) return records;
    }
    if (rows.length < READ_STEP) break;
  }
  return records;
}

export function readPages(sql: Prepared, space: SpaceId): StoredPage[] {
  return sql.selectPages
    .all([numberOfSpace(sql, space)])
    .map((row) => ({ number: readNumber(row, "number"), bytes: readBytes(row, "bytes") }));
}

export function readBlocks(sql: Prepared, space: SpaceId, pack: PackId, firstIndex: number, maxBlocks: number): Uint8Array[] {
  const rows: unknown[] = sql.selectBlocks.all([numberOfSpace(sql, space), idToBytes(pack), firstIndex, Math.max(0, maxBlocks)]);
  const end = rows.findIndex((row, i) => readNumber(row, "idx") !== firstIndex + i);
  return (end < 0 ? rows : rows.slice(0, end)).map((row) => readBytes(row, "bytes"));
}

export function listPacks(sql: Prepared, space: SpaceId): StoredPack[] {
  return sql.selectPacks
    .all([numberOfSpace(sql, space)])
    .map((row) => ({ pack: readId(row, "pack", "pack"), blocks: readNumber(row, "blocks") }));
}

export function readMeta(sql: Prepared, key: string): Uint8Array | null {
  const row: unknown = sql.selectMeta.get([key]);
  return row === undefined ? null : readBytes(row, "value");
}
