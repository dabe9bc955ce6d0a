import { describe, expect, test } from "vitest";
import type { SpaceId } from "../src/base/ids.ts";
import type { SyncStatus } from "../src/replica/face.ts";
import { makeConnection, NO_STATISTICS } from "../src/replica/sync-status.ts";
import { sampleId } from "../src/storage/suite/store-samples.ts";
import { VirtualTime } from "../sim/virtual-time.ts";
import { StatusLine } from "./status-line.ts";
import { statusText } from "./status-text.ts";

const space: SpaceId = sampleId("space", "one");

const device = (name: string, change: Partial<SyncStatus["devices"][number]> = {}): SyncStatus["devices"][number] => ({
  id: sampleId("device", name),
  name,
  self: false,
  role: "owner",
  hasEverything: true,
  isReplaced: false,
  connection: makeConnection(),
  ...change,
});

const statusOf = (change: Partial<SyncStatus> = {}): SyncStatus => ({
  space,
  relayAddress: "wss://relay.example",
  relay: { kind: "online", sending: null, receiving: null },
  recordsNotAtRelay: 0,
  recordsHeld: 1_234,
  recordsOnlyHere: 0,
  moving: false,
  devices: [device("home", { self: true }), device("laptop"), device("phone", { hasEverything: false })],
  openElsewhere: [],
  relayCameBackOlder: false,
  relayWasRefilled: false,
  relayWithholds: [],
  notApplied: { keyless: 0, parked: 0, void: 0, poisoned: 0, corrupt: 0 },
  forkedLogs: 0,
  removed: null,
  newerMembership: false,
  recoveryPhrases: 0,
  statementsOnlyHere: false,
  statistics: NO_STATISTICS,
  ...change,
});

const textOf = (change: Partial<SyncStatus> = {}): string => statusText(statusOf(change), false).text;

describe("the status of a home device", () => {
  test("says what it holds, with whom it is connected and that nothing is missing, without names", () => {
    expect(textOf()).toBe(
      "Holds 1,234 changes; connected to the relay wss://relay.example; 1 of 2 other devices have all of it; nothing is missing",
    );
    expect(textOf({ devices: [device("home", { self: true })], recordsHeld: 1, moving: true })).toBe(
      "Holds 1 change; connected to the relay wss://relay.example (changes are on their way); no other device; nothing is missing",
    );
  });

  test("says what is missing, each by its reason", () => {
    const withheld = [{ device: sampleId("device", "phone"), records: 3 }];
    const notApplied = { keyless: 2, parked: 1, void: 1, poisoned: 2, corrupt: 1 };
    const text = textOf({ relayWithholds: withheld, notApplied, recordsNotAtRelay: 7 });
    expect(text).toContain(
      "missing: 3 changes of another device that the relay does not show, the key to 2 changes, a newer version of Daybook, to read all of it, " +
        "1 change that their author broke, 2 changes set aside, since reading them ended the program, 1 log damaged on this disk, fetched again, 7 changes at the relay",
    );
  });

  test("says to how many devices it is connected directly", () => {
    const direct = device("laptop", { connection: { ...makeConnection(), kind: "direct" } });
    const text = textOf({ devices: [device("home", { self: true }), direct, device("phone")] });
    expect(text).toContain("wss://relay.example; connected directly to 1 device; 2 of 2 other devices have all of it;");
  });

  test("says why it is not connected", () => {
    expect(textOf({ relay: { kind: "none" }, relayAddress: null })).toContain("; no relay is set;");
    expect(textOf({ relay: { kind: "connecting" } })).toContain("; connecting to the relay wss://relay.example;");
    const retryAtMs = new Date(2026, 10, 26, 13, 5, 9).getTime();
    expect(textOf({ relay: { kind: "waiting", retryAtMs, reason: "unreachable" } })).toContain("does not answer, next try at 13:05:09;");
    expect(textOf({ relay: { kind: "waiting", retryAtMs, reason: "storage" } })).toContain(
      "is left alone, since what came could not be stored",
    );
    expect(textOf({ relay: { kind: "waiting", retryAtMs, reason: "quota" } })).toContain("refuses (quota), next try at");
  });

  test("says first that the disk is full", () => {
    expect(statusText(statusOf(), true).text).toMatch(/^THE DISK IS FULL, nothing new is kept until there is room\. Holds/u);
  });
});

function makeLine(isInPlace: boolean): { readonly line: StatusLine; readonly shown: string[]; readonly time: VirtualTime } {
  const time = new VirtualTime();
  const shown: string[] = [];
  const line = new StatusLine({ isInPlace, show: (text) => shown.push(text) }, () => time.nowMs, time);
  return { line, shown, time };
}

describe("the status line", () => {
  test("on a terminal follows every change, some times a second", async () => {
    const { line, shown, time } = makeLine(true);
    line.update(statusOf());
    line.open();
    for (let recordsHeld = 1; recordsHeld <= 100; recordsHeld++) {
      line.update(statusOf({ recordsHeld }));
      await time.run(10);
    }
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(10);
    await time.run(1_000);
    expect(shown.at(-1)).toContain("Holds 100 changes");
  });

  test("in a log is a line for every other state, and one a minute for what only counts on", async () => {
    const { line, shown, time } = makeLine(false);
    line.open();
    for (let recordsHeld = 1; recordsHeld <= 100; recordsHeld++) {
      line.update(statusOf({ recordsHeld }));
      await time.run(1_000);
    }
    expect(shown.length).toBe(2);
    line.update(statusOf({ recordsHeld: 100, relay: { kind: "connecting" } }));
    await time.run(500);
    line.update(statusOf({ recordsHeld: 100 }));
    await time.run(500);
    expect(shown.length).toBe(2);
    line.update(statusOf({ recordsHeld: 100, relay: { kind: "connecting" } }));
    await time.run(1_000);
    expect(shown.at(-1)).toContain("connecting to the relay");
    line.full(true);
    await time.run(1_000);
    expect(shown.at(-1)).toContain("THE DISK IS FULL");
    line.close();
    line.update(statusOf());
    await time.run(100_000);
    expect(shown.length).toBe(4);
  });
});
