// A relay store in memory, for the simulation and for tests. The disk outlives the store: opening it again is a restart, a new disk is a
// wiped relay, a copied one a relay restored from a backup.

import type { RecordId, SpaceId } from "../src/base/ids.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import type { DeviceId, StatementId } from "../src/base/ids.ts";
import type { LogPath, PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";
import type { ReadLimit, RelayAppend, RelayBatch, RelayRecord, RelaySpaceIndex, RelayStore, RelayStoreError } from "./relay-store.ts";

type MemoryPath = { head: PathHead; readonly records: RelayRecord[] };

type MemorySpace = {
  readonly statements: Map<StatementId, StoredStatement>;
  readonly paths: Map<string, MemoryPath>;
  readonly receipts: Map<DeviceId, StoredReceipt>;
  usedBytes: number;
};

export type MemoryDisk = {
  readonly storeId: Uint8Array;
  readonly spaces: Map<SpaceId, MemorySpace>;
  /** Set to make every commit fail, with nothing written. */
  failure: RelayStoreError | null;
};

export const makeMemoryDisk = (storeId: Uint8Array): MemoryDisk => ({ storeId, spaces: new Map(), failure: null });

/** A backup: what happens to `disk` later does not reach the copy. */
export function copyMemoryDisk(disk: MemoryDisk): MemoryDisk {
  const spaces = new Map<SpaceId, MemorySpace>();
  for (const [id, space] of disk.spaces) {
    const paths = new Map([...space.paths].map(([key, path]) => [key, { head: path.head, records: [...path.records] }]));
    spaces.set(id, { statements: new Map(space.statements), paths, receipts: new Map(space.receipts), usedBytes: space.usedBytes });
  }
  return { storeId: disk.storeId, spaces, failure: null };
}

const pathKey = (path: LogPath): string => `${path.log}/${path.branch}`;

export function openMemoryStore(disk: MemoryDisk): RelayStore {
  let closed = false;

  function pathOf(space: SpaceId, path: LogPath): Result<MemoryPath | undefined, RelayStoreError> {
    return closed ? err({ kind: "closed" }) : ok(disk.spaces.get(space)?.paths.get(pathKey(path)));
  }

  return {
    storeId: disk.storeId,
    async loadSpace(id) {
      if (closed) return err({ kind: "closed" });
      const space = disk.spaces.get(id);
      return ok(space === undefined ? null : indexOf(space));
    },
    async readRecords(space, path, fromSeq, limit) {
      const held = pathOf(space, path);
      return held.ok ? ok(held.value === undefined ? [] : recordsFrom(held.value, fromSeq, limit)) : held;
    },
    async readId(space, path, seq) {
      const held = pathOf(space, path);
      return held.ok ? ok(held.value === undefined ? null : idAt(held.value, seq)) : held;
    },
    async commit(batch) {
      if (closed) return err({ kind: "closed" });
      if (disk.failure !== null) return err(disk.failure);
      const space = disk.spaces.get(batch.space) ?? { statements: new Map(), paths: new Map(), receipts: new Map(), usedBytes: 0 };
      if (batch.appends.some((append) => !continuesPath(space, append)))
        return err({ kind: "failed", reason: "records do not continue their path" });
      applyBatch(space, batch);
      disk.spaces.set(batch.space, space);
      return ok(undefined);
    },
    async close() {
      closed = true;
    },
  };
}

const indexOf = (space: MemorySpace): RelaySpaceIndex => ({
  statements: [...space.statements.values()],
  heads: [...space.paths.values()].map((path) => path.head),
  receipts: [...space.receipts.values()],
  usedBytes: space.usedBytes,
});

function idAt(path: MemoryPath, seq: number): RecordId | null {
  return path.records[seq - path.head.firstSeq]?.id ?? null;
}

function recordsFrom(path: MemoryPath, fromSeq: number, limit: ReadLimit): RelayRecord[] {
  const records: RelayRecord[] = [];
  let bytes = 0;
  const start = Math.max(0, fromSeq - path.head.firstSeq);
  for (let i = start; i < path.records.length && records.length < limit.maxRecords && bytes < limit.maxBytes; i++) {
    const record = path.records[i];
    if (record === undefined) break;
    records.push(record);
    bytes += record.bytes.length;
  }
  return records;
}

/** The records follow one another, start where the path ends (or begins), and end at the head given. */
function continuesPath(space: MemorySpace, append: RelayAppend): boolean {
  const held = space.paths.get(pathKey(append.head));
  const start = held === undefined ? append.head.firstSeq : held.head.seq + 1;
  const last = append.records.at(-1);
  return append.records.every((record, i) => record.seq === start + i) && last?.seq === append.head.seq && last.id === append.head.id;
}

function applyBatch(space: MemorySpace, batch: RelayBatch): void {
  for (const statement of batch.statements) {
    if (space.statements.has(statement.id)) continue;
    space.statements.set(statement.id, statement);
    space.usedBytes += statement.bytes.length;
  }
  for (const { head, records } of batch.appends) {
    const path = space.paths.get(pathKey(head)) ?? { head, records: [] };
    path.head = head;
    path.records.push(...records);
    for (const record of records) space.usedBytes += record.bytes.length;
    space.paths.set(pathKey(head), path);
  }
  for (const receipt of batch.receipts) space.receipts.set(receipt.device, receipt);
}
