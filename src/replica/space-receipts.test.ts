import { describe, expect, test } from "vitest";
import { parseReceipt, type Receipt } from "../wire/receipt.ts";
import { changeBook, type BookEntry } from "./checkpoint-book.ts";
import { addTask, bring, errorIn, openShared, ownPathOf, pageOf, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

async function two(): Promise<{ a: Space; b: Space; profile: TestProfile }> {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  const [, profile] = profiles;
  if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
  return { a, b, profile };
}

const receiptsOf = (space: Space): readonly Receipt[] => space.receiptsBeyond(new Map()).map((bytes) => valueIn(parseReceipt(bytes)));

describe("a device's own receipt", () => {
  test("is made at once when a transfer has ended, and says what is durably held", async () => {
    const { a, b } = await two();
    await addTask(a, "one");
    await bring(a, b);
    expect(receiptsOf(b)).toEqual([]);
    valueIn(await b.receipts.issueIfDue());
    expect(receiptsOf(b)).toEqual([{ device: b.core.self, counter: 1, version: b.view().version, checkpoints: [] }]);
  });

  test("is made at the latest five seconds after others' records were stored, once for all of them", async () => {
    const { a, b, profile } = await two();
    await addTask(a, "one");
    await bring(a, b);
    await profile.timers.pass(4_999);
    await addTask(a, "two");
    await bring(a, b);
    expect(receiptsOf(b)).toEqual([]);
    await profile.timers.pass(1);
    expect(receiptsOf(b)).toMatchObject([{ counter: 1, version: [{ seq: 2 }] }]);
    await profile.timers.pass(60_000);
    expect(receiptsOf(b)).toMatchObject([{ counter: 1 }]);
  });

  test("is not made for what the device itself has written", async () => {
    const { a, profile } = await two();
    await addTask(a, "one");
    valueIn(await a.receipts.issueIfDue());
    await profile.timers.pass(60_000);
    expect(receiptsOf(a)).toEqual([]);
  });

  test("is not made again for records that were held already", async () => {
    const { a, b, profile } = await two();
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    valueIn(await b.ingestPage(await pageOf(a, ownPathOf(a), 1)));
    await profile.timers.pass(60_000);
    expect(receiptsOf(b)).toMatchObject([{ counter: 1 }]);
  });

  test("is made later when the disk was full", async () => {
    const { a, b, profile } = await two();
    await addTask(a, "one");
    await bring(a, b);
    profile.disk.capacityBytes = profile.disk.usedBytes;
    expect(errorIn(await b.receipts.issueIfDue())).toEqual({ kind: "full" });
    profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
    valueIn(await b.receipts.issueIfDue());
    expect(receiptsOf(b)).toMatchObject([{ counter: 1 }]);
  });

  test("goes on counting after a restart", async () => {
    const { a, b, profile } = await two();
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    const again = await profile.open();
    expect(receiptsOf(again)).toEqual(receiptsOf(b));
    await addTask(a, "two");
    await bring(a, again);
    valueIn(await again.receipts.issueIfDue());
    expect(receiptsOf(again)).toMatchObject([{ counter: 2, version: [{ seq: 2 }] }]);
  });
});

/** Finds checkpoints to be right. */
async function verify(space: Space, from: number, count: number): Promise<void> {
  const { ports, self } = space.core;
  const entries = Array.from({ length: count }, (_, n): BookEntry => {
    return { id: (from + n).toString(16).padStart(64, "0"), maker: self, receivedAt: n, verdict: "verified" };
  });
  valueIn(await changeBook(ports.store, space.core.space, (book) => ({ book: [...entries, ...book] })));
}

describe("two living copies of one profile", () => {
  test("do not answer each other for ever when they have found more than a receipt holds", async () => {
    const { b, profile } = await two();
    const copy = await new TestProfile(2, { disk: profile.disk.copy(), timers: profile.timers }).openSpace(b.core.space);
    expect(copy.core.self).toBe(b.core.self);
    await verify(b, 1, 6);
    await verify(copy, 101, 6);
    for (let round = 0; round < 10; round++) {
      valueIn(await b.receipts.issueIfDue());
      valueIn(await copy.ingestReceipts(b.receiptsBeyond(new Map())));
      valueIn(await copy.receipts.issueIfDue());
      valueIn(await b.ingestReceipts(copy.receiptsBeyond(new Map())));
    }
    expect(receiptsOf(b)).toEqual(receiptsOf(copy));
    expect(receiptsOf(b)).toMatchObject([{ counter: 2 }]);
    await verify(b, 7, 1);
    valueIn(await b.receipts.issueIfDue());
    expect(receiptsOf(b)).toMatchObject([{ counter: 3, checkpoints: { length: 8, 0: (7).toString(16).padStart(64, "0") } }]);
  });
});

describe("receipts of others", () => {
  test("are kept newest only, and make digests equal", async () => {
    const { a, b } = await two();
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    const first = b.receiptsBeyond(new Map());
    await addTask(a, "two");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    const second = b.receiptsBeyond(new Map([[b.core.self, 1]]));
    expect(valueIn(await a.ingestReceipts([...second, ...first]))).toEqual({ invalid: 0, known: new Map([[b.core.self, 2]]) });
    expect(a.receipts.versionOf(b.core.self)).toEqual(b.view().version);
    expect(a.view().receiptsDigest).toEqual(b.view().receiptsDigest);
    expect(b.receiptsBeyond(new Map([[b.core.self, 2]]))).toEqual([]);
  });

  test("are counted as invalid when they do not parse or were not signed by their device", async () => {
    const { a, b } = await two();
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    const [receipt = new Uint8Array(0)] = b.receiptsBeyond(new Map());
    const forged = receipt.slice();
    forged[32] = 9;
    expect(valueIn(await a.ingestReceipts([forged, Uint8Array.of(1)])).invalid).toBe(2);
    expect(receiptsOf(a)).toEqual([]);
  });

  test("of who is no member are left out without blame", async () => {
    const { a, b } = await two();
    const stranger = await new TestProfile(9).open();
    await addTask(stranger, "elsewhere");
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    expect(valueIn(await stranger.ingestReceipts(b.receiptsBeyond(new Map()))).invalid).toBe(0);
    expect(receiptsOf(stranger)).toEqual([]);
  });
});
