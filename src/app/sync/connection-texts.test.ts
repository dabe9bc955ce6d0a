import { expect, test } from "vitest";
import type { DeviceConnection } from "../../replica/face.ts";
import { detailText, wayText } from "./connection-texts.ts";

const NOW = new Date(2026, 4, 6, 15, 30).getTime();
const AT_NOON = new Date(2026, 4, 6, 12, 0).getTime();
const BEFORE = new Date(2026, 3, 30, 9, 5).getTime();
const AWAY: DeviceConnection = {
  kind: "none",
  isConnecting: false,
  sinceMs: null,
  lastSeenMs: null,
  byFileMs: null,
  bytesSent: 0,
  bytesReceived: 0,
  isMoving: false,
  failure: null,
};
const DIRECT: DeviceConnection = { ...AWAY, kind: "direct", sinceMs: AT_NOON, lastSeenMs: NOW, bytesSent: 1_250_000, bytesReceived: 340 };
const FAILED: DeviceConnection = { ...AWAY, kind: "relay", lastSeenMs: NOW, failure: { reason: "unreachable", atMs: AT_NOON } };

test("of a direct connection is said since when, what has travelled, and that something travels now", () => {
  expect(wayText(DIRECT, NOW)).toBe("Connected directly since 12:00.");
  expect(detailText(DIRECT, NOW)).toBe("1.3 MB sent and 340 B received directly.");
  expect(detailText({ ...DIRECT, isMoving: true }, NOW)).toBe("Changes are on their way: 1.3 MB sent and 340 B received directly.");
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
