import Database from "libsql";
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeId } from "../src/base/ids.ts";
import type { RelayBatch, RelayStore } from "./relay-store.ts";
import { describeRelayStore } from "./relay-store.suite.ts";
import { DATABASE_FILE } from "./sqlite-open.ts";
import { ALLOWED_COLUMNS, SCHEMA_VERSION } from "./sqlite-schema.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const makeFolder = (): string => mkdtempSync(join(tmpdir(), "daybook-relay-store-"));

function openOrFail(folder: string, options: { readonly maxPages?: number } = {}): RelayStore {
  const store = openSqliteStore(folder, options);
  if (!store.ok) throw new Error(store.error.kind);
  return store.value;
}

describeRelayStore("SQLite", () => {
  const folder = makeFolder();
  return { open: () => openOrFail(folder), remove: () => rmSync(folder, { recursive: true }) };
});

const space = makeId("space", new Uint8Array(32).fill(1));

const batchOf = (firstSeq: number, count: number, sizeBytes: number): RelayBatch => {
  const records = Array.from({ length: count }, (_, i) => ({
    seq: firstSeq + i,
    id: makeId("record", new Uint8Array(32).fill(firstSeq + i)),
    bytes: new Uint8Array(sizeBytes).fill(255),
  }));
  const last = records.at(-1);
  if (last === undefined) throw new Error("a batch has records");
  const log = makeId("log", new Uint8Array(8).fill(4));
  const device = makeId("device", new Uint8Array(32).fill(3));
  const head = { log, branch: "", device, generation: 0, firstSeq: 1, parentId: null, seq: last.seq, id: last.id };
  return { space, statements: [], appends: [{ head, records }], receipts: [] };
};

describe("the SQLite store", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = makeFolder();
    file = join(folder, DATABASE_FILE);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const openingError = (at = folder): string | null => {
    const opened = openSqliteStore(at);
    return opened.ok ? null : opened.error.kind;
  };

  test("has exactly the columns that the allow-list names", async () => {
    const store = openOrFail(folder);
    await store.close();
    const database = new Database(file);
    const rows: unknown[] = database
      .prepare(
        "SELECT t.name AS tab, c.name AS col FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
      )
      .all([]);
    const found = rows.map((row) =>
      typeof row === "object" && row !== null ? `${Reflect.get(row, "tab")}.${Reflect.get(row, "col")}` : "",
    );
    const allowed = Object.entries(ALLOWED_COLUMNS).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    );
    expect(found.sort()).toEqual(allowed.sort());
    database.close();
  });

  test("a second relay on the same folder is told that it is in use, and the first goes on", async () => {
    const store = openOrFail(folder);
    expect(openingError()).toBe("in-use");
    expect((await store.commit(batchOf(1, 1, 10))).ok).toBe(true);
    await store.close();
    expect(openingError()).toBe(null);
  });

  test("a database of a newer version is refused and left as it is", async () => {
    await openOrFail(folder).close();
    const database = new Database(file);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    const before = readFileSync(file);
    expect(openingError()).toBe("newer-database");
    expect(readFileSync(file)).toEqual(before);
  });

  test("a file that is no database, or another program's, is damaged", () => {
    writeFileSync(file, "this is not a database, it only lies where one should be. ".repeat(50));
    expect(openingError()).toBe("damaged");
    rmSync(file);
    const database = new Database(file);
    database.exec("CREATE TABLE groceries (name TEXT)");
    database.close();
    expect(openingError()).toBe("damaged");
  });

  test("a database that was cut off or overwritten in the middle is damaged", async () => {
    const store = openOrFail(folder);
    await store.commit(batchOf(1, 100, 4_000));
    await store.close();
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 100_000);
    expect(openingError()).toBe("damaged");
    writeFileSync(file, whole.fill(0x5a, 8_192, 80_000));
    expect(openingError()).toBe("damaged");
  });

  test("a folder that cannot be made or written to is said to be so", () => {
    writeFileSync(join(folder, "a-file"), "");
    expect(openingError(join(folder, "a-file", "data"))).toBe("unwritable");
    expect(openingError("/proc/daybook/data")).toBe("unwritable");
    chmodSync(folder, 0o500);
    // The superuser may write anywhere.
    expect(openingError()).toBe(process.getuid?.() === 0 ? null : "unwritable");
    chmodSync(folder, 0o700);
  });

  test("when it is full it says so, keeps what it had, and goes on when records fit again", async () => {
    const store = openOrFail(folder, { maxPages: 40 });
    expect((await store.commit(batchOf(1, 10, 4_000))).ok).toBe(true);
    expect(await store.commit(batchOf(11, 100, 8_000))).toEqual({ ok: false, error: { kind: "full" } });
    const index = await store.loadSpace(space);
    expect(index.ok && index.value?.heads[0]?.seq).toBe(10);
    expect((await store.commit(batchOf(11, 1, 10))).ok).toBe(true);
    await store.close();
  });

  test("batches of one turn that do not all fit fail alone, not together", async () => {
    const store = openOrFail(folder, { maxPages: 40 });
    const results = await Promise.all([
      store.commit(batchOf(1, 5, 100)),
      store.commit(batchOf(6, 100, 8_000)),
      store.commit(batchOf(6, 5, 100)),
    ]);
    expect(results.map((result) => (result.ok ? "ok" : result.error.kind))).toEqual(["ok", "full", "ok"]);
    await store.close();
  });

  test("many questions one after the other let everything else have its turn", async () => {
    const store = openOrFail(folder);
    let turns = 0;
    const count = (): void => {
      turns++;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const path = { log: makeId("log", new Uint8Array(8).fill(4)), branch: "" };
    for (let seq = 1; seq <= 1_000; seq++) await store.readId(space, path, seq);
    clearImmediate(next);
    expect(turns).toBeGreaterThan(5);
    await store.close();
  });
});
