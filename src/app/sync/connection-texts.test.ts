import { expect, test } from "vitest";
import type { DeviceConnection, Portion } from "../../replica/face.ts";
import { AWAY } from "./away.suite.ts";
import { detailText, relayTravel, relayTravelText, travelShare, wayText } from "./connection-texts.ts";

const NOW = new Date(2026, 4, 6, 15, 30).getTime();
const AT_NOON = new Date(2026, 4, 6, 12, 0).getTime();
const BEFORE = new Date(2026, 3, 30, 9, 5).getTime();
const DIRECT: DeviceConnection = { ...AWAY, kind: "direct", sinceMs: AT_NOON, lastSeenMs: NOW, bytesSent: 1_250_000, bytesReceived: 340 };
const FAILED: DeviceConnection = { ...AWAY, kind: "relay", lastSeenMs: NOW, failure: { reason: "unreachable", atMs: AT_NOON } };

test("of a direct connection is said since when, what has travelled, and that something travels now", () => {
  expect(wayText(DIRECT, NOW)).toBe("Connected directly since 12:00.");
  expect(detailText(DIRECT, NOW)).toBe("1.3 MB sent and 340 B received directly.");
  expect(detailText({ ...DIRECT, isMoving: true }, NOW)).toBe("Changes are on their way: 1.3 MB sent and 340 B received directly.");
});

test("of what takes a while to travel is said how far it has come, each way, and together for the bar", () => {
  const receiving = { ...DIRECT, isMoving: true, receiving: { done: 12, total: 230 } };
  expect(detailText(receiving, NOW)).toBe("Receiving 12 of 230 changes, 340 B so far.");
  expect(travelShare(receiving)).toEqual({ done: 12, total: 230 });
  const sending = { ...DIRECT, sending: { done: 0, total: 1 } };
  expect(detailText(sending, NOW)).toBe("Sending 0 of 1 change, 1.3 MB so far.");
  const both = { ...receiving, sending: { done: 3, total: 40 } };
  expect(detailText(both, NOW)).toBe("Receiving 12 of 230 changes, sending 3 of 40 changes.");
  expect(travelShare(both)).toEqual({ done: 15, total: 270 });
  expect(travelShare(DIRECT)).toBeNull();
});

const textOf = (portions: { sending: Portion | null; receiving: Portion | null }): string =>
  relayTravelText(relayTravel({ kind: "online", ...portions }));

test("of what travels to and from the relay is said how far it has come, and nothing while there is no connection to it", () => {
  const [sending, receiving] = [
    { done: 3, total: 40 },
    { done: 12, total: 230 },
  ];
  expect(textOf({ sending, receiving: null })).toBe("Sending 3 of 40 changes.");
  expect(textOf({ sending: null, receiving })).toBe("Receiving 12 of 230 changes.");
  expect(textOf({ sending, receiving })).toBe("Receiving 12 of 230 changes, sending 3 of 40 changes.");
  expect(textOf({ sending: null, receiving: null })).toBe("");
  expect(travelShare(relayTravel({ kind: "online", sending, receiving }))).toEqual({ done: 15, total: 270 });
  expect(relayTravelText(relayTravel({ kind: "connecting" }))).toBe("");
});

test("of a direct connection that failed is said why and when, and that the relay does it meanwhile where it does", () => {
  expect(wayText(FAILED, NOW)).toBe("Connected by way of the relay.");
  expect(detailText(FAILED, NOW)).toBe("No direct way to it was found (12:00). Until it works, changes go by way of the relay.");
  expect(detailText({ ...FAILED, kind: "none" }, NOW)).toBe("No direct way to it was found (12:00).");
  expect(detailText({ ...FAILED, isConnecting: true }, NOW)).toBe("Connecting directly now.");
});

test("a device whose last came by a file says so with its moment, and one that was seen since says both", () => {
  expect(wayText({ ...AWAY, kind: "file", lastSeenMs: BEFORE, byFileMs: AT_NOON }, NOW)).toBe("By file. Last from it: 12:00.");
  const seenSince: DeviceConnection = { ...AWAY, lastSeenMs: AT_NOON, byFileMs: BEFORE };
  expect(wayText(seenSince, NOW)).toBe("Not connected. Last seen 12:00.");
  expect(detailText(seenSince, NOW)).toBe("Last by file: 30 Apr 2026, 09:05.");
});

test("a device that is not there was seen at some time, with its day unless that is today, or never", () => {
  expect(wayText({ ...AWAY, lastSeenMs: AT_NOON }, NOW)).toBe("Not connected. Last seen 12:00.");
  expect(wayText({ ...AWAY, lastSeenMs: BEFORE }, NOW)).toBe("Not connected. Last seen 30 Apr 2026, 09:05.");
  expect(wayText(AWAY, NOW)).toBe("Not connected, and not seen from here yet.");
  expect(detailText(AWAY, NOW)).toBe("");
});
