// A store in memory, for tests and the simulation: what outlives a store is its disk, which can be opened again (a restart), by several
// stores at once (tabs), or copied (a cloned or rolled-back profile). Every call takes effect before it returns its promise, so that the
// order of calls is the order of commits; nothing here depends on time or chance.

import type { SpaceId } from "../base/ids.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { LogPath, PathHead, RecordState, SpaceIndex, Store, StoreBatch, StoredRecord, StoreError } from "../ports/store.ts";
import { checkBatch, isHeld, pathKey } from "./commit-check.ts";

type SpaceTables = {
  /** By `pathKey`. */
  readonly heads: Map<string, PathHead>;
  /** By `pathKey`, then by seq. */
  readonly records: Map<string, Map<number, StoredRecord>>;
  readonly statements: Map<string, SpaceIndex["statements"][number]>;
  readonly receipts: Map<string, SpaceIndex["receipts"][number]>;
};

const makeTables = (): SpaceTables => ({ heads: new Map(), records: new Map(), statements: new Map(), receipts: new Map() });

/** What stays when a memory store is closed or dropped. */
export class MemoryDisk {
  /** Commits that would pass it are refused as `full`; may be changed at any time. Counts contents only, not keys. */
  capacityBytes: number = Number.POSITIVE_INFINITY;
  usedBytes = 0;
  fence = 0;
  readonly spaces: Map<SpaceId, SpaceTables> = new Map();
  readonly meta: Map<string, Uint8Array> = new Map();

  /** Breaks a held record: other bytes in its place, or none at all. */
  damageRecord(space: SpaceId, path: LogPath, seq: number, bytes: Uint8Array | null): void {
    const records = this.spaces.get(space)?.records.get(pathKey(path));
    const record = records?.get(seq);
    assert(record !== undefined, "only a held record can be damaged");
    if (bytes === null) records?.delete(seq);
    else records?.set(seq, { ...record, bytes: bytes.slice() });
  }

  /** An independent disk with the same contents, as a cloned profile has. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    copy.capacityBytes = this.capacityBytes;
    copy.usedBytes = this.usedBytes;
    copy.fence = this.fence;
    for (const [key, value] of this.meta) copy.meta.set(key, value);
    for (const [space, tables] of this.spaces) {
      copy.spaces.set(space, {
        heads: new Map(tables.heads),
        records: new Map([...tables.records].map(([key, records]) => [key, new Map(records)])),
        statements: new Map(tables.statements),
        receipts: new Map(tables.receipts),
      });
    }
    return copy;
  }
}

/** Never fails: what is stored in `disk` is there at once. */
export function openMemoryStore(disk: MemoryDisk = new MemoryDisk()): Store {
  return new MemoryStore(disk);
}

class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  #closed = false;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
  }

  loadIndex(space: SpaceId): Promise<Result<SpaceIndex, StoreError>> {
    return this.#answer(() => {
      const tables = this.#disk.spaces.get(space) ?? makeTables();
      return ok({
        statements: valuesByKey(tables.statements).map(copyBytes),
        heads: valuesByKey(tables.heads),
        receipts: valuesByKey(tables.receipts).map(copyBytes),
      });
    });
  }

  readRecords(
    space: SpaceId,
    path: LogPath,
    fromSeq: number,
    limit: { readonly maxRecords: number; readonly maxBytes: number },
  ): Promise<Result<readonly StoredRecord[], StoreError>> {
    return this.#answer(() => {
      const found: StoredRecord[] = [];
      let sizeBytes = 0;
      if (limit.maxRecords <= 0) return ok(found);
      for (const record of recordsFrom(this.#disk.spaces.get(space), path, fromSeq)) {
        found.push(copyBytes(record));
        sizeBytes += record.bytes.length;
        if (sizeBytes >= limit.maxBytes || found.length >= limit.maxRecords) break;
      }
      return ok(found);
    });
  }

  commit(offered: StoreBatch): Promise<Result<void, StoreError>> {
    return this.#answer(() => {
      const tables = this.#disk.spaces.get(offered.space) ?? makeTables();
      const checked = checkBatch(offered, { fence: this.#disk.fence, heads: tables.heads });
      if (!checked.ok) return checked;
      const receipts = offered.receipts.filter(({ device, counter }) => counter >= (tables.receipts.get(device)?.counter ?? 0));
      const batch = { ...offered, receipts };
      const grownBytes = growthOf(batch, tables, this.#disk.meta);
      if (grownBytes > 0 && this.#disk.usedBytes + grownBytes > this.#disk.capacityBytes) return err({ kind: "full" });
      this.#disk.usedBytes += grownBytes;
      this.#disk.spaces.set(batch.space, tables);
      write(batch, tables, this.#disk.meta);
      return ok(undefined);
    });
  }

  setRecordStates(
    space: SpaceId,
    states: readonly (LogPath & { readonly seq: number; readonly state: RecordState })[],
  ): Promise<Result<void, StoreError>> {
    return this.#answer(() => {
      for (const { seq, state, ...path } of states) {
        const records = this.#disk.spaces.get(space)?.records.get(pathKey(path));
        const record = records?.get(seq);
        if (record !== undefined) records?.set(seq, { ...record, state });
      }
      return ok(undefined);
    });
  }

  repairRecords(space: SpaceId, records: readonly StoredRecord[]): Promise<Result<void, StoreError>> {
    return this.#answer(() => {
      const tables = this.#disk.spaces.get(space) ?? makeTables();
      for (const record of records) {
        if (isHeld(record, tables.heads.get(pathKey(record)))) putRecord(record, tables.records);
      }
      return ok(undefined);
    });
  }

  readMeta(key: string): Promise<Result<Uint8Array | null, StoreError>> {
    return this.#answer(() => ok(this.#disk.meta.get(key)?.slice() ?? null));
  }

  raiseFence(): Promise<Result<number, StoreError>> {
    return this.#answer(() => ok(++this.#disk.fence));
  }

  estimate(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | null> {
    const { usedBytes, capacityBytes } = this.#disk;
    return Promise.resolve(Number.isFinite(capacityBytes) ? { usedBytes, quotaBytes: capacityBytes } : null);
  }

  close(): void {
    this.#closed = true;
  }

  /** Runs `call` at once; what it throws rejects the promise, as in any store. */
  #answer<T>(call: () => Result<T, StoreError>): Promise<Result<T, StoreError>> {
    return new Promise((resolve) => {
      resolve(this.#closed ? err({ kind: "closed" }) : call());
    });
  }
}

