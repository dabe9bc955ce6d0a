// Databases as relays of the earlier versions left them (fixtures/version-1.db.gz, version-2.db.gz, version-3.db.gz), opened by this one.

import Database from "libsql";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeId, type RecordId } from "../src/base/ids.ts";
import type { RelayStore } from "./relay-store.ts";
import { DATABASE_FILE } from "./sqlite-open.ts";
import { ALLOWED_COLUMNS, SCHEMA_VERSION } from "./sqlite-schema.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const THIRD_VERSION = gunzipSync(readFileSync(new URL("fixtures/version-3.db.gz", import.meta.url)));
const SECOND_VERSION = gunzipSync(readFileSync(new URL("fixtures/version-2.db.gz", import.meta.url)));
const FIRST_VERSION = gunzipSync(readFileSync(new URL("fixtures/version-1.db.gz", import.meta.url)));

const space = makeId("space", new Uint8Array(32).fill(1));
const device = makeId("device", new Uint8Array(32).fill(3));
const log = makeId("log", new Uint8Array(8).fill(4));
const recordId = (n: number): RecordId => makeId("record", new Uint8Array(32).fill(n));
const branch = recordId(104).slice(0, 16);
const trunkHead = { log, branch: "", device, generation: 0, firstSeq: 1, parentId: null, seq: 5, id: recordId(5) };
const branchHead = { ...trunkHead, branch, firstSeq: 4, parentId: recordId(3), id: recordId(105) };
const ALL = { maxRecords: 100, maxBytes: 10_000 };

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-relay-upgrade-"));
  file = join(folder, DATABASE_FILE);
  writeFileSync(file, FIRST_VERSION);
});
afterEach(() => rmSync(folder, { recursive: true }));

function openOrFail(): RelayStore {
  const store = openSqliteStore(folder);
  if (!store.ok) throw new Error(store.error.kind);
  return store.value;
}

const pragma = (name: string): unknown => {
  const database = new Database(file);
  const rows: unknown = database.prepare(`PRAGMA ${name}`).all();
  database.close();
  return rows;
};

const columns = (): string[] => {
  const database = new Database(file);
  const rows: unknown[] = database
    .prepare(
      "SELECT t.name || '.' || c.name AS name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
    )
    .all([]);
  database.close();
  return rows.map((row) => (typeof row === "object" && row !== null ? String(Reflect.get(row, "name")) : "")).toSorted();
};

test("a database of the first version keeps everything, and has the columns of a new one", async () => {
  const store = openOrFail();
  expect(await store.loadSpace(space)).toEqual({
    ok: true,
    value: {
      statements: [{ id: makeId("statement", new Uint8Array(32).fill(9)), bytes: new Uint8Array(50).fill(9) }],
      heads: [trunkHead, branchHead],
      receipts: [{ device, counter: 7, bytes: new Uint8Array(10).fill(7) }],
      checkpoints: [],
      packs: [],
      usedBytes: 190,
    },
  });
  const read = await store.readRecords(space, { log, branch }, 1, ALL);
  expect(read.ok && read.value.map(({ seq, id }) => [seq, id])).toEqual([
    [4, recordId(104)],
    [5, recordId(105)],
  ]);
  await store.close();
  expect(pragma("user_version")).toEqual([{ user_version: SCHEMA_VERSION }]);
  const allowed = Object.entries(ALLOWED_COLUMNS).flatMap(([table, named]) => Object.keys(named).map((column) => `${table}.${column}`));
  expect(columns()).toEqual(allowed.toSorted());
});

test("an upgraded database takes bases and packs, and opens again", async () => {
  const store = openOrFail();
  const base = { seq: 3, id: recordId(3) };
  const pack = makeId("pack", new Uint8Array(32).fill(8));
  const committed = await store.commit({
    space,
    statements: [],
    appends: [],
    receipts: [],
    bases: [{ ...trunkHead, base }],
    packs: [{ pack, leaves: new Uint8Array(32) }],
    blocks: [{ pack, firstIndex: 0, blocks: [new Uint8Array(10)] }],
  });
  expect(committed.ok).toBe(true);
  await store.close();
  const again = openOrFail();
  const index = await again.loadSpace(space);
  expect(index).toMatchObject({ ok: true, value: { heads: [{ ...trunkHead, base }, branchHead], usedBytes: 190 - 60 + 10 } });
  await again.close();
});

