// When to look for a newer version: at the start, every hour, when the page is looked at again after a while, and when the device is online again.

export type CheckCause = "start" | "hour" | "seen" | "online";

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** How old the last look must be: who flips between tabs or loses the network again and again causes no more than this. */
const LEAST_AGE_MS: Readonly<Record<CheckCause, number>> = { start: 0, hour: HOUR_MS / 2, seen: 15 * MINUTE_MS, online: MINUTE_MS };

/** `lastMs` null: not yet. A clock that was set back makes it due. */
export function isCheckDue(cause: CheckCause, lastMs: number | null, nowMs: number): boolean {
  return lastMs === null || nowMs < lastMs || nowMs - lastMs >= LEAST_AGE_MS[cause];
}
