import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { SyncStatus } from "../../replica/face.ts";
import { AWAY } from "../sync/away.suite.ts";
import { lastCopyCure, type LastCopyInput } from "./last-copy.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = 1_800_000_000_000;

const self = {
  id: makeId("device", new Uint8Array(32)),
  name: "Laptop",
  self: true,
  role: "owner" as const,
  hasEverything: true,
  isReplaced: false,
  connection: AWAY,
};
const phone = {
  ...self,
  id: makeId("device", new Uint8Array(32).fill(1)),
  name: "Phone",
  self: false,
  role: "owner" as const,
  hasEverything: false,
};

const status = (change: Partial<SyncStatus>): SyncStatus => ({
  space: null,
  relayAddress: "wss://r.example",
  relay: { kind: "offline" },
  recordsNotAtRelay: 0,
  recordsOnlyHere: 1,
  recordsHeld: 1,
  moving: false,
  devices: [self],
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
  statistics: { bytesSent: 0, bytesReceived: 0, recordsSent: 0, recordsReceived: 0, connects: 0 },
  ...change,
});

const cure = (change: Partial<SyncStatus>, ageMs: number | null, putOff: LastCopyInput["putOff"] = null) =>
  lastCopyCure({ status: status(change), oldestMs: ageMs === null ? null : NOW_MS - ageMs, nowMs: NOW_MS, putOff });

const putOff = (hoursAgo: number) => ({ atMs: NOW_MS - hoursAgo * HOUR_MS, records: 50 });

test("a day away from the network with a handful of changes is no reason for a word", () => {
  expect(cure({ recordsOnlyHere: 49 }, DAY_MS)).toBeNull();
  expect(cure({ recordsOnlyHere: 49 }, null)).toBeNull();
  expect(cure({ recordsOnlyHere: 0 }, 30 * DAY_MS)).toBeNull();
});

test("after three days or fifty changes a cure is offered that fits", () => {
  expect(cure({ recordsOnlyHere: 50 }, HOUR_MS)).toBe("connect");
  expect(cure({}, 3 * DAY_MS)).toBe("connect");
  expect(cure({ relay: { kind: "waiting", retryAtMs: 0, reason: "unreachable" } }, 3 * DAY_MS)).toBe("reach");
  expect(cure({ relayAddress: null, relay: { kind: "none" } }, 3 * DAY_MS)).toBe("pair");
  expect(cure({ relayAddress: null, relay: { kind: "none" }, devices: [self, phone] }, 3 * DAY_MS)).toBe("relay");
  expect(cure({ relayAddress: null, relay: { kind: "none" }, devices: [self, { ...phone, isReplaced: true }] }, 3 * DAY_MS)).toBe("pair");
});

test("what is on its way is not warned of, unless it has not got there for days", () => {
  expect(cure({ relay: { kind: "online", sending: null, receiving: null }, recordsOnlyHere: 500 }, HOUR_MS)).toBeNull();
  expect(cure({ relay: { kind: "connecting" }, recordsOnlyHere: 500 }, HOUR_MS)).toBeNull();
  expect(cure({ relay: { kind: "online", sending: null, receiving: null }, moving: true }, 4 * DAY_MS)).toBeNull();
  expect(cure({ relay: { kind: "online", sending: null, receiving: null } }, 4 * DAY_MS)).toBe("reach");
});

test("put off, it comes back after three more days or fifty more changes, never within a day", () => {
  expect(cure({ recordsOnlyHere: 120 }, 4 * DAY_MS, putOff(20))).toBeNull();
  expect(cure({ recordsOnlyHere: 90 }, 4 * DAY_MS, putOff(30))).toBeNull();
  expect(cure({ recordsOnlyHere: 100 }, 4 * DAY_MS, putOff(30))).toBe("connect");
  expect(cure({ recordsOnlyHere: 50 }, 7 * DAY_MS, putOff(72))).toBe("connect");
});

test("what was put off counts no more once it has got away", () => {
  expect(cure({ recordsOnlyHere: 3 }, 3 * DAY_MS, { atMs: NOW_MS - HOUR_MS, records: 50 })).toBe("connect");
});
