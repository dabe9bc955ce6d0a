// What links bring is shown while the disk writes it. Nothing else runs ahead of the disk.

import { expect, test } from "vitest";
import { err, type Result } from "../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../ports/store.ts";
import { addTask, bring, ingest, openShared, ownPathOf, pageOf, runsIn, titlesOf, valueIn, type TestProfile } from "./space.suite.ts";
import type { Space } from "./space.ts";

type Disk = {
  readonly store: Store;
  /** Commits with records, as they come to be on the disk. */
  readonly written: string[];
  /** Waits for the next commit with records and ends it: until then it is placed and not on the disk. */
  readonly settle: (how: "written" | "full") => Promise<void>;
};

const atRest = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Takes commits with records as a disk does whose writing takes its time. */
function slowDisk(store: Store): Disk {
  const write = store.commit.bind(store);
  const waiting: ((how: "written" | "full") => void)[] = [];
  const written: string[] = [];
  store.commit = async (batch: StoreBatch, onPlaced?: () => void): Promise<Result<void, StoreError>> => {
    if (batch.records.length === 0) return write(batch, onPlaced);
    onPlaced?.();
    const how = await new Promise<"written" | "full">((resolve) => waiting.push(resolve));
    if (how === "full") return err({ kind: "full" });
    const committed = await write(batch);
    if (committed.ok) written.push(...batch.records.map(({ log, seq }) => `${log} ${seq}`));
    return committed;
  };
  const settle = async (how: "written" | "full"): Promise<void> => {
    await expect.poll(() => waiting.length).toBe(1);
    waiting.pop()?.(how);
  };
  return { store, written, settle };
}

type Scene = { readonly a: Space; readonly b: Space; readonly profile: TestProfile; readonly disk: Disk };

/** `b` is open on such a disk. */
async function scene(): Promise<Scene> {
  const { spaces, profiles } = await openShared(2);
  const [a, first] = spaces;
  const [, profile] = profiles;
  if (a === undefined || first === undefined || profile === undefined) throw new Error("two of each");
  const disk = slowDisk(profile.ports().store);
  return { a, b: await profile.openSpace(a.core.space, profile.ports(disk.store)), profile, disk };
}

const TAKEN = ["1 stored"];

test("is on screen before it is on the disk, and held only after that", async () => {
  const { a, b, disk } = await scene();
  await addTask(a, "typed elsewhere");
  let answer: readonly string[] | null = null;
  const taking = ingest(b, await pageOf(a, ownPathOf(a), 1)).then((page) => (answer = runsIn(page)));
  await expect.poll(() => titlesOf(b)).toEqual(["typed elsewhere"]);
  expect([answer, b.view().heads, b.view().version]).toEqual([null, [], []]);
  await disk.settle("written");
  await taking;
  expect([answer, b.view().heads.map(({ seq }) => seq)]).toEqual([TAKEN, [1]]);
});

test("is told of by no receipt, and built upon by no change, that would be on the disk before it", async () => {
  const { a, b, disk } = await scene();
  await addTask(a, "typed elsewhere");
  const taking = ingest(b, await pageOf(a, ownPathOf(a), 1));
  await expect.poll(() => titlesOf(b)).toEqual(["typed elsewhere"]);
  const receipt = b.receipts.issueIfDue();
  const writing = addTask(b, "written here");
  await atRest();
  expect([disk.written, b.receipts.versionOf(b.core.self)]).toEqual([[], null]);
  await disk.settle("written");
  await disk.settle("written");
  await Promise.all([taking, receipt, writing]);
  expect(disk.written).toEqual([`${ownPathOf(a).log} 1`, `${ownPathOf(b).log} 1`]);
  expect(b.receipts.versionOf(b.core.self)?.map(({ log, seq }) => [log, seq])).toContainEqual([ownPathOf(a).log, 1]);
});

test("is as if it had never come when the power goes meanwhile, and comes again", async () => {
  const { a, b, profile } = await scene();
  await addTask(a, "typed elsewhere");
  void b.ingestPage(await pageOf(a, ownPathOf(a), 1));
  await expect.poll(() => titlesOf(b)).toEqual(["typed elsewhere"]);
  const again = await profile.openSpace(a.core.space);
  expect([titlesOf(again), again.view().heads]).toEqual([[], []]);
  await bring(a, again);
  expect(titlesOf(again)).toEqual(["typed elsewhere"]);
});

test("is taken off the screen when the disk has no room for it, and does not run ahead again before something had room", async () => {
  const { a, b, disk } = await scene();
  await addTask(a, "too much");
  const page = await pageOf(a, ownPathOf(a), 1);
  const taking = b.ingestPage(page);
  await expect.poll(() => titlesOf(b)).toEqual(["too much"]);
  await disk.settle("full");
  expect(await taking).toEqual(err({ kind: "full" }));
  expect([titlesOf(b), b.view().heads]).toEqual([[], []]);
  const takingAgain = b.ingestPage(page);
  await atRest();
  expect(titlesOf(b)).toEqual([]);
  await disk.settle("written");
  expect(runsIn(valueIn(await takingAgain))).toEqual(TAKEN);
  expect(titlesOf(b)).toEqual(["too much"]);
  expect(await b.core.items.digest()).toEqual(await a.core.items.digest());
  expect(disk.written).toEqual([`${ownPathOf(a).log} 1`]);
});
