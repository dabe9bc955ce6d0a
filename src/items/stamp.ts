// Stamps of the hybrid logical clock. A stamp is one safe integer: milliseconds since 2020 (41 bits) times 4096, plus a counter (12 bits),
// so that stamps compare as numbers and reach to the year 2089. A replica's clock is the greatest stamp it knows, nothing more:
// `nextStamp` both makes a stamp and is the clock's new value. Stamps order only concurrent siblings; time comes in from the caller.

/** Milliseconds since 2020 * 4096 + counter. */
export type Stamp = number;

/** 2020-01-01T00:00:00Z in milliseconds since 1970. */
const STAMP_EPOCH_MS = 1_577_836_800_000;
const COUNTS_PER_MS = 4096;

/** The clock of a replica that knows no stamp yet. */
export const NO_STAMP: Stamp = 0;

/** A foreign stamp further ahead of this device's wall clock than this is never adopted: one wrong clock must not drag all others along. */
export const MAX_LEAD_MS = 5 * 60 * 1000;

export function isStamp(value: unknown): value is Stamp {
  return Number.isSafeInteger(value) && typeof value === "number" && value >= 0;
}

function floorOfMs(nowMs: number): Stamp {
  const floor = Math.floor(nowMs - STAMP_EPOCH_MS) * COUNTS_PER_MS;
  return Math.min(Math.max(floor, NO_STAMP), Number.MAX_SAFE_INTEGER);
}

/** The next stamp after `clock`, at least `nowMs`; a full counter carries into the milliseconds. Also the clock's new value. */
export function nextStamp(clock: Stamp, nowMs: number): Stamp {
  return Math.min(Math.max(clock + 1, floorOfMs(nowMs)), Number.MAX_SAFE_INTEGER);
}

/** The clock after seeing `foreign`: later local stamps are greater than it, unless it is more than `MAX_LEAD_MS` ahead of `nowMs`. */
export function observeStamp(clock: Stamp, foreign: Stamp, nowMs: number): Stamp {
  return foreign > floorOfMs(nowMs + MAX_LEAD_MS) ? clock : Math.max(clock, foreign);
}

/** The greatest stamp of which `stampToMs` says this. */
export const lastStampOfMs = (ms: number): Stamp => Math.min(floorOfMs(ms) + COUNTS_PER_MS - 1, Number.MAX_SAFE_INTEGER);

/** Milliseconds since 1970. */
export const stampToMs = (stamp: Stamp): number => STAMP_EPOCH_MS + Math.floor(stamp / COUNTS_PER_MS);
