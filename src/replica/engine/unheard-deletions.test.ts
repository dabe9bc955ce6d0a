// What was deleted for good by a record that a checkpoint does not cover, as of a branch whose way it does not name: its packs say so to devices that have not
// heard of it yet.

import { expect, test } from "vitest";
import { makeCheckpoint } from "../../wire/checkpoint.ts";
import { readBook, type BookVerdict } from "../checkpoint-book.ts";
import { readManifest } from "../manifests.ts";
import type { Space } from "../space.ts";
import { act, ingest, ownPathOf, pageOf, TestProfile, valueIn } from "../space.suite.ts";
import { addTasks, at, forge, give, idOf, meet, run, sharing, type Fetched, type Shared } from "./engine.suite.ts";

async function verdictOf({ core }: Space, checkpoint: string): Promise<BookVerdict | undefined> {
  return (await readBook(core.ports.store, core.space)).find(({ id }) => id === checkpoint)?.verdict;
}

/** `a` has packed what its clone has deleted for good on a branch, of which `b` has not heard. */
async function packedUnheard(): Promise<{ shared: Shared; a: Space; b: Space }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const ids = await addTasks(a, 4, "common");
  const profile = new TestProfile(1, { disk: at(shared.profiles, 0).disk.copy(), timers: at(shared.profiles, 0).timers });
  await addTasks(a, 3, "of the original");
  await meet(shared, [1, 0]);
  const clone = await profile.openSpace(a.core.space);
  await act(clone, { kind: "trash", ids: [at(ids, 0)] });
  await act(clone, { kind: "purge", ids: [at(ids, 0)] });
  await ingest(a, await pageOf(clone, ownPathOf(clone), 5));
  await addTasks(b, 6, "at b");
  await ingest(a, await pageOf(b, ownPathOf(b), 1));
  await run(a);
  return { shared, a, b };
}

/** The checkpoint of its base, without the ways that it names: so whoever knows of none makes it. */
async function packed({ core }: Space): Promise<Fetched> {
  const made = await readManifest(core, core.base.base.checkpoints[0] ?? "none");
  if (made === null) throw new Error("a checkpoint");
  expect(made.ways.length).toBeGreaterThan(0);
  const checkpoint = await makeCheckpoint(core.ports.suite.sha256, core.signer, { ...made, ways: [] });
  const packs = [];
  for (const { pack, blocks: count } of checkpoint.packs) {
    packs.push({ pack, blocks: valueIn(await core.ports.store.readBlocks(core.space, pack, 0, count)) });
  }
  return { checkpoint, packs };
}

test("a checkpoint that was found wrong for a deletion not heard of yet is found right once it is heard of", async () => {
  const { a, b } = await packedUnheard();
  const unnamed = await packed(a);
  const { id } = unnamed.checkpoint;
  await give(b, unnamed);
  expect(await verdictOf(b, id)).toBe("objected");
  const branch = a.view().heads.find((head) => head.branch !== "");
  if (branch === undefined) throw new Error("a branch");
  await ingest(b, await pageOf(a, branch, branch.firstSeq));
  expect(b.core.items.tombstones).toEqual(a.core.items.tombstones);
  const desk = await b.loadCheckpoints();
  valueIn(await desk.planFetch([id], new Map(), false));
  await give(b, unnamed);
  expect(await verdictOf(b, id)).toBe("verified");
  await b.receipts.issueIfDue();
  expect(b.receipts.of(b.core.self)).toMatchObject({ checkpoints: [id] });
  expect(b.receipts.of(b.core.self)?.objections ?? []).toEqual([]);
  expect(idOf(b)).toBe(id);
});

test("one that names the way of such a deletion waits until the way is here", async () => {
  const { shared, a, b } = await packedUnheard();
  await meet(shared, [1, 0]);
  expect(b.core.items.tombstones).toEqual(a.core.items.tombstones);
  expect(await verdictOf(b, idOf(a))).toBe("verified");
  expect(b.receipts.of(b.core.self)).toMatchObject({ checkpoints: [idOf(a)] });
  expect(b.receipts.of(b.core.self)?.objections ?? []).toEqual([]);
  expect(idOf(b)).toBe(idOf(a));
});

test("a checkpoint that deletes what nobody has deleted is found wrong again, whatever else is deleted", async () => {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  await addTasks(a, 6);
  await meet(shared, [1, 0]);
  const wrong = await forge(a, { items: (items) => items.map((each, index) => (index === 0 ? { ...each, state: null } : each)) });
  const { id } = wrong.checkpoint;
  await give(b, wrong);
  expect(await verdictOf(b, id)).toBe("objected");
  const other = at(await addTasks(b, 1), 0);
  await act(b, { kind: "trash", ids: [other] });
  await act(b, { kind: "purge", ids: [other] });
  const desk = await b.loadCheckpoints();
  valueIn(await desk.planFetch([id], new Map(), false));
  expect(await verdictOf(b, id)).toBe("unknown");
  await give(b, wrong);
  expect(await verdictOf(b, id)).toBe("objected");
});
