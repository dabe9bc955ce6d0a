// Measures what the past takes on this device (face/room.ts): how many bytes of records the last days brought, and what the packs take. Reads the store
// only, outside the space's turn; of the records older than those days no more than a few.

import type { PackId } from "../../base/ids.ts";
import type { TreePath } from "../../wire/log-tree.ts";
import type { Amount } from "../face/diagnosis.ts";
import type { RoomFigures } from "../face/room.ts";
import type { Retention } from "../retention-setting.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";
import { madeAtMs } from "./made-at.ts";

const DAY_MS = 86_400_000;
const LOOKED_AT_DAYS = 30;
const ONE_RECORD = { maxRecords: 1, maxBytes: 1 };
const PAGE = { maxRecords: 500, maxBytes: 1_048_576 };
const BLOCKS_PER_READ = 16;

/** Bytes of stored records of a path from `fromSeq` on. Throws a store failure. */
async function bytesFrom(core: SpaceCore, path: TreePath, fromSeq: number): Promise<number> {
  let bytes = 0;
  for (let seq = fromSeq; seq <= path.seq;) {
    const records = await core.index.read(path, seq, PAGE);
    if (records.length === 0) break;
    bytes += records.reduce((sum, record) => sum + record.bytes.length, 0);
    seq += records.length;
  }
  return bytes;
}

const firstStoredSeq = ({ firstSeq, base }: TreePath): number => Math.max(firstSeq, (base?.seq ?? 0) + 1);

/** The first record of a path that was made at `sinceMs` or later: stamps rise along a log. What cannot be read counts as later. */
async function firstSince(core: SpaceCore, path: TreePath, sinceMs: number): Promise<number> {
  let low = firstStoredSeq(path);
  let high = path.seq + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [record] = await core.index.read(path, middle, ONE_RECORD);
    const madeMs = record === undefined ? null : madeAtMs(core, record);
    if (madeMs !== null && madeMs < sinceMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function packBytes(core: SpaceCore, pack: PackId, blocks: number): Promise<number> {
  let bytes = 0;
  for (let first = 0; first < blocks; first += BLOCKS_PER_READ) {
    const read = valueOf(await core.ports.store.readBlocks(core.space, pack, first, BLOCKS_PER_READ));
    bytes += read.reduce((sum, block) => sum + block.length, 0);
  }
  return bytes;
}

/** All stored packs. Throws a store failure. */
export async function countPacks(core: SpaceCore): Promise<Amount> {
  const packs = valueOf(await core.ports.store.listPacks(core.space));
  let bytes = 0;
  for (const { pack, blocks } of packs) bytes += await packBytes(core, pack, blocks);
  return { count: packs.length, bytes };
}

/** When the first record held was made, of the logs whose first one can be read; null where there is none. */
async function oldestMs(core: SpaceCore, paths: readonly TreePath[]): Promise<number | null> {
  const made: number[] = [];
  for (const path of paths) {
    const [record] = await core.index.read(path, firstStoredSeq(path), ONE_RECORD);
    const madeMs = record === undefined ? null : madeAtMs(core, record);
    if (madeMs !== null) made.push(madeMs);
  }
  return made.length === 0 ? null : Math.min(...made);
}

/** Throws a store failure. */
export async function measureRoom(core: SpaceCore, retention: Retention): Promise<RoomFigures> {
  const nowMs = core.ports.clock();
  const paths = [...core.index.trees.values()].flatMap((tree) => [...tree.paths.values()]);
  const sinceMs = nowMs - LOOKED_AT_DAYS * DAY_MS;
  let [recordBytes, lately] = [0, 0];
  for (const path of paths) {
    recordBytes += await bytesFrom(core, path, firstStoredSeq(path));
    lately += await bytesFrom(core, path, await firstSince(core, path, sinceMs));
  }
  const spanMs = Math.min(LOOKED_AT_DAYS * DAY_MS, Math.max(DAY_MS, nowMs - ((await oldestMs(core, paths)) ?? nowMs)));
  const recordBytesPerDay = Math.round((lately * DAY_MS) / spanMs);
  const { bytes: inPacks } = await countPacks(core);
  const monthBytes = Math.min(Math.max(inPacks, recordBytes), recordBytesPerDay * LOOKED_AT_DAYS);
  const { packs, kept } = core.base.base;
  const presentBytes = packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { recordBytes, packBytes: inPacks, presentBytes, keptMonths: kept.length, recordBytesPerDay, monthBytes, retention };
}
