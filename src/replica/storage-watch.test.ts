import { expect, test } from "vitest";
import { err } from "../base/result.ts";
import { openMemoryStore, MemoryDisk } from "../storage/memory-store.ts";
import { ManualTimers } from "../sync/manual-timers.suite.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { errorIn } from "./space.suite.ts";
import { StorageWatch } from "./storage-watch.ts";

function makeScene() {
  const disk = new MemoryDisk();
  const timers = new ManualTimers();
  const told: boolean[] = [];
  const inner = openMemoryStore(disk);
  const watch = new StorageWatch(inner, timers, (isFull) => void told.push(isFull));
  const write = async (bytes: number): Promise<string | null> => {
    const meta = [{ key: `${bytes}`, value: new Uint8Array(bytes) }];
    return errorIn(await watch.store.commit(makeBatch(NO_SPACE, { meta })))?.kind ?? null;
  };
  return { disk, timers, told, inner, watch, write };
}

test("a write that finds no room is told once, whoever wrote", async () => {
  const { disk, told, write } = makeScene();
  disk.capacityBytes = 0;
  expect([await write(10), await write(20), told]).toEqual(["full", "full", [true]]);
});

test("when there is room again it finds out by itself, and leaves nothing behind", async () => {
  const { disk, timers, told, write } = makeScene();
  disk.capacityBytes = 0;
  await write(10);
  await timers.pass(30_000);
  expect(told).toEqual([true]);
  disk.capacityBytes = 100_000;
  await timers.pass(10_000);
  expect(told).toEqual([true, false]);
  expect([disk.usedBytes, timers.size]).toEqual([0, 0]);
});

test("room for a few bytes is no room", async () => {
  const { disk, timers, told, write } = makeScene();
  disk.capacityBytes = 100;
  expect(await write(200)).toBe("full");
  expect(await write(50)).toBeNull();
  await timers.pass(60_000);
  expect(told).toEqual([true]);
});

test("a try that fails for another reason is no last one, unless the store has ended", async () => {
  const { disk, timers, told, inner, write } = makeScene();
  disk.capacityBytes = 0;
  await write(10);
  disk.capacityBytes = 100_000;
  const { commit } = inner;
  inner.commit = async () => err({ kind: "unavailable", reason: "UnknownError" });
  await timers.pass(20_000);
  inner.commit = commit.bind(inner);
  await timers.pass(10_000);
  expect([told, timers.size]).toEqual([[true, false], 0]);
  disk.capacityBytes = 0;
  await write(10);
  inner.close();
  await timers.pass(10_000);
  expect([told, timers.size]).toEqual([[true, false, true], 0]);
});

test("what another tab has found is taken over, and ends when something of the user's is saved", async () => {
  const { told, watch } = makeScene();
  watch.noteFull();
  watch.noteRoom();
  watch.noteRoom();
  expect(told).toEqual([true, false]);
});
