// What a relay's disk in memory holds of one space, and what a batch does to it: checked as a whole first, so that a batch that does not fit
// leaves nothing.

import type { DeviceId, PackId, RecordId, StatementId } from "../src/base/ids.ts";
import type { LogPath, PathHead, StoredReceipt, StoredStatement } from "../src/ports/store.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import {
  firstStoredSeq,
  LEAF_BYTES,
  type BasedHead,
  type BlockLimit,
  type BlockRun,
  type ReadLimit,
  type RelayAppend,
  type RelayBatch,
  type RelayHusks,
  type RelayRecord,
  type RelaySpaceIndex,
  type StoredCheckpoint,
} from "./relay-store.ts";

type MemoryPath = { head: PathHead; readonly records: RelayRecord[] };

type MemoryPack = { readonly leaves: Uint8Array; readonly blocks: Uint8Array[] };

export type MemorySpace = {
  readonly statements: Map<StatementId, StoredStatement>;
  readonly paths: Map<string, MemoryPath>;
  readonly receipts: Map<DeviceId, StoredReceipt>;
  readonly checkpoints: Map<CheckpointId, StoredCheckpoint>;
  readonly packs: Map<PackId, MemoryPack>;
  usedBytes: number;
};

export const makeMemorySpace = (): MemorySpace => ({
  statements: new Map(),
  paths: new Map(),
  receipts: new Map(),
  checkpoints: new Map(),
  packs: new Map(),
  usedBytes: 0,
});

/** What happens to `space` later does not reach the copy. */
export const copyMemorySpace = (space: MemorySpace): MemorySpace => ({
  statements: new Map(space.statements),
  paths: new Map([...space.paths].map(([key, path]) => [key, { head: path.head, records: [...path.records] }])),
  receipts: new Map(space.receipts),
  checkpoints: new Map(space.checkpoints),
  packs: new Map([...space.packs].map(([id, pack]) => [id, { leaves: pack.leaves, blocks: [...pack.blocks] }])),
  usedBytes: space.usedBytes,
});

export const pathKey = (path: LogPath): string => `${path.log}/${path.branch}`;

const trunkKey = ({ log }: LogPath): string => pathKey({ log, branch: "" });

export const indexOf = (space: MemorySpace): RelaySpaceIndex => ({
  statements: [...space.statements.values()],
  heads: [...space.paths.values()].map((path) => path.head),
  receipts: [...space.receipts.values()],
  checkpoints: [...space.checkpoints.values()],
  packs: [...space.packs].map(([pack, { leaves, blocks }]) => ({ pack, blocks: leaves.length / LEAF_BYTES, heldBlocks: blocks.length })),
  usedBytes: space.usedBytes,
});

export function idAt(path: MemoryPath, seq: number): RecordId | null {
  return path.records[seq - firstStoredSeq(path.head)]?.id ?? null;
}

export function recordsFrom(path: MemoryPath, fromSeq: number, { maxRecords, maxBytes }: ReadLimit): RelayRecord[] {
  return takeWithin(path.records, Math.max(0, fromSeq - firstStoredSeq(path.head)), maxRecords, maxBytes, (record) => record.bytes);
}

export const blocksFrom = (pack: MemoryPack, firstIndex: number, { maxBlocks, maxBytes }: BlockLimit): Uint8Array[] =>
  takeWithin(pack.blocks, firstIndex, maxBlocks, maxBytes, (block) => block);

/** Ends after the row that reaches `maxBytes`. */
function takeWithin<Row>(rows: readonly Row[], start: number, maxRows: number, maxBytes: number, bytesOf: (row: Row) => Uint8Array): Row[] {
  const taken: Row[] = [];
  let bytes = 0;
  for (const row of rows.slice(start, start + maxRows)) {
    if (bytes >= maxBytes) break;
    taken.push(row);
    bytes += bytesOf(row).length;
  }
  return taken;
}

/** Why the batch cannot be applied; null when it can. */
export function misfitOf(space: MemorySpace, batch: RelayBatch): string | null {
  const removed = new Set(batch.removePaths?.map(pathKey));
  const heads = new Map([...space.paths].filter(([key]) => !removed.has(key)).map(([key, path]) => [key, path.head]));
  return (
    misfitOfBases(heads, batch) ?? misfitOfRecords(heads, batch) ?? (fitPacks(space, batch) ? null : "blocks do not continue their pack")
  );
}

/** What fits is put into `heads`. */
function misfitOfBases(heads: Map<string, PathHead>, batch: RelayBatch): string | null {
  for (const head of batch.setAside ?? []) if (!renameTrunk(heads, head)) return "a branch does not fit the trunk that becomes it";
  for (const head of batch.bases ?? []) {
    if (!fitsPath(heads.get(pathKey(head)), head)) return "a base does not fit its path";
    heads.set(pathKey(head), head);
  }
  return null;
}

/** As `misfitOfBases`. */
function misfitOfRecords(heads: Map<string, PathHead>, { appends }: RelayBatch): string | null {
  for (const append of appends) {
    if (!continuesPath(heads.get(pathKey(append.head)), append)) return "records do not continue their path";
    heads.set(pathKey(append.head), append.head);
  }
  return null;
}

/** False where it does not fit. */
function renameTrunk(heads: Map<string, PathHead>, head: PathHead): boolean {
  const trunk = trunkKey(head);
  if (heads.get(trunk)?.seq !== head.seq || heads.has(pathKey(head))) return false;
  heads.delete(trunk);
  heads.set(pathKey(head), head);
  return true;
}

