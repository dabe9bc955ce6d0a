import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { DEFAULT_RETENTION } from "../retention-setting.ts";
import { makeBatch } from "../store-batch.ts";
import { addTask, bring, openShared, valueIn } from "../space.suite.ts";
import { measureRoom } from "./room.ts";

const DAY_MS = 86_400_000;

test("counts what the last days brought, of every log, and not what is older", async () => {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  const timers = profiles[0]?.timers;
  if (a === undefined || b === undefined || timers === undefined) throw new Error("two of them");
  for (let count = 0; count < 20; count++) await addTask(a, "long ago");
  const before = await measureRoom(a.core, DEFAULT_RETENTION);
  expect(before.recordBytesPerDay).toBe(before.recordBytes);
  await timers.pass(60 * DAY_MS);
  expect((await measureRoom(a.core, DEFAULT_RETENTION)).recordBytesPerDay).toBe(0);
  for (let count = 0; count < 10; count++) await addTask(a, "just now");
  await addTask(b, "elsewhere");
  await bring(b, a);
  const after = await measureRoom(a.core, DEFAULT_RETENTION);
  expect(after.recordBytesPerDay).toBe(Math.round((after.recordBytes - before.recordBytes) / 30));
  expect(after.monthBytes).toBeLessThanOrEqual(after.recordBytes);
});

test("counts what the packs take", async () => {
  const { spaces } = await openShared(1);
  const [a] = spaces;
  if (a === undefined) throw new Error("one");
  const pack = makeId("pack", new Uint8Array(32).fill(7));
  const blocks = Array.from({ length: 20 }, (_, index) => ({ pack, index, bytes: new Uint8Array(100) }));
  valueIn(await a.core.ports.store.commit({ ...makeBatch(a.core.space, {}), blocks }));
  expect((await measureRoom(a.core, DEFAULT_RETENTION)).packBytes).toBe(2_000);
});
