import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { bytesToHex, hexToBytes, utf8ToBytes } from "../../base/bytes.ts";
import { MIRROR_STORE_CASES } from "../../bridge/mirror-store.suite.ts";
import { fixedSigner, fixedSuite } from "../../crypto/fixed.suite.ts";
import type { MirrorEntry, StoredMirror } from "../../ports/mirror-store.ts";
import type { Store } from "../../ports/store.ts";
import { openIdbStore } from "../../storage/idb/idb-store.ts";
import { MemoryDisk, openMemoryStore } from "../../storage/memory-store.ts";
import { makeMemoryVault } from "../../storage/memory-vault.ts";
import { check } from "../../storage/suite/suite-check.ts";
import { readMirroredNotes } from "../mirror-rows.ts";
import { itemNumber } from "../task-row.suite.ts";
import { MirrorLog } from "./mirror-log.ts";

const vault = makeMemoryVault({ suite: fixedSuite, signer: fixedSigner(1), seed: Uint8Array.of(4) });
const [note, other] = [itemNumber(1), itemNumber(2)];
const logOn = (store: Store, of = note): MirrorLog => new MirrorLog({ store, vault }, of);

const entry = (number: number, update = Uint8Array.of(number)): MirrorEntry => ({ kind: "room", number, update });
const mirror: StoredMirror = { log: "0123456789abcdef", base: { room: 1, state: Uint8Array.of(1, 2) }, entries: [entry(2)] };

const ROWS = {
  [`mirror/${note}`]: "010123456789abcdef01010102",
  [`mirror/${note}/1`]: "c3dfabd081ecf33a9966e04148579cb2688e1882b590b70cd1ce2873bc5c77",
  [`mirror/${note}/2`]: "21b7de20bbd20b0c3f3a13537a5148ff41de27f5cc9a14a46042a07b871a28320aed82c286",
  [`mirror/${note}/base`]: "3761c85bc934eaf441d5767ee4f74b4fd7bdf1c0c12dbc8bf89851672fa2",
  mirrors: "0101010101010101010101010101010101",
};

/** With these rows, in a tab of its own. */
async function openWith(disk: MemoryDisk): Promise<MirrorLog> {
  const log = logOn(openMemoryStore(disk));
  check.value(await log.load(), "load");
  return log;
}

describe.for(["memory", "IndexedDB"])("the log of a mirror over a store in %s", (kind) => {
  test.for(MIRROR_STORE_CASES)("$name", async (suiteCase) => {
    const disk = new MemoryDisk();
    const store = async (): Promise<Store> =>
      kind === "memory" ? openMemoryStore(disk) : check.value(await openIdbStore({ name: suiteCase.name }), "open");
    await suiteCase.run({ open: async () => logOn(await store()), openOther: async () => logOn(await store(), other) }, check);
    expect((await readMirroredNotes(await store())).notes.length > 0).toBe(!suiteCase.name.includes("at first"));
  });
});

test("answers only when it is durable", async () => {
  const store = check.value(await openIdbStore({ name: "durable" }), "open");
  const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
  const log = logOn(store);
  check.value(await log.load(), "load");
  check.value(await log.replace(mirror), "replace");
  check.value(await log.append(entry(3)), "append");
  const writes = transaction.mock.calls.filter(([, mode]) => mode === "readwrite");
  expect(writes.map(([, , options]) => options?.durability)).toEqual(["strict", "strict"]);
  vi.restoreAllMocks();
});

test("keeps nothing of what the rooms hold as plain text", async () => {
  const disk = new MemoryDisk();
  const log = await openWith(disk);
  const secret = utf8ToBytes("what is in the room").slice();
  check.value(await log.replace({ ...mirror, base: { room: 1, state: secret }, entries: [entry(2, secret)] }), "replace");
  check.value(await log.append(entry(3, secret)), "append");
  const stored = [...disk.meta].map(([key, value]) => `${key} ${bytesToHex(value)}`).join(" ");
  expect(stored).not.toContain(bytesToHex(secret));
});

test("says that there is no room, keeps what is there, and goes on when there is", async () => {
  const disk = new MemoryDisk();
  const log = await openWith(disk);
  check.value(await log.replace(mirror), "replace");
  disk.capacityBytes = disk.usedBytes + 10;
  check.failure(await log.append(entry(3)), { kind: "full" }, "append");
  disk.capacityBytes = Number.POSITIVE_INFINITY;
  check.value(await log.append(entry(3)), "append again");
  expect(check.value(await log.load(), "load")?.entries).toEqual([...mirror.entries, entry(3)]);
});

test("fails in a tab that another one has gone on from, which keeps what it has", async () => {
  const disk = new MemoryDisk();
  const first = await openWith(disk);
  check.value(await first.replace(mirror), "replace");
  const second = await openWith(disk);
  check.value(await second.append(entry(3)), "append");
  const failed = { ok: false, error: { kind: "failed" } };
  expect(await first.append(entry(3, Uint8Array.of(9)))).toEqual(failed);
  expect(await first.replace({ ...mirror, log: "fedcba9876543210" })).toEqual(failed);
  check.equal(
    check.value(await (await openWith(disk)).load(), "load"),
    { ...mirror, entries: [...mirror.entries, entry(3)] },
    "the second's",
  );
});

test("two tabs that begin with notes of theirs at once both have them listed", async () => {
  const disk = new MemoryDisk();
  const [one, two] = [logOn(openMemoryStore(disk)), logOn(openMemoryStore(disk), other)];
  await Promise.all([one.load(), two.load()]);
  for (const answer of await Promise.all([one.replace(mirror), two.replace(mirror)])) check.value(answer, "replace");
  expect((await readMirroredNotes(openMemoryStore(disk))).notes.toSorted()).toEqual([note, other]);
});

test("is none where a row is damaged or gone, and begins anew over what is left of it", async () => {
  for (const row of ["", "/base", "/1", "/2"]) {
    const disk = new MemoryDisk();
    const log = await openWith(disk);
    check.value(await log.replace(mirror), "replace");
    check.value(await log.append(entry(3)), "append");
    const key = `mirror/${note}${row}`;
    expect(disk.meta.has(key)).toBe(true);
    disk.meta.set(key, Uint8Array.of(9, 9));
    const again = logOn(openMemoryStore(disk));
    check.equal(check.value(await again.load(), "load"), null, `without ${row}`);
    check.value(await again.replace(mirror), "replace again");
    check.equal(check.value(await again.load(), "load again"), mirror, "anew");
  }
});

test("nothing is changed before it was loaded", async () => {
  const log = logOn(openMemoryStore(new MemoryDisk()));
  const failed = { ok: false, error: { kind: "failed" } };
  expect([await log.append(entry(1)), await log.replace(mirror)]).toEqual([failed, failed]);
});

test("its rows are these bytes, and are read for ever", async () => {
  const disk = new MemoryDisk();
  const log = await openWith(disk);
  const written: MirrorEntry = {
    kind: "note",
    number: 300,
    after: 2,
    operations: [{ client: 5, from: 1, end: 4 }],
    update: Uint8Array.of(7),
  };
  check.value(await log.replace(mirror), "replace");
  check.value(await log.append(written), "append");
  expect(Object.fromEntries([...disk.meta].map(([key, value]) => [key, bytesToHex(value)]))).toEqual(ROWS);
  const found = new MemoryDisk();
  for (const [key, hex] of Object.entries(ROWS)) found.meta.set(key, hexToBytes(hex) ?? new Uint8Array());
  check.equal(check.value(await (await openWith(found)).load(), "load"), { ...mirror, entries: [...mirror.entries, written] }, "all");
});