function fitsPath(held: PathHead | undefined, head: BasedHead): boolean {
  return head.branch === "" && head.base.seq >= (held?.base?.seq ?? 0) && head.seq === Math.max(held?.seq ?? 0, head.base.seq);
}

/** The records follow one another, start where the path ends (or begins), and end at the head given. */
function continuesPath(held: PathHead | undefined, { head, records }: RelayAppend): boolean {
  const start = held === undefined ? head.firstSeq : held.seq + 1;
  const last = records.at(-1);
  return records.every((record, i) => record.seq === start + i) && last?.seq === head.seq && last.id === head.id;
}

function fitPacks(space: MemorySpace, { packs = [], blocks = [], removePacks = [] }: RelayBatch): boolean {
  const sizes = new Map(Array.from(space.packs, ([id, pack]) => [id, { held: pack.blocks.length, all: pack.leaves.length / LEAF_BYTES }]));
  for (const pack of removePacks) sizes.delete(pack);
  for (const { pack, leaves } of packs) {
    if (sizes.has(pack)) return false;
    sizes.set(pack, { held: 0, all: leaves.length / LEAF_BYTES });
  }
  return blocks.every((run) => continuesPack(sizes, run));
}

function continuesPack(sizes: Map<PackId, { held: number; readonly all: number }>, run: BlockRun): boolean {
  const size = sizes.get(run.pack);
  if (size?.held !== run.firstIndex || run.firstIndex + run.blocks.length > size.all) return false;
  size.held += run.blocks.length;
  return true;
}

/** `batch`: fits (`misfitOf`). */
export function applyBatch(space: MemorySpace, batch: RelayBatch): void {
  remove(space, batch);
  for (const head of batch.setAside ?? []) setAside(space, head);
  for (const head of batch.bases ?? []) setBase(space, head);
  for (const husks of batch.husks ?? []) putHusks(space, husks);
  for (const statement of batch.statements) addStatement(space, statement);
  for (const append of batch.appends) addRecords(space, append);
  for (const receipt of batch.receipts) space.receipts.set(receipt.device, receipt);
  addPacks(space, batch);
}

function remove(space: MemorySpace, { removeCheckpoints = [], removePacks = [], removePaths = [] }: RelayBatch): void {
  for (const checkpoint of removeCheckpoints) removeCheckpoint(space, checkpoint);
  for (const pack of removePacks) removePack(space, pack);
  for (const path of removePaths) removePath(space, path);
}

function addStatement(space: MemorySpace, statement: StoredStatement): void {
  if (space.statements.has(statement.id)) return;
  space.statements.set(statement.id, statement);
  space.usedBytes += statement.bytes.length;
}

function addRecords(space: MemorySpace, { head, records }: RelayAppend): void {
  const path = space.paths.get(pathKey(head)) ?? { head, records: [] };
  path.head = head;
  path.records.push(...records);
  for (const record of records) space.usedBytes += record.bytes.length;
  space.paths.set(pathKey(head), path);
}

function putHusks(space: MemorySpace, { path, records }: RelayHusks): void {
  const held = space.paths.get(pathKey(path));
  if (held === undefined) return;
  for (const husk of records) {
    const index = held.records.findIndex(({ seq }) => seq === husk.seq);
    const before = held.records[index];
    if (before === undefined) continue;
    held.records[index] = husk;
    space.usedBytes += husk.bytes.length - before.bytes.length;
  }
}

function addPacks(space: MemorySpace, { checkpoints = [], packs = [], blocks = [] }: RelayBatch): void {
  for (const checkpoint of checkpoints) {
    removeCheckpoint(space, checkpoint.id);
    space.checkpoints.set(checkpoint.id, checkpoint);
    space.usedBytes += checkpoint.bytes.length;
  }
  for (const { pack, leaves } of packs) space.packs.set(pack, { leaves, blocks: [] });
  for (const run of blocks) {
    space.packs.get(run.pack)?.blocks.push(...run.blocks);
    for (const block of run.blocks) space.usedBytes += block.length;
  }
}

function removeCheckpoint(space: MemorySpace, checkpoint: CheckpointId): void {
  space.usedBytes -= space.checkpoints.get(checkpoint)?.bytes.length ?? 0;
  space.checkpoints.delete(checkpoint);
}

function removePack(space: MemorySpace, pack: PackId): void {
  for (const block of space.packs.get(pack)?.blocks ?? []) space.usedBytes -= block.length;
  space.packs.delete(pack);
}

function removePath(space: MemorySpace, path: LogPath): void {
  for (const record of space.paths.get(pathKey(path))?.records ?? []) space.usedBytes -= record.bytes.length;
  space.paths.delete(pathKey(path));
}

function setAside(space: MemorySpace, head: PathHead): void {
  const records = space.paths.get(trunkKey(head))?.records ?? [];
  space.paths.delete(trunkKey(head));
  space.paths.set(pathKey(head), { head, records });
}

function setBase(space: MemorySpace, head: BasedHead): void {
  const held = space.paths.get(pathKey(head)) ?? { head, records: [] };
  const [first] = held.records;
  const prunedCount = first === undefined ? 0 : Math.max(0, head.base.seq + 1 - first.seq);
  const pruned = held.records.slice(0, prunedCount);
  for (const record of pruned) space.usedBytes -= record.bytes.length;
  space.paths.set(pathKey(head), { head, records: held.records.slice(pruned.length) });
}
