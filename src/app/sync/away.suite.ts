// For tests: how a device is connected that is not.

import type { DeviceConnection } from "../../replica/face.ts";

export const AWAY: DeviceConnection = {
  kind: "none",
  isConnecting: false,
  sinceMs: null,
  lastSeenMs: null,
  byFileMs: null,
  bytesSent: 0,
  bytesReceived: 0,
  isMoving: false,
  sending: null,
  receiving: null,
  failure: null,
};
