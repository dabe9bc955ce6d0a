// The checkpoints and packs of the SQLite store: three tables of its database. What is written here is part of the transaction that
// sqlite-store.ts has open.

import { hexToBytes } from "../src/base/bytes.ts";
import { idToBytes, type PackId, type SpaceId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import {
  LEAF_BYTES,
  type BlockLimit,
  type BlockRun,
  type RelayBatch,
  type RelayPack,
  type StoredCheckpoint,
  type Verdict,
} from "./relay-store.ts";
import type { SqliteDatabase } from "./sqlite-file.ts";
import { DamagedRow, readBytes, readHex, readId, readNumber } from "./sqlite-row.ts";

/** A batch that does not continue what is stored; its message is for the operator. */
export class BrokenBatch extends Error {}

/** Blocks read by one query. */
const READ_STEP = 16;

/** By their number in the database. */
const VERDICTS: readonly Verdict[] = ["none", "endorsed", "objected"];

const SPACE_OF = "(SELECT number FROM spaces WHERE space = ?)";

function prepareStatements(database: SqliteDatabase) {
  const prepare = (text: string): ReturnType<typeof database.prepare> => database.prepare(text);
  return {
    selectCheckpoints: prepare(
      "SELECT id, maker, counter, made_at, received_at, verdict, bytes FROM checkpoints WHERE space = ? ORDER BY received_at, id",
    ),
    selectCheckpoint: prepare(`SELECT bytes FROM checkpoints WHERE space = ${SPACE_OF} AND id = ?`),
    sizeOfCheckpoint: prepare("SELECT length(bytes) AS bytes FROM checkpoints WHERE space = ? AND id = ?"),
    putCheckpoint: prepare(
      "INSERT OR REPLACE INTO checkpoints (space, id, maker, counter, made_at, received_at, verdict, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    removeCheckpoint: prepare("DELETE FROM checkpoints WHERE space = ? AND id = ?"),
    selectPacks: prepare("SELECT pack, blocks, leaves FROM packs WHERE space = ? ORDER BY number"),
    selectLeaves: prepare(`SELECT leaves FROM packs WHERE space = ${SPACE_OF} AND pack = ?`),
    selectPack: prepare("SELECT number, blocks, bytes_total, leaves FROM packs WHERE space = ? AND pack = ?"),
    insertPack: prepare("INSERT INTO packs (space, pack, blocks, bytes_total, leaves) VALUES (?, ?, 0, 0, ?)"),
    growPack: prepare("UPDATE packs SET blocks = ?, bytes_total = bytes_total + ? WHERE number = ?"),
    removePack: prepare("DELETE FROM packs WHERE number = ?"),
    insertBlock: prepare("INSERT INTO blocks (pack, idx, bytes) VALUES (?, ?, ?)"),
    selectBlocks: prepare(
      `SELECT idx, bytes FROM blocks WHERE pack = (SELECT number FROM packs WHERE space = ${SPACE_OF} AND pack = ?) AND idx >= ? ORDER BY idx LIMIT ?`,
    ),
    removeBlocks: prepare("DELETE FROM blocks WHERE pack = ?"),
  };
}

function checkpointBytes(id: CheckpointId): Uint8Array {
  const bytes = hexToBytes(id);
  assert(bytes !== null, "a checkpoint is named by hex");
  return bytes;
}

export class SqlitePacks {
  readonly #sql: ReturnType<typeof prepareStatements>;

  constructor(database: SqliteDatabase) {
    this.#sql = prepareStatements(database);
  }

  /** `space`: its number in the database, here and below. */
  loadCheckpoints(space: number): StoredCheckpoint[] {
    return this.#sql.selectCheckpoints.all([space]).map(readCheckpointRow);
  }

  loadPacks(space: number): RelayPack[] {
    return this.#sql.selectPacks.all([space]).map((row) => ({
      pack: readId(row, "pack", "pack"),
      blocks: leafCount(readBytes(row, "leaves")),
      heldBlocks: readNumber(row, "blocks"),
    }));
  }

  readCheckpoint(space: SpaceId, id: CheckpointId): Uint8Array | null {
    const row: unknown = this.#sql.selectCheckpoint.get([idToBytes(space), checkpointBytes(id)]);
    return row === undefined ? null : readBytes(row, "bytes");
  }

  readLeaves(space: SpaceId, pack: PackId): Uint8Array | null {
    const row: unknown = this.#sql.selectLeaves.get([idToBytes(space), idToBytes(pack)]);
    return row === undefined ? null : readBytes(row, "leaves");
  }

  readBlocks(space: SpaceId, pack: PackId, firstIndex: number, { maxBlocks, maxBytes }: BlockLimit): Uint8Array[] {
    const blocks: Uint8Array[] = [];
    let bytes = 0;
    // In small steps, each read to its end, as records are.
    for (;;) {
      const count = Math.min(READ_STEP, maxBlocks - blocks.length);
      const key = [idToBytes(space), idToBytes(pack), firstIndex + blocks.length];
      const rows: unknown[] = count > 0 ? this.#sql.selectBlocks.all([...key, count]) : [];
      for (const row of rows) {
        // A block that is lost ends what can be read.
        if (readNumber(row, "idx") !== firstIndex + blocks.length) return blocks;
        const block = readBytes(row, "bytes");
        blocks.push(block);
        bytes += block.length;
        if (bytes >= maxBytes) return blocks;
      }
      if (rows.length < READ_STEP) return blocks;
    }
  }

  /** Removes what the batch removes of this, and returns the bytes by which the space grows: none or fewer. */
  remove(space: number, { removeCheckpoints = [], removePacks = [] }: RelayBatch): number {
    let freedBytes = 0;
    for (const id of removeCheckpoints) {
      freedBytes += this.#sizeOf(space, id);
      this.#sql.removeCheckpoint.run([space, checkpointBytes(id)]);
    }
    for (const pack of removePacks) {
      const held: unknown = this.#sql.selectPack.get([space, idToBytes(pack)]);
      if (held === undefined) continue;
      freedBytes += readNumber(held, "bytes_total");
      const number = readNumber(held, "number");
      this.#sql.removeBlocks.run([number]);
      this.#sql.removePack.run([number]);
    }
    return -freedBytes;
  }

  /** Adds what the batch adds of this, and returns the bytes by which the space grows. */
  write(space: number, { checkpoints = [], packs = [], blocks = [] }: RelayBatch): number {
    let grownBytes = 0;
    for (const checkpoint of checkpoints) {
      grownBytes += checkpoint.bytes.length - this.#sizeOf(space, checkpoint.id);
      this.#putCheckpoint(space, checkpoint);
    }
    for (const { pack, leaves } of packs) {
      if (this.#sql.selectPack.get([space, idToBytes(pack)]) !== undefined) throw new BrokenBatch(BROKEN_PACK);
      this.#sql.insertPack.run([space, idToBytes(pack), leaves]);
    }
    for (const run of blocks) grownBytes += this.#addBlocks(space, run);
    return grownBytes;
  }

  #sizeOf(space: number, id: CheckpointId): number {
    const row: unknown = this.#sql.sizeOfCheckpoint.get([space, checkpointBytes(id)]);
    return row === undefined ? 0 : readNumber(row, "bytes");
  }

  #putCheckpoint(space: number, { id, maker, counter, madeAtMs, receivedAtMs, verdict, bytes }: StoredCheckpoint): void {
    const named = [space, checkpointBytes(id), idToBytes(maker), counter, madeAtMs, receivedAtMs, VERDICTS.indexOf(verdict)];
    this.#sql.putCheckpoint.run([...named, bytes]);
  }

  #addBlocks(space: number, { pack, firstIndex, blocks }: BlockRun): number {
    const held: unknown = this.#sql.selectPack.get([space, idToBytes(pack)]);
    const heldBlocks = held === undefined ? -1 : readNumber(held, "blocks");
    if (heldBlocks !== firstIndex || firstIndex + blocks.length > leafCount(readBytes(held, "leaves"))) throw new BrokenBatch(BROKEN_PACK);
    const number = readNumber(held, "number");
    for (const [i, block] of blocks.entries()) this.#sql.insertBlock.run([number, firstIndex + i, block]);
    const bytes = blocks.reduce((sum, block) => sum + block.length, 0);
    this.#sql.growPack.run([firstIndex + blocks.length, bytes, number]);
    return bytes;
  }
}

const BROKEN_PACK = "blocks do not continue their pack";

const leafCount = (leaves: Uint8Array): number => leaves.length / LEAF_BYTES;

function readCheckpointRow(row: unknown): StoredCheckpoint {
  const verdict = VERDICTS[readNumber(row, "verdict")];
  if (verdict === undefined) throw new DamagedRow("verdict is none of those known");
  return {
    id: readHex(row, "id"),
    maker: readId(row, "device", "maker"),
    counter: readNumber(row, "counter"),
    madeAtMs: readNumber(row, "made_at"),
    receivedAtMs: readNumber(row, "received_at"),
    verdict,
    bytes: readBytes(row, "bytes"),
  };
}