test("a database of the second version keeps everything, has the columns of a new one, and takes capsules", async () => {
  writeFileSync(file, SECOND_VERSION);
  const store = openOrFail();
  const pack = makeId("pack", new Uint8Array(32).fill(8));
  const statement = { id: makeId("statement", new Uint8Array(32).fill(9)), bytes: new Uint8Array(50).fill(9) };
  expect(await store.loadSpace(space)).toEqual({
    ok: true,
    value: {
      statements: [statement],
      heads: [{ ...trunkHead, seq: 2, id: recordId(2) }],
      receipts: [{ device, counter: 7, bytes: new Uint8Array(10).fill(7) }],
      checkpoints: [],
      packs: [{ pack, blocks: 1, heldBlocks: 1 }],
      usedBytes: 100,
    },
  });
  const capsule = { device, id: new Uint8Array(16).fill(1), sealed: new Uint8Array(93).fill(2) };
  const batch = { space, statements: [], appends: [], receipts: [], capsules: [capsule] };
  expect((await store.commit(batch)).ok).toBe(true);
  await store.close();
  expect(pragma("user_version")).toEqual([{ user_version: SCHEMA_VERSION }]);
  const allowed = Object.entries(ALLOWED_COLUMNS).flatMap(([table, named]) => Object.keys(named).map((column) => `${table}.${column}`));
  expect(columns()).toEqual(allowed.toSorted());
  const again = openOrFail();
  expect(await again.readCapsule(capsule.id)).toEqual({ ok: true, value: capsule.sealed });
  await again.close();
});

test("a database of the third version keeps everything, has the columns of a new one, and takes reminders", async () => {
  writeFileSync(file, THIRD_VERSION);
  const store = openOrFail();
  expect(await store.loadSpace(space)).toMatchObject({
    ok: true,
    value: { heads: [{ ...trunkHead, seq: 2, id: recordId(2) }], usedBytes: 90 },
  });
  expect(await store.readCapsule(new Uint8Array(16).fill(1))).toEqual({ ok: true, value: new Uint8Array(93).fill(2) });
  expect(await store.readNextReminder(0)).toEqual({ ok: true, value: null });
  const reminders = [{ tag: new Uint8Array(16).fill(6), endpoint: "https://push.example/1", minutes: [29_000_000] }];
  expect((await store.commit({ space, statements: [], appends: [], receipts: [], reminders })).ok).toBe(true);
  await store.close();
  expect(pragma("user_version")).toEqual([{ user_version: SCHEMA_VERSION }]);
  const allowed = Object.entries(ALLOWED_COLUMNS).flatMap(([table, named]) => Object.keys(named).map((column) => `${table}.${column}`));
  expect(columns()).toEqual(allowed.toSorted());
  const again = openOrFail();
  expect(await again.readNextReminder(0)).toEqual({ ok: true, value: 29_000_000 });
  await again.close();
});

test("an upgrade that was broken off is begun again: the step is all or nothing", async () => {
  // The process dies with the transaction open: what is left is the old file and a journal that says nothing of it.
  const database = new Database(file);
  database.exec("BEGIN IMMEDIATE; ALTER TABLE paths ADD COLUMN base_seq INTEGER");
  const left = join(folder, "left");
  copyFileSync(file, left);
  const wal = `${file}-wal`;
  if (existsSync(wal)) copyFileSync(wal, `${left}-wal`);
  database.exec("ROLLBACK");
  database.close();
  copyFileSync(left, file);
  if (existsSync(`${left}-wal`)) copyFileSync(`${left}-wal`, wal);
  const store = openOrFail();
  expect((await store.loadSpace(space)).ok).toBe(true);
  await store.close();
  expect(pragma("user_version")).toEqual([{ user_version: SCHEMA_VERSION }]);
});

test("what is pruned is overwritten in the file", async () => {
  const store = openOrFail();
  const secret = Buffer.from("sealed bytes that are to go for good ".repeat(8));
  const at = (seq: number) => ({ ...trunkHead, seq, id: recordId(seq) });
  const commit = { space, statements: [], appends: [], receipts: [] };
  await store.commit({ ...commit, appends: [{ head: at(6), records: [{ seq: 6, id: recordId(6), bytes: secret }] }] });
  await store.commit({ ...commit, bases: [{ ...at(6), base: { seq: 6, id: recordId(6) } }] });
  await store.close();
  expect(readFileSync(file).includes(secret)).toBe(false);
});
