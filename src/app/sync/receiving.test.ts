// While something is on its way here, an empty page says so, and offers nothing to fill it with.

import { expect, test } from "vitest";
import type { PairingState, RelayState } from "../../replica/face.ts";
import { AWAY } from "./away.suite.ts";
import { isReceiving, type Arriving } from "./receiving.ts";

const IDLE: PairingState = { kind: "idle" };
const MOVING = { done: 3, total: 9 };
const online = (receiving: typeof MOVING | null): RelayState => ({ kind: "online", sending: MOVING, receiving });

const statusOf = (relay: RelayState, receiving: typeof MOVING | null = null): ReturnType<Arriving["status"]> => ({
  relay,
  devices: [{ connection: { ...AWAY, receiving } }],
});

const told = (pairing: PairingState, status: ReturnType<Arriving["status"]>): boolean =>
  isReceiving({ pairing: () => pairing, status: () => status });

test("what a pairing fetches, and what a relay or a device sends for a while, is on its way here", () => {
  expect(told({ kind: "fetching", heldRecords: 0, allRecords: 9 }, null)).toBe(true);
  expect(told(IDLE, statusOf(online(MOVING)))).toBe(true);
  expect(told(IDLE, statusOf({ kind: "none" }, MOVING))).toBe(true);
});

test("what only goes out, or nothing at all, is not", () => {
  expect(told(IDLE, null)).toBe(false);
  expect(told(IDLE, statusOf(online(null)))).toBe(false);
  expect(told({ kind: "joined", inviterName: "Laptop", keptItems: 0, shared: null }, statusOf({ kind: "offline" }))).toBe(false);
});
