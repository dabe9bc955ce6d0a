import { expect, test } from "vitest";
import { makeId } from "../src/base/ids.ts";
import { copyMemoryDisk, makeMemoryDisk, openMemoryStore } from "./memory-store.ts";
import { describeRelayStore } from "./relay-store.suite.ts";

describeRelayStore("memory", () => {
  const disk = makeMemoryDisk(new Uint8Array(32).fill(5));
  return { open: () => openMemoryStore(disk), remove: () => disk.spaces.clear() };
});

const space = makeId("space", new Uint8Array(32));
const statements = (n: number) => [{ id: makeId("statement", new Uint8Array(32).fill(n)), bytes: Uint8Array.of(n) }];

test("a copied disk is a backup: later commits do not reach it", async () => {
  const disk = makeMemoryDisk(new Uint8Array(32));
  const store = openMemoryStore(disk);
  await store.commit({ space, statements: statements(1), appends: [], receipts: [] });
  const backup = openMemoryStore(copyMemoryDisk(disk));
  await store.commit({ space, statements: statements(2), appends: [], receipts: [] });
  const index = await backup.loadSpace(space);
  expect(index.ok && index.value?.statements).toEqual(statements(1));
});

test("a disk told to fail commits nothing and says why", async () => {
  const disk = makeMemoryDisk(new Uint8Array(32));
  const store = openMemoryStore(disk);
  disk.failure = { kind: "full" };
  expect(await store.commit({ space, statements: statements(1), appends: [], receipts: [] })).toEqual({
    ok: false,
    error: { kind: "full" },
  });
  expect(await store.loadSpace(space)).toEqual({ ok: true, value: null });
});
