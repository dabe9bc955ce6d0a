import Database from "libsql";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import { COMPACTION_STORY, STORE_BASE_CASES } from "../../src/storage/suite/store-bases.suite.ts";
import { appendOf, headOf, sampleRecord, sampleRecords, SPACE, trunkOf } from "../../src/storage/suite/store-samples.ts";
import { STORE_PLACED_CASES } from "../../src/storage/suite/store-placed.suite.ts";
import { STORE_REMOVAL_CASES } from "../../src/storage/suite/store-removal.suite.ts";
import { STORE_CASES } from "../../src/storage/suite/store.suite.ts";
import { check } from "../../src/storage/suite/suite-check.ts";
import { PEER_DATABASE } from "./sqlite-schema.ts";
import { databaseFileIn, openSqliteStore, type SqliteStoreOptions } from "./sqlite-store.ts";

const TRUNK = trunkOf("mine");
const EVERYTHING = { maxRecords: 10_000, maxBytes: 100_000_000 };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daybook-peer-store-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (options: SqliteStoreOptions = {}): Store => check.value(openSqliteStore(folder, options), "open");

function openingError(): string | null {
  const opened = openSqliteStore(folder);
  if (opened.ok) opened.value.close();
  return opened.ok ? null : opened.error.kind;
}

describe("a SQLite store", () => {
  test.for([...STORE_CASES, ...STORE_BASE_CASES, ...STORE_PLACED_CASES, ...STORE_REMOVAL_CASES])("$name", async (suiteCase) => {
    await suiteCase.run({ open: () => Promise.resolve(open()) }, check);
    expect(readdirSync(folder).length).toBeGreaterThan(0);
  });

  test("takes what is asked for in one turn in its order, whatever reads come between", async () => {
    const store = open();
    const commits = [1, 2, 3].map((seq) => store.commit(appendOf([sampleRecord(TRUNK, seq)])));
    const read = store.readRecords(SPACE, TRUNK, 1, EVERYTHING);
    const later = store.setRecordStates(SPACE, [{ ...TRUNK, seq: 2, state: "void" }]);
    expect(check.value(await read, "read").map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
    for (const commit of [...commits, later]) check.value(await commit, "write");
    const states = check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read again").map(({ state }) => state);
    expect(states).toEqual(["applied", "void", "applied"]);
    store.close();
  });

  test("lets a commit with a bug fail alone among those of its turn", async () => {
    const store = open();
    const good = [1, 2].map((seq) => store.commit(appendOf([sampleRecord(TRUNK, seq)])));
    const gap = store.commit(appendOf([sampleRecord(TRUNK, 9)]));
    const next = store.commit(appendOf([sampleRecord(TRUNK, 3)]));
    await check.rejects(gap, "a gap");
    for (const commit of [...good, next]) check.value(await commit, "commit");
    expect(check.value(await store.loadIndex(SPACE), "index").heads).toEqual([headOf(sampleRecord(TRUNK, 3))]);
    store.close();
  });

  test("leaves nothing of what was removed in the file", async () => {
    const store = open();
    const secret = new TextEncoder().encode("a secret that is gone for good");
    const meta = [{ key: "k", value: secret }];
    check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)], { meta })), "commit");
    check.value(await store.commit(appendOf([], { meta: [{ key: "k", value: null }] })), "remove");
    store.close();
    const left = readdirSync(folder).map((name) => readFileSync(join(folder, name)).includes(Buffer.from(secret)));
    expect(left).not.toContain(true);
  });
});

