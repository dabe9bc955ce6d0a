// What the store asks of its database, prepared once, and how ids and rows become each other.

import { hexToBytes } from "../../src/base/bytes.ts";
import { idToBytes, type SpaceId } from "../../src/base/ids.ts";
import { assert } from "../../src/base/result.ts";
import type { LogPath } from "../../src/ports/store.ts";
import type { SqliteDatabase } from "../../relay/sqlite-file.ts";
import { readNumber } from "../../relay/sqlite-row.ts";

export type Prepared = ReturnType<typeof prepareStatements>;

const PATH_COLUMNS = "number, log, branch, device, generation, first_seq, parent_id, head_seq, head_id, base_seq, base_id";
const PATH_NUMBER = "SELECT number FROM paths WHERE space = ? AND log = ? AND branch = ?";
const PACK_NUMBER = "SELECT number FROM packs WHERE space = ? AND pack = ?";

export function prepareStatements(database: SqliteDatabase) {
  const prepare = (text: string): ReturnType<SqliteDatabase["prepare"]> => database.prepare(text);
  return {
    selectFence: prepare("SELECT value FROM control WHERE name = 'fence'"),
    putFence: prepare("INSERT OR REPLACE INTO control (name, value) VALUES ('fence', ?)"),
    selectMeta: prepare("SELECT value FROM meta WHERE key = ?"),
    putMeta: prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"),
    removeMeta: prepare("DELETE FROM meta WHERE key = ?"),
    selectSpace: prepare("SELECT number FROM spaces WHERE space = ?"),
    insertSpace: prepare("INSERT INTO spaces (space) VALUES (?)"),
    selectStatements: prepare("SELECT id, bytes FROM statements WHERE space = ? ORDER BY id"),
    putStatement: prepare("INSERT OR REPLACE INTO statements (space, id, bytes) VALUES (?, ?, ?)"),
    selectPaths: prepare(`SELECT ${PATH_COLUMNS} FROM paths WHERE space = ? ORDER BY log, branch`),
    selectPath: prepare(`SELECT ${PATH_COLUMNS} FROM paths WHERE space = ? AND log = ? AND branch = ?`),
    insertPath: prepare(
      "INSERT INTO paths (space, log, branch, device, generation, first_seq, parent_id, head_seq, head_id, base_seq, base_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    movePath: prepare("UPDATE paths SET head_seq = ?, head_id = ?, base_seq = ?, base_id = ? WHERE number = ?"),
    removePath: prepare("DELETE FROM paths WHERE number = ?"),
    removeRecords: prepare("DELETE FROM records WHERE path = ? AND seq <= ?"),
    removeSomeRecords: prepare(
      "DELETE FROM records WHERE path = ?1 AND seq <= (SELECT max(seq) FROM (SELECT seq FROM records WHERE path = ?1 ORDER BY seq LIMIT ?2))",
    ),
    insertRecord: prepare("INSERT INTO records (path, seq, id, state, bytes) VALUES (?, ?, ?, ?, ?)"),
    replaceRecord: prepare(`INSERT OR REPLACE INTO records (path, seq, id, state, bytes) VALUES ((${PATH_NUMBER}), ?, ?, ?, ?)`),
    setState: prepare(`UPDATE records SET state = ? WHERE path = (${PATH_NUMBER}) AND seq = ?`),
    selectRecords: prepare(`SELECT seq, id, state, bytes FROM records WHERE path = (${PATH_NUMBER}) AND seq >= ? ORDER BY seq LIMIT ?`),
    selectReceipts: prepare("SELECT device, counter, bytes FROM receipts WHERE space = ? ORDER BY device"),
    putReceipt: prepare(
      "INSERT INTO receipts (space, device, counter, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (space, device) " +
        "DO UPDATE SET counter = excluded.counter, bytes = excluded.bytes WHERE excluded.counter >= counter",
    ),
    selectPacks: prepare(
      "SELECT packs.pack AS pack, count(*) AS blocks FROM packs JOIN blocks ON blocks.pack = packs.number WHERE space = ? " +
        "GROUP BY packs.number ORDER BY packs.pack",
    ),
    selectPack: prepare(PACK_NUMBER),
    insertPack: prepare("INSERT INTO packs (space, pack) VALUES (?, ?)"),
    removePack: prepare("DELETE FROM packs WHERE number = ?"),
    selectBlocks: prepare(`SELECT idx, bytes FROM blocks WHERE pack = (${PACK_NUMBER}) AND idx >= ? ORDER BY idx LIMIT ?`),
    putBlock: prepare("INSERT OR REPLACE INTO blocks (pack, idx, bytes) VALUES (?, ?, ?)"),
    removeBlocks: prepare("DELETE FROM blocks WHERE pack = ?"),
    selectPages: prepare("SELECT number, bytes FROM pages WHERE space = ? ORDER BY number"),
    putPage: prepare("INSERT OR REPLACE INTO pages (space, number, bytes) VALUES (?, ?, ?)"),
    removeSomePages: prepare("DELETE FROM pages WHERE rowid IN (SELECT rowid FROM pages WHERE space = ? LIMIT ?)"),
    removeSomeStatements: prepare("DELETE FROM statements WHERE rowid IN (SELECT rowid FROM statements WHERE space = ? LIMIT ?)"),
    removeReceipts: prepare("DELETE FROM receipts WHERE space = ?"),
    selectPackNumbers: prepare("SELECT number FROM packs WHERE space = ? LIMIT ?"),
    removeSpace: prepare("DELETE FROM spaces WHERE number = ?"),
    removePage: prepare("DELETE FROM pages WHERE space = ? AND number = ?"),
  };
}

/** The space's number in this database; 0, which none has, for one of which nothing is stored. */
export function numberOfSpace(sql: Prepared, space: SpaceId): number {
  const row: unknown = sql.selectSpace.get([idToBytes(space)]);
  return row === undefined ? 0 : readNumber(row, "number");
}

function branchBytes(branch: string): Uint8Array {
  const bytes = hexToBytes(branch);
  assert(bytes !== null, "a branch is named by hex");
  return bytes;
}

export type PathRowKey = readonly [space: number, log: Uint8Array, branch: Uint8Array];

export const pathRowKey = (space: number, { log, branch }: LogPath): PathRowKey => [space, idToBytes(log), branchBytes(branch)];
