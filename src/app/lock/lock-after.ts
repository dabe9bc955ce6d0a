// After how long without use a profile locks itself.

import type { ProfileState } from "../../replica/face.ts";

const MINUTE_MS = 60_000;

/** In minutes; what can be chosen. */
export const LOCK_AFTER_MINUTES = [1, 5, 15, 60, 480] as const;
const AT_FIRST_MINUTES = 15;

export const minutesToSetting = (minutes: number): string => String(minutes * MINUTE_MS);

/** As stored, or as at first where what is stored is nothing that could have been chosen. */
export function lockAfterMinutes(profile: Pick<ProfileState, "lockAfterMs"> | null): (typeof LOCK_AFTER_MINUTES)[number] {
  const minutes = Number(profile?.lockAfterMs ?? Number.NaN) / MINUTE_MS;
  return LOCK_AFTER_MINUTES.find((choice) => choice === minutes) ?? AT_FIRST_MINUTES;
}

export const lockAfterMs = (profile: Pick<ProfileState, "lockAfterMs"> | null): number => lockAfterMinutes(profile) * MINUTE_MS;
