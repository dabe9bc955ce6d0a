// A store in memory, for tests and the simulation: what outlives a store is its disk, which can be opened again (a restart), by several
// stores at once (tabs), or copied (a cloned or rolled-back profile). Every call takes effect before it returns its promise, so that the
// order of calls is the order of commits; nothing here depends on time or chance. What a commit does to a disk is memory-tables.ts.

import type { PackId, SpaceId } from "../base/ids.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type {
  LogPath,
  RecordState,
  SpaceIndex,
  Store,
  StoreBatch,
  StoredPack,
  StoredPage,
  StoredRecord,
  StoreError,
} from "../ports/store.ts";
import { firstStoredSeq } from "../wire/log-tree.ts";
import { checkBatch, isHeld, pathKey } from "./commit-check.ts";
import { copyBytes, copyTables, growthOf, makeTables, putRecord, removeSome, write, type SpaceTables } from "./memory-tables.ts";

/** Few, so that tests come to see a space of which a part is gone. */
const REMOVED_AT_ONCE = 8;

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

  /** Breaks a stored block of a pack: other bytes in its place, or none at all. */
  damageBlock(space: SpaceId, pack: PackId, index: number, bytes: Uint8Array | null): void {
    const blocks = this.spaces.get(space)?.blocks.get(pack);
    assert(blocks?.has(index) === true, "only a stored block can be damaged");
    if (bytes === null) blocks.delete(index);
    else blocks.set(index, bytes.slice());
  }

  /** An independent disk with the same contents, as a cloned profile has. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    copy.capacityBytes = this.capacityBytes;
    copy.usedBytes = this.usedBytes;
    copy.fence = this.fence;
    for (const [key, value] of this.meta) copy.meta.set(key, value);
    for (const [space, tables] of this.spaces) copy.spaces.set(space, copyTables(tables));
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

  commit(offered: StoreBatch, onPlaced?: () => void): Promise<Result<void, StoreError>> {
    return this.#answer(() => {
      const tables = this.#disk.spaces.get(offered.space) ?? makeTables();
      const checked = checkBatch(offered, { fence: this.#disk.fence, heads: tables.heads, meta: this.#disk.meta });
      if (!checked.ok) return checked;
      const receipts = offered.receipts.filter(({ device, counter }) => counter >= (tables.receipts.get(device)?.counter ?? 0));
      const batch = { ...offered, receipts };
      const grownBytes = growthOf(batch, tables, this.#disk.meta);
      if (grownBytes > 0 && this.#disk.usedBytes + grownBytes > this.#disk.capacityBytes) return err({ kind: "full" });
      this.#disk.usedBytes += grownBytes;
      this.#disk.spaces.set(batch.space, tables);
      write(batch, tables, this.#disk.meta);
      onPlaced?.();
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
        if (isHeld(record, tables.heads.get(pathKey(record)))) putRecord(record, tables);
      }
      return ok(undefined);
    });
  }

  removeSpace(space: SpaceId): Promise<Result<number, StoreError>> {
    return this.#answer(() => {
      const tables = this.#disk.spaces.get(space);
      const { rows, bytes } = tables === undefined ? { rows: 0, bytes: 0 } : removeSome(tables, REMOVED_AT_ONCE);
      this.#disk.usedBytes -= bytes;
      if (rows === 0) this.#disk.spaces.delete(space);
      return ok(rows);
    });
  }

  readPages(space: SpaceId): Promise<Result<readonly StoredPage[], StoreError>> {
    return this.#answer(() => {
      const pages = [...(this.#disk.spaces.get(space)?.pages ?? [])].sort(([a], [b]) => a - b);
      return ok(pages.map(([number, bytes]) => ({ number, bytes: bytes.slice() })));
    });
  }

  readBlocks(space: SpaceId, pack: PackId, firstIndex: number, maxBlocks: number): Promise<Result<readonly Uint8Array[], StoreError>> {
    return this.#answer(() => {
      const stored = this.#disk.spaces.get(space)?.blocks.get(pack);
      const blocks: Uint8Array[] = [];
      for (let block = stored?.get(firstIndex); block !== undefined && blocks.length < maxBlocks;) {
        blocks.push(block.slice());
        block = stored?.get(firstIndex + blocks.length);
      }
      return ok(blocks);
    });
  }

  listPacks(space: SpaceId): Promise<Result<readonly StoredPack[], StoreError>> {
    return this.#answer(() => {
      const packs = [...(this.#disk.spaces.get(space)?.blocks ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      return ok(packs.flatMap(([pack, blocks]) => (blocks.size > 0 ? { pack, blocks: blocks.size } : [])));
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
  for (let seq = Math.max(fromSeq, firstStoredSeq(head)); seq <= head.seq; seq++) {
    const record = records.get(seq);
    if (record !== undefined) yield record;
  }
}

/** Ascending by key, so that the order never depends on the history of the map. */
function valuesByKey<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, value]) => value);
}
