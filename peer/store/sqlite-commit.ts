// One commit, inside its transaction: what it is built on, what it removes, what it puts. Nothing is written before the whole batch has been checked.

import { idToBytes, type PackId } from "../../src/base/ids.ts";
import { assert, type Result } from "../../src/base/result.ts";
import type { LogPath, PathHead, RecordState, StoreBatch, StoredRecord, StoreError } from "../../src/ports/store.ts";
import { checkBatch, isHeld, pathKey, pathsOf, type CommitBasis } from "../../src/storage/commit-check.ts";
import { readHead, readNumber } from "../../relay/sqlite-row.ts";
import { readMeta } from "./sqlite-reads.ts";
import { numberOfSpace, pathRowKey, type PathRowKey, type Prepared } from "./sqlite-statements.ts";

export function readFence(sql: Prepared): number {
  const row: unknown = sql.selectFence.get([]);
  return row === undefined ? 0 : readNumber(row, "value");
}

function readHeads(sql: Prepared, space: number, paths: readonly LogPath[]): Map<string, PathHead> {
  const heads = new Map<string, PathHead>();
  for (const path of paths) {
    const row: unknown = sql.selectPath.get(pathRowKey(space, path));
    if (row !== undefined) heads.set(pathKey(path), readHead(row));
  }
  return heads;
}

function readBasis(sql: Prepared, space: number, batch: StoreBatch): CommitBasis {
  const meta = new Map<string, Uint8Array>();
  for (const { key } of batch.expectMeta ?? []) {
    const value = readMeta(sql, key);
    if (value !== null) meta.set(key, value);
  }
  return { fence: readFence(sql), heads: readHeads(sql, space, pathsOf(batch)), meta };
}

export function commitBatch(sql: Prepared, batch: StoreBatch): Result<void, StoreError> {
  const checked = checkBatch(batch, readBasis(sql, numberOfSpace(sql, batch.space), batch));
  if (!checked.ok) return checked;
  for (const { key, value } of batch.meta) {
    if (value === null) sql.removeMeta.run([key]);
    else sql.putMeta.run([key, value]);
  }
  if (isOfSpace(batch)) writeSpace(sql, makeSpace(sql, batch), batch);
  return checked;
}

/** Meta values are not bound to a space: one of which there is nothing else is not made for them. */
const isOfSpace = ({ heads, statements, receipts, pages, blocks = [], removePacks = [], removePaths = [] }: StoreBatch): boolean =>
  pages !== undefined || [heads, statements, receipts, blocks, removePacks, removePaths].some((rows) => rows.length > 0);

function makeSpace(sql: Prepared, { space }: StoreBatch): number {
  if (numberOfSpace(sql, space) === 0) sql.insertSpace.run([idToBytes(space)]);
  return numberOfSpace(sql, space);
}

function writeSpace(sql: Prepared, space: number, batch: StoreBatch): void {
  writeRecords(sql, space, batch);
  for (const { id, bytes } of batch.statements) sql.putStatement.run([space, idToBytes(id), bytes]);
  for (const { device, counter, bytes } of batch.receipts) sql.putReceipt.run([space, idToBytes(device), counter, bytes]);
  writePacks(sql, space, batch);
  for (const number of batch.pages?.remove ?? []) sql.removePage.run([space, number]);
  for (const { number, bytes } of batch.pages?.put ?? []) sql.putPage.run([space, number, bytes]);
}

function writeRecords(sql: Prepared, space: number, batch: StoreBatch): void {
  for (const path of batch.removePaths ?? []) removePath(sql, pathRowKey(space, path));
  for (const { upTo, ...path } of batch.prune ?? []) {
    const row: unknown = sql.selectPath.get(pathRowKey(space, path));
    if (row !== undefined) sql.removeRecords.run([readNumber(row, "number"), upTo]);
  }
  const numbers = new Map(batch.heads.map((head) => [pathKey(head), putHead(sql, pathRowKey(space, head), head)]));
  for (const record of batch.records) {
    const path = numbers.get(pathKey(record));
    assert(path !== undefined, "records come with their heads");
    sql.insertRecord.run([path, record.seq, idToBytes(record.id), record.state, record.bytes]);
  }
}

function removePath(sql: Prepared, key: PathRowKey): void {
  const row: unknown = sql.selectPath.get(key);
  if (row === undefined) return;
  const number = readNumber(row, "number");
  sql.removeRecords.run([number, Number.MAX_SAFE_INTEGER]);
  sql.removePath.run([number]);
}

/** Returns the path's number. */
function putHead(sql: Prepared, key: PathRowKey, head: PathHead): number {
  const held: unknown = sql.selectPath.get(key);
  const base = head.base === undefined ? [null, null] : [head.base.seq, idToBytes(head.base.id)];
  if (held !== undefined) {
    const number = readNumber(held, "number");
    sql.movePath.run([head.seq, idToBytes(head.id), ...base, number]);
    return number;
  }
  const parentId = head.parentId === null ? null : idToBytes(head.parentId);
  sql.insertPath.run([...key, idToBytes(head.device), head.generation, head.firstSeq, parentId, head.seq, idToBytes(head.id), ...base]);
  return readNumber(sql.selectPath.get(key), "number");
}

function writePacks(sql: Prepared, space: number, { blocks = [], removePacks = [] }: StoreBatch): void {
  for (const pack of removePacks) removePack(sql, space, pack);
  const numbers = new Map<PackId, number>();
  for (const { pack, index, bytes } of blocks) {
    const number = numbers.get(pack) ?? makePack(sql, space, pack);
    numbers.set(pack, number);
    sql.putBlock.run([number, index, bytes]);
  }
}

function removePack(sql: Prepared, space: number, pack: PackId): void {
  const row: unknown = sql.selectPack.get([space, idToBytes(pack)]);
  if (row === undefined) return;
  const number = readNumber(row, "number");
  sql.removeBlocks.run([number]);
  sql.removePack.run([number]);
}

function makePack(sql: Prepared, space: number, pack: PackId): number {
  const key = [space, idToBytes(pack)];
  const held: unknown = sql.selectPack.get(key);
  if (held !== undefined) return readNumber(held, "number");
  sql.insertPack.run(key);
  return readNumber(sql.selectPack.get(key), "number");
}

export function setStates(sql: Prepared, space: number, states: readonly (LogPath & { seq: number; state: RecordState })[]): void {
  for (const { seq, state, ...path } of states) sql.setState.run([state, ...pathRowKey(space, path), seq]);
}

export function repairRecords(sql: Prepared, space: number, records: readonly StoredRecord[]): void {
  const heads = readHeads(sql, space, pathsOf({ records }));
  for (const record of records) {
    if (!isHeld(record, heads.get(pathKey(record)))) continue;
    sql.replaceRecord.run([...pathRowKey(space, record), record.seq, idToBytes(record.id), record.state, record.bytes]);
  }
}
