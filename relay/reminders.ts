// What a relay keeps of a device's reminders (PROTOCOL.md "Reminders"): a minute, where to knock, and the tag by which the device's set is replaced.
// No title, no item, nothing of why.

import { concatBytes } from "../src/base/bytes.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../src/base/ids.ts";
import { label, type Sha256 } from "../src/base/labels.ts";
import type { Membership } from "../src/members/membership.ts";
import type { ReminderSet } from "./relay-store.ts";

const TAG_BYTES = 16;
export const MINUTE_MS = 60_000;
/** Of all devices together: some 150 MB, with an endpoint each. */
export const MOST_REMINDERS_KEPT = 500_000;
/** After which a reminder that could not be sent is of no use any more, and how far ahead one may be. */
export const LATE_MINUTES = 60;
export const AHEAD_MINUTES = 400 * 24 * 60;

/** 16 bytes. */
export const reminderTagOf = (sha256: Sha256, space: SpaceId, device: DeviceId): Uint8Array =>
  sha256(concatBytes(label("reminders"), idToBytes(space), idToBytes(device))).slice(0, TAG_BYTES);

export const noReminders = (tag: Uint8Array): ReminderSet => ({ tag, endpoint: "", minutes: [] });

/** Those of the minutes that are worth keeping. */
export function minutesToKeep(minutes: readonly number[], nowMs: number): readonly number[] {
  const now = Math.floor(nowMs / MINUTE_MS);
  return minutes.filter((minute) => minute >= now - LATE_MINUTES && minute <= now + AHEAD_MINUTES);
}

/** Of the devices that have been removed since, nothing is kept. */
export function remindersThatGo(sha256: Sha256, space: SpaceId, before: Membership, after: Membership): readonly ReminderSet[] {
  const gone = [...before.members.keys()].filter((device) => !after.members.has(device));
  return gone.map((device) => noReminders(reminderTagOf(sha256, space, device)));
}
