// One commit over IndexedDB, inside its transaction: which tables it needs, what it is built on, what it removes and puts.

import { freeBuffer } from "../../base/bytes.ts";
import type { SpaceId } from "../../base/ids.ts";
import type { ExpectedMeta, LogPath, PathHead, RecordState, StoreBatch } from "../../ports/store.ts";
import { pathKey, pathsOf, type CommitBasis } from "../commit-check.ts";
import { idRowKey, logRange, packRange, pageKey, pathRangeUpTo } from "./commit-rows.ts";
import { requested, type Table } from "./idb-database.ts";
import { blockToRow, headToRow, metaToRow, pageToRow, receiptToRow, recordToRow, statementToRow } from "./idb-row-forms.ts";
import { blockKey, parseHeadRow, parseMetaRow, parseReceiptRow, pathKeyOf, pathRange, withTrunks } from "./idb-rows.ts";

/** The tables a batch reads or writes: a transaction waits for every other one that shares a table with it. */
export function tablesOf(batch: StoreBatch): readonly Table[] {
  const tables: Table[] = ["heads"];
  if (batch.fence !== undefined) tables.push("control");
  if (touchesRecords(batch)) tables.push("records", "states");
  if (batch.statements.length > 0) tables.push("statements");
  if (batch.receipts.length > 0) tables.push("receipts");
  if (batch.meta.length > 0 || isGiven(batch.expectMeta)) tables.push("meta");
  if (touchesBlocks(batch)) tables.push("blocks");
  if (batch.pages !== undefined) tables.push("pages");
  return tables;
}

const isGiven = (rows: readonly unknown[] | undefined): boolean => rows !== undefined && rows.length > 0;

const touchesBlocks = ({ blocks, removePacks }: StoreBatch): boolean => isGiven(blocks) || isGiven(removePacks);

/** A path begins with a record or with a base. */
const touchesRecords = ({ records, heads, prune, removePaths }: StoreBatch): boolean =>
  records.length > 0 || isGiven(prune) || isGiven(removePaths) || heads.some((head) => head.base !== undefined);

export async function readBasis(transaction: IDBTransaction, batch: StoreBatch): Promise<CommitBasis> {
  const [fence, heads, meta] = await Promise.all([
    batch.fence === undefined ? 0 : readFence(transaction),
    readHeads(transaction, batch.space, pathsOf(batch)),
    readValues(transaction, batch.expectMeta ?? []),
  ]);
  return { fence, heads, meta };
}

async function readValues(transaction: IDBTransaction, expected: readonly ExpectedMeta[]): Promise<Map<string, Uint8Array>> {
  const values = new Map<string, Uint8Array>();
  const rows = await Promise.all(expected.map(({ key }) => requested<unknown>(transaction.objectStore("meta").get(key))));
  for (const [i, { key }] of expected.entries()) {
    const value = parseMetaRow(rows[i]);
    if (value !== null) values.set(key, value);
  }
  return values;
}

/** By `pathKey`; a path without a readable head is absent, and so is a branch whose trunk has none. */
export async function readHeads(transaction: IDBTransaction, space: SpaceId, paths: readonly LogPath[]): Promise<Map<string, PathHead>> {
  const table = transaction.objectStore("heads");
  const wanted = new Set(paths.map(pathKey));
  const trunks = paths.map(({ log }) => ({ log, branch: "" })).filter((trunk) => !wanted.has(pathKey(trunk)));
  const all = new Map([...paths, ...trunks].map((path) => [pathKey(path), path]));
  const rows = await Promise.all([...all.values()].map((path) => requested<unknown>(table.get(pathKeyOf(space, path)))));
  const heads = withTrunks(rows.map(parseHeadRow).filter((head) => head !== null));
  return new Map(heads.map((head) => [pathKey(head), head]));
}

export async function readFence(transaction: IDBTransaction): Promise<number> {
  const fence: unknown = await requested<unknown>(transaction.objectStore("control").get("fence"));
  return typeof fence === "number" ? fence : 0;
}

/** The stored counter of each of the batch's receipts, in their order. */
export async function readCounters(transaction: IDBTransaction, batch: StoreBatch): Promise<readonly number[]> {
  if (batch.receipts.length === 0) return [];
  const table = transaction.objectStore("receipts");
  const rows = await Promise.all(batch.receipts.map(({ device }) => requested<unknown>(table.get(idRowKey(batch.space, device)))));
  return rows.map((row) => parseReceiptRow(row)?.counter ?? 0);
}

