// What a disk in memory holds of one space, what a checked batch does to it, and by how much that makes the disk fuller: what is removed goes first,
// then puts replace.

import type { PackId } from "../base/ids.ts";
import type { PathHead, SpaceIndex, StoreBatch, StoredRecord } from "../ports/store.ts";
import { pathKey } from "./commit-check.ts";

export type SpaceTables = {
  /** By `pathKey`. */
  readonly heads: Map<string, PathHead>;
  /** By `pathKey`, then by seq. */
  readonly records: Map<string, Map<number, StoredRecord>>;
  readonly statements: Map<string, SpaceIndex["statements"][number]>;
  readonly receipts: Map<string, SpaceIndex["receipts"][number]>;
  /** By pack, then by index. */
  readonly blocks: Map<PackId, Map<number, Uint8Array>>;
  readonly pages: Map<number, Uint8Array>;
};

export const makeTables = (): SpaceTables => ({
  heads: new Map(),
  records: new Map(),
  statements: new Map(),
  receipts: new Map(),
  blocks: new Map(),
  pages: new Map(),
});

/** Stored values are never changed in place, so that copies share them. */
export const copyTables = (tables: SpaceTables): SpaceTables => ({
  heads: new Map(tables.heads),
  records: copyOfMaps(tables.records),
  statements: new Map(tables.statements),
  receipts: new Map(tables.receipts),
  blocks: copyOfMaps(tables.blocks),
  pages: new Map(tables.pages),
});

function copyOfMaps<Outer, Inner, Value>(maps: ReadonlyMap<Outer, ReadonlyMap<Inner, Value>>): Map<Outer, Map<Inner, Value>> {
  return new Map([...maps].map(([key, inner]) => [key, new Map(inner)]));
}

type Row = { readonly bytes: Uint8Array };

export function copyBytes<T extends Row>(row: T): T {
  return { ...row, bytes: row.bytes.slice() };
}

const sizeOf = (bytes: Uint8Array | null | undefined): number => bytes?.length ?? 0;

/** Something stored that the batch removes. */
type Removal = { readonly sizeBytes: number; remove(): void };

function* entriesOf<Key, Value>(
  map: Map<Key, Value> | undefined,
  size: (value: Value) => number,
  keep: (key: Key) => boolean,
): Generator<Removal> {
  for (const [key, value] of map ?? []) {
    if (!keep(key)) yield { sizeBytes: size(value), remove: () => map?.delete(key) };
  }
}

function* removalsOf(batch: StoreBatch, tables: SpaceTables): Generator<Removal> {
  const removedPaths = new Set(batch.removePaths?.map(pathKey));
  for (const key of removedPaths) {
    yield { sizeBytes: 0, remove: () => tables.heads.delete(key) };
    yield* entriesOf(
      tables.records.get(key),
      (record) => record.bytes.length,
      () => false,
    );
  }
  for (const { upTo, ...path } of batch.prune ?? []) {
    const key = pathKey(path);
    if (!removedPaths.has(key))
      yield* entriesOf(
        tables.records.get(key),
        (record) => record.bytes.length,
        (seq) => seq > upTo,
      );
  }
  for (const pack of new Set(batch.removePacks)) yield* entriesOf(tables.blocks.get(pack), sizeOf, () => false);
  const removedPages = new Set(batch.pages?.remove);
  yield* entriesOf(tables.pages, sizeOf, (number) => !removedPages.has(number));
}

/** Bytes by which the batch makes the disk fuller; negative when it frees some. */
export function growthOf(batch: StoreBatch, tables: SpaceTables, meta: ReadonlyMap<string, Uint8Array>): number {
  let bytes = 0;
  for (const { sizeBytes } of removalsOf(batch, tables)) bytes -= sizeBytes;
  for (const record of batch.records) bytes += record.bytes.length;
  for (const row of batch.statements) bytes += row.bytes.length - sizeOf(tables.statements.get(row.id)?.bytes);
  for (const row of batch.receipts) bytes += row.bytes.length - sizeOf(tables.receipts.get(row.device)?.bytes);
  for (const { key, value } of batch.meta) bytes += sizeOf(value) - sizeOf(meta.get(key));
  return bytes + growthOfPacks(batch, tables) + growthOfPages(batch, tables);
}

function growthOfPacks({ blocks = [], removePacks }: StoreBatch, tables: SpaceTables): number {
  const removed = new Set(removePacks);
  const replaced = (pack: PackId, index: number): number => (removed.has(pack) ? 0 : sizeOf(tables.blocks.get(pack)?.get(index)));
  return blocks.reduce((sum, { pack, index, bytes }) => sum + bytes.length - replaced(pack, index), 0);
}

function growthOfPages({ pages }: StoreBatch, tables: SpaceTables): number {
  const removed = new Set(pages?.remove);
  const replaced = (number: number): number => (removed.has(number) ? 0 : sizeOf(tables.pages.get(number)));
  return (pages?.put ?? []).reduce((sum, { number, bytes }) => sum + bytes.length - replaced(number), 0);
}

export function write(batch: StoreBatch, tables: SpaceTables, meta: Map<string, Uint8Array>): void {
  for (const { remove } of removalsOf(batch, tables)) remove();
  for (const record of batch.records) putRecord(record, tables);
  for (const head of batch.heads) tables.heads.set(pathKey(head), { ...head });
  for (const statement of batch.statements) tables.statements.set(statement.id, copyBytes(statement));
  for (const receipt of batch.receipts) tables.receipts.set(receipt.device, copyBytes(receipt));
  for (const { key, value } of batch.meta) {
    if (value === null) meta.delete(key);
    else meta.set(key, value.slice());
  }
  putPacks(batch, tables);
}

function putPacks({ blocks = [], pages }: StoreBatch, tables: SpaceTables): void {
  for (const { pack, index, bytes } of blocks) {
    const stored = tables.blocks.get(pack) ?? new Map<number, Uint8Array>();
    tables.blocks.set(pack, stored.set(index, bytes.slice()));
  }
  for (const { number, bytes } of pages?.put ?? []) tables.pages.set(number, bytes.slice());
}

export function putRecord(record: StoredRecord, { records: recordsByPath }: SpaceTables): void {
  const key = pathKey(record);
  const records = recordsByPath.get(key) ?? new Map<number, StoredRecord>();
  recordsByPath.set(key, records.set(record.seq, copyBytes(record)));
}

const sizeOfRow = (row: Row): number => row.bytes.length;
const none = (): boolean => false;

/** Removes rows from the front of the tables, at most `limit`. */
export function removeSome(tables: SpaceTables, limit: number): { readonly rows: number; readonly bytes: number } {
  const removals = [
    ...[...tables.records.values()].flatMap((records) => [...entriesOf(records, sizeOfRow, none)]),
    ...[...tables.blocks.values()].flatMap((blocks) => [...entriesOf(blocks, sizeOf, none)]),
    ...entriesOf(tables.pages, sizeOf, none),
    ...entriesOf(tables.receipts, sizeOfRow, none),
    ...entriesOf(tables.heads, () => 0, none),
    ...entriesOf(tables.statements, sizeOfRow, none),
  ].slice(0, limit);
  for (const { remove } of removals) remove();
  return { rows: removals.length, bytes: removals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}
