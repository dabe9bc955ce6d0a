import { describe, expect, test } from "vitest";
import { RelayKnowledge } from "../relay-knowledge.ts";
import { addTask, bring, ingest, openShared, ownPathOf, strangeRecord, TestProfile, valueIn } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { NO_LINKS } from "../sync-status.ts";
import { gatherDiagnosis, type Diagnosed } from "./diagnosis.ts";

const ABOUT = { build: "build 1", databaseVersion: 1, unreadableRows: () => 3 };

const alone = (space: Space): Diagnosed => ({
  space,
  relay: { address: null, isDefault: false },
  linkStatus: () => NO_LINKS,
  relayKnowledge: () => new RelayKnowledge(),
  storage: { isFull: false },
  links: { isHolder: true },
});

const diagnose = async (space: Space) => gatherDiagnosis(alone(space), ABOUT);

async function two(): Promise<readonly [Space, Space]> {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  return [a, b];
}

describe("a diagnosis", () => {
  test("counts what is held of each log and what it takes", async () => {
    const [a, b] = await two();
    await addTask(a, "one");
    await addTask(a, "two");
    await addTask(b, "three");
    await bring(a, b);
    const { logs, storage, counts } = await diagnose(b);
    const logOf = (space: Space) => logs.find(({ device }) => device === space.core.self);
    expect(logs).toHaveLength(2);
    expect(logOf(a)).toMatchObject({ firstSeq: 1, seq: 2, records: 2, applied: 2, waiting: null });
    expect(logOf(b)).toMatchObject({ firstSeq: 1, seq: 1, records: 1, applied: 1, waiting: null });
    expect(storage.records.count).toBe(3);
    expect(storage.unreadableRows).toBe(3);
    expect(storage.records.bytes).toBe(logs.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(counts).toMatchObject({ items: 3, epochsWithoutKey: 0 });
  });

  test("says from where on a log waits, and for what", async () => {
    const [a, b] = await two();
    await addTask(a, "one");
    await bring(a, b);
    const newer = await strangeRecord(a, ownPathOf(a).log, { format: 9 });
    await ingest(b, newer);
    const keyless = new TestProfile(5);
    await keyless.join(a, { hasKeys: false });
    const c = await keyless.open();
    await bring(a, c);
    expect((await diagnose(b)).logs).toMatchObject([
      { applied: 1, waiting: { fromSeq: 2, records: 1, why: { kind: "newer", format: 9 } } },
    ]);
    const [log] = (await diagnose(c)).logs;
    const epoch = a.core.members.writingEpoch()?.id.slice(0, 8);
    expect(log).toMatchObject({ applied: 0, waiting: { fromSeq: 1, records: 1, why: { kind: "no-key", epochPrefix: epoch } } });
    expect((await diagnose(c)).counts.epochsWithoutKey).toBe(1);
  });

  test("tells what each device has confirmed, when it was heard, and what is not confirmed yet", async () => {
    const [a, b] = await two();
    await addTask(a, "one");
    await bring(a, b);
    valueIn(await b.receipts.issueIfDue());
    valueIn(await a.ingestReceipts(b.receiptsBeyond(new Map())));
    const heardAtMs = a.core.ports.clock();
    await addTask(a, "two");
    const { devices } = await diagnose(a);
    expect(devices.find(({ id }) => id === b.core.self)?.receipt).toEqual({ counter: 1, heardAtMs, recordsBehind: 1, checkpoints: [] });
    expect(devices.find(({ isSelf }) => isSelf)?.receipt).toBeNull();
  });

  test("names a device whose stamps lie days ahead, and no other", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two of them");
    const right = profiles[0]?.timers.clock ?? (() => 0);
    const fast = await new TestProfile(2, { disk: profiles[1]?.disk ?? new TestProfile(9).disk }).openSpace(a.core.space, {
      ...b.core.ports,
      clock: () => right() + 3 * 86_400_000,
    });
    await addTask(fast, "from the day after tomorrow");
    await bring(fast, a);
    await addTask(a, "from today");
    const ahead = (await diagnose(a)).devices.map(({ isSelf, aheadMs }) => [isSelf, Math.round(aheadMs / 86_400_000)]);
    expect(ahead).toEqual([[true, 0], [false, 3]]); // prettier-ignore
  });
});
