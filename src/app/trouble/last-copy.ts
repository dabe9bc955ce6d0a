// When what is only on this device has been so for too long, or is too much, and what would cure it. Being away from the network for a day with
// less than fifty changes is no reason for a word; once put off, it comes back after as long or as many again, and not within a day.

import type { SyncStatus } from "../../replica/face.ts";

const DAY_MS = 86_400_000;
const MAX_AGE_MS = 3 * DAY_MS;
const MAX_RECORDS = 50;

/** Put off at that time, with so many changes only here. */
export type PutOff = { readonly atMs: number; readonly records: number };

/** `pair`: neither relay nor other device. `relay`: other devices, but no way to them. `connect`: this device is offline. `reach`: the relay does not take them. */
export type Cure = "pair" | "relay" | "connect" | "reach";

export type LastCopyInput = {
  readonly status: SyncStatus;
  /** When the oldest of it was made; null when that is not known. */
  readonly oldestMs: number | null;
  readonly nowMs: number;
  readonly putOff: PutOff | null;
};

function cureFor({ relayAddress, relay, devices }: SyncStatus): Cure {
  if (relayAddress === null) return devices.some(({ self, isReplaced }) => !self && !isReplaced) ? "relay" : "pair";
  return relay.kind === "offline" ? "connect" : "reach";
}

const isOnItsWay = ({ moving, relay }: SyncStatus): boolean => moving || relay.kind === "online" || relay.kind === "connecting";

function isDue({ status, oldestMs, nowMs, putOff }: LastCopyInput): boolean {
  const records = status.recordsOnlyHere;
  if (putOff !== null && records >= putOff.records) {
    const sinceMs = nowMs - putOff.atMs;
    return sinceMs >= MAX_AGE_MS || (sinceMs >= DAY_MS && records - putOff.records >= MAX_RECORDS);
  }
  const ageMs = oldestMs === null ? 0 : nowMs - oldestMs;
  return ageMs >= MAX_AGE_MS || (records >= MAX_RECORDS && !isOnItsWay(status));
}

/** What to offer; null: nothing. */
export function lastCopyCure(input: LastCopyInput): Cure | null {
  const { status } = input;
  return status.recordsOnlyHere === 0 || status.moving || !isDue(input) ? null : cureFor(status);
}