/**
 * Whether what is put is the same on every basis that the batch passes on, as of an append to paths that are there: then it is put together with the
 * question what the basis is, without waiting for the answer in between. Where the basis turns out to be another one, the transaction is aborted.
 */
export const isSameOnAnyBasis = ({ expect, heads, receipts, prune, removePaths }: StoreBatch): boolean =>
  receipts.length === 0 &&
  !isGiven(prune) &&
  !isGiven(removePaths) &&
  heads.every((head) => expect.some(({ log, branch, seq }) => seq > 0 && log === head.log && branch === head.branch));

// Nothing listens to the requests from here on: one that fails aborts the transaction, which then tells why.

/** `basis`: null where it does not matter (`isSameOnAnyBasis`). */
export function putAll(transaction: IDBTransaction, batch: StoreBatch, basis: CommitBasis | null, counters: readonly number[]): void {
  const table = (name: Table): IDBObjectStore => transaction.objectStore(name);
  if (touchesRecords(batch)) putRecords(transaction, batch, basis);
  for (const head of batch.heads) table("heads").put(headToRow(head), pathKeyOf(batch.space, head));
  for (const statement of batch.statements) table("statements").put(statementToRow(statement), idRowKey(batch.space, statement.id));
  const receipts = batch.receipts.filter(({ counter }, i) => counter >= (counters[i] ?? 0));
  for (const receipt of receipts) table("receipts").put(receiptToRow(receipt), idRowKey(batch.space, receipt.device));
  for (const { key, value } of batch.meta) {
    if (value === null) table("meta").delete(key);
    else table("meta").put(metaToRow(value), key);
  }
  if (touchesBlocks(batch)) putBlocks(transaction.objectStore("blocks"), batch);
  if (batch.pages !== undefined) putPages(transaction.objectStore("pages"), batch.space, batch.pages);
}

function putBlocks(table: IDBObjectStore, { space, blocks = [], removePacks = [] }: StoreBatch): void {
  for (const pack of removePacks) table.delete(packRange(space, pack));
  for (const block of blocks) table.put(blockToRow(block), blockKey(space, block.pack, block.index));
}

function putPages(table: IDBObjectStore, space: SpaceId, { put, remove }: NonNullable<StoreBatch["pages"]>): void {
  for (const number of remove) table.delete(pageKey(space, number));
  for (const page of put) table.put(pageToRow(page), pageKey(space, page.number));
}

function putRecords(transaction: IDBTransaction, batch: StoreBatch, basis: CommitBasis | null): void {
  if (basis !== null) removeRecords(transaction, batch, basis);
  const records = transaction.objectStore("records");
  const states = transaction.objectStore("states");
  const keyByPath = new Map(batch.heads.map((head) => [pathKey(head), pathKeyOf(batch.space, head)]));
  for (const record of batch.records) {
    const key = [...(keyByPath.get(pathKey(record)) ?? pathKeyOf(batch.space, record)), record.seq];
    const row = recordToRow(record);
    records.put(row, key);
    // The platform has made a copy of its own.
    freeBuffer(row.bytes.buffer);
    if (record.state !== "applied") states.put({ seq: record.seq, state: record.state }, key);
  }
}

function removeRecords(transaction: IDBTransaction, { space, removePaths, prune, heads }: StoreBatch, basis: CommitBasis): void {
  const remove = (range: IDBKeyRange): void => {
    for (const table of ["records", "states"] as const) transaction.objectStore(table).delete(range);
  };
  for (const path of removePaths ?? []) {
    transaction.objectStore("heads").delete(pathKeyOf(space, path));
    remove(pathRange(pathKeyOf(space, path), 0));
  }
  for (const path of prune ?? []) remove(pathRangeUpTo(pathKeyOf(space, path), path.upTo));
  // A path without a head begins anew: what a lost head left behind is not part of it. So does a log without a trunk.
  for (const head of heads.filter((each) => !basis.heads.has(pathKey(each)))) {
    const isLog = head.branch === "";
    remove(isLog ? logRange(space, head.log) : pathRange(pathKeyOf(space, head), 0));
    if (isLog) transaction.objectStore("heads").delete(logRange(space, head.log));
  }
}

export function putState(table: IDBObjectStore, key: IDBValidKey, seq: number, state: RecordState): void {
  if (state === "applied") table.delete(key);
  else table.put({ seq, state }, key);
}
