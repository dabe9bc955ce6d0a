import { expect, test } from "vitest";
import { manifestKey, readBook } from "../checkpoint-book.ts";
import { addTask, bring, valueIn } from "../space.suite.ts";
import { at, forge, give, run, sharing } from "./engine.suite.ts";

test("the book of checkpoints stays short, with its manifests, whoever makes however many", async () => {
  const { spaces, profiles } = await sharing(3, { tailRecords: 1_000 });
  const [a, b, c] = [at(spaces, 0), at(spaces, 1), at(spaces, 2)];
  await addTask(a, "task");
  await bring(a, b);
  const first = await forge(c);
  await give(b, first);
  const ids: string[] = [];
  for (let round = 0; round < 20; round++) {
    at(profiles, 0).timers.nowMs += 1;
    await addTask(a, `task ${round}`);
    const forged = await forge(a);
    ids.push(forged.checkpoint.id);
    await give(b, forged);
  }
  await run(b);
  const book = await readBook(b.core.ports.store, b.core.space);
  expect(book.filter(({ maker }) => maker === a.core.self)).toHaveLength(16);
  expect(book.map(({ id }) => id)).toContain(first.checkpoint.id);
  const { store } = b.core.ports;
  const stored = await Promise.all(ids.map(async (id) => valueIn(await store.readMeta(manifestKey(b.core.space, id)))));
  expect(stored.filter((bytes) => bytes !== null)).toHaveLength(16);
  expect(stored.slice(0, 4)).toEqual([null, null, null, null]);
});