describe("a SQLite store without room", () => {
  test("says full, keeps what it had, and goes on when there is room", async () => {
    const small = open({ maxPages: 60 });
    const last = await grow(small);
    expect(last).toBeGreaterThan(5);
    const held = check.value(await small.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read");
    expect(held).toEqual(sampleRecords(TRUNK, 1, last, { sizeBytes: 7_000 }));
    small.close();
    const store = open();
    expect(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read again")).toEqual(held);
    check.value(await store.commit(appendOf([sampleRecord(TRUNK, last + 1, { sizeBytes: 7_000 })])), "with room");
    store.close();
  });

  test("lets what fits in, though something else of the same turn does not", async () => {
    const store = open({ maxPages: 60 });
    const large = store.commit(appendOf(sampleRecords(TRUNK, 1, 60, { sizeBytes: 20_000 })));
    const small = store.commit(appendOf([sampleRecord(trunkOf("two"), 1)]));
    expect(await large).toEqual({ ok: false, error: { kind: "full" } });
    expect((await small).ok).toBe(true);
    store.close();
  });

  test("keeps nothing of a compaction that does not fit", async () => {
    const { before, batch, contentsOf } = COMPACTION_STORY;
    const roomy = open();
    check.value(await roomy.commit(before), "before");
    const held = await contentsOf(roomy, check);
    roomy.close();
    const store = open({ maxPages: 1 });
    const blocks = [...(batch.blocks ?? []), { pack: sampleBlockPack(batch.blocks), index: 2, bytes: new Uint8Array(200_000) }];
    check.failure(await store.commit({ ...batch, blocks }), { kind: "full" }, "compaction");
    expect(await contentsOf(store, check)).toEqual(held);
    store.close();
  });
});

function sampleBlockPack<Block extends { readonly pack: unknown }>(blocks: readonly Block[] = []): Block["pack"] {
  const [first] = blocks;
  if (first === undefined) throw new Error("a compaction writes blocks");
  return first.pack;
}

describe("a SQLite store that cannot be used", () => {
  test("of a newer version is refused and left as it is", async () => {
    await fill();
    const database = new Database(databaseFileIn(folder));
    database.exec(`PRAGMA user_version = ${PEER_DATABASE.version + 1}`);
    database.close();
    const before = readFileSync(databaseFileIn(folder));
    expect(openingError()).toBe("newer-database");
    expect(readFileSync(databaseFileIn(folder)).equals(before)).toBe(true);
  });

  test("of which a part was cut off or overwritten is damaged, and left as it is", async () => {
    await fill();
    const whole = readFileSync(databaseFileIn(folder));
    truncateSync(databaseFileIn(folder), whole.length - 100_000);
    expect(openingError()).toBe("damaged");
    const broken = Buffer.from(whole).fill(0x5a, 8_192, 80_000);
    writeFileSync(databaseFileIn(folder), broken);
    expect(openingError()).toBe("damaged");
    expect(readFileSync(databaseFileIn(folder)).equals(broken)).toBe(true);
  });

  test("that is no database, or another program's, is damaged, and left as it is", () => {
    const text = "this is not a database, it only lies where one should be. ".repeat(50);
    writeFileSync(databaseFileIn(folder), text);
    expect(openingError()).toBe("damaged");
    expect(readFileSync(databaseFileIn(folder), "utf8")).toBe(text);
    rmSync(databaseFileIn(folder));
    const database = new Database(databaseFileIn(folder));
    database.exec("CREATE TABLE groceries (name TEXT)");
    database.close();
    expect(openingError()).toBe("damaged");
  });

  test("shows a damaged row of a record as a gap, and takes the record again", async () => {
    const store = open();
    const records = sampleRecords(TRUNK, 1, 3);
    check.value(await store.commit(appendOf(records)), "commit");
    alter("UPDATE records SET id = x'00' WHERE seq = 2; UPDATE records SET state = 'lost' WHERE seq = 1");
    const due = records.slice(2);
    expect(check.value(await store.readRecords(SPACE, TRUNK, 1, { maxRecords: 1, maxBytes: 1 }), "read")).toEqual(due);
    check.value(await store.repairRecords(SPACE, records.slice(0, 2)), "repair");
    expect(check.value(await store.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read")).toEqual(records);
    store.close();
  });

  test("says so when another row is damaged under it, and answers all that does not need it", async () => {
    const store = open();
    check.value(await store.commit(appendOf([sampleRecord(TRUNK, 1)], { meta: [{ key: "k", value: Uint8Array.of(1) }] })), "commit");
    alter("UPDATE paths SET head_id = x'00'");
    check.failure(await store.loadIndex(SPACE), { kind: "unavailable", reason: "head_id has the wrong length" }, "index");
    check.failure(await store.commit(appendOf([sampleRecord(TRUNK, 2)])), "unavailable", "commit");
    expect(await store.readMeta("k")).toEqual({ ok: true, value: Uint8Array.of(1) });
    store.close();
  });
});

function alter(sql: string): void {
  const database = new Database(databaseFileIn(folder));
  database.exec(sql);
  database.close();
}

/** Fills the store; returns the last record that it took. */
async function grow(store: Store): Promise<number> {
  for (let seq = 1; seq < 1_000; seq++) {
    const committed = await store.commit(appendOf([sampleRecord(TRUNK, seq, { sizeBytes: 7_000 })]));
    if (committed.ok) continue;
    check.failure(committed, { kind: "full" }, "no room");
    return seq - 1;
  }
  throw new Error("the store never gets full");
}

async function fill(): Promise<void> {
  const store = open();
  check.value(await store.commit(appendOf(sampleRecords(TRUNK, 1, 100, { sizeBytes: 4_000 }))), "commit");
  store.close();
}