/** Ascending by seq; damage may have left gaps. */
function* recordsFrom(tables: SpaceTables | undefined, path: LogPath, fromSeq: number): Generator<StoredRecord> {
  const head = tables?.heads.get(pathKey(path));
  const records = tables?.records.get(pathKey(path));
  if (head === undefined || records === undefined) return;
  for (let seq = Math.max(fromSeq, head.firstSeq); seq <= head.seq; seq++) {
    const record = records.get(seq);
    if (record !== undefined) yield record;
  }
}

/** Ascending by key, so that the order never depends on the history of the map. */
function valuesByKey<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, value]) => value);
}

function copyBytes<T extends { readonly bytes: Uint8Array }>(row: T): T {
  return { ...row, bytes: row.bytes.slice() };
}

const sizeOf = (row: { readonly bytes: Uint8Array } | undefined): number => row?.bytes.length ?? 0;

/** Bytes by which the batch makes the disk fuller; negative when it frees some. */
function growthOf(batch: StoreBatch, tables: SpaceTables, meta: ReadonlyMap<string, Uint8Array>): number {
  let bytes = 0;
  for (const record of batch.records) bytes += sizeOf(record);
  for (const row of batch.statements) bytes += sizeOf(row) - sizeOf(tables.statements.get(row.id));
  for (const row of batch.receipts) bytes += sizeOf(row) - sizeOf(tables.receipts.get(row.device));
  for (const { key, value } of batch.meta) bytes += (value?.length ?? 0) - (meta.get(key)?.length ?? 0);
  return bytes;
}

function write(batch: StoreBatch, tables: SpaceTables, meta: Map<string, Uint8Array>): void {
  for (const record of batch.records) putRecord(record, tables.records);
  for (const head of batch.heads) tables.heads.set(pathKey(head), { ...head });
  for (const statement of batch.statements) tables.statements.set(statement.id, copyBytes(statement));
  for (const receipt of batch.receipts) tables.receipts.set(receipt.device, copyBytes(receipt));
  for (const { key, value } of batch.meta) {
    if (value === null) meta.delete(key);
    else meta.set(key, value.slice());
  }
}

function putRecord(record: StoredRecord, recordsByPath: Map<string, Map<number, StoredRecord>>): void {
  const key = pathKey(record);
  const records = recordsByPath.get(key) ?? new Map<number, StoredRecord>();
  recordsByPath.set(key, records.set(record.seq, copyBytes(record)));
}
